"""What a still thing is made with: the palette's colours, the scene's lamps, its own chance."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from common.artifacts.script import Palette
from workers.engines.painter.colour import lab_to_srgb
from workers.engines.painter.light import Light
from workers.engines.painter.subjects.drawing import Drawing, Rgb, mix, rgb


@dataclass(frozen=True, eq=False, kw_only=True)
class Craft:
    """Attributes:
    light: of the scene; `palette` the script's.
    rng: for what differs from one such thing to the next.
    """

    light: Light
    palette: Palette
    rng: np.random.Generator

    def colour(self, natural: str, *, keep: float = 0.66) -> Rgb:
        """A natural colour, leaning to the palette."""
        red, green, blue = (float(v) for v in lab_to_srgb(self.light.pigment(natural, keep=keep)))
        return red, green, blue

    def accented(self, natural: str, share: float = 0.5) -> Rgb:
        """A natural colour mixed with the palette's accent."""
        return mix(rgb(natural), rgb(self.palette.accent), share)

    @property
    def lamp(self) -> Rgb:
        """What windows and lanterns shine with."""
        red, green, blue = (float(v) for v in lab_to_srgb(self.light.lamp))
        return red, green, blue

    @property
    def lit(self) -> bool:
        """Whether windows are lit at this hour."""
        return self.light.hour in ("night", "dusk")

    def drawing(self) -> Drawing:
        """An empty drawing lit from where the scene's key light stands, never from below."""
        x, y = self.light.towards
        return Drawing(light=(x, max(-y, 0.45)))


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One kind of still thing: how it is drawn and its natural height in metres."""

    draw: Callable[[Craft], Drawing]
    metres: float
