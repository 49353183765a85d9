import pytest
from pydantic import ValidationError

from common.artifacts.script import Script
from tests.support.documents import KEEPER, make_scene, make_script


def test_a_brief_holds_what_its_scene_needs() -> None:
    brief = make_script().brief(1)
    assert brief.scene.index == 1
    assert brief.cast == (KEEPER,)
    assert KEEPER.description in brief.prompt
    assert brief.prompt.endswith("painterly, slow")


@pytest.mark.parametrize(
    "change",
    [
        {"scenes": ()},
        {"scenes": (make_scene(1, 0.0, 2.0),)},
        {"scenes": (make_scene(0, 1.0, 2.0),)},
        {"scenes": (make_scene(0, 0.0, 2.0), make_scene(1, 3.0, 4.0))},
        {"cast": ()},
        {"cast": (KEEPER, KEEPER)},
        {"keywords": ("one",)},
    ],
)
def test_a_script_that_does_not_hold_together_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Script.model_validate({**make_script().model_dump(), **change})
