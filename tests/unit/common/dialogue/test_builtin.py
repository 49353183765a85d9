import pytest

from common.dialogue import ELEMENTS, BuiltinCounsel, Dialogue, Element, begin
from tests.support.songs import imagined_song
from workers.engines.writer import BuiltinWriter
from workers.stages.scripting import ScriptRequest, names_music, write_script

COUNSEL = BuiltinCounsel()


def talk(aesthetic: str | None) -> Dialogue:
    analysis, spans = imagined_song(shots=6, form="ABA")
    request = ScriptRequest(theme="a piano in a forest")
    script = write_script(analysis=analysis, spans=spans, request=request, writer=BuiltinWriter())
    return begin(script, aesthetic=aesthetic)


@pytest.mark.parametrize("aesthetic", [None, "smoky jazz cellar"])
@pytest.mark.parametrize("element", ELEMENTS)
def test_there_are_three_silent_options(element: Element, aesthetic: str | None) -> None:
    dialogue = talk(aesthetic).model_copy(update={"element": element})
    options = COUNSEL.options(element, dialogue)
    assert len(set(options)) == 3
    assert dialogue.current not in options
    assert options == COUNSEL.options(element, dialogue)
    assert not any(names_music(option) for option in options if element != "camera")


def test_the_look_is_advised_first() -> None:
    dialogue = talk("smoky jazz cellar")
    text, reason = COUNSEL.advice("lighting", dialogue)
    assert "spotlight" in text
    assert "smoky jazz cellar" in reason


def test_music_is_left_out_of_what_is_said() -> None:
    assert COUNSEL.visible("!!! 42") == ""
    assert COUNSEL.visible("a red fox") == "a red fox"
