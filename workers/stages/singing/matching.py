"""Supplied lines found in a transcript: the words are the supplied ones, the times the heard ones.

A transcriber mishears, repeats and leaves out, so that both texts are aligned as two spellings of
one are: the fewest changed, missing and added words, by dynamic programming; a changed word costs
the share of its letters that differ. Times of words in between are spread by their letters.
"""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

import numpy as np
from numpy.typing import NDArray

from common.artifacts.singing import SungLine, Word

_ALIKE = 0.6
"""Share of letters in common from which a misheard word is still that word."""
_ENOUGH = 0.4
"""Share of a line's words that must be found for its times to be believed."""
_MISSING = 0.7


def matched(lines: Sequence[str], heard: Sequence[Word]) -> list[SungLine | None]:
    """For each line, the same with times and words; None where too little of it was heard."""
    said = [(number, word) for number, line in enumerate(lines) for word in line.split()]
    partner = _aligned([plain(word) for _, word in said], [plain(word.text) for word in heard])
    result: list[SungLine | None] = []
    for number, line in enumerate(lines):
        own = [(word, partner[at]) for at, (of, word) in enumerate(said) if of == number]
        found = [at for _, at in own if at is not None]
        if not own or len(found) < max(_ENOUGH * len(own), 1):
            result.append(None)
            continue
        words = _timed(own, heard)
        sure = float(np.mean([heard[at].confidence for at in found]))
        result.append(
            SungLine(
                start=words[0].start,
                end=max(word.end for word in words),
                text=line,
                way="words",
                confidence=round(sure * len(found) / len(own), 4),
                words=words,
            )
        )
    return result


def plain(word: str) -> str:
    """A word without case, accents and punctuation."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return re.sub(r"[^\w]", "", "".join(c for c in letters if not unicodedata.combining(c)))


def _aligned(said: Sequence[str], heard: Sequence[str]) -> list[int | None]:
    """For each word that is said, the place of the one that was heard for it, if any."""
    cost = np.empty((len(said) + 1, len(heard) + 1))
    cost[0] = _MISSING * np.arange(len(heard) + 1)
    cost[:, 0] = _MISSING * np.arange(len(said) + 1)
    change = _changes(said, heard)
    for row in range(1, len(said) + 1):
        over = np.minimum(cost[row - 1, :-1] + change[row - 1], cost[row - 1, 1:] + _MISSING)
        best = cost[row, 0]
        for column, other in enumerate(over.tolist(), start=1):
            best = min(best + _MISSING, other)
            cost[row, column] = best
    return _partners(cost, change)


def _partners(cost: NDArray[np.float64], change: NDArray[np.float64]) -> list[int | None]:
    row, column = cost.shape[0] - 1, cost.shape[1] - 1
    partner: list[int | None] = [None] * row
    while row and column:
        here = cost[row, column]
        if np.isclose(here, cost[row - 1, column - 1] + change[row - 1, column - 1]):
            row, column = row - 1, column - 1
            if change[row, column] <= 1 - _ALIKE:
                partner[row] = column
        elif np.isclose(here, cost[row - 1, column] + _MISSING):
            row -= 1
        else:
            column -= 1
    return partner


def _changes(said: Sequence[str], heard: Sequence[str]) -> NDArray[np.float64]:
    @cache
    def between(one: str, other: str) -> float:
        return 1.0 - SequenceMatcher(None, one, other, autojunk=False).ratio()

    cost = [[2 * _MISSING if not (a and b) else 1.4 * between(a, b) for b in heard] for a in said]
    return np.array(cost, np.float64).reshape(len(said), len(heard))


def _timed(own: Sequence[tuple[str, int | None]], heard: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a line; those that were not heard fill the gaps, in a letter's time each."""
    known = [n for n, (_, at) in enumerate(own) if at is not None]
    spans = {n: (heard[at].start, heard[at].end) for n, (_, at) in enumerate(own) if at is not None}
    letters = sum(len(own[n][0]) for n in known)
    letter = sum(spans[n][1] - spans[n][0] for n in known) / max(letters, 1)
    words = []
    for n, (text, at) in enumerate(own):
        if at is not None:
            start, end, sure = *spans[n], heard[at].confidence
        else:
            before = max((k for k in known if k < n), default=None)
            after = min((k for k in known if k > n), default=None)
            start, end = _between(n, own, spans, (before, after), letter)
            sure = 0.0
        words.append(Word(start=round(start, 3), end=round(end, 3), text=text, confidence=sure))
    return tuple(words)


def _between(
    place: int,
    own: Sequence[tuple[str, int | None]],
    spans: dict[int, tuple[float, float]],
    known: tuple[int | None, int | None],
    letter: float,
) -> tuple[float, float]:
    before, after = known
    if before is None:
        assert after is not None
        rest = [len(own[k][0]) for k in range(place, after)]
        start = max(0.0, spans[after][0] - letter * sum(rest))
        return start, min(start + letter * rest[0], spans[after][0])
    passed = sum(len(own[k][0]) for k in range(before + 1, place))
    length = len(own[place][0])
    if after is None:
        start = spans[before][1] + letter * passed
        return start, start + letter * length
    gap = max(0.0, spans[after][0] - spans[before][1])
    total = sum(len(own[k][0]) for k in range(before + 1, after))
    start = spans[before][1] + gap * passed / total
    return start, start + gap * length / total
