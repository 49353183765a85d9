"""Where films play: the theme's own place first and longest."""

from collections import Counter

import pytest

from common.artifacts.script import Script
from common.lexicon import at_home, mentions, possible, read
from common.phrases import table
from tests.support.songs import imagined_song
from workers.engines.writer import BuiltinWriter
from workers.stages.scripting import ScriptRequest, write_script

OWN_SHARE = 0.6
ONE_PLACE = (
    ("a storm over the sea", "sea"),
    ("neon city at night", "city"),
    ("jellyfish in the deep ocean", "underwater"),
    ("a shark in the sea", "underwater"),
    ("the song of a whale", "underwater"),
    ("a mermaid", "underwater"),
    ("fish and a boat on the sea", "sea"),
    ("a whale and a ship", "sea"),
    ("the depths of the forest", "forest"),
    ("my grandmother's kitchen", "kitchen"),
    ("astronaut lost in space", "space"),
    ("two sisters drive through the desert", "desert"),
    ("a boy flies a kite on the beach", "beach"),
    ("a robot learns to dance in an empty mall", "market"),
    ("monk in a snowy monastery", "church"),
    ("a festival of lanterns by a lake", "lake"),
    ("a summer festival", "stage"),
    ("a fisherman repairs his nets at dawn", "sea"),
    ("fireworks over the harbour", "sea"),
    ("a woman repairs a radio", "room"),
    ("a robot on mars", "moon"),
    ("a teacher waits for the bell", "room"),
    ("a boxer waits for the train", "station"),
    ("a lighthouse keeper walks home along the sea at dusk", "sea"),
)


def script(theme: str, *, form: str = "ABCD", shots: int = 17, seed: int = 0) -> Script:
    analysis, spans = imagined_song(shots=shots, form=form)
    request = ScriptRequest(theme=theme, seed=seed)
    return write_script(analysis=analysis, spans=spans, request=request, writer=BuiltinWriter())


def places(film: Script) -> list[str]:
    return [read(scene.mise_en_scene.background).places[0] for scene in film.scenes]


@pytest.mark.parametrize(("theme", "place"), ONE_PLACE)
@pytest.mark.parametrize("form", ["ABCD", "ABABCB", "A"])
def test_the_theme_opens_the_film_and_fills_most_of_it(theme: str, place: str, form: str) -> None:
    found = places(script(theme, form=form))
    assert found[0] == place
    assert Counter(found)[place] / len(found) >= OWN_SHARE


def test_named_places_follow_in_the_order_of_the_theme() -> None:
    found = places(script("from the desert through a village to the sea"))
    assert list(dict.fromkeys(found)) == ["desert", "village", "sea"]
    assert found == sorted(found, key=("desert", "village", "sea").index)


@pytest.mark.parametrize(
    "theme", ["a sailor walks home", "the long way home", "the last train home"]
)
def test_who_goes_home_is_at_home_in_the_end(theme: str) -> None:
    found = places(script(theme))
    assert found[-1] == "room"
    assert found[0] != "room"


def test_the_theme_s_own_noun_names_the_place() -> None:
    film = script("a robot learns to dance in an empty mall")
    assert all("an empty mall" in scene.mise_en_scene.background for scene in film.scenes)
    assert not any(read(scene.mise_en_scene.background).weathers for scene in film.scenes)


@pytest.mark.parametrize("theme", ["a storm over the sea", "neon city at night", "winter"])
def test_a_theme_without_a_person_has_nobody(theme: str) -> None:
    assert script(theme).cast == ()


@pytest.mark.parametrize("theme", ["grief", "freedom", "climbing the mountain"])
def test_a_feeling_or_a_doing_has_somebody(theme: str) -> None:
    assert script(theme).cast


@pytest.mark.parametrize("theme", ["two sisters drive through the desert", "Anna and Tom in Paris"])
def test_two_are_often_together(theme: str) -> None:
    shared = [len(scene.cast) for scene in script(theme).scenes if scene.view != "close"]
    assert shared.count(2) >= 0.5 * len(shared)


def test_first_names_are_cast() -> None:
    assert [sheet.name for sheet in script("Anna and Tom in Paris").cast] == ["Anna", "Tom"]


@pytest.mark.parametrize("theme", ["a lighthouse keeper by the sea", "the child and the sailor"])
def test_nobody_is_he_or_she_whom_the_theme_does_not_call_so(theme: str) -> None:
    for seed in range(3):
        for scene in script(theme, seed=seed).scenes:
            assert not {"he", "she", "his", "her", "him"} & set(scene.prompt.lower().split())


@pytest.mark.parametrize("theme", [theme for theme, _ in ONE_PLACE] + ["a house", "love", "grief"])
def test_nothing_is_where_it_cannot_be(theme: str) -> None:
    named = read(theme).subjects
    film = script(theme)
    cast = {sheet.name for sheet in film.cast}
    for scene, place in zip(film.scenes, places(film), strict=True):
        for thing in set(scene.mise_en_scene.objects) - cast:
            kind = read(thing).subjects[0]
            assert possible(kind, place)
            assert kind in named or at_home(kind, place), (thing, place)


def test_a_close_view_of_a_person_names_no_thing() -> None:
    film = script("a lighthouse keeper walks home along the sea at dusk")
    for scene in film.scenes:
        if scene.view == "close" and scene.cast:
            assert scene.mise_en_scene.objects == scene.cast


FAIR = {"clear", "stars", "wind"}


