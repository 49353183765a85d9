"""What a place is to the painter: a function that paints its layers and says where to stand.

A place paints the same layout whatever the view: `Set.sheet(depth)` gives a sheet whose frame is
already zoomed for the view, far layers less than near ones, so a place calls the same primitives
with the same coordinates and random draws each time. It must draw from `Set.rng(name)` only, one
name for each independent thing, so that more leaves here never move the houses there.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from common.artifacts.keyframes import Layer
from common.artifacts.script import View
from workers.engines.painter.frame import Frame
from workers.engines.painter.light import Light
from workers.engines.painter.sheet import Sheet

OVERSCAN = 0.12
"""Margin on each side of the picture as a share of its size."""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Somewhere a subject can stand, in shares of the picture at zoom 1.

    Attributes:
        x, y: where it meets the ground (or floats, for sky, space and water).
        height: how tall an adult is there, in shares of the picture's height.
        depth: of the layer it stands on.
    """

    x: float
    y: float
    height: float
    depth: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Painting:
    """What a place hands back.

    Attributes:
        layers: back to front, without weather (the atmosphere adds that).
        spots: where subjects may stand, best first.
        afloat: where boats and whales float, if there is water besides ground.
        rails: where trains run, if that is not where people stand.
        outdoor: whether rain, snow, birds and the like belong here.
        wet: subjects here swim or float: no contact shadow.
        glows: lights that are on, (x, y, radius in units) at zoom 1 with their depth.
    """

    layers: tuple[Layer, ...]
    spots: tuple[Spot, ...]
    afloat: tuple[Spot, ...] = ()
    rails: tuple[Spot, ...] = ()
    outdoor: bool = True
    wet: bool = False
    glows: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Set:
    """What a place is given: a film set with its light, seen from somewhere.

    Attributes:
        width, height: of the visible picture in pixels.
        seed: equal for equal background text: the same layout in every shot.
        light: see `light.py`.
        view: establishing, medium or close.
        concepts: ids of what else is in the scene (other places, things, living kinds), for detail;
            `people` among them when somebody needs ground to stand on.
        zoom: how much nearer than the establishing view the picture plane is.
        focus: what stays put while zooming; its y is the horizon.
        shift: moves the view after zooming.
        blur: out-of-focus radius in units of a layer at infinity; falls to 0 at the plane.
    """

    width: int
    height: int
    seed: int
    light: Light
    view: View = "establishing"
    concepts: tuple[str, ...] = ()
    zoom: float = 1.0
    focus: tuple[float, float] = (0.5, 0.6)
    shift: tuple[float, float] = (0.0, 0.0)
    blur: float = 0.0

    @property
    def aspect(self) -> float:
        """Width over height: how many units of ground there are from left to right."""
        return self.width / self.height

    def rng(self, name: str) -> Generator:
        """The random draws of one named thing; the same in every view."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])

    def frame(self, depth: float) -> Frame:
        """Coordinates on a layer at this depth: 0 does not zoom, 1 zooms fully, 2 even more."""
        share = min(depth, 1.6) ** 1.5 if depth > 0 else 0.0
        zoom = 1 + (self.zoom - 1) * share
        return Frame(
            width=self.width,
            height=self.height,
            bleed=OVERSCAN,
            zoom=zoom,
            focus=self.focus,
            shift=(self.shift[0] * min(share, 1.0), self.shift[1]),
        )

    @property
    def screen(self) -> Frame:
        """Coordinates on what the viewer sees, whatever the zoom: for figures, things, weather."""
        return Frame(width=self.width, height=self.height, bleed=OVERSCAN)

    def sheet(self, depth: float) -> Sheet:
        """An empty sheet for a layer at this depth."""
        return Sheet(self.frame(depth))

    def defocus(self, sheet: Sheet, depth: float) -> None:
        """Blur what lies away from the picture plane, as much as the view asks.

        Call it just before `sheet.layer(...)`; it does nothing in establishing views.
        """
        if self.blur > 0:
            sheet.blur(self.blur * min(1.0, abs(1.0 - depth) ** 0.7))


PlacePainter = Callable[[Set], Painting]
