"""What a model is told under each switch of the papers' ablations, and nothing else of it."""

import pytest

from common.config import Settings
from common.engine_options import LanguageModel, ScriptMode
from common.script_options import ALL_TOLD, TOLD, ScriptOptions, Told
from services.cli.ablate import inputs
from tests.integration.language.test_chat_writer import CHARACTERS, MODES, SPANS, usual
from tests.support.chatting import Endpoint, endpoint
from tests.support.documents import make_analysis, make_understanding
from workers.engines.language import Author, ChatEngine
from workers.stages.scripting import ScriptRequest, write_script

SIGNS: dict[ScriptMode, dict[Told, str]] = {
    "mvcrafter": {"music": "driving", "type": "nature/scenic", "lyrics": "O the sea"},
    "clap": {
        "music": "dynamic shift: rising",
        "genre": "genre: folk",
        "type": "nature/scenic",
        "lyrics": "O the sea",
    },
    "story": {"music": "wistful", "lyrics": "O the sea"},
    "description": {
        "music": "wistful",
        "genre": "Genre tags: folk",
        "type": "nature/scenic",
        "lyrics": "O the sea",
    },
}
"""By mode, the words that show that something is told; a mode has no use for all."""


def asked(talk: Endpoint, mode: ScriptMode, options: ScriptOptions) -> str:
    """All questions of one script."""
    model = LanguageModel(url=talk.url, model="small")
    author = Author(
        ChatEngine().at_work(model, settings=Settings(language_url=talk.url)),
        mode=mode,
        understanding=make_understanding(),
        heard=lambda _answered: None,
    )
    request = ScriptRequest(
        theme="a keeper", mv_type="nature/scenic", lyrics=("O the sea",), writing=options
    )
    before = len(talk.prompts)
    script = write_script(analysis=make_analysis(), spans=SPANS, request=request, writer=author)
    assert script.mv_type == "nature/scenic"
    return "\n".join(talk.prompts[before:])


@pytest.mark.parametrize("mode", MODES)
def test_every_set_of_inputs_is_told_and_no_more(mode: ScriptMode) -> None:
    with endpoint(usual) as talk:
        for options in (inputs()["theme-alone"], *(ScriptOptions(inputs=(one,)) for one in TOLD)):
            told = asked(talk, mode, options)
            heard = {one for one, sign in SIGNS[mode].items() if sign in told}
            assert heard == set(options.inputs) & set(SIGNS[mode])
        whole = asked(talk, mode, ALL_TOLD)
        assert [sign for sign in SIGNS[mode].values() if sign not in whole] == []


def test_a_caption_without_its_genre_names_none() -> None:
    with endpoint(usual) as talk:
        told = asked(talk, "story", ScriptOptions(inputs=("music",)))
    assert "A wistful piece." in told
    assert "folk" not in told


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (ScriptOptions(characters=2, character_kind="animals"), "exactly 2, animals."),
        (ScriptOptions(characters=0), "no characters"),
        (ScriptOptions(tone="genre"), "Literary tone: plain and warm"),
        (ScriptOptions(tone="wry <b>"), "<tone>\nwry ‹b›\n</tone>"),
    ],
)
def test_characters_and_tone_are_asked_for(options: ScriptOptions, words: str) -> None:
    with endpoint(usual) as talk:
        assert words in asked(talk, "clap", options)


def test_no_more_characters_are_taken_than_were_asked_for() -> None:
    def two(prompt: str, number: int) -> str:
        return str(usual(prompt, number)).replace(CHARACTERS, f"{CHARACTERS}Jon: an old sailor\n")

    with endpoint(two) as talk:
        model = LanguageModel(url=talk.url, model="small")
        author = Author(
            ChatEngine().at_work(model, settings=Settings(language_url=talk.url)),
            mode="clap",
            understanding=make_understanding(),
            heard=lambda _answered: None,
        )
        script = write_script(
            analysis=make_analysis(),
            spans=SPANS,
            request=ScriptRequest(theme="a keeper", writing=ScriptOptions(characters=1)),
            writer=author,
        )
    assert [sheet.name for sheet in script.cast] == ["Mara"]
