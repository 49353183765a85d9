import numpy as np
import pytest

from common.aesthetics import aesthetics
from tests.unit.workers.engines.themes.wishes import WISHES
from workers.engines.themes.searching import Search, search_by

FAMILIES = [one.family for one in aesthetics().values()]


def families_of_five(search: Search, wish: str) -> list[str]:
    best = np.argsort(-search.scores(wish), kind="stable")[:5]
    return [FAMILIES[i] for i in best]


@pytest.fixture(scope="module")
def meaning() -> Search:
    return search_by("meaning")


def test_there_are_wishes_for_every_family() -> None:
    assert len(WISHES) >= 40
    assert {family for _, family in WISHES} == set(FAMILIES)


@pytest.mark.parametrize(("wish", "family"), WISHES)
def test_words_find_the_family(wish: str, family: str) -> None:
    assert family in families_of_five(search_by("words"), wish)


def test_meaning_finds_the_families(meaning: Search) -> None:
    asked = WISHES[::5]  # a fifth: each takes 30 ms
    missed = [wish for wish, family in asked if family not in families_of_five(meaning, wish)]
    assert missed == []


def test_meaning_finds_what_shares_no_word(meaning: Search) -> None:
    names = list(aesthetics())
    best = names[int(np.argmax(meaning.scores("my nan picking runner beans")))]
    assert best == "grandmother's kitchen garden"


@pytest.mark.parametrize("way", ["words", "meaning"])
def test_what_says_nothing_finds_nothing(way: str, meaning: Search) -> None:
    search = meaning if way == "meaning" else search_by("words")
    assert not search.scores("  ").any()


@pytest.mark.parametrize("wish", ["the of and", "🎉", "雨に濡れたネオン", "x" * 5000])
def test_any_text_is_scored_between_0_and_1(wish: str) -> None:
    scores = search_by("words").scores(wish)
    assert scores.shape == (len(FAMILIES),)
    assert ((scores >= 0) & (scores <= 1)).all()
