"""Sprites in a shot: which drawing, where, and the shadow under who travels."""

from math import floor

import numpy as np
from numpy.typing import NDArray

from common.artifacts.keyframes import Sprite
from workers.engines.camera.gait import Gait, fit_gait
from workers.engines.camera.pulse import Pulse
from workers.engines.compositing import Placed, Sheet, prepare
from workers.engines.painter.parts import AFLOAT, FLYING, footing
from workers.engines.painter.subjects import draw_sprite

Array = NDArray[np.float64]

PHASES = 48
"""Drawings of a walk's cycle: two steps of a walk at 110 BPM are 26 frames of film."""
SLOW_PHASES, FEWEST_PHASES = 60, 16
ATLAS_BYTES = 128_000_000
"""Room for the drawings of one sprite: a figure that fills the frame has fewer of them, about
twelve a second, since drawing it anew for each frame took 45 ms."""


class Atlas:
    """Drawings of one sprite by phase, made when first needed, as many as there is room for."""

    def __init__(self, sprite: Sprite, *, height_px: int, below_px: float) -> None:
        self._sprite = sprite
        self._height = height_px
        self._below = below_px
        self._kept = {0: self._draw(0.0)}
        each = max(1, self._kept[0][0].light.nbytes)
        wished = PHASES if sprite.travel else SLOW_PHASES
        self._phases = min(wished, max(FEWEST_PHASES, ATLAS_BYTES // each))

    def at(self, cycles: float) -> tuple[Sheet, tuple[float, float]]:
        """The drawing nearest to a point of the cycle, and its anchor in pixels."""
        number = round((cycles - floor(cycles)) * self._phases) % self._phases
        if number not in self._kept:
            self._kept[number] = self._draw(number / self._phases)
        return self._kept[number]

    def _draw(self, phase: float) -> tuple[Sheet, tuple[float, float]]:
        cutout = draw_sprite(self._sprite, phase=phase, height_px=self._height)
        # A close view shows no feet: what is below the layers is not kept.
        rows = max(2, round(cutout.anchor[1] + self._below))
        return prepare(cutout.pixels[:rows]), cutout.anchor


class Actor:
    """A sprite with its gait and its drawings, at one scale."""

    def __init__(self, sprite: Sprite, pulse: Pulse, *, sheet: tuple[int, int]) -> None:
        self.sprite = sprite
        self._size = np.array(sheet, dtype=np.float64)
        self._height = max(4, round(sprite.height * sheet[1]))
        self._gait: Gait = fit_gait(sprite, pulse, aspect=sheet[0] / sheet[1])
        below = (1 - sprite.y) * sheet[1]
        self._atlas = Atlas(sprite, height_px=self._height, below_px=below)
        middle = self._gait.at(pulse.duration / 2)
        self._middle_cycles = middle if sprite.travel else 0.0
        grounded = sprite.kind not in FLYING | AFLOAT and sprite.y < 1
        self._shadow = (
            _shadow(self._height, footing(sprite)) if sprite.travel and grounded else None
        )

    def placed(self, matrix: Array, moving: float) -> list[Placed]:
        """Shadow and figure at a moment of the clock.

        Args:
            matrix: from output pixels to layer pixels at the sprite's depth.
        """
        cycles = self._gait.at(moving)
        foot = self._foot(cycles)
        drawing, anchor = self._atlas.at(cycles)
        result = []
        if self._shadow is not None:
            middle = np.array(self._shadow.size) / 2 - 0.5
            result.append(Placed(sheet=self._shadow, matrix=_moved(matrix, middle - foot)))
        result.append(Placed(sheet=drawing, matrix=_moved(matrix, np.array(anchor) - foot)))
        return result

    def _foot(self, cycles: float) -> Array:
        """Where it touches the ground, in layer pixels."""
        sprite = self.sprite
        home: Array = self._size * (sprite.x, sprite.y)
        if not sprite.travel:
            return home
        walked = (cycles - self._middle_cycles) * self._gait.heights_a_cycle * self._height
        home[0] += walked if sprite.travel > 0 else -walked
        return home


def _moved(matrix: Array, by: Array) -> Array:
    return np.column_stack([matrix[:, :2], matrix[:, 2] + by])


def _shadow(height: int, breadth: float) -> Sheet:
    """A soft dark ellipse on the ground, as wide as a figure of that height needs."""
    half = max(3, round(1.05 * breadth * height))
    flat = max(2, round((0.012 + 0.11 * breadth) * height))
    rows, columns = np.mgrid[-flat : flat + 1, -half : half + 1]
    distance = np.hypot(rows / flat, columns / half)
    pixels = np.zeros((*distance.shape, 4), dtype=np.uint8)
    pixels[..., :3] = 8
    pixels[..., 3] = np.clip(1.25 - 1.25 * distance, 0, 1) ** 1.3 * 150
    return prepare(pixels)
