"""How much the harmony changes at each beat: chords tend to change where bars begin.

On the four songs with exact beats the change of pitch classes is highest on the true downbeats in
all four, bass onsets only in one.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from workers.stages.analysis.listening import at_rate, framed

_RATE, _WINDOW, _HOP = 12_000, 4096, 120
_LOWEST, _HIGHEST = 60.0, 2000.0
_BLOCK = 500


def harmonic_change(
    samples: NDArray[np.float32], sample_rate: int, beats: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Cosine distance of the pitch classes from each beat on to those before, shape (b,).

    Args:
        samples: one channel, shape (n,).
        beats: seconds, shape (b,), b >= 2.
    """
    classes = _pitch_classes(at_rate(samples, sample_rate, _RATE))
    edges = np.append(beats, 2 * beats[-1] - beats[-2]) * _RATE / _HOP
    places = np.clip(np.round(edges).astype(np.intp), 0, len(classes) - 1)
    means = np.array([classes[a : max(b, a + 1)].mean(axis=0) for a, b in pairwise(places)])
    means /= np.linalg.norm(means, axis=1, keepdims=True) + 1e-9
    return np.append(0.0, 1 - np.sum(means[1:] * means[:-1], axis=1))


def _pitch_classes(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Square root of magnitude folded into twelve pitch classes, shape (frames, 12)."""
    frequencies = np.fft.rfftfreq(_WINDOW, 1 / _RATE)
    tonal = np.flatnonzero((frequencies > _LOWEST) & (frequencies < _HIGHEST))
    fold = np.zeros((len(frequencies), 12))
    fold[tonal, np.round(12 * np.log2(frequencies[tonal] / 440)).astype(int) % 12] = 1
    frames, window = framed(samples, _WINDOW, _HOP), np.hanning(_WINDOW).astype(np.float32)
    parts = [
        np.sqrt(np.abs(np.fft.rfft(frames[start : start + _BLOCK] * window, axis=1))) @ fold
        for start in range(0, len(frames), _BLOCK)
    ]
    return np.concatenate(parts)
