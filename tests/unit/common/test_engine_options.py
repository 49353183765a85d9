import pytest
from pydantic import ValidationError

from common.catalogue import ENGINES
from common.engine_options import EngineOptions
from common.errors import InvalidInputError
from common.film_request import FilmRequest
from common.pipeline import Recipe, ShotOrders
from tests.support.documents import make_analysis, make_script
from tests.support.films import make_song


def shot(**asked: object) -> ShotOrders:
    request = FilmRequest.model_validate({"theme": "home", **asked})
    recipe = Recipe(song=make_song(), song_key="song/0", request=request)
    return recipe.shots(script=make_script(), analysis=make_analysis())[0]


def changed(**asked: object) -> list[bool]:
    """Which orders of a shot an option changes."""
    pairs = zip(shot(profile="quality"), shot(profile="quality", **asked), strict=True)
    return [before.key != after.key for before, after in pairs]


def test_a_sketch_knows_nothing_of_models() -> None:
    assert shot() == shot(engines={"image_steps": 5, "clip_steps": 5})
    assert set(shot().keyframe.options) == {"brief", "size"}


def test_pictures_and_footage_have_the_models_size_and_films_their_own() -> None:
    orders = shot(profile="quality", height=360)
    assert [order.options["size"] for order in (orders.keyframe, orders.clip, orders.frames)] == [
        [1024, 576],
        [1024, 576],
        [640, 360],
    ]
    tall = shot(profile="quality", aspect="9:16")
    assert tall.clip.options["size"] == [576, 1024]


def test_a_film_of_another_height_or_with_other_accents_films_nothing_anew() -> None:
    assert changed(height=360) == [False, False, False, True]
    assert changed(accents="none") == [False, False, True, True]


@pytest.mark.parametrize(
    "engines",
    [{"image_steps": 8}, {"negative": "people"}, {"scheduler": "dpm++"}, {"guidance": 1.0}],
)
def test_what_changes_a_picture_is_in_its_key(engines: dict[str, object]) -> None:
    assert changed(engines=engines) == [True] * 4


def test_what_changes_footage_leaves_the_picture() -> None:
    assert changed(engines={"animator": "svd"}) == [False, True, True, True]
    assert shot(profile="quality", engines={"animator": "svd"}).clip.options["clip"] == {
        "frames": 14,
        "steps": 25,
        "least_guidance": 1.0,
        "most_guidance": 3.0,
        "noise": 0.02,
        "takes": 1,
    }


def test_fast_takes_fewer_steps_and_no_guidance_for_pictures() -> None:
    orders = shot(profile="fast")
    image, clip = orders.keyframe.options["image"], orders.clip.options["clip"]
    assert isinstance(image, dict)
    assert isinstance(clip, dict)
    assert (image["steps"], image["guidance"], image["trailing"], clip["steps"]) == (4, 1, True, 4)
    assert clip["most_guidance"] == 1


def test_footage_is_stored_as_a_film_and_a_plan_as_json() -> None:
    assert shot(profile="quality").clip.key.endswith(".mp4")
    assert shot().clip.key.endswith(".json")


def test_footage_hangs_on_the_beats_only_where_one_of_several_takes_is_chosen() -> None:
    assert "beats" in shot(profile="quality", engines={"takes": 3}).clip.options
    assert "beats" not in shot(profile="quality").clip.options
    assert "beats" in shot(profile="quality").plan.options


@pytest.mark.parametrize(
    "asked",
    [
        {"engines": {"painter": "svd"}},
        {"engines": {"animator": "sora"}},
        {"engines": {"painter": "sdxl"}},  # the camera has no layers to move
        {"engines": {"size": [100, 64]}},
        {"engines": {"clip_frames": 2}},
        {"engines": {"takes": 4}},
        {"profile": "fast", "engines": {"image_steps": 8}},  # distilled for four
        {"profile": "fast", "engines": {"clip_steps": 20}},
    ],
)
def test_impossible_choices_are_refused(asked: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        FilmRequest.model_validate({"theme": "home", **asked})


def test_an_unknown_profile_stays_one_line() -> None:
    with pytest.raises(InvalidInputError, match="sketch"):
        _ = FilmRequest(theme="home", profile="cinema").chosen


def test_a_painter_may_be_filmed() -> None:
    request = FilmRequest(theme="home", engines=EngineOptions(animator="svd-xt"))
    assert request.chosen.painter == "painter"
    assert ENGINES[request.chosen.animator].clip is not None


def test_another_listener_is_not_taken_for_a_tracker() -> None:
    with pytest.raises(ValidationError, match="no tracker called 'templates'; there is: madmom"):
        EngineOptions(tracker="templates")
    assert EngineOptions(tracker="onset").tracker == "onset"
