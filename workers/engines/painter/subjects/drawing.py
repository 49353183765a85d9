"""A drawing: shapes in a subject's own units, laid back to front, and how it becomes pixels.

Every shape is a flat colour with a soft gradient, a shade side (the part of the shape that its own
copy, moved towards the light, does not cover) and a thin rim where the light grazes it. That is
all the modelling there is: silhouettes carry the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from workers.engines.painter.subjects import raster

F64 = NDArray[np.float64]
Rgb = tuple[float, float, float]
Path = F64 | Sequence[F64]
MARGIN = 2
NO_EDGES = np.zeros((0, 4))
LIGHT = (0.55, 0.83)
"""Where light comes from unless told: above and from the side the subject looks to."""


def rgb(colour: str) -> Rgb:
    """The sRGB shares of a hex colour."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def mix(a: Rgb, b: Rgb, t: float) -> Rgb:
    """Colour at share `t` of the way from a to b, sRGB-encoded: for near neighbours."""
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t


def luma(colour: Rgb) -> float:
    return 0.30 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]


def darker(colour: Rgb, amount: float) -> Rgb:
    """Towards a deep cool shadow, as painters shade, rather than towards black."""
    return mix(colour, (colour[0] * 0.16, colour[1] * 0.15, colour[2] * 0.30), amount)


def lighter(colour: Rgb, amount: float) -> Rgb:
    """Towards a warm white."""
    return mix(colour, (1.0, 0.96, 0.88), amount)


@dataclass(frozen=True, kw_only=True)
class Paint:
    """How a shape is filled.

    Attributes:
        colour, end: gradient from `colour` at `start` to `end` at `stop` (subject units); without
            `start` the gradient runs from the shape's top to its bottom.
        alpha, end_alpha: opacity at both ends.
        shade: width of the shade side in subject units; 0 for none.
        depth: how dark the shade side is, 0 to 1.
        rim: width of the rim light in subject units; 0 for none.
        glow: 0 takes the scene's light, 1 shines by itself.
    """

    colour: Rgb
    end: Rgb | None = None
    alpha: float = 1.0
    end_alpha: float | None = None
    start: tuple[float, float] | None = None
    stop: tuple[float, float] | None = None
    radial: bool = False
    shade: float = 0.0
    depth: float = 0.34
    rim: float = 0.0
    rim_strength: float = 0.5
    glow: float = 0.0


def cloth(colour: Rgb, *, shade: float = 0.02, rim: float = 0.005, fall: float = 0.16) -> Paint:
    """The usual paint: a little darker towards the ground, a shade side, a rim."""
    return Paint(
        colour=lighter(colour, 0.05), end=darker(colour, fall), shade=shade, rim=rim, depth=0.34
    )


def flat(colour: Rgb, *, alpha: float = 1.0, glow: float = 0.0) -> Paint:
    return Paint(colour=colour, alpha=alpha, glow=glow)


def halo(x: float, y: float, radius: float, colour: Rgb, strength: float) -> Paint:
    """Light that a lamp throws into the air round (x, y)."""
    return Paint(
        colour=colour,
        alpha=strength,
        end_alpha=0.0,
        start=(x, y),
        stop=(x + radius, y),
        radial=True,
        glow=1.0,
    )


@dataclass(frozen=True)
class Stroke:
    contours: tuple[F64, ...]
    paint: Paint
    within: tuple[F64, ...]


@dataclass(frozen=True, eq=False)
class Cutout:
    """A subject cut out of paper.

    Attributes:
        pixels: uint8 sRGB with straight alpha, shape (h, w, 4).
        anchor: (x, y) in pixels, where it touches the ground, bottom centre.
    """

    pixels: NDArray[np.uint8]
    anchor: tuple[float, float]


def _contours(path: Path) -> tuple[F64, ...]:
    return (path,) if isinstance(path, np.ndarray) else tuple(path)


