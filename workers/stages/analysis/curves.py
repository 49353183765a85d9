"""Quantities over time, scaled so that a film can follow them."""

import numpy as np
from numpy.typing import NDArray

from common.artifacts.analysis import Curve

_DECIMALS = 4


def energy(loudness: NDArray[np.float64], frame_rate: float, *, rate: float) -> Curve:
    """Loudness as energy: 1 near the song's loudest, 0 at its quietest or in silence.

    The scale runs over the song's own range between its 5th and 95th percentile, but over at least
    12 dB, lest the breathing of an even song become drama, and at most 40 dB.
    """
    level = _means(10 ** (loudness / 10), frame_rate, rate)
    decibels = 10 * np.log10(level + 1e-10)
    quiet, loud = np.percentile(decibels, [5, 95])
    if loud < -80:
        return curve(np.zeros(len(decibels)), rate)
    extent = float(np.clip(loud - quiet, 12, 40))
    return curve((decibels - (loud - extent)) / extent, rate)


def brightness(
    centroid: NDArray[np.float64], loudness: NDArray[np.float64], frame_rate: float, *, rate: float
) -> Curve:
    """Spectral centroid in octaves: 0 at 200 Hz and below or in silence, 1 at 6.4 kHz (5 octaves).

    The centroid of each step is the power-weighted mean of its frames.
    """
    power = 10 ** (loudness / 10)
    level = _means(power, frame_rate, rate)
    mean = _means(centroid * power, frame_rate, rate) / level
    octaves = np.log2(np.maximum(mean, 1) / 200) / 5
    return curve(np.where(level > 1e-8, octaves, 0), rate)


def onset_strength(rises: NDArray[np.float64], frame_rate: float, *, rate: float) -> Curve:
    """The highest rise in each step; 1 at the song's 99th percentile and above.

    A song whose rises all stay below a twentieth of what a drum makes is left small.
    """
    steps = _steps(rises, frame_rate, rate).max(axis=1)
    return curve(steps / max(float(np.percentile(steps, 99)), 0.05), rate)


def curve(values: NDArray[np.float64], rate: float) -> Curve:
    """Values clipped to 0..1 and rounded, so that the document stays small."""
    return Curve(rate=rate, values=tuple(np.round(np.clip(values, 0, 1), _DECIMALS).tolist()))


def _means(values: NDArray[np.float64], frame_rate: float, rate: float) -> NDArray[np.float64]:
    result: NDArray[np.float64] = _steps(values, frame_rate, rate).mean(axis=1)
    return result


def _steps(values: NDArray[np.float64], frame_rate: float, rate: float) -> NDArray[np.float64]:
    """Frames grouped into steps of 1 / rate seconds, shape (steps, frames a step)."""
    size = round(frame_rate / rate)
    missing = -len(values) % size
    return np.pad(values, (0, missing), mode="edge").reshape(-1, size)
