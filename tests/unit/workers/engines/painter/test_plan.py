import pytest

from common import lexicon
from tests.support.briefs import HERO, brief
from workers.engines.painter.places import all_places
from workers.engines.painter.plan import (
    CELESTIAL,
    LIVING,
    ROYALTY,
    SCENERY,
    read_plan,
)
from workers.engines.painter.subjects import SPRITE_KINDS, THING_KINDS


def test_a_brief_is_read_into_place_hour_weather_and_subjects() -> None:
    plan = read_plan(brief("the harbour at night, heavy rain", "a sailing ship", "a lighthouse"))
    assert (plan.place, plan.hour, plan.weather) == ("sea", "night", "rain")
    assert "ship" in plan.living
    assert "lighthouse" in plan.things


def test_no_known_place_is_abstract() -> None:
    assert read_plan(brief("qwerty")).place == "abstract"


@pytest.mark.parametrize(
    ("text", "hour"),
    [("a street in neon light", "night"), ("a forest", "day"), ("a field in golden light", "dusk"),
     ("a lake under an aurora", "night"), ("a beach at dawn", "dawn")],
)  # fmt: skip
def test_the_hour_follows_from_the_light_when_none_is_named(text: str, hour: str) -> None:
    assert read_plan(brief(text)).hour == hour


def test_hour_weather_and_light_do_not_change_the_layout() -> None:
    texts = (
        "the old harbour at dawn",
        "The old harbour, at night, in rain",
        "old harbour by moonlight",
    )
    assert len({read_plan(brief(text)).seed for text in texts}) == 1
    assert read_plan(brief("the new harbour at dawn")).seed != read_plan(brief(texts[0])).seed


def test_above_the_clouds_clouds_are_not_weather() -> None:
    assert read_plan(brief("above the clouds")).weather == "clear"
    assert read_plan(brief("a field under clouds")).weather == "cloud"


@pytest.mark.parametrize(
    ("text", "arrangement"),
    [("strict symmetry", "symmetry"), ("a triangle", "triangle"), ("centred", "centred"),
     ("rule of thirds", "thirds"), ("", "thirds")],
)  # fmt: skip
def test_arrangements(text: str, arrangement: str) -> None:
    assert read_plan(brief("a field", arrangement=text)).arrangement == arrangement


def test_every_place_of_the_lexicon_is_painted() -> None:
    assert set(lexicon.concepts("places")) <= set(all_places())


def test_every_subject_of_the_lexicon_is_painted_somehow() -> None:
    painted = SPRITE_KINDS | THING_KINDS | CELESTIAL | SCENERY | ROYALTY
    assert set(lexicon.concepts("subjects")) <= painted
    assert LIVING <= SPRITE_KINDS


def test_kings_and_queens_are_crowned() -> None:
    assert read_plan(brief("a castle", "a queen", "a king")).living == ("royal",)


def test_a_house_is_not_set_into_a_room_but_behind_its_window() -> None:
    plan = read_plan(brief("an attic bedroom", "a lighthouse", "a bed"))
    assert plan.things == ("bed",)
    assert plan.beyond == ("lighthouse",)
    assert read_plan(brief("a concert stage", "a lighthouse")).beyond == ()


def test_what_a_place_shows_anyhow_is_not_set_down_twice() -> None:
    assert read_plan(brief("a station", "a train", "a suitcase")).living == ()


@pytest.mark.parametrize(
    ("prompt", "motion"),
    [("Mara walks by.", "go"), ("Waves roll on as Mara waits.", "stay"), ("Mara.", None)],
)  # fmt: skip
def test_a_sentence_says_whether_the_cast_moves(prompt: str, motion: str | None) -> None:
    one = brief("the sea", cast=(HERO,))
    scene = one.scene.model_copy(update={"prompt": prompt})
    assert read_plan(one.model_copy(update={"scene": scene})).motion == motion


@pytest.mark.parametrize(
    ("thing", "prompt", "held"),
    [("an open book", "Ida.", "book"), ("a fishing net", "Ida waits.", "net"),
     ("a tree", "Ida waters the garden.", "watering_can"),
     ("a tree", "Ida sweeps the yard.", "broom"),
     ("a tree", "Ida walks past the row of books.", ""), ("a paper lantern", "Ida.", "lantern")],
)  # fmt: skip
def test_what_is_named_is_held(thing: str, prompt: str, held: str) -> None:
    one = brief("a field", thing, cast=(HERO,))
    scene = one.scene.model_copy(update={"prompt": prompt})
    plan = read_plan(one.model_copy(update={"scene": scene}))
    assert plan.held == held
    assert held not in plan.things


def test_nobody_holds_what_no_person_is_there_for() -> None:
    plan = read_plan(brief("a room", "an old guitar"))
    assert plan.held == ""
    assert "guitar" in plan.things


@pytest.mark.parametrize(
    ("background", "interior"),
    [("a classroom", "classroom"), ("a hospital, at night", "ward"), ("an office", "office"),
     ("a gym", "gym"), ("a quiet living room", "")],
)  # fmt: skip
def test_a_room_is_told_by_what_it_is_for(background: str, interior: str) -> None:
    assert read_plan(brief(background)).interior == interior


def test_a_sleeping_cat_is_no_bed() -> None:
    plan = read_plan(brief("a village", "a sleeping cat"))
    assert (plan.living, plan.things) == (("cat",), ())


def test_neon_hangs_in_the_street_and_not_in_a_room() -> None:
    assert "neon" not in read_plan(brief("a hotel room", lighting="neon light")).lamps
    assert "neon" in read_plan(brief("a street", lighting="neon light")).lamps


@pytest.mark.parametrize("place", ["a concert stage", "a nightclub"])
def test_the_audience_is_no_part_of_the_show(place: str) -> None:
    assert "crowd" not in read_plan(brief(place, "a large crowd")).living
    assert "crowd" in read_plan(brief("a street", "a large crowd")).living
