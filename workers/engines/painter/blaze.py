"""A place on fire: flames on its roofs and crowns, smoke over them, embers in the air."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from common.artifacts.keyframes import Layer
from workers.engines.painter.colour import Lab, from_hex, mix
from workers.engines.painter.place import OVERSCAN, Set
from workers.engines.painter.sheet import Sheet

_NEAREST, _FARTHEST = 0.87, 0.30
"""Depths between which the layers lie that burn: not the ground one stands on, not the hills."""
_HIGHEST, _LOWEST = 0.28, 0.68
"""y between which flames begin, whatever the height of what burns."""
_TINTS = ("#c8331a", "#f0751f", "#ffc04a", "#fff1c0")
_SEATS = 7


def blaze_layers(stage: Set, layers: tuple[Layer, ...]) -> list[Layer]:
    """Flames along the upper edges of the two nearest solid layers, with their smoke and embers."""
    solid = [layer for layer in layers
             if _FARTHEST <= layer.depth <= _NEAREST and layer.living == "still"]  # fmt: skip
    burning = sorted(solid, key=lambda layer: _reach(layer) * layer.depth)[-2:]
    result = []
    for number, layer in enumerate(burning):
        seats = _seats(stage, layer, number)
        result.append(_smoke(stage, layer.depth - 0.006, seats, number))
        result.append(_flames(stage, layer.depth + 0.004, seats, number))
    return [*result, _embers(stage)]


def _reach(layer: Layer) -> float:
    """The share of the columns in which a layer has something to burn."""
    return float((layer.pixels[..., 3] > 128).any(axis=0).mean())


def _seats(stage: Set, layer: Layer, number: int) -> list[tuple[float, float]]:
    """Where it burns: spread over the picture, at the top of what the layer shows there."""
    rng, sheet = stage.rng(f"seats of fire {number}"), stage.sheet(layer.depth)
    opaque = layer.pixels[..., 3] > 128
    tops = np.where(opaque.any(axis=0), opaque.argmax(axis=0), -1)
    result = []
    for k in range(_SEATS):
        x = -0.02 + 1.04 * (k + rng.uniform(0.15, 0.85)) / _SEATS
        column = int(sheet.frame.pixels([(x, 0.5)])[0, 0])
        if 0 <= column < len(tops) and tops[column] >= 0:
            row = float(sheet.frame.to_shares[1] @ (column, tops[column], 1.0))
            result.append((x, min(max(row, _HIGHEST), _LOWEST) + 0.02))
    return result


def _flames(stage: Set, depth: float, seats: list[tuple[float, float]], number: int) -> Layer:
    sheet, rng = stage.sheet(depth), stage.rng(f"flames {number}")
    tints = [from_hex(text) for text in _TINTS]
    for x, y in seats:
        size = rng.uniform(0.12, 0.21) * (0.45 + 0.75 * depth)
        sheet.glow((x, y - sheet.frame.down(size * 0.4)), size * 2.4, tints[1], strength=0.26)
        for _ in range(5):
            foot = (x + sheet.frame.across(rng.normal(0, size * 0.36)), y)
            tall, lean = size * rng.uniform(0.5, 1.15), rng.uniform(-0.3, 0.3)
            for share, tint in zip((1.0, 0.76, 0.5, 0.26), tints, strict=True):
                tongue = _tongue(tall * share, lean, rng.uniform(0, 6))
                scale = np.array([sheet.frame.across(1), sheet.frame.down(1)])
                sheet.fill(np.asarray(foot) + tongue * scale, tint, opacity=0.92, soft=0.0015)
    stage.defocus(sheet, depth)
    return sheet.layer(f"flames {number}", depth, living="flicker", pace=1.6)


def _tongue(tall: float, lean: float, phase: float) -> NDArray[np.float64]:
    """One flame over its foot, in units: wide below, a waving tip. Shape (n, 2), y down."""
    t = np.linspace(0, 1, 14)
    half = tall * 0.26 * (1 - t) ** 0.75 * (0.75 + 0.5 * np.sin(np.pi * np.minimum(t * 1.6, 1)))
    middle = tall * (lean * t**1.5 + 0.09 * np.sin(5.5 * t + phase) * t)
    left = np.stack([middle - half, -tall * t], axis=1)
    right = np.stack([middle + half, -tall * t], axis=1)[::-1]
    return np.concatenate([left, right])


def _smoke(stage: Set, depth: float, seats: list[tuple[float, float]], number: int) -> Layer:
    """Plumes that lean with the wind, lit from below."""
    sheet, rng, light = stage.sheet(depth), stage.rng(f"smoke of fire {number}"), stage.light
    dark, warm = _soot(stage), mix(_soot(stage), from_hex(_TINTS[1]), 0.45)
    side = 1.0 if light.towards[0] < 0 else -1.0
    for x, y in seats[::2]:
        for k in range(13):
            rise = k / 12
            at = (x + side * sheet.frame.across(0.16 * rise**1.5) + rng.normal(0, 0.008),
                  y - sheet.frame.down(0.06 + 0.42 * rise))  # fmt: skip
            paint = mix(warm, dark, min(1.0, 2.2 * rise))
            sheet.glow(at, 0.05 + 0.10 * rise, paint, strength=0.42 * (1 - 0.75 * rise),
                       falloff=1.2)  # fmt: skip
    return sheet.layer(f"fire smoke {number}", depth, living="drift", pace=0.5)


def _soot(stage: Set) -> Lab:
    return mix(stage.light.haze, from_hex("#2a2422"), 0.72)


def _embers(stage: Set) -> Layer:
    """Sparks in front of everything."""
    sheet, rng = Sheet(stage.screen), stage.rng("embers")
    bright = from_hex(_TINTS[2])
    for x, y, size in _scattered(rng, 70):
        sheet.glow((x, y), 0.004 + 0.006 * size, bright, strength=0.8, falloff=2)
    return sheet.layer("embers", 1.1, living="drift", pace=1.4)


def _scattered(rng: Generator, count: int) -> NDArray[np.float64]:
    """x, y in shares of the picture with its margins, and a size 0 to 1."""
    low, high = (-OVERSCAN, -OVERSCAN, 0.0), (1 + OVERSCAN, 0.8, 1.0)
    return rng.uniform(low, high, (count, 3))
