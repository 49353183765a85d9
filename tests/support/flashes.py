"""General flashes as WCAG 2.3.1 defines them, counted on rendered frames.

A flash is a pair of opposing changes in relative luminance of a tenth of the maximum or more, where
the darker image is below 0.80. Pictures are looked at in 16x9 blocks of their mean luminance, and a
flash counts where a quarter of the blocks or more go through the same change in the same frame: at
least as strict as the standard, whose area is a quarter of ten degrees of the field of view.
"""

from collections.abc import Iterable
from fractions import Fraction

import cv2
import numpy as np
from numpy.typing import NDArray

_BLOCKS = (16, 9)
_CHANGE, _DARK, _AREA = 0.1, 0.8, 0.25


def most_flashes_in_a_second(frames: Iterable[NDArray[np.uint8]], *, fps: Fraction) -> int:
    """The largest number of flashes within any second."""
    light = np.array([_luminance(frame) for frame in frames])
    moments = _changes(light) / float(fps)
    within = [int(np.sum((moments >= m) & (moments < m + 1))) for m in moments]
    return max(within, default=0) // 2


def _luminance(frame: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Relative luminance of each block, flat."""
    share = frame.astype(np.float32) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    blocks = cv2.resize(linear.astype(np.float32), _BLOCKS, interpolation=cv2.INTER_AREA)
    return np.asarray(blocks @ np.array([0.2126, 0.7152, 0.0722]), dtype=np.float64).ravel()


def _changes(light: NDArray[np.float64]) -> NDArray[np.int64]:
    """Frames at which enough of the picture has changed one way since it last changed the other.

    Each block remembers its extreme since its last change; a change is counted once.
    """
    low, high = light[0].copy(), light[0].copy()
    way = np.zeros(light.shape[1], dtype=np.int64)
    found: list[int] = []
    for number, now in enumerate(light[1:], start=1):
        low, high = np.minimum(low, now), np.maximum(high, now)
        rose = (now - low >= _CHANGE) & (low < _DARK) & (way <= 0)
        fell = (high - now >= _CHANGE) & (now < _DARK) & (way >= 0)
        way[rose], way[fell] = 1, -1
        low[rose | fell], high[rose | fell] = now[rose | fell], now[rose | fell]
        if max(rose.mean(), fell.mean()) >= _AREA:
            found.append(number)
    return np.array(found, dtype=np.int64)
