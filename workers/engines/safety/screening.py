"""What happens to pictures that show what they should not: they are blurred, or refused."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from common.config import Safety
from common.errors import UnsafePictureError
from workers.engines.safety.nudity import Box, nakedness

Picture = NDArray[np.uint8]
Find = Callable[[Picture], list[Box]]

SAMPLED = 8
"""Frames of footage from one that is looked at to the next, where they would be refused."""
_SOFT = 0.25
"""Standard deviation of the blur over the larger side of what is blurred."""


def screened(picture: Picture, action: Safety, *, find: Find = nakedness) -> Picture:
    """A picture (h, w, 3) as it may be shown.

    Raises:
        UnsafePictureError: it may not, and the action is to refuse it.
        MissingEngineError: nothing here can tell.
    """
    if action == "none":
        return picture
    boxes = find(picture)
    if boxes and action == "reject":
        raise UnsafePictureError
    return _blurred(picture, boxes)


def screened_footage(frames: Picture, action: Safety, *, find: Find = nakedness) -> Picture:
    """Frames (n, h, w, 3) as they may be shown: to blur takes a look at each, to refuse at some.

    Raises:
        UnsafePictureError, MissingEngineError: as `screened`.
    """
    if action == "none":
        return frames
    if action == "reject":
        for frame in (*frames[::SAMPLED], frames[-1]):
            screened(frame, action, find=find)
        return frames
    return np.stack([screened(frame, action, find=find) for frame in frames])


def _blurred(picture: Picture, boxes: list[Box]) -> Picture:
    if not boxes:
        return picture
    shown = picture.copy()
    for left, top, width, height in boxes:
        place = np.s_[max(top, 0) : top + height, max(left, 0) : left + width]
        if shown[place].size:
            shown[place] = cv2.GaussianBlur(shown[place], (0, 0), _SOFT * max(width, height, 4))
    return shown
