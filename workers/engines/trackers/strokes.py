"""How hard the low register is struck at each beat: bass drum and bass tend to mark first beats.

It speaks where chords do not: over a held chord, or one on every beat. The square root, since a few
strokes are far louder than the rest.
"""

import numpy as np
from numpy.typing import NDArray

from workers.engines.trackers.sampling import peaks_at
from workers.stages.analysis.listening import FRAME_RATE, flux

_LOW = slice(0, 6)
"""Mel bands of bass drum and bass, below 250 Hz."""


def low_rises(mel: NDArray[np.float32]) -> NDArray[np.float64]:
    """Onset strength of the low register, shape (n,); `mel` as in `low_strokes`."""
    return flux(mel, bands=_LOW)


def low_strokes(mel: NDArray[np.float32], beats: NDArray[np.float64]) -> NDArray[np.float64]:
    """Root of the rise in the low bands at each beat, shape (b,).

    Args:
        mel: bands of `Spectrum`, shape (n, bands), at `FRAME_RATE`.
        beats: seconds, shape (b,).
    """
    rises: NDArray[np.float64] = np.sqrt(peaks_at(low_rises(mel), FRAME_RATE, beats))
    return rises
