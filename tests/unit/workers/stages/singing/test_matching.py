"""Supplied words in a transcript that mishears them."""

import pytest

from common.artifacts.singing import Word
from workers.stages.singing.matching import matched, plain

LINES = ("Down by the silver sea", "I wait for you, my dear", "And nobody hears this one")


def heard(text: str, *, pace: float = 0.5, sure: float = 0.9) -> list[Word]:
    return [
        Word(start=n * pace, end=(n + 0.8) * pace, text=word, confidence=sure)
        for n, word in enumerate(text.split())
    ]


def test_times_are_those_of_the_words_that_were_heard() -> None:
    words = heard("oh down by the silber sea I wait for you my dear")
    first, second, third = matched(LINES, words)
    assert first is not None
    assert second is not None
    assert third is None
    assert (first.text, first.start, first.end) == (LINES[0], 0.5, 2.9)
    assert [word.text for word in first.words] == LINES[0].split()
    assert second.start == pytest.approx(3.0)
    assert first.confidence == pytest.approx(0.9)


def test_words_that_were_missed_lie_between_their_neighbours() -> None:
    words = heard("down by the silver sea")
    del words[2]
    [line] = matched(LINES[:1], words)
    assert line is not None
    missed = line.words[2]
    assert line.words[1].end <= missed.start < missed.end <= line.words[3].start
    assert missed.confidence == 0
    assert line.confidence == pytest.approx(0.9 * 4 / 5)


def test_missed_edges_are_as_long_as_their_letters() -> None:
    words = heard("xx by the silver xx", pace=1.0)
    [line] = matched(LINES[:1], words[1:4])
    assert line is not None
    assert line.start < words[1].start
    assert line.end > words[3].end


def test_a_repeated_line_is_found_at_each_of_its_places() -> None:
    words = heard("I wait for you my dear down by the silver sea I wait for you my dear")
    lines = matched((LINES[1], LINES[0], LINES[1]), words)
    assert [line and line.start for line in lines] == [0.0, 3.0, 5.5]


def test_nothing_is_found_in_nothing() -> None:
    assert matched(LINES, []) == [None, None, None]
    assert matched([], heard("down by the sea")) == []


def test_case_accents_and_marks_do_not_count() -> None:
    assert plain("Él!") == plain("el") == "el"
