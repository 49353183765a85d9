"""Estimates from films that were made, and none where there were none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.db.repository.history import FilmMade, StageWork
from common.db.states import TaskStage
from common.film_request import Excerpt, FilmRequest
from services.api.jobs.estimating import Guess, StageGuess, guess
from tests.support.documents import make_script
from tests.support.films import make_song

SONG = make_song()
"""Of twelve seconds."""
STAGES: tuple[TaskStage, ...] = (
    *("analysis", "script", "expansion", "keyframes", "animation", "warping", "frames"),
    *("assembly", "poster", "evaluation"),
)


def made(
    *, scenes: int = 4, seconds: float = 12, each: float = 2.0, stored: int = 0, **asked: object
) -> FilmMade:
    """A film whose every task took so long, on a GPU at a cent a second."""
    request = FilmRequest(theme="home", **asked)  # type: ignore[arg-type]
    chain = {"keyframes", "animation", "warping", "frames"}

    def work(stage: TaskStage) -> StageWork:
        tasks = scenes if stage in chain else 1
        took = (tasks - stored) * each if stage in chain else each
        done = tasks - stored if stage in chain else 1
        return StageWork(tasks, done, took, took, took / 100, 0.0)

    return FilmMade(
        request=request.model_dump_json(),
        scenes=scenes,
        frames=round(seconds * request.fps),
        stages={stage: work(stage) for stage in STAGES},
    )


def asked(*past: FilmMade, **wish: object) -> Guess:
    return guess(FilmRequest(theme="a fox", **wish), song=SONG, past=past)  # type: ignore[arg-type]


def of(guessed: Guess, stage: TaskStage) -> StageGuess:
    return next(one for one in guessed.stages if one.stage == stage)


def test_without_history_nothing_is_made_up() -> None:
    guessed = asked()
    assert guessed.scenes_from == "rule"
    assert guessed.film.scenes == 4  # 12 s in shots of 1.8 to 6.5
    assert guessed.unknown == STAGES
    assert guessed.total("seconds") is guessed.total("gpu_seconds") is guessed.total("cost") is None


def test_the_same_film_takes_what_it_took() -> None:
    guessed = asked(made())
    assert guessed.scenes_from == "history"
    assert guessed.film.scenes == 4
    assert guessed.total("seconds") == pytest.approx(6 * 2 + 4 * 4 * 2)
    assert guessed.total("gpu_seconds") == pytest.approx(44)
    assert guessed.total("cost") == pytest.approx(0.44)


def test_an_odd_film_is_outvoted() -> None:
    guessed = asked(made(), made(each=1000.0), made())
    assert of(guessed, "frames").films == 3
    assert of(guessed, "frames").seconds == pytest.approx(8)


def test_pixels_and_seconds_are_what_frames_take() -> None:
    half = {"height": 360, "excerpt": Excerpt(start=6)}
    guessed = asked(made(), **half)
    assert of(guessed, "frames").seconds == pytest.approx(8 / 4 / 2)
    assert of(guessed, "analysis").seconds == pytest.approx(1)
    assert guessed.film.scenes == 2


def test_work_that_was_found_stored_teaches_nothing_of_its_length() -> None:
    guessed = asked(made(stored=3))
    assert of(guessed, "frames").seconds == pytest.approx(8)
    assert of(asked(made(stored=4)), "frames").films == 0


def test_a_given_script_says_how_many_scenes_there_are() -> None:
    guessed = asked(made(), script=make_script())
    assert (guessed.film.scenes, guessed.scenes_from) == (3, "script")
    assert of(guessed, "script").films == 0


def test_other_engines_teach_nothing_of_a_stage_and_all_of_the_others() -> None:
    guessed = asked(made(), engines={"tracker": "onset"})
    assert guessed.unknown == ("analysis",)
    assert guessed.total("seconds") is None
    steps = asked(made(profile="quality"), profile="quality", engines={"image_steps": 5})
    assert steps.unknown == ("keyframes",)


def test_time_that_had_no_price_gives_none() -> None:
    film = made()
    free = {stage: w._replace(cost=0.0, unpriced=w.gpu_seconds) for stage, w in film.stages.items()}
    past = FilmMade(request=film.request, scenes=4, frames=film.frames, stages=free)
    assert asked(past).total("gpu_seconds") == pytest.approx(44)
    assert asked(past).total("cost") is None
    assert asked(past, made()).total("cost") == pytest.approx(0.44)


def test_a_request_that_no_version_knows_any_more_is_passed_over() -> None:
    old = FilmMade(request='{"theme": "home", "lens": "wide"}', scenes=1, frames=24, stages={})
    assert asked(old).unknown == STAGES


@given(st.integers(128, 1080).map(lambda height: height * 2), st.floats(2.5, 12))
def test_more_film_is_never_less_work(height: int, seconds: float) -> None:
    small = asked(made(), excerpt=Excerpt(end=seconds))
    large = asked(made(), excerpt=Excerpt(end=seconds), height=min(2160, height))
    least = 720
    if height >= least:
        assert large.total("seconds") >= small.total("seconds") * (1 - 1e-9)  # type: ignore[operator]
