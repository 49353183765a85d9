"""Nakedness in pictures, by NudeNet (Bedapudi, 2019), whose package carries its weights.

The package is AGPL-3.0, so that it is an extra of its own that an operator chooses.
"""

from functools import cache
from importlib import import_module
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from common.errors import MissingEngineError

Picture = NDArray[np.uint8]
Box = tuple[int, int, int, int]
"""Left, top, width, height in pixels."""

_NAKED = frozenset(
    f"{part}_EXPOSED"
    for part in ("FEMALE_GENITALIA", "MALE_GENITALIA", "FEMALE_BREAST", "BUTTOCKS", "ANUS")
)
_SURE = 0.4
"""Of 0 to 1; below it folds of cloth are taken for skin."""


def nakedness(picture: Picture) -> list[Box]:
    """Where a picture (h, w, 3), uint8 sRGB, shows naked parts.

    Raises:
        MissingEngineError: NudeNet is not installed here.
    """
    seen = _detector().detect(cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    return [tuple(one["box"]) for one in seen if one["class"] in _NAKED and one["score"] >= _SURE]


@cache
def _detector() -> Any:
    try:
        return import_module("nudenet").NudeDetector()
    except ImportError as problem:
        raise MissingEngineError(
            f"pictures cannot be checked here ({problem}); it needs: "
            "pip install 'scopitone[safety]', or SCOPITONE_SAFETY=none"
        ) from None