@dataclass
class Drawing:
    """Shapes back to front. Height 1, ground at y = 0, y up."""

    light: tuple[float, float] = LIGHT
    strokes: list[Stroke] = field(default_factory=list)

    def fill(self, path: Path, paint: Paint, *, within: Path = ()) -> None:
        """Lay one shape over what is there, cut to `within` where given."""
        self.strokes.append(Stroke(_contours(path), paint, _contours(within)))

    def add(
        self,
        other: "Drawing",
        at: tuple[float, float] = (0.0, 0.0),
        *,
        scale: float = 1.0,
        mirrored: bool = False,
    ) -> None:
        """Lay another drawing over this one, scaled and moved."""
        sign = -scale if mirrored else scale
        factor, shift = np.array([sign, scale]), np.asarray(at)

        def moved(contours: tuple[F64, ...]) -> tuple[F64, ...]:
            return tuple(c[:: -1 if mirrored else 1] * factor + shift for c in contours)

        def point(p: tuple[float, float] | None) -> tuple[float, float] | None:
            return None if p is None else (p[0] * sign + at[0], p[1] * scale + at[1])

        for stroke in other.strokes:
            paint = replace(
                stroke.paint,
                start=point(stroke.paint.start),
                stop=point(stroke.paint.stop),
                shade=stroke.paint.shade * scale,
                rim=stroke.paint.rim * scale,
            )
            self.strokes.append(Stroke(moved(stroke.contours), paint, moved(stroke.within)))

    def render(
        self,
        height_px: int,
        *,
        light: Rgb = (1.0, 1.0, 1.0),
        haze: Rgb = (0.5, 0.5, 0.5),
        haze_amount: float = 0.0,
    ) -> Cutout:
        """Paint it `height_px` pixels to the unit.

        Args:
            light: linear-light colour that multiplies whatever does not shine by itself.
            haze: sRGB colour of the air, mixed in by `haze_amount`.
        """
        points = np.concatenate([c for s in self.strokes for c in s.contours])
        low, high = raster.bounds(points)
        low, high = low * height_px, high * height_px
        left, top = floor(low[0]) - MARGIN, ceil(high[1]) + MARGIN
        width, height = ceil(high[0]) + MARGIN - left, top - floor(low[1]) + MARGIN
        canvas = np.zeros((height, width, 5), np.float32)
        frame = _Frame(height_px, left, top, self.light)
        for stroke in self.strokes:
            frame.lay(canvas, stroke)
        pixels = raster.finish(
            canvas, np.asarray(light, np.float32), np.asarray(haze, np.float32), haze_amount
        )
        return Cutout(pixels=pixels, anchor=(float(-left), float(top)))


@dataclass(frozen=True)
class _Frame:
    """From subject units to the pixels of one canvas."""

    scale: int
    left: int
    top: int
    light: tuple[float, float]

    def edges(self, contours: Sequence[F64]) -> F64:
        if not contours:
            return NO_EDGES
        parts = [raster.edges_of(c, self.scale, self.left, self.top) for c in contours]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def lay(self, canvas: raster.F32, stroke: Stroke) -> None:
        paint, sides = stroke.paint, np.zeros(5)
        if paint.shade > 0:
            sides[0:2] = self._towards(paint.shade * self.scale)
        if paint.rim * self.scale > 0.3:
            sides[2:4] = self._towards(-max(paint.rim * self.scale, 0.9))
            sides[4] = paint.rim_strength
        edges, within = self.edges(stroke.contours), self.edges(stroke.within)
        raster.lay(canvas, edges, within, self._ink(paint), sides)

    def _towards(self, pixels: float) -> tuple[float, float]:
        return self.light[0] * pixels, -self.light[1] * pixels

    def _ink(self, paint: Paint) -> raster.F32:
        end = paint.colour if paint.end is None else paint.end
        axis = (0.0, 0.0, 0.0, 0.0)
        if paint.start is not None and paint.stop is not None:
            axis = (*self._pixel(paint.start), *self._pixel(paint.stop))
        end_alpha = paint.alpha if paint.end_alpha is None else paint.end_alpha
        dark = darker((1.0, 1.0, 1.0), paint.depth)
        rim = lighter(paint.colour, 0.75)
        return np.array(
            (
                *(*paint.colour, paint.alpha, *end, end_alpha, *axis, paint.radial),
                *(*dark, *rim, paint.glow),
            ),
            dtype=np.float32,
        )

    def _pixel(self, point: tuple[float, float]) -> tuple[float, float]:
        return point[0] * self.scale - self.left, self.top - point[1] * self.scale
