"""Count beats into bars.

Aim: the bar length and the place in the bar of every beat that explain best how likely each beat
sounds like a first beat. A hidden Markov model over the positions of a bar, in which a beat
counted as first is observed with its likelihood p and any other with 1 - p; positions advance by
one, and rarely jump to the first (a bar of another length). One bar length for the whole song: that
with the highest mean log probability of a beat plus half the correlation of the rhythm with itself
a bar later. In a 3/4 song whose waltz bars a network hears in pairs, the probabilities alone are
0.07 apart and the correlations 0.2. After Böck, Krebs and Widmer, "Joint beat and downbeat
tracking with recurrent neural networks" (ISMIR 2016), here on given beats.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from workers.stages.analysis.recurrence import beat_patterns, recurrence

METRES = (4, 3)
_RECURRENCE = 0.5
_JUMP = np.log(1e-4)
_MISSED, _FALSE = 0.1, 0.02
"""Least likelihood of a downbeat that does not sound like one, and of another beat that does."""


def downbeats(
    beats: NDArray[np.float64],
    likelihood: NDArray[np.float64],
    *,
    recurrences: Mapping[int, float],
) -> NDArray[np.float64]:
    """Those beats that begin bars.

    Args:
        beats: seconds, shape (b,).
        likelihood: of each beat being a downbeat, 0 to 1, shape (b,).
        recurrences: for each bar length in beats to choose from, the correlation of the rhythm with
            itself so many beats later; the first wins a tie.
    """
    if not len(beats):
        return beats
    is_first = np.log(np.clip(likelihood, _MISSED, 1))
    is_other = np.log(np.clip(1 - likelihood, _FALSE, 1))
    paths = {metre: _best_path(is_first, is_other, metre) for metre in recurrences}
    best = max(
        paths,
        key=lambda metre: paths[metre][1] / len(beats) + _RECURRENCE * recurrences[metre],
    )
    first: NDArray[np.float64] = beats[paths[best][0] == 0]
    return first


def _best_path(
    first: NDArray[np.float64], other: NDArray[np.float64], metre: int
) -> tuple[NDArray[np.intp], float]:
    """Positions in the bar, shape (b,), and the log probability of this reading (Viterbi)."""
    count = len(first)
    came_from = np.zeros((count, metre), np.intp)
    score = _observed(first[0], other[0], metre)
    for beat in range(1, count):
        came_from[beat] = (np.arange(metre) - 1) % metre
        arrived = score[came_from[beat]]
        leaver = int(np.argmax(score))
        if score[leaver] + _JUMP > arrived[0]:
            came_from[beat, 0], arrived[0] = leaver, score[leaver] + _JUMP
        score = arrived + _observed(first[beat], other[beat], metre)
    positions = np.empty(count, np.intp)
    positions[-1] = np.argmax(score)
    for beat in range(count - 1, 0, -1):
        positions[beat - 1] = came_from[beat, positions[beat]]
    return positions, float(np.max(score))


def _observed(first: float, other: float, metre: int) -> NDArray[np.float64]:
    return np.where(np.arange(metre) == 0, first, other)


def bar_recurrences(
    beats: NDArray[np.float64], rises: NDArray[np.float64], frame_rate: float
) -> dict[int, float]:
    """How strongly the rhythm recurs after a bar of each length in `METRES`."""
    if len(beats) < 2:
        return dict.fromkeys(METRES, 0.0)
    patterns = beat_patterns(beats, rises, frame_rate)
    return {metre: recurrence(patterns, metre) for metre in METRES}
