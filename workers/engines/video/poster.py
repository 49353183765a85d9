"""A film's poster: one frame as a JPEG."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_QUALITY = 90


def poster(frame: NDArray[np.uint8]) -> bytes:
    """JPEG bytes of a uint8 sRGB picture of shape (h, w, 3)."""
    target = io.BytesIO()
    picture = Image.fromarray(np.ascontiguousarray(frame))
    picture.save(target, "JPEG", quality=_QUALITY, subsampling=0, progressive=True)
    return target.getvalue()
