from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.artifacts.clips import MotionTrack
from common.errors import InvalidInputError
from workers.stages.evaluation import evaluate, paper_scores

DURATION = 30.0
BEATS = np.arange(0.3, DURATION, 0.6)
NOTHING: tuple[float, ...] = ()

moments = st.lists(st.floats(0, DURATION), max_size=40)


def track(beats: object = NOTHING, cuts: object = NOTHING) -> MotionTrack:
    seen = np.sort(np.asarray(beats, dtype=np.float64))
    return MotionTrack(
        rate=24.0,
        envelope=np.zeros(int(DURATION * 24)),
        speed=np.zeros(int(DURATION * 24)),
        beats=seen,
        weights=np.ones(len(seen)),
        cuts=np.sort(np.asarray(cuts, dtype=np.float64)),
    )


def test_every_event_on_a_beat_scores_one() -> None:
    scores = evaluate(track=track(BEATS), duration=DURATION, beats=BEATS, downbeats=BEATS[::4])
    assert scores.bas_visual == scores.bas_music == 1
    assert scores.bas_visual_corrected == pytest.approx(1)
    assert scores.precision70 == scores.recall70 == scores.downbeat_recall70 == 1


def test_one_event_on_one_beat_is_precise_but_recalls_little() -> None:
    scores = evaluate(track=track([BEATS[3]]), duration=DURATION, beats=BEATS, downbeats=BEATS[::4])
    assert scores.precision70 == 1
    assert scores.recall70 == pytest.approx(1 / len(BEATS))
    assert scores.bas_music < 0.05


def test_random_events_score_about_zero_corrected() -> None:
    random = np.random.default_rng(0)
    many = [
        evaluate(
            track=track(random.uniform(0, DURATION, 50)),
            duration=DURATION,
            beats=BEATS,
            downbeats=BEATS[::4],
        )
        for _ in range(20)
    ]
    assert abs(np.mean([s.bas_visual_corrected for s in many])) < 0.05
    assert abs(np.mean([s.bas_music_corrected for s in many])) < 0.05


def test_events_between_the_beats_score_below_chance() -> None:
    scores = evaluate(track=track(BEATS + 0.3), duration=DURATION, beats=BEATS, downbeats=NOTHING)
    assert scores.bas_visual_corrected < -0.3


def test_one_sigma_away_scores_as_the_definition_says() -> None:
    scores = evaluate(track=track([10.1]), duration=DURATION, beats=[10.0], downbeats=NOTHING)
    assert scores.bas_visual == pytest.approx(np.exp(-0.5))
    assert scores.precision70 == 0


def test_seventy_milliseconds_still_count() -> None:
    scores = evaluate(track=track([10.07]), duration=DURATION, beats=[10.0], downbeats=[10.0])
    assert scores.precision70 == scores.recall70 == scores.downbeat_recall70 == 1


def test_cuts_are_events_and_swallow_the_beat_beside_them() -> None:
    scores = evaluate(
        track=track([4.97, 8.0], cuts=[5.0]), duration=DURATION, beats=BEATS, downbeats=NOTHING
    )
    assert scores.visual_events == (5.0, 8.0)
    assert scores.cuts == (5.0,)


@pytest.mark.parametrize(
    ("events", "beats"), [(NOTHING, BEATS), (BEATS, NOTHING), (NOTHING, NOTHING)]
)
def test_nothing_to_align_scores_zero(events: object, beats: object) -> None:
    scores = evaluate(track=track(events), duration=DURATION, beats=beats, downbeats=NOTHING)  # type: ignore[arg-type]
    numbers = (scores.bas_visual, scores.bas_music, scores.bas_visual_corrected, scores.recall70)
    assert numbers == (0, 0, 0, 0)


def test_beats_outside_the_film_do_not_count() -> None:
    scores = evaluate(
        track=track(BEATS), duration=DURATION, beats=[*BEATS, 31.0, 40.0], downbeats=[36.0]
    )
    assert scores.recall70 == 1
    assert scores.downbeats == ()


def test_a_film_without_length_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="without length"):
        evaluate(track=track(), duration=0.0, beats=BEATS, downbeats=NOTHING)


@given(events=moments, cuts=moments, beats=moments)
def test_scores_are_reproducible_and_bounded(
    events: list[float], cuts: list[float], beats: list[float]
) -> None:
    one = evaluate(track=track(events, cuts), duration=DURATION, beats=beats, downbeats=beats)
    two = evaluate(track=track(events, cuts), duration=DURATION, beats=beats, downbeats=beats)
    assert one == two
    assert one.bas_visual_corrected <= 1 + 1e-9
    assert one.bas_music_corrected <= 1 + 1e-9


def test_papers_measure_in_frames_of_the_film() -> None:
    three_frames = 3 / 24
    paper = paper_scores(track=track([10 + three_frames]), fps=Fraction(24), beats=[10.0, 20.0])
    assert paper["aist"] == pytest.approx(np.exp(-0.5))
    assert paper["bailando"] == pytest.approx(np.exp(-0.5) / 2)
