"""Draw any instant of an animated keyframe, at any size.

A frame depends on its time alone: instants may be asked in any order, twice, or not at all, and by
two workers at once with equal bytes.
"""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from common.artifacts.clips import Motion
from common.artifacts.keyframes import Keyframe, Layer
from workers.engines.camera.acting import Actor
from workers.engines.camera.life import GLOWING, WRAPPING, Moment, live
from workers.engines.camera.moves import (
    LIVING_MARGIN,
    View,
    drift_room,
    enlarged,
    inside,
    place,
    view_at,
)
from workers.engines.camera.pulse import REACH, Pulse
from workers.engines.compositing import Finish, Placed, Sheet, composite, prepare

Array = NDArray[np.float64]
Frame = NDArray[np.uint8]

PUSH_ZOOM = 0.03
"""Enlargement by an accent of strength 1."""
FLAT_OVERSCAN = 0.09
"""Margin that a picture without layers gives up for the camera to move in."""
VIGNETTE, GRAIN = 0.10, 0.6


class Shot:
    """A keyframe and its motion, ready to be drawn at one size.

    Attributes:
        duration: seconds; instants up to 1.5 times as late have motion of their own.
        size: width and height of the frames.
    """

    def __init__(self, keyframe: Keyframe, motion: Motion, *, size: tuple[int, int]) -> None:
        self.duration = motion.duration
        self.size = size
        self._motion = motion
        self._pulse = Pulse(landings=motion.landings, duration=motion.duration)
        self._layers, self._overscan = _layers_of(keyframe)
        self._sprites = keyframe.sprites
        height, width = self._layers[0].pixels.shape[:2]
        visible = height / (1 + 2 * self._overscan)
        self._scale = min(1.0, size[1] / visible)
        self._full = (max(2, round(width * self._scale)), max(2, round(height * self._scale)))

    def frames_at(self, times: Array, *, pushes: Array | None = None) -> Iterator[Frame]:
        """Draw frames.

        Args:
            times: seconds from the start of the clip, shape (n,), in any order.
            pushes: how far each frame is pushed in by an accent, 0 to 1, shape (n,).

        Yields:
            uint8 sRGB, shape (height, width, 3).
        """
        strengths = np.zeros(len(times)) if pushes is None else np.clip(pushes, 0.0, 1.0)
        for time, strength in zip(times, strengths, strict=True):
            yield self.frame(float(time), push=float(strength))

    def frame(self, time: float, *, push: float = 0.0) -> Frame:
        """Draw one instant."""
        moving = float(self._pulse.moving(time))
        living = float(self._pulse.living(time))
        view = self._view(time)
        placed = [
            (layer.depth, number, self._layer(layer, number, view, living, push))
            for number, layer in enumerate(self._layers)
        ]
        for number, actor in enumerate(self._actors):
            matrix = self._matrix(view, actor.sprite.depth, push)
            for part in actor.placed(matrix, moving):
                placed.append((actor.sprite.depth, len(self._layers) + number, part))  # noqa: PERF401
        placed.sort(key=lambda entry: entry[:2])
        seed = self._motion.seed * 1_000_003 + round(time * 100_000)
        finish = Finish(vignette=VIGNETTE, grain=GRAIN, grain_seed=abs(seed))
        return composite([part for _, _, part in placed], size=self.size, finish=finish)

    def _view(self, time: float) -> View:
        moving, rock = float(self._pulse.moving(time)), float(self._pulse.rock(time))
        return view_at(self._motion, moving=moving, rock=rock, overscan=self._overscan)

    @cached_property
    def _sheets(self) -> tuple[Sheet, ...]:
        return tuple(
            prepare(
                layer.pixels,
                scale=self._scale,
                wrap=layer.living in WRAPPING,
                glow=layer.living in GLOWING,
            )
            for layer in self._layers
        )

    @cached_property
    def _actors(self) -> tuple[Actor, ...]:
        return tuple(Actor(sprite, self._pulse, sheet=self._full) for sprite in self._sprites)

    def _matrix(self, view: View, depth: float, push: float) -> Array:
        matrix = place(view, depth=depth, sheet=self._full, size=self.size, overscan=self._overscan)
        margin = LIVING_MARGIN / 2 * self._full[0]
        matrix = inside(matrix, sheet=self._full, size=self.size, margin=margin)
        return enlarged(matrix, 1 + PUSH_ZOOM * push, size=self.size) if push else matrix

    def _layer(self, layer: Layer, number: int, view: View, living: float, push: float) -> Placed:
        matrix = self._matrix(view, layer.depth, push)
        width, height = self.size
        seen = self._full[0] / (1 + 2 * self._overscan)
        across = (matrix[0, 0] * np.arange(width) + matrix[0, 2]) / self._full[0]
        down = (matrix[1, 1] * np.arange(height) + matrix[1, 2]) / self._full[1]
        moment = Moment(
            clock=living,
            midway=self.duration * REACH / 2,
            across=across,
            down=down,
            number=number,
            room=drift_room(view, layer.depth, overscan=self._overscan),
        )
        life = live(layer, moment)
        matrix[:, 2] -= life.x * seen, life.y * seen
        return Placed(
            sheet=self._sheets[number],
            matrix=matrix,
            row_shift=_lines(life.row_shift, seen),
            column_shift=_lines(life.column_shift, seen),
            bend=_lines(life.bend, 1.0),
            gains=life.gains,
        )


def _lines(shares: Array | None, scale: float) -> NDArray[np.float32] | None:
    return None if shares is None else np.asarray(shares * scale, dtype=np.float32)


def _layers_of(keyframe: Keyframe) -> tuple[tuple[Layer, ...], float]:
    """Layers and overscan; a flat picture is one layer that gives up some of its margin."""
    if keyframe.layers:
        return keyframe.layers, keyframe.overscan
    height, width = keyframe.image.shape[:2]
    opaque = np.full((height, width, 4), 255, dtype=np.uint8)
    opaque[..., :3] = keyframe.image
    overscan = FLAT_OVERSCAN / (1 - 2 * FLAT_OVERSCAN)
    return (Layer(name="picture", pixels=opaque, depth=1.0),), overscan
