"""A beat grid, and whoever finds one."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from common.errors import InvalidInputError

_STRAY = 0.25
"""Share of the median interval beyond which an interval is a missed or an extra beat."""


def _none() -> NDArray[np.float64]:
    return np.empty(0)


@dataclass(frozen=True, eq=False, kw_only=True)
class BeatGrid:
    """When the beats are.

    Attributes:
        beats: seconds, float64, shape (b,), strictly increasing, none negative.
        downbeats: those beats that begin a bar, shape (d,), a subset of `beats`.

    Raises:
        InvalidInputError: one of these does not hold.
    """

    beats: NDArray[np.float64] = field(default_factory=_none)
    downbeats: NDArray[np.float64] = field(default_factory=_none)

    def __post_init__(self) -> None:
        if self.beats.size and not (np.isfinite(self.beats).all() and self.beats[0] >= 0):
            raise InvalidInputError("beat times must be numbers from 0 on")
        if np.any(np.diff(self.beats) <= 0):
            raise InvalidInputError("beat times must increase")
        if not np.isin(self.downbeats, self.beats).all():
            raise InvalidInputError("every downbeat must be one of the beats")

    @property
    def tempo(self) -> float:
        """Beats a minute; 0 with fewer than two beats.

        From the mean of the intervals near their median: the median alone repeats the tracker's
        step of 10 ms (109.1 for a song of 110), a plain mean believes a missed beat.
        """
        if len(self.beats) < 2:
            return 0.0
        intervals = np.diff(self.beats)
        middle = np.median(intervals)
        return float(60 / intervals[np.abs(intervals - middle) <= _STRAY * middle].mean())

    @property
    def metre(self) -> int:
        """Beats in most bars; 1 where no bar is complete."""
        places = np.flatnonzero(np.isin(self.beats, self.downbeats))
        lengths = np.bincount(np.diff(places)) if len(places) > 1 else np.zeros(0, int)
        return max(int(np.argmax(lengths)), 1) if lengths.size else 1

    def between(self, start: float, end: float) -> "BeatGrid":
        """The part of the grid from one moment on and before another, in seconds."""
        inside = [(t >= start) & (t < end) for t in (self.beats, self.downbeats)]
        return BeatGrid(beats=self.beats[inside[0]], downbeats=self.downbeats[inside[1]])


@dataclass(frozen=True, eq=False, kw_only=True)
class Tracking:
    """What a tracker found.

    Attributes:
        salience: how clearly the tracker heard each beat, 0 to 1, shape (b,); None when it has no
            measure that means the same in every song.
    """

    grid: BeatGrid
    salience: NDArray[np.float64] | None = None


class BeatTracker(Protocol):
    """Finds the beats of a song."""

    @property
    def name(self) -> str:
        """What the analysis records as the source of its beats."""

    def track(self, samples: NDArray[np.float32], sample_rate: int) -> Tracking:
        """Beats of one channel, shape (n,), with its peak at 1 or silent throughout."""
