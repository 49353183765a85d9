"""Lines of text laid over the stretches of a voice, without knowing a word of what is sung.

Each line takes some stretches in a row. The cheapest layout by dynamic programming is taken: a line
should sound as long as its syllables at the song's own pace, begin after a pause and hold none, and
a stretch that belongs to no line (an instrument, a second voice) costs as many syllables as it
lasts. The pace is found with the layout: twice, the first guess being that all that sounds is sung.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from workers.stages.singing.activity import Activity

Row = NDArray[np.float64]

_PAUSE = 0.3
"""Seconds of silence that part two lines for certain."""
_NO_PAUSE, _INNER_PAUSE, _LONG_PAUSE = 1.0, 0.5, 2.0
_UNSUNG = 0.12
"""A syllable's length of voice that is in no line."""
_MOST_PARTS = 60
"""Stretches of one line."""


@dataclass(frozen=True)
class Placed:
    """Seconds in which a line is sung, and how well its length fits, 0 to 1."""

    start: float
    end: float
    fit: float


def placed(syllables: Sequence[int], heard: Activity) -> list[Placed] | None:
    """A place for each line, in order; None where there are fewer stretches than lines.

    Args:
        syllables: of each line, one at least.
    """
    if len(heard.starts) < len(syllables):
        return None
    wanted = np.array(syllables, np.float64)
    pace = float(heard.lengths.sum() / wanted.sum())
    spans: list[tuple[int, int]] = []
    for _ in range(3):
        spans = _cheapest(wanted * pace, heard, pace)
        sung = np.array([heard.lengths[a:b].sum() for a, b in spans])
        pace = float(np.median(sung / wanted))
    return [
        Placed(
            start=float(heard.starts[a]),
            end=float(heard.ends[b - 1]),
            fit=float(np.exp(-(np.log(length / (count * pace)) ** 2))),
        )
        for (a, b), length, count in zip(spans, sung, wanted, strict=True)
    ]


def _cheapest(expected: Row, heard: Activity, pace: float) -> list[tuple[int, int]]:
    """First stretch and the one after the last of each line."""
    count, lines = len(heard.starts), len(expected)
    total = np.concatenate([[0.0], np.cumsum(heard.lengths)])
    gaps = heard.starts[1:] - heard.ends[:-1]
    apart = np.concatenate([[1.0], np.minimum(gaps / _PAUSE, 1.0)])
    held = _INNER_PAUSE * apart[1:] ** 2 + _LONG_PAUSE * np.maximum(gaps - 1.0, 0)
    inner = np.concatenate([[0.0, 0.0], np.cumsum(held)])  # inner[b] - inner[a + 1] within [a, b)
    unsung = _UNSUNG / pace
    cost = total * unsung  # of the first k stretches without any line
    chosen = np.zeros((lines, count + 1), np.intp)
    ends = np.zeros((lines, count + 1), np.intp)
    for line in range(lines):
        ending = np.full(count + 1, np.inf)
        for end in range(line + 1, count + 1):
            first = max(line, end - _MOST_PARTS)
            starts = np.arange(first, end)
            length = (total[end] - total[starts]) / expected[line]
            options = (
                cost[starts]
                + np.log(length) ** 2
                + _NO_PAUSE * (1 - apart[starts])
                + inner[end] - inner[starts + 1]
            )  # fmt: skip
            best = int(np.argmin(options))
            ending[end], chosen[line, end] = options[best], first + best
        cost = _carried(ending, total, unsung, ends[line])
    return _traced(chosen, ends)


def _carried(ending: Row, total: Row, unsung: float, ends: NDArray[np.intp]) -> Row:
    """The cost up to each place, the stretches since the line's end being nobody's."""
    cost = np.full(len(ending), np.inf)
    for place in range(1, len(ending)):
        waited = cost[place - 1] + unsung * (total[place] - total[place - 1])
        if ending[place] <= waited:
            cost[place], ends[place] = ending[place], place
        else:
            cost[place], ends[place] = waited, ends[place - 1]
    return cost


def _traced(chosen: NDArray[np.intp], ends: NDArray[np.intp]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    place = ends.shape[1] - 1
    for line in range(len(chosen) - 1, -1, -1):
        end = int(ends[line, place])
        place = int(chosen[line, end])
        spans.append((place, end))
    return spans[::-1]


def spread(syllables: Sequence[int], start: float, end: float) -> list[Placed]:
    """Lines over a stretch in which no voice was found, by their syllables alone: a guess."""
    edges = start + (end - start) * np.cumsum([0.0, *syllables]) / sum(syllables)
    return [Placed(a, b, 0.0) for a, b in pairwise(edges.tolist())]
