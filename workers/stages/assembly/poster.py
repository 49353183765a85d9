"""Which scene stands for the whole film.

Colourfulness is Hasler and Süsstrunk's (Human Vision and Electronic Imaging, 2003): with the
opponent channels rg = R - G and yb = (R + G) / 2 - B, it is the length of their standard deviations
plus .3 times the length of their means. A poster should be colourful, have contrast, and come from
where the song has energy; a black or empty frame loses on the first two.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

_VIVID = 100.0
"""Colourfulness of a picture that people call extremely colourful is 109."""
_CONTRAST = 64.0
"""Standard deviation of luma, in steps of 255, of a picture with full contrast."""


def poster_scene(pictures: Iterable[NDArray[np.uint8]], *, energies: Sequence[float]) -> int:
    """Index of the picture to put on the poster; of equals the first.

    Args:
        pictures: uint8 sRGB of shape (h, w, 3), one a scene; small ones will do.
        energies: the song's energy in each scene, 0 to 1.

    Raises:
        ValueError: not as many pictures as energies, or none.
    """
    scores = [
        appeal(picture) * (0.5 + 0.5 * energy)
        for picture, energy in zip(pictures, energies, strict=True)
    ]
    return scores.index(max(scores))


def appeal(picture: NDArray[np.uint8]) -> float:
    """How well a picture draws the eye, about 0 to 1, whatever the music."""
    contrast = min(float(picture.astype(np.float64).mean(axis=2).std()) / _CONTRAST, 1.0)
    return 0.6 * min(colourfulness(picture) / _VIVID, 1.0) + 0.4 * contrast


def colourfulness(picture: NDArray[np.uint8]) -> float:
    """Hasler and Süsstrunk's M3: 0 for greys, 109 for the most colourful photographs."""
    red, green, blue = np.moveaxis(picture.astype(np.float64), 2, 0)
    opponent = (red - green, (red + green) / 2 - blue)
    deviation = float(np.hypot(*(channel.std() for channel in opponent)))
    mean = float(np.hypot(*(channel.mean() for channel in opponent)))
    return deviation + 0.3 * mean