@pytest.mark.parametrize(
    "theme", ["a farmer's field in summer", "a village in spring", "a bridge at sunset"]
)
@pytest.mark.parametrize("seed", range(4))
def test_summer_is_fair(theme: str, seed: int) -> None:
    film = script(theme, seed=seed)
    found = {w for s in film.scenes for w in read(s.mise_en_scene.background).weathers}
    assert found <= FAIR


def test_summer_rain_is_rain() -> None:
    film = script("summer rain over a field")
    assert read(film.scenes[0].mise_en_scene.background).weathers == ("rain",)


@pytest.mark.parametrize("seed", range(8))
def test_a_storm_has_to_be_called_for(seed: int) -> None:
    film = script("a farmer's field", seed=seed)
    assert not any("storm" in read(s.mise_en_scene.background).weathers for s in film.scenes)


SHOWN = 0.9
"""Least share of the scenes that show whom or what the theme names."""


@pytest.mark.parametrize(
    ("theme", "kind"),
    [
        ("a dragon above a burning village", "dragon"),
        ("an old train crosses a bridge at sunrise", "train"),
        ("a camel caravan in the desert", "camel"),
        ("sunflowers in the summer wind", "sunflower"),
        ("a lighthouse in the fog", "lighthouse"),
        ("an owl in the moonlit forest", "owl"),
    ],
)
@pytest.mark.parametrize("seed", range(3))
def test_what_the_theme_names_is_seen_in_its_place(theme: str, kind: str, seed: int) -> None:
    film = script(theme, seed=seed)
    species = {sheet.name: sheet.species for sheet in film.cast}
    shown = 0
    for scene in film.scenes:
        kinds = {species.get(name) for name in scene.cast}
        kinds |= {k for thing in scene.mise_en_scene.objects for k in read(thing).subjects}
        shown += kind in kinds
    assert shown >= SHOWN * len(film.scenes)
    assert len(set(places(film))) == 1


@pytest.mark.parametrize("theme", ["a whale beneath the ice", "below the frozen arctic ice"])
def test_under_the_ice_is_under_water(theme: str) -> None:
    for scene in script(theme).scenes:
        assert read(scene.mise_en_scene.background).places[:2] == ("underwater", "snow")


def test_a_train_crosses_a_bridge_for_trains() -> None:
    assert set(places(script("a train on the bridge"))) == {"viaduct"}
    assert set(places(script("two lovers on the bridge"))) == {"bridge"}


@pytest.mark.parametrize(
    ("theme", "burns"),
    [("a burning village", True), ("the city is on fire", True), ("burning love", False),
     ("a burning candle", False), ("a camp fire by the lake", False)],
)  # fmt: skip
def test_places_burn_and_feelings_do_not(theme: str, burns: bool) -> None:
    said = {"in flames" in scene.mise_en_scene.background for scene in script(theme).scenes}
    assert said == {burns}


def test_a_word_of_doing_is_no_thing() -> None:
    objects = {thing for scene in script("a lion sleeps in the savanna").scenes
               for thing in scene.mise_en_scene.objects}  # fmt: skip
    assert "an unmade bed" not in objects


def test_who_rides_has_a_horse() -> None:
    def saddled(theme: str) -> bool:
        scenes = script(theme).scenes
        return any("a saddled horse" in scene.mise_en_scene.objects for scene in scenes)

    assert saddled("a knight rides through the forest")
    assert not saddled("a girl rides a bicycle through the forest")
    assert not saddled("a knight in the forest")


def test_a_caravan_is_three_and_a_nurse_wears_white() -> None:
    assert [sheet.species for sheet in script("a desert caravan").cast] == ["camel"] * 3
    (nurse,) = script("a nurse by the sea").cast
    assert (nurse.outfit, nurse.outfit_colour) == ("dress", "#eef2f4")


@pytest.mark.parametrize(
    ("theme", "place"),
    [("a mountain village", "village"), ("a desert highway", "road"),
     ("an underwater city", "underwater"),
     ("a snowy forest", "forest")],
)  # fmt: skip
def test_of_a_compound_the_head_is_the_place(theme: str, place: str) -> None:
    assert set(places(script(theme))) == {place}


def test_the_moon_is_seen_at_night_and_autumn_among_trees() -> None:
    hours = {read(s.mise_en_scene.background).hours for s in script("a wolf and the moon").scenes}
    assert hours == {("night",)}
    assert all("in autumn" in s.mise_en_scene.background for s in script("an autumn forest").scenes)


def test_who_is_in_a_boat_is_in_it() -> None:
    film = script("a fisherman in a small boat")
    wide = [scene for scene in film.scenes if scene.view != "close"]
    assert all("a manned rowing boat" in scene.mise_en_scene.objects for scene in wide)
    rowed = script("a girl rows across a lake of stars").scenes
    assert all(
        "a manned rowing boat" in s.mise_en_scene.objects for s in rowed if s.view != "close"
    )
    assert not [scene for scene in rowed if "rows of stars" in scene.prompt]
    passed = script("a girl walks past rows of tulips by a lake").scenes
    assert not any("a manned rowing boat" in scene.mise_en_scene.objects for scene in passed)
    beside = script("a fisherman and a small boat").scenes
    assert not any("a manned rowing boat" in scene.mise_en_scene.objects for scene in beside)


def test_a_place_is_read_from_its_name_as_it_was_meant() -> None:
    for name, text in table("hints")["names"].items():
        assert read(text).places[0] == mentions(name, "places")[0].concept


def test_who_paints_is_where_painters_are_whoever_is_painted() -> None:
    assert places(script("a woman paints a sailor"))[0] == "room"
