"""Ask an image engine for a scene's keyframe, and believe no picture unseen.

A model that overflowed answers black or one flat colour; a painter with a fault answers layers
that do not fit. Both would cost a whole clip before anybody noticed.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from common.artifacts.keyframes import Keyframe
from common.artifacts.script import Brief
from common.errors import EngineError, InvalidInputError

LEAST_CONTRAST = 4.0
"""Standard deviation of 8-bit luma below which a picture counts as flat; fog scenes have 12."""
LEAST_BRIGHTNESS = 3.0
"""Mean 8-bit luma below which a picture counts as black; our darkest nights have 14."""
SMALLEST, LARGEST = 64, 8192

Picture = NDArray[np.uint8]


class ImageEngine(Protocol):
    """A painter or an image model."""

    def paint(self, brief: Brief, size: tuple[int, int]) -> Keyframe:
        """The picture of a brief; equal arguments give equal bytes.

        Args:
            size: width and height in pixels of the image.
        """
        ...


class Known(NamedTuple):
    """Somebody as a picture (h, w, 3) shows them, and where they are to stand: from left to right,
    as shares of the width; None: anywhere."""

    picture: Picture
    place: tuple[float, float] | None = None


class Wish(NamedTuple):
    """What scenes may differ in that are painted at once.

    Attributes:
        people: those who look as they do elsewhere.
        story: sentences of other scenes that show them.
    """

    brief: Brief
    people: Sequence[Known] = ()
    story: Sequence[str] = ()


class ManyPainter(Protocol):
    """An image model that paints several pictures as one."""

    def paint_all(self, wishes: Sequence[Wish], size: tuple[int, int]) -> Sequence[Keyframe]:
        """A picture of each, the same that it would be alone, but for roundings."""
        ...


def make_keyframe(*, brief: Brief, size: tuple[int, int], engine: ImageEngine) -> Keyframe:
    """The still that starts a scene.

    Args:
        size: width and height in pixels.

    Raises:
        InvalidInputError: a side is outside 64 to 8192 pixels.
        EngineError: the engine's answer has another shape, is flat or black, or its layers do
            not fit its image.
    """
    if not all(SMALLEST <= side <= LARGEST for side in size):
        raise InvalidInputError(
            f"a keyframe of {size[0]}x{size[1]}: sides are {SMALLEST}-{LARGEST}"
        )
    keyframe = engine.paint(brief, size)
    _check_image(keyframe, size)
    _check_layers(keyframe, size)
    return keyframe


def _check_image(keyframe: Keyframe, size: tuple[int, int]) -> None:
    image, expected = keyframe.image, (size[1], size[0], 3)
    if image.shape != expected or image.dtype != np.uint8:
        raise EngineError(
            f"the image engine gave {image.dtype} {image.shape}, not uint8 {expected}"
        )
    luma = image @ np.array([0.2126, 0.7152, 0.0722])
    if luma.mean() < LEAST_BRIGHTNESS:
        raise EngineError("the image engine gave a black picture")
    if luma.std() < LEAST_CONTRAST and np.ptp(image, axis=(0, 1)).max() < 2 * LEAST_CONTRAST:
        raise EngineError("the image engine gave a picture of one flat colour")


def _check_layers(keyframe: Keyframe, size: tuple[int, int]) -> None:
    names = [layer.name for layer in keyframe.layers]
    if len(set(names)) != len(names):
        raise EngineError(f"two layers of the keyframe share a name: {', '.join(names)}")
    for layer in keyframe.layers:
        height, width = layer.pixels.shape[:2]
        if layer.pixels.shape[2:] != (4,) or layer.pixels.dtype != np.uint8:
            raise EngineError(f"layer {layer.name!r} of the keyframe is not 8-bit RGBA")
        if (
            width < size[0]
            or height < size[1]
            or layer.pixels.shape != keyframe.layers[0].pixels.shape
        ):
            raise EngineError(f"layer {layer.name!r} of the keyframe is {width}x{height}")
        if not np.isfinite(layer.depth):
            raise EngineError(f"layer {layer.name!r} of the keyframe has no depth")
