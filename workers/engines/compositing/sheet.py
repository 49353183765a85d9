"""A picture made ready to be sampled: premultiplied linear light, and where there is any."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.engines.compositing.tone import FULL, tables
from workers.engines.jit import kernel

GLOW_GROUPS = 16
TILE = 64
"""Columns of a tile: a stretch of a row that is passed over when it is empty."""

Bytes = NDArray[np.uint8]
Light = NDArray[np.uint16]


@dataclass(frozen=True, eq=False, kw_only=True)
class Sheet:
    """A picture made ready to be sampled.

    Attributes:
        light: uint16, shape (h + 2, w + 2, 4), premultiplied linear RGB and alpha, with a border
            of one pixel, empty or (for wrapping sheets) repeated.
        inked: bool, shape (h + 2, tiles): which tiles of a row hold any light or alpha.
        rows: the rows of `light` from, and up to not including, which anything is inked.
        groups: uint8, shape (h + 2, w + 2) or (1, 1): which of the gains holds for a pixel.
        wrap: whether the sheet repeats endlessly in both directions.
    """

    light: Light
    inked: NDArray[np.bool_]
    rows: tuple[int, int]
    groups: Bytes
    wrap: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, without the border."""
        return self.light.shape[1] - 2, self.light.shape[0] - 2


def prepare(pixels: Bytes, *, scale: float = 1.0, wrap: bool = False, glow: bool = False) -> Sheet:
    """Make a sheet of a picture.

    Args:
        pixels: uint8 sRGB, shape (h, w, 3) or (h, w, 4) with straight alpha.
        scale: sheets that will be drawn smaller are made smaller here, by area, in linear light.
        wrap: the sheet repeats endlessly.
        glow: give each separate spot its own gain group.
    """
    light = _scaled(pixels, scale) if scale < 1 else _bordered(pixels)
    if wrap:
        light[0], light[-1] = light[-2], light[1]
        light[:, 0], light[:, -1] = light[:, -2], light[:, 1]
    inked = np.zeros((len(light), -(-light.shape[1] // TILE)), dtype=np.bool_)
    _find_ink(light.view(np.uint64)[..., 0], inked)
    lines = np.flatnonzero(inked.any(axis=1))
    return Sheet(
        light=light,
        inked=inked,
        rows=(int(lines[0]), int(lines[-1]) + 1) if len(lines) else (0, 0),
        groups=_glow_groups(light) if glow else np.zeros((1, 1), dtype=np.uint8),
        wrap=wrap,
    )


def _bordered(pixels: Bytes) -> Light:
    height, width = pixels.shape[:2]
    light = np.zeros((height + 2, width + 2, 4), dtype=np.uint16)
    _linearise(np.ascontiguousarray(pixels), light, 1, tables().to_linear)
    return light


def _scaled(pixels: Bytes, scale: float) -> Light:
    height, width = pixels.shape[:2]
    whole = np.zeros((height, width, 4), dtype=np.uint16)
    _linearise(np.ascontiguousarray(pixels), whole, 0, tables().to_linear)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    light = np.zeros((size[1] + 2, size[0] + 2, 4), dtype=np.uint16)
    light[1:-1, 1:-1] = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
    return light


def _glow_groups(light: Light) -> Bytes:
    spots = (light[..., 3] > FULL // 64).astype(np.uint8)
    _, labels = cv2.connectedComponents(spots)
    scattered = (labels.astype(np.int64) * 2654435761 >> 7) % GLOW_GROUPS
    groups = scattered.astype(np.uint8)
    # The faint rim of a spot must blink with it, or it would leave a ring.
    return np.asarray(cv2.dilate(groups * spots, np.ones((5, 5), np.uint8)), dtype=np.uint8)


@kernel
def _linearise(pixels: Bytes, light: Light, border: int, to_linear: Light) -> None:
    """Codes to premultiplied light, inside a border that is left as it is."""
    straight = pixels.shape[2] == 4
    for row in range(pixels.shape[0]):
        for column in range(pixels.shape[1]):
            alpha = np.uint32(pixels[row, column, 3]) if straight else np.uint32(255)
            if alpha == 0:
                continue
            for k in range(3):
                linear = np.uint32(to_linear[pixels[row, column, k]])
                if alpha != 255:
                    linear = np.uint32((linear * alpha + np.uint32(127)) // np.uint32(255))
                light[row + border, column + border, k] = linear
            light[row + border, column + border, 3] = alpha * np.uint32(257)


@kernel
def _find_ink(words: NDArray[np.uint64], inked: NDArray[np.bool_]) -> None:
    """A tile is inked when any of its pixels, four channels in one word, is not zero."""
    for row in range(words.shape[0]):
        for tile in range(inked.shape[1]):
            every = np.uint64(0)
            for column in range(tile * TILE, min((tile + 1) * TILE, words.shape[1])):
                every |= words[row, column]
            inked[row, tile] = every != 0
