"""A film that is given an aesthetic."""

import pytest
from pydantic import ValidationError

from common.aesthetics import aesthetic
from common.artifacts.script import Palette, Script
from common.film_request import FilmRequest
from common.pipeline import Recipe
from tests.support.documents import make_analysis
from tests.support.films import make_song
from workers.engines.writer import BuiltinWriter
from workers.stages.scripting import ScriptRequest, write_script
from workers.stages.segmentation import segment

LOOK = aesthetic("gothic cathedral vigil")
OTHER = Palette(shadow="#000000", base="#111111", mid="#444444", light="#ffffff", accent="#ff0000")


def film(theme: str, **asked: object) -> Script:
    analysis = make_analysis()
    spans = segment(analysis=analysis, mode="beat", shortest=2.0, longest=6.0, seed=0)
    request = ScriptRequest(theme=theme, **asked)  # type: ignore[arg-type]
    return write_script(analysis=analysis, spans=spans, request=request, writer=BuiltinWriter())


def test_it_sets_palette_light_hour_and_style() -> None:
    written = film("a monk counts the stones", aesthetic=LOOK)
    assert written.palette == LOOK.colours
    assert written.keywords[0] == LOOK.name
    assert written.style == LOOK.name
    for scene in written.scenes:
        assert scene.mise_en_scene.lighting == LOOK.lighting
        assert scene.mise_en_scene.theme == LOOK.name
    assert "night" in " ".join(scene.mise_en_scene.background for scene in written.scenes)


def test_what_is_asked_for_besides_it_comes_first() -> None:
    written = film("a monk at dawn", aesthetic=LOOK, palette=OTHER, style="woodcut")
    assert written.palette == OTHER
    assert written.style == f"{LOOK.name}, woodcut"
    assert "at dawn" in written.scenes[0].mise_en_scene.background


def test_without_one_the_order_is_what_it_was() -> None:
    song = make_song()

    def options(**asked: object) -> dict[str, object]:
        request = FilmRequest.model_validate({"theme": "rain", **asked})
        return dict(Recipe(song=song, song_key="song/0", request=request).script().options)

    assert "aesthetic" not in options()
    assert options(aesthetic="Warehouse RAVE")["aesthetic"]["name"] == "warehouse rave"  # type: ignore[index]


def test_an_unknown_one_is_refused_with_its_neighbours() -> None:
    with pytest.raises(ValidationError, match="graveyard fog"):
        FilmRequest(theme="rain", aesthetic="graveyard frog")
