"""The music of one scene, as the orders of animation and warping carry it."""

from fractions import Fraction

from common.artifacts.clips import Cue
from common.artifacts.document import Value
from common.pipeline import Order
from workers.stages.animation import cues_for


class SceneMusic(Value):
    """Beats are pairs of seconds from the scene's start and a weight: 1 on a downbeat."""

    grid: bool
    beats: tuple[tuple[float, float], ...]
    frames: int
    fps: Fraction

    @property
    def duration(self) -> float:
        return float(self.frames / self.fps)

    @property
    def cues(self) -> tuple[Cue, ...]:
        return cues_for(beats=self.beats) if self.grid else ()


def music_of(order: Order) -> SceneMusic:
    facts = {name: order.options[name] for name in SceneMusic.model_fields}
    return SceneMusic.model_validate(facts)
