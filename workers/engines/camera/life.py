"""How layers live by themselves: water, grass, cloud, rain, sparks, stars, lamps.

Everything is a function of the shot's living clock, so that it slows with the camera after each
landing and has no rests of its own: waves travel (somewhere on them it is always the crest), and
nothing swings as a whole fast enough to be seen turning back. Rain and sparks follow it too:
falling evenly, they hid every landing of the camera behind them (an independent meter saw 60 events
for 40 beats of a rainy night, .16 above chance, and 41, .93, since).

Lengths are shares of the visible picture's width, speeds shares a second, at pace 1.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import pi, sin, tanh

import numpy as np
from numpy.typing import NDArray

from common.artifacts.keyframes import Layer, Living
from workers.engines.compositing import GLOW_GROUPS

Array = NDArray[np.float64]

WRAPPING = ("fall", "rise")
GLOWING = ("twinkle", "flicker")

RIPPLE = 0.0032
BEND = 0.0055
"""Displacements at most; the camera keeps `moves.LIVING_MARGIN` free for them."""
DRIFT = 0.005
FALL, RISE = 0.17, 0.07
_RIPPLE_HZ, _SWAY_HZ, _TWINKLE_HZ, _FLICKER_HZ = 0.42, 0.23, 0.35, 0.8
_TWINKLE_DEPTH, _FLICKER_DEPTH = 0.45, 0.14
_MOST_GLOW_HZ = 2.5
"""Below the three flashes a second that WCAG 2.3.1 allows."""


@dataclass(frozen=True, kw_only=True)
class Life:
    """A layer's own displacement at an instant, in shares of the visible width.

    Attributes:
        x, y: of the whole layer.
        row_shift, bend: shape (h,); column_shift: shape (w,); gains: shape (16,).
    """

    x: float = 0.0
    y: float = 0.0
    row_shift: Array | None = None
    column_shift: Array | None = None
    bend: Array | None = None
    gains: NDArray[np.float32] | None = None


@dataclass(frozen=True, kw_only=True)
class Moment:
    """An instant of a layer's life.

    Attributes:
        clock: the living clock, seconds.
        midway: what the clock shows when a drifting layer is where it was painted.
        across, down: where the output's columns and rows meet the layer, 0 to 1 from its left
            and its top; shapes (w,), (h,).
        number: the layer's place in the picture, so that no two live in step.
        room: displacement that still shows no edge.
    """

    clock: float
    midway: float
    across: Array
    down: Array
    number: int
    room: float


def live(layer: Layer, moment: Moment) -> Life:
    """How a layer lives at an instant."""
    grow = _GROWS.get(layer.living)
    return grow(layer, moment) if grow else Life()


def _water(layer: Layer, moment: Moment) -> Life:
    """Two trains of waves towards the viewer, shorter and lower far away."""
    time, near = moment.clock * layer.pace, np.clip(moment.down, 0, 1)
    first = np.sin(2 * pi * (14 * near**0.7 - _RIPPLE_HZ * time + 0.29 * moment.number))
    second = np.sin(2 * pi * (23 * near**0.7 - 1.4 * _RIPPLE_HZ * time))
    return Life(row_shift=RIPPLE * (0.3 + 0.7 * near) * (0.65 * first + 0.35 * second))


def _sway(layer: Layer, moment: Moment) -> Life:
    time, across = moment.clock * layer.pace, moment.across
    wave = np.sin(2 * pi * (_SWAY_HZ * time + 1.3 * across + 0.37 * moment.number))
    gust = np.sin(2 * pi * (0.61 * _SWAY_HZ * time + 0.4 * across + 0.11 * moment.number))
    bend = np.clip(1 - moment.down, 0, 1) ** 1.6
    return Life(column_shift=BEND * (0.6 * wave + 0.4 * gust), bend=bend)


def _drift(layer: Layer, moment: Moment) -> Life:
    if moment.room <= 0:
        return Life()
    way = DRIFT * layer.pace * (moment.clock - moment.midway) * (1, -1)[moment.number % 2]
    return Life(x=moment.room * tanh(way / moment.room))


def _fall(layer: Layer, moment: Moment) -> Life:
    time = moment.clock * layer.pace
    return Life(y=FALL * time, x=0.004 * sin(0.5 * time))


def _rise(layer: Layer, moment: Moment) -> Life:
    time = moment.clock * layer.pace
    return Life(y=-RISE * time, x=0.006 * sin(0.7 * time))


def _twinkle(layer: Layer, moment: Moment) -> Life:
    return Life(gains=_glow(_TWINKLE_HZ * layer.pace, _TWINKLE_DEPTH, moment.clock))


def _flicker(layer: Layer, moment: Moment) -> Life:
    return Life(gains=_glow(_FLICKER_HZ * layer.pace, _FLICKER_DEPTH, moment.clock))


def _glow(natural: float, depth: float, clock: float) -> NDArray[np.float32]:
    spot = np.arange(GLOW_GROUPS)
    rates = np.minimum(natural * (0.7 + 0.6 * ((spot * 7) % 16) / 16), _MOST_GLOW_HZ)
    waves = 0.5 + 0.5 * np.sin(2 * pi * (rates * clock + ((spot * 11) % 16) / 16))
    return np.asarray(1 - depth * waves, dtype=np.float32)


_GROWS: dict[Living, Callable[[Layer, Moment], Life]] = {
    "water": _water,
    "sway": _sway,
    "drift": _drift,
    "fall": _fall,
    "rise": _rise,
    "twinkle": _twinkle,
    "flicker": _flicker,
}
