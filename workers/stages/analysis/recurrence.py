"""Does the rhythm recur, some beats later?

Onset strength is cut at the beats and stretched to equal lengths, so that a tempo that breathes
does no harm, and correlated with itself a number of beats later. Music recurs after a bar more than
after another number of beats; noise recurs after none.
"""

import numpy as np
from numpy.typing import NDArray

PHASES = 12


def beat_patterns(
    beats: NDArray[np.float64], rises: NDArray[np.float64], frame_rate: float
) -> NDArray[np.float64]:
    """Onset strength from each beat to the next, shape (b - 1, phases); phase 0 is the beat.

    Args:
        beats: seconds, shape (b,), b >= 2.
        rises: onset strength, shape (n,), value *i* at i / frame_rate seconds.
    """
    count = len(beats) - 1
    positions = np.arange(-0.5, count * PHASES) / PHASES
    edges = np.interp(positions, np.arange(count + 1), beats) * frame_rate
    total = np.concatenate([[0.0], np.cumsum(rises)])
    at = np.interp(edges, np.arange(len(total)) - 0.5, total)
    widths = np.maximum(np.diff(edges), 1e-9)
    patterns: NDArray[np.float64] = (np.diff(at) / widths).reshape(count, PHASES)
    return patterns


def recurrence(patterns: NDArray[np.float64], lag: int) -> float:
    """Correlation of beat patterns with those `lag` beats later, -1 to 1; 0 in too short a song."""
    return similarity(np.sqrt(patterns), lag)


def similarity(rows: NDArray[np.float64], lag: int) -> float:
    """Correlation of rows with those `lag` rows later, -1 to 1; 0 where these are too few."""
    if len(rows) < 2 * lag:
        return 0.0
    a, b = rows[:-lag].ravel(), rows[lag:].ravel()
    a, b = a - a.mean(), b - b.mean()
    return float(a @ b / (np.sqrt((a @ a) * (b @ b)) + 1e-12))
