"""Snow on whatever stands in the open: roofs, rocks, branches, walls, each with a white cap.

Aim: any place can be snowy without painting snow itself. Method: snow lies on what faces the sky,
and in a layer that is where solid paint ends upwards. Every solid pixel counts how far below its
column's nearest edge it is; those nearer than an uneven thickness are covered. Limit: a roof in
front of a wall of the same layer has no edge there and gets no cap. Ground and leaves are whitened
where they are painted (`Light.pigment`, `terrain.ground`).
"""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from common.artifacts.keyframes import Layer
from workers.engines.painter import colour
from workers.engines.painter.place import Set

_BARE = frozenset(["sky", "clouds", "stars", "light", "shadows", "water", "sunlight"])
_STANDING = frozenset(["still", "sway"])
_THICKNESS = 0.014
"""Of the picture's height, on the picture plane of an establishing view."""
_SOLID = 200
_EDGE = 1.5
"""Pixels over which a cap ends."""


def capped(stage: Set, layer: Layer) -> Layer:
    """A layer with snow on its upper edges; air, water and lights have none."""
    if layer.name in _BARE or layer.living not in _STANDING or layer.depth < 0.1:
        return layer
    thick = _THICKNESS * stage.height * min(layer.depth, 1.4) ** 0.7 * stage.zoom**0.7
    cover = _cover(layer.pixels[..., 3], max(thick, 1.0) * _uneven(stage, layer))
    white = np.rint(colour.lab_to_srgb(stage.light.snow) * 255).astype(np.float32)
    pixels = layer.pixels.copy()
    rows, columns = np.nonzero(cover)
    share = 0.92 * cover[rows, columns, None]
    under = pixels[rows, columns, :3].astype(np.float32)
    pixels[rows, columns, :3] = np.rint(under + (white - under) * share).astype(np.uint8)
    return replace(layer, pixels=pixels)


def _cover(alpha: NDArray[np.uint8], thick: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much of each pixel snow hides, 0..1; what leaves the picture above has no edge there."""
    solid = alpha >= _SOLID
    rows = np.arange(alpha.shape[0], dtype=np.int32)[:, None]
    edge = np.maximum.accumulate(np.where(solid, -(1 << 20), rows), axis=0)
    depth = (rows - edge).astype(np.float32)
    return np.where(solid, np.clip((thick - depth) / _EDGE, 0.0, 1.0), 0.0).astype(np.float32)


def _uneven(stage: Set, layer: Layer) -> NDArray[np.float32]:
    """The thickness of caps over the layer, around 1."""
    height, width = layer.pixels.shape[:2]
    coarse = stage.rng(f"snow on {layer.name}").uniform(0.2, 1.8, (24, 64)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC))
