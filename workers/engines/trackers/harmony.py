"""How much the harmony changes at each beat: chords tend to change where bars begin.

Pitch classes (chroma) are averaged from beat to beat, once over the register of chords and once
over that of the bass, whose notes say where a chord begins when the rest is held over. The change
at a beat is the cosine distance between what follows and what precedes it, over one beat and over
two on either side; its square root, since distances of chords are skewed.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from workers.stages.analysis.listening import at_rate, framed

_RATE, _WINDOW, _HOP = 12_000, 4096, 120
_REGISTERS = ((60.0, 2000.0), (35.0, 220.0))
_SPANS = ((1, 0.6), (2, 0.4))
"""Beats on either side, and the weight of the change over them."""
_BLOCK = 500


def harmonic_change(
    samples: NDArray[np.float32], sample_rate: int, beats: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Change of the chords and of the bass at each beat, each 0 to 1, shape (b,).

    Args:
        samples: one channel, shape (n,).
        beats: seconds, shape (b,), b >= 2.
    """
    classes = _pitch_classes(at_rate(samples, sample_rate, _RATE))
    edges = np.append(beats, 2 * beats[-1] - beats[-2]) * _RATE / _HOP
    places = np.clip(np.round(edges).astype(np.intp), 0, len(classes) - 1)
    means = np.array([classes[a : max(b, a + 1)].mean(axis=0) for a, b in pairwise(places)])
    chords, bass = (_changes(_unit(part)) for part in np.split(means, 2, axis=1))
    return chords, bass


def _changes(classes: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weighted change over all spans, shape (b,), from pitch classes, shape (b, 12)."""
    count = len(classes)
    total = np.vstack([np.zeros(12), np.cumsum(classes, axis=0)])
    here = np.arange(count)
    result = np.zeros(count)
    for span, weight in _SPANS:
        behind = total[here] - total[np.maximum(here - span, 0)]
        ahead = total[np.minimum(here + span, count)] - total[here]
        distance = 1 - np.sum(_unit(behind) * _unit(ahead), axis=1)
        result += weight * np.sqrt(np.clip(distance, 0, 1))
    result[0] = 0
    return result


def _unit(classes: NDArray[np.float64]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = classes / (np.linalg.norm(classes, axis=1, keepdims=True) + 1e-9)
    return result


def _pitch_classes(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Square root of magnitude folded into twelve pitch classes a register, shape (frames, 24)."""
    frequencies = np.fft.rfftfreq(_WINDOW, 1 / _RATE)
    fold = np.zeros((len(frequencies), 24), np.float32)
    for register, (lowest, highest) in enumerate(_REGISTERS):
        tonal = np.flatnonzero((frequencies > lowest) & (frequencies < highest))
        pitch = np.round(12 * np.log2(frequencies[tonal] / 440)).astype(int) % 12
        fold[tonal, 12 * register + pitch] = 1
    frames, window = framed(samples, _WINDOW, _HOP), np.hanning(_WINDOW).astype(np.float32)
    parts = [
        np.sqrt(np.abs(np.fft.rfft(frames[start : start + _BLOCK] * window, axis=1))) @ fold
        for start in range(0, len(frames), _BLOCK)
    ]
    return np.concatenate(parts).astype(np.float64)
