"""Pictures brought to another size: filled, never stretched or letterboxed."""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


def fit(picture: Picture, size: tuple[int, int]) -> Picture:
    """The largest middle part of a picture that has the new shape, at the new size.

    Args:
        picture: uint8, (h, w, 3).
        size: width and height in pixels.
    """
    height, width = picture.shape[:2]
    if (width, height) == size:
        return picture
    scale = max(size[0] / width, size[1] / height)
    columns, rows = min(width, round(size[0] / scale)), min(height, round(size[1] / scale))
    left, top = (width - columns) // 2, (height - rows) // 2
    part = picture[top : top + rows, left : left + columns]
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(part, size, interpolation=method), dtype=np.uint8)


def at_most(picture: Picture, rows: int) -> Picture:
    """A picture of no more than so many rows, its shape kept to a pixel."""
    height, width = picture.shape[:2]
    return picture if height <= rows else fit(picture, (max(1, round(width * rows / height)), rows))
