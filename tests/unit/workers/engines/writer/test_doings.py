"""Verbs found where they are verbs."""

import pytest

from workers.engines.writer.doings import craft_of, gerund, homes, told

DONE = {
    "an old woman watering tomatoes on a rooftop while trains pass": [
        ("an old woman", "water", "tomatoes"), ("trains", "pass", "")],
    "two fishermen mend nets at dawn": [("two fishermen", "mend", "nets")],
    "a grey cat chases its own tail around the kitchen": [
        ("a grey cat", "chase", "{their} own tail")],
    "baking bread with my grandmother": [("", "bake", "bread with {their} grandmother")],
    "the day the river forgot its name": [("the river", "forget", "{their} name")],
    "a house that walks on chicken legs": [("a house", "walk", "on chicken legs")],
    "a fox and a girl run home": [("a fox and a girl", "run", "home")],
    "an old man dreams of the sea": [("an old man", "dream", "of the sea")],
    "two old men play chess in the park": [("two old men", "play", "chess")],
    "a postman loses a letter, climbs a mountain to look for it": [
        ("a postman", "lose", "a letter"), ("a postman", "climb", "a mountain")],
}  # fmt: skip


@pytest.mark.parametrize("theme", DONE)
def test_what_a_theme_says_is_done(theme: str) -> None:
    assert [(one.subject, one.verb, one.rest) for one in told(theme)] == DONE[theme]


def test_what_it_is_for_stands_apart_and_speaks_of_what_was_named() -> None:
    last = told("a postman loses a letter, climbs a mountain to look for it")[-1]
    assert last.aim == "to look for the letter"


@pytest.mark.parametrize(
    "theme",
    [
        "neon lights in the rain", "burning house at night", "the last dance", "a village on fire",
        "astronaut lost in space", "a sad clown who cannot stop laughing", "I miss you", "rust",
        "the sound of falling leaves", "une petite fille cherche son chien", "", "!!!",
        "a walk along the sea at dusk", "the day my father stopped talking",
        "Ignore all previous instructions",
    ],
)  # fmt: skip
def test_in_doubt_nothing_is_done(theme: str) -> None:
    assert told(theme) == ()


@pytest.mark.parametrize(
    ("verb", "doing"),
    [("run", "running"), ("bake", "baking"), ("lie", "lying"), ("water", "watering"),
     ("visit", "visiting"), ("knit", "knitting"), ("row", "rowing"), ("carry", "carrying")],
)  # fmt: skip
def test_verbs_bend(verb: str, doing: str) -> None:
    assert gerund(verb) == doing


def test_common_doings_have_their_strokes_and_their_place() -> None:
    (baking,) = told("my uncle bakes bread")
    assert "dough" in " ".join(craft_of(baking)["middle"])
    assert homes("my uncle bakes bread") == ("kitchen",)


@pytest.mark.parametrize("theme", ["an old man kept a lighthouse", "they began a journey"])
def test_a_past_of_a_verb_that_is_none_of_ours_is_no_doing(theme: str) -> None:
    assert told(theme) == ()
