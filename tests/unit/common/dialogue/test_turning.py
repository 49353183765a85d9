import pytest

from common.artifacts.script import Script
from common.dialogue import ELEMENTS, BuiltinCounsel, Dialogue, answer, begin, filmed
from common.errors import InvalidInputError
from common.phrases.colours import named_colours
from tests.support.songs import imagined_song
from tests.unit.common.dialogue.transcripts import TRANSCRIPTS, Transcript
from workers.engines.painter.plan import read_plan
from workers.engines.writer import BuiltinWriter
from workers.stages.scripting import ScriptRequest, write_script

COUNSEL = BuiltinCounsel()
LONGEST = 60
"""Turns after which nobody of the transcripts may still be talking."""


def written() -> Script:
    analysis, spans = imagined_song(shots=9, form="ABA")
    request = ScriptRequest(theme="a girl waits for the last bus")
    return write_script(analysis=analysis, spans=spans, request=request, writer=BuiltinWriter())


SCRIPT = written()


def begun() -> Dialogue:
    return begin(SCRIPT, aesthetic="rain-slick neon noir")


def said(dialogue: Dialogue, *sayings: str) -> Dialogue:
    for saying in sayings:
        dialogue = answer(dialogue, saying, COUNSEL)
    return dialogue


def reply(dialogue: Dialogue) -> str:
    return dialogue.turns[-1].reply


def talked(transcript: Transcript) -> Dialogue:
    dialogue, says = begun(), list(transcript.says)
    for _ in range(LONGEST):
        if not says or dialogue.status == "done":
            break
        dialogue = answer(dialogue, says.pop(0), COUNSEL)
        assert reply(dialogue)
        assert Dialogue.from_json(dialogue.to_json()) == dialogue
        if not says and transcript.again and dialogue.status == "open":
            says = [transcript.says[-1]]
    return dialogue if dialogue.status != "open" else answer(dialogue, "stop", COUNSEL)


def test_there_are_thirty_of_five_kinds() -> None:
    assert len(TRANSCRIPTS) >= 30
    kinds = {transcript.who.split(":")[0] for transcript in TRANSCRIPTS}
    assert kinds == {"passive", "leading", "contradictory", "silent", "hostile"}


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda transcript: transcript.who)
def test_every_talk_ends_in_scenes_that_can_be_filmed(transcript: Transcript) -> None:
    dialogue = talked(transcript)
    assert dialogue.status == transcript.ends
    film = filmed(dialogue, named_colours=named_colours())
    film = Script.from_json(film.to_json())
    assert [(s.start, s.end) for s in film.scenes] == [(s.start, s.end) for s in SCRIPT.scenes]
    for number, scene in enumerate(film.scenes):
        assert len(scene.prompt) < 900
        read_plan(film.brief(number))
    shown = " ".join(scene.mise_en_scene.model_dump_json() for scene in film.scenes)
    for words in transcript.holds:
        assert words in shown


@pytest.mark.parametrize("transcript", TRANSCRIPTS[7:12], ids=lambda transcript: transcript.who)
def test_a_talk_that_is_put_down_after_every_turn_goes_the_same_way(
    transcript: Transcript,
) -> None:
    dialogue = begun()
    for saying in transcript.says:
        if dialogue.status != "done":
            dialogue = Dialogue.from_json(answer(dialogue, saying, COUNSEL).to_json())
    assert dialogue.parts == talked(transcript).parts


def test_the_four_phases_of_one_element() -> None:
    dialogue = begun()
    assert dialogue.phase == "ask"
    dialogue = said(dialogue, "suggest")
    assert (dialogue.phase, len(dialogue.offered)) == ("select", 3)
    first = dialogue.offered
    dialogue = said(dialogue, "more")
    assert not set(first) & set(dialogue.offered)
    dialogue = said(dialogue, "none of them")
    assert dialogue.phase == "suggest"
    assert "Shall I?" in reply(dialogue)
    dialogue = said(dialogue, "a grey cat")
    assert dialogue.phase == "confirm"
    dialogue = said(dialogue, "yes")
    assert (dialogue.phase, dialogue.element) == ("ask", "background")
    assert dialogue.here.now["objects"] == "a grey cat"


def test_night_everywhere_keeps_the_places() -> None:
    dialogue = said(begun(), "make it all night")
    for before, after in zip(begun().parts, dialogue.parts, strict=True):
        assert "at night" in after.now["background"]
        place = before.now["background"].split(",")[0].removesuffix(" at night")
        assert place in after.now["background"]


def test_terms_are_explained_in_a_sentence() -> None:
    dialogue = said(begun(), "what is a dolly zoom?")
    assert "stretches" in reply(dialogue)
    assert dialogue.phase == "ask"
    assert "third of the way" in reply(said(begun(), "arrangement", "rule of thirds"))


def test_music_is_not_seen() -> None:
    dialogue = said(begun(), "louder chorus")
    assert dialogue.proposal is None or "chorus" not in dialogue.proposal


def test_an_unknown_word_is_remarked_upon() -> None:
    assert "no picture" in reply(said(begun(), "a quxotic flurb"))


def test_light_and_hour_that_disagree_are_remarked_upon() -> None:
    dialogue = said(begun(), "background", "a street at night", "yes", "lighting", "hard sunlight")
    assert "night will win" in reply(said(dialogue, "yes"))


def test_a_part_that_is_not_there_is_named() -> None:
    assert "no part Z" in reply(said(begun(), "go to part Z"))


def test_nothing_said_leaves_the_script_as_it_was() -> None:
    assert filmed(said(begun(), "accept all"), named_colours=named_colours()) == SCRIPT


def test_we_decide_settles_every_element() -> None:
    dialogue = said(begun(), "you decide")
    assert all(set(part.settled) == set(ELEMENTS) for part in dialogue.parts)
    film = filmed(dialogue, named_colours=named_colours())
    assert all("neon" in scene.mise_en_scene.lighting for scene in film.scenes)


def test_a_colour_that_is_asked_for_becomes_the_accent() -> None:
    dialogue = said(begun(), "colours", "gold on black", "yes", "stop")
    assert filmed(dialogue, named_colours=named_colours()).palette.accent == named_colours()["gold"]


def test_a_close_up_changes_the_view() -> None:
    dialogue = said(begun(), "camera", "extreme close-up, static", "yes", "stop")
    film = filmed(dialogue, named_colours=named_colours())
    assert {film.scenes[i].view for i in dialogue.parts[0].scenes} == {"close"}


def test_what_is_over_is_over() -> None:
    with pytest.raises(InvalidInputError, match="over"):
        said(begun(), "accept all", "a fox")
