"""Where a voice sounds: from its power over time to the stretches that are about a syllable long.

What is loud among what wanders in the centre is taken for the voice. Strokes, which last a few
hundredths of a second, are taken out by a median; a stretch ends where the level falls below
halfway between the quiet and the loud of the song, and is parted where it dips in between.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter
from scipy.signal import find_peaks

Row = NDArray[np.float64]

_STROKE = 0.14
"""Seconds; what is shorter is no voice."""
_BREAK, _LEAST = 0.08, 0.06
"""Seconds: a shorter gap is a consonant, a shorter stretch is nothing."""
_BELOW_LOUD = 14.0
"""Decibels under the loud parts, at most, that still count as voice."""
_DIP = 2.0
"""Decibels by which the level falls between syllables."""
_FAINT, _CLEAR = 6.0, 24.0
"""Decibels between quiet and loud: at the former nothing stands out, at the latter all does."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Activity:
    """Stretches of voice, increasing and apart.

    Attributes:
        starts, ends: seconds, each of shape (n,).
        clarity: how far the voice stands out from what is there without it, 0 to 1.
    """

    starts: Row
    ends: Row
    clarity: float

    @property
    def lengths(self) -> Row:
        return self.ends - self.starts

    def within(self, start: float, end: float) -> "Activity":
        """The stretches whose middle lies between two moments."""
        middles = (self.starts + self.ends) / 2
        inside = (middles >= start) & (middles < end)
        return Activity(starts=self.starts[inside], ends=self.ends[inside], clarity=self.clarity)


def activity(power: Row, rate: float) -> Activity:
    """The stretches of a voice.

    Args:
        power: of what may be a voice, shape (n,), at `rate` values a second.
    """
    level = 10 * np.log10(power + 1e-9)
    level = np.asarray(median_filter(level, size=2 * round(_STROKE * rate / 2) + 1, mode="nearest"))
    quiet, loud = np.percentile(level, [20, 95])
    clarity = float(np.clip((loud - quiet - _FAINT) / (_CLEAR - _FAINT), 0, 1))
    floor = max(loud - _BELOW_LOUD, (quiet + loud) / 2)
    edges = _runs(level > floor, round(_BREAK * rate)) if clarity > 0 else []
    parts = [part for run in edges for part in _parted(level, run)]
    kept = [(a, b) for a, b in parts if b - a >= _LEAST * rate]
    bounds = np.array(kept, np.float64).reshape(-1, 2) / rate
    return Activity(starts=bounds[:, 0], ends=bounds[:, 1], clarity=clarity)


def _runs(sounding: NDArray[np.bool_], shortest_gap: int) -> list[tuple[int, int]]:
    """First frame and the one after the last of each run, with short gaps closed."""
    flips = np.flatnonzero(np.diff(np.concatenate([[False], sounding, [False]]).astype(np.int8)))
    runs: list[tuple[int, int]] = []
    for start, end in flips.reshape(-1, 2).tolist():
        if runs and start - runs[-1][1] < shortest_gap:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _parted(level: Row, run: tuple[int, int]) -> list[tuple[int, int]]:
    start, end = run
    dips, _ = find_peaks(-level[start:end], prominence=_DIP)
    return list(pairwise([start, *(start + dips).tolist(), end]))
