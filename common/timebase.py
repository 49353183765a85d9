"""Seconds, frames and beats convert here and nowhere else.

A frame rate is a `Fraction` (24000/1001 is not 23.976). Frame *n* is shown from n / fps until
(n + 1) / fps. A moment belongs to the frame whose start is nearest. Times are seconds as `float`
from the start of the film; they become exact before they are multiplied by a rate.
"""

import itertools
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from common.errors import InvalidInputError

MIN_FPS, MAX_FPS = Fraction(1), Fraction(120)
_WRITTEN = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?(/[0-9]{1,9})?", re.ASCII)
"""No exponent: exact arithmetic on 1e999999999 takes all memory and does not end."""
_NTSC = tuple(Fraction(n * 1000, 1001) for n in (24, 30, 48, 60, 120))


class FrameSpan(NamedTuple):
    """Frames `start` up to, not including, `end`."""

    start: int
    end: int

    @property
    def frames(self) -> int:
        return self.end - self.start


def frame_rate(value: str | float | Fraction) -> Fraction:
    """Read a frame rate: 24, "24000/1001", or a rounded NTSC rate such as 23.976.

    Raises:
        InvalidInputError: not a number, or outside 1 to 120 frames a second.
    """
    try:
        if isinstance(value, str) and not _WRITTEN.fullmatch(value.strip()):
            raise ValueError
        rate = Fraction(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        raise InvalidInputError(f"not a frame rate: {value!r} (try 24 or 24000/1001)") from None
    rate = next((exact for exact in _NTSC if abs(exact - rate) < Fraction(1, 200)), rate)
    if not MIN_FPS <= rate <= MAX_FPS:
        raise InvalidInputError(f"frame rate {value} is outside {MIN_FPS} to {MAX_FPS}")
    return rate


def frame_at(seconds: float | Fraction, fps: Fraction) -> int:
    """The frame whose start is nearest to a moment."""
    return round(Fraction(seconds) * fps)


def seconds_at(frame: int, fps: Fraction) -> Fraction:
    """The exact moment at which a frame starts."""
    return frame / fps


def frame_times(span: FrameSpan, fps: Fraction) -> NDArray[np.float64]:
    """Start times in seconds of the frames of a span, shape (count,), each rounded once."""
    return np.array([float(n / fps) for n in range(span.start, span.end)], dtype=np.float64)


def tile(boundaries: Sequence[float], fps: Fraction) -> tuple[FrameSpan, ...]:
    """Lay consecutive spans over whole frames: what one ends with, the next begins with.

    Args:
        boundaries: increasing moments in seconds, the first 0, the last the film's duration.

    Raises:
        InvalidInputError: a span would hold no frame.
    """
    edges = [frame_at(moment, fps) for moment in boundaries]
    spans = tuple(FrameSpan(a, b) for a, b in itertools.pairwise(edges))
    if not spans or edges[0] != 0 or any(span.frames < 1 for span in spans):
        raise InvalidInputError(f"scenes at {list(boundaries)} s do not tile a film at {fps} fps")
    return spans


def beat_position(seconds: NDArray[np.float64], beats: NDArray[np.float64]) -> NDArray[np.float64]:
    """Position of moments on a beat grid: 2.5 is halfway from beat 2 to beat 3.

    Beyond the first and last beat the grid continues at the period found there.

    Args:
        seconds: moments, shape (n,).
        beats: increasing beat times, shape (b,), b >= 2.
    """
    before, after = beats[1] - beats[0], beats[-1] - beats[-2]
    inside = np.interp(seconds, beats, np.arange(len(beats), dtype=np.float64))
    early, late = np.minimum(seconds - beats[0], 0), np.maximum(seconds - beats[-1], 0)
    result: NDArray[np.float64] = inside + early / before + late / after
    return result
