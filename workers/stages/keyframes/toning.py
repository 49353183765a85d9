"""A picture's colours brought towards those of another, in CIE L*a*b*.

Mean and standard deviation of each channel go part of the way to the other picture's (Reinhard et
al., 2001): hue most of it, light little, since a section of a song may hold both day and night. The
gain is bounded, so that a picture of something else is not torn.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Lab = NDArray[np.float32]

GAIN = (0.8, 1.25)
_LEAST_SPREAD = 0.5
"""L*a*b* units; a flatter channel has no contrast to be matched."""
TOWARDS = np.array([0.25, 0.6, 0.6], dtype=np.float32)
"""Share of the way, of L*, a* and b*, from a scene's own palette to its section's."""
WHOLLY = np.ones(3, dtype=np.float32)


def toned(picture: Picture, like: Picture, *, share: Lab = TOWARDS) -> Picture:
    """A picture (h, w, 3) with the statistics of another; both uint8 sRGB."""
    return toned_to(picture, *statistics(to_lab(like)), share=share)


def toned_to(picture: Picture, mean: Lab, spread: Lab, *, share: Lab) -> Picture:
    """The same, the other picture being known by its statistics (3,)."""
    lab = to_lab(picture)
    own_mean, own_spread = statistics(lab)
    gain = 1 + share * (np.clip(spread / own_spread, *GAIN) - 1)
    target = own_mean + share * (mean - own_mean)
    return _to_pixels((lab - own_mean) * gain.astype(np.float32) + target)


def statistics(lab: Lab) -> tuple[Lab, Lab]:
    """Mean and standard deviation of each channel, (3,); OpenCV's take 1 ms, numpy's 44."""
    mean, spread = cv2.meanStdDev(lab)
    least = np.maximum(spread[:, 0], _LEAST_SPREAD)
    return mean[:, 0].astype(np.float32), least.astype(np.float32)


def to_lab(picture: Picture) -> Lab:
    scaled = picture.astype(np.float32) / np.float32(255)
    return np.asarray(cv2.cvtColor(scaled, cv2.COLOR_RGB2LAB), dtype=np.float32)


def _to_pixels(lab: Lab) -> Picture:
    rgb = cv2.cvtColor(lab.astype(np.float32), cv2.COLOR_LAB2RGB)
    return np.rint(np.clip(rgb, 0, 1) * 255).astype(np.uint8)
