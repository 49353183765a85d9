"""What every living kind tells of itself: how to draw an instant of it, its size and its pace."""

from collections.abc import Callable
from dataclasses import dataclass

from common.artifacts.keyframes import Sprite
from workers.engines.painter.subjects.drawing import Drawing, Rgb, rgb

UNCOLOURED = "#404040"
"""A sprite's colour when nobody chose one: the kind keeps its natural colours."""
DETAIL_PX = 110
"""Below this height eyes, buttons and seams are smaller than a pixel and are left out."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """An instant to draw."""

    sprite: Sprite
    phase: float
    detail: bool

    @property
    def moving(self) -> bool:
        return self.sprite.travel != 0

    def colour(self, natural: str) -> Rgb:
        """The body's colour: the sprite's where it has one, else the natural one."""
        chosen = self.sprite.colour
        return rgb(natural if chosen == UNCOLOURED else chosen)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """One kind of sprite.

    Attributes:
        draw: an instant, looking along +x unless the kind knows other views.
        metres: natural height; for what flies or swims, of its box.
        seconds: a cycle at natural speed, and `idle` one in place.
        stride: share of its height that it travels in a cycle.
    """

    draw: Callable[[Moment], Drawing]
    metres: float
    seconds: float
    idle: float = 4.0
    stride: float = 0.0
