"""Verbs that are also things."""

import pytest

from common.lexicon import read
from workers.engines.writer.homographs import without_doings


@pytest.mark.parametrize(
    ("theme", "thing"),
    [
        ("a boxer trains at dawn", "train"),
        ("soldiers train in the mud", "train"),
        ("a woman waves goodbye", "wave"),
        ("a man leaves his wife", "leaf"),
        ("an old man rocks his grandson", "rock"),
        ("a soldier fires at the sky", "fire"),
        ("she stars in a film", "star"),
    ],
)
def test_what_somebody_does_is_no_thing(theme: str, thing: str) -> None:
    before, after = read(theme).subjects, read(without_doings(theme)).subjects
    assert thing in before
    assert [one for one in before if one != thing] == list(after)


@pytest.mark.parametrize(
    "theme",
    [
        "night trains",
        "a child draws stars",
        "the waves rock the boat",
        "autumn leaves",
        "a woman and the waves",
        "a dog chases trains",
        "a soldier's fire",
        "girls on trains",
        "monster waves",
        "child stars",
        "robot trains",
    ],
)
def test_things_stay(theme: str) -> None:
    assert without_doings(theme) == theme
