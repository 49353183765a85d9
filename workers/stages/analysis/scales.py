"""How the ear divides frequency, and how loud it finds each.

Slaney's mel scale (Auditory Toolbox, 1998): 3 mels in 200 Hz up to 1 kHz, from there on 27 in a
factor of 6.4. A-weighting as IEC 61672-1 defines it.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_LINEAR_HERTZ, _BEND = 200 / 3, 1000.0
_LOG_STEP = np.log(6.4) / 27
_POLES = np.square([12194.217, 20.598997, 107.65265, 737.86223])
_QUIETEST = -80.0


def mel_bands(frequencies: Array, *, bands: int, lowest: float) -> NDArray[np.float32]:
    """Triangles evenly spaced in mels up to the last frequency, each 1 high; shape (bands, f).

    Args:
        frequencies: hertz, increasing, shape (f,).
        lowest: hertz, where the first triangle begins.
    """
    mels = np.linspace(_mels(lowest), _mels(float(frequencies[-1])), bands + 2)
    corners = _hertz(mels)
    beyond = frequencies[None, :] - corners[:, None]
    width = np.diff(corners)[:, None]
    rising, falling = beyond[:-2] / width[:-1], -beyond[2:] / width[1:]
    return np.maximum(0, np.minimum(rising, falling)).astype(np.float32)


def a_weighting(frequencies: Array) -> Array:
    """Decibels by which each frequency in hertz counts, at least -80; 0 at 1 kHz. Shape (f,)."""
    square = np.square(frequencies)
    gain = np.log10(_POLES[0]) + 2 * np.log10(square)
    for pole, order in zip(_POLES, (1, 1, 0.5, 0.5), strict=True):
        gain -= order * np.log10(square + pole)
    result: Array = np.maximum(_QUIETEST, 2 + 20 * gain)
    return result


def _mels(hertz: float) -> float:
    if hertz < _BEND:
        return hertz / _LINEAR_HERTZ
    return float(_BEND / _LINEAR_HERTZ + np.log(hertz / _BEND) / _LOG_STEP)


def _hertz(mels: Array) -> Array:
    above = mels - _BEND / _LINEAR_HERTZ
    result: Array = np.where(above < 0, _LINEAR_HERTZ * mels, _BEND * np.exp(_LOG_STEP * above))
    return result
