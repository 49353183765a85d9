"""How much the sound changes, moment by moment."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

from common.artifacts.analysis import Analysis, Curve

_RATE = 10.0
_SECONDS = 1.0


def change(analysis: Analysis) -> Curve:
    """Change of energy and brightness from the second before to the second after; 1 at most."""
    energy, brightness = (_resampled(c, analysis) for c in (analysis.energy, analysis.brightness))
    raw = _step(energy) + _step(brightness)
    scaled = np.clip(raw / max(float(raw.max()), 0.05), 0, 1)
    return Curve(rate=_RATE, values=tuple(scaled.tolist()))


def significant_changes(analysis: Analysis) -> list[float]:
    """Moments in seconds where the change peaks and is high for this song."""
    values = np.array(change(analysis).values)
    threshold = max(values.mean() + 1.5 * values.std(), 0.2)
    return [
        (i + 0.5) / _RATE
        for i in range(1, len(values) - 1)
        if values[i] >= threshold and values[i - 1] < values[i] >= values[i + 1]
    ]


def _resampled(curve: Curve, analysis: Analysis) -> NDArray[np.float64]:
    moments = (np.arange(max(round(analysis.duration * _RATE), 1)) + 0.5) / _RATE
    result: NDArray[np.float64] = np.interp(
        moments, (np.arange(len(curve.values)) + 0.5) / curve.rate, curve.values
    )
    return result


def _step(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of the second behind a moment less mean of the second before it, shape as `values`."""
    size = round(_SECONDS * _RATE)
    mean = uniform_filter1d(values, size, mode="nearest")
    padded = np.pad(mean, size // 2, mode="edge")
    return np.abs(padded[2 * (size // 2) :] - padded[: len(values)])
