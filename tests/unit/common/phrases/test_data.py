"""The writer's data files keep their promises."""

from collections.abc import Mapping

import pytest

from common.lexicon import concepts, read
from common.phrases import grammar, moods, palettes, places, table
from workers.stages.scripting import MV_TYPES, names_music

SEPARATION = 0.09
"""Least difference in luma between two neighbours of a palette: plain to see side by side."""


def luma(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_place_of_the_lexicon_has_phrases() -> None:
    assert set(places()) == set(concepts("places"))


@pytest.mark.parametrize("place", sorted(places()))
def test_a_place_is_read_as_itself(place: str) -> None:
    phrases = places()[place]
    assert all(read(text).places[0] == place for text in phrases.text)
    assert all(not read(text).hours and not read(text).weathers for text in phrases.text)
    assert set(phrases.near) <= set(places())


@pytest.mark.parametrize("place", sorted(places()))
def test_props_can_be_painted(place: str) -> None:
    assert all(read(prop).subjects for prop in places()[place].props)


@pytest.mark.parametrize("name", sorted(palettes()))
def test_a_palette_goes_from_dark_to_light(name: str) -> None:
    shadow, base, mid, light, _ = map(luma, palettes()[name].colours)
    assert base - shadow > SEPARATION / 2
    assert mid - base > SEPARATION
    assert light - mid > 2 * SEPARATION


def test_there_are_enough_palettes() -> None:
    assert len(palettes()) >= 16


@pytest.mark.parametrize("mv_type", MV_TYPES)
def test_every_type_has_a_grammar(mv_type: str) -> None:
    assert set(grammar(mv_type).views) <= {"establishing", "medium", "close"}


@pytest.mark.parametrize("mood", sorted(moods()))
def test_a_mood_names_known_places(mood: str) -> None:
    assert set(moods()[mood].places) <= set(places())
    assert mood in concepts("moods")


@pytest.mark.parametrize("kind", ["hour_text", "weather_text", "light_text"])
def test_what_the_writer_says_is_what_the_painter_reads(kind: str) -> None:
    field = {"hour_text": "hours", "weather_text": "weathers", "light_text": "lights"}[kind]
    for concept, said in table("atmosphere")[kind].items():
        for text in [said] if isinstance(said, str) else said:
            assert getattr(read(text), field) == (concept,), text


@pytest.mark.parametrize(
    "name", ["places", "actions", "atmosphere", "things", "cast", "deeds", "guises", "shapes"]
)
def test_no_phrase_is_about_music(name: str) -> None:
    nouns = {"jazz club", "music hall"}
    assert not [text for text in _texts(table(name)) if names_music(text) and text not in nouns]


def _texts(data: object) -> list[str]:
    if isinstance(data, str):
        return [data]
    if isinstance(data, Mapping):
        return [text for value in data.values() for text in _texts(value)]
    return [text for value in data for text in _texts(value)] if isinstance(data, list) else []
