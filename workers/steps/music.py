"""The music of one scene, as the orders of animation and warping carry it."""

from fractions import Fraction
from typing import TypeVar

from common.artifacts.clips import Cue
from common.artifacts.document import Value
from common.pipeline import Order
from workers.stages.animation import cues_for

L = TypeVar("L", bound="SceneLength")


class SceneLength(Value):
    """What footage needs to know of the music: how long it has to last."""

    frames: int
    fps: Fraction

    @property
    def duration(self) -> float:
        return float(self.frames / self.fps)


class SceneMusic(SceneLength):
    """Beats are pairs of seconds from the scene's start and a weight: 1 on a downbeat."""

    grid: bool
    beats: tuple[tuple[float, float], ...]

    @property
    def cues(self) -> tuple[Cue, ...]:
        return cues_for(beats=self.beats) if self.grid else ()


def length_of(order: Order) -> SceneLength:
    return _read(SceneLength, order)


def music_of(order: Order) -> SceneMusic:
    return _read(SceneMusic, order)


def _read(kind: type[L], order: Order) -> L:
    return kind.model_validate({name: order.options[name] for name in kind.model_fields})
