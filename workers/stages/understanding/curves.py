"""Measures over time, from which the descriptors of any stretch are taken."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, uniform_filter1d

from workers.stages.understanding.spectrum import FRAME_RATE, Bands

Row = NDArray[np.float64]

_LOW, _VOICE = 200.0, (250.0, 3500.0)
_AUDIBLE = 1e-6
_RISE = 0.035
"""A stroke's rise of log power, over all bands, against which noise makes 0.02 at most."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Measures:
    """Frame by frame at `FRAME_RATE`, each of shape (n,).

    Attributes:
        power: of all bands, sides included; weighted as the ear hears below 1 kHz.
        struck, low, steady, sides, voice: parts of the power.
        centroid: hertz.
        onsets: 1 where a sound begins, else 0.
        ceiling: hertz, the highest frequency with more than a thousandth of the frame's power.
    """

    power: Row
    struck: Row
    low: Row
    steady: Row
    sides: Row
    voice: Row
    centroid: Row
    onsets: Row
    ceiling: float


def measures(heard: Bands) -> Measures:
    """All measures of a song."""
    frequencies = heard.frequencies
    weight = np.minimum(frequencies / 500, 1).astype(np.float32)
    centre, sides = heard.centre * weight, heard.sides * weight
    voiced = (frequencies >= _VOICE[0]) & (frequencies <= _VOICE[1])
    power = (centre + sides).sum(axis=1, dtype=np.float64)
    alone = np.maximum(centre - sides, 0)[:, voiced]
    low = (heard.centre + heard.sides)[:, frequencies < _LOW].sum(axis=1, dtype=np.float64)
    return Measures(
        power=power,
        struck=(centre * heard.struck).sum(axis=1, dtype=np.float64),
        low=low / np.maximum((heard.centre + heard.sides).sum(axis=1), 1e-12) * power,
        steady=(centre * heard.steady).sum(axis=1, dtype=np.float64),
        sides=sides.sum(axis=1, dtype=np.float64),
        voice=(alone * heard.wandering[:, voiced]).sum(axis=1, dtype=np.float64),
        centroid=((centre + sides) @ frequencies) / np.maximum(power, 1e-12),
        onsets=_onsets(heard.centre + heard.sides),
        ceiling=_ceiling(heard),
    )


def _onsets(power: NDArray[np.float32]) -> Row:
    """Peaks of the rise of log power that stand out from their second, 60 ms apart at least."""
    level = np.log1p(1e4 * power)
    rise = np.maximum(level[2:] - level[:-2], 0).mean(axis=1, dtype=np.float64) / 10
    rise = np.concatenate([[0.0], rise, [0.0]])[: len(power)]
    highest = maximum_filter1d(rise, 5)
    around = uniform_filter1d(rise, round(FRAME_RATE))
    found: Row = ((rise >= highest) & (rise > _RISE) & (rise > 1.5 * around)).astype(np.float64)
    return found


def _ceiling(heard: Bands) -> float:
    mean = (heard.centre + heard.sides).mean(axis=0, dtype=np.float64)
    above = np.flatnonzero(mean > 1e-5 * max(float(mean.sum()), _AUDIBLE))
    return float(heard.frequencies[above[-1]]) if len(above) else 0.0
