"""A sheet of paper that becomes a layer: lay colours on it, then develop it to pixels.

    sheet = Sheet(frame)
    sheet.fill(points, colour)                      # a crisp shape, antialiased
    sheet.fill(points, sheet.vertical([(0.4, a), (0.9, b)]))   # with a gradient
    sheet.stroke(line, 0.01, colour)
    sheet.glow((0.5, 0.3), 0.4, colour, strength=0.6)
    sheet.fill(points, shadow, atop=True)           # only where there is something already
    sheet.grain(rng, cells=(20, 60), lightness=0.03)
    layer = sheet.layer("hills", depth=0.4)

Positions are shares of the visible picture, lengths are units: see `frame.py`. Colours are OKLab:
see `colour.py`. Shapes cost by their bounding box, so hundreds of small ones are cheap.
"""

from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from common.artifacts.keyframes import Layer, Living
from workers.engines.painter import blending, colour, noise, path
from workers.engines.painter.colour import Lab
from workers.engines.painter.frame import Frame

FloatField = NDArray[np.float32]
_SUBPIXEL = 4  # cv2.fillPoly takes fixed-point coordinates with this many fractional bits


class Sheet:
    """Attributes:
    frame: what the coordinates mean.
    pixels: premultiplied OKLab and alpha, float32, shape (h, w, 4).
    """

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.pixels = np.zeros((frame.size[1], frame.size[0], 4), np.float32)

    def vertical(self, stops: Sequence[tuple[float, Lab]]) -> Lab:
        """A paint that changes with y: stops (y, colour), y increasing."""
        rows = np.arange(self.frame.size[1]) + 0.5
        matrix = self.frame.to_shares
        return colour.ramp(stops, rows * matrix[1, 1] + matrix[1, 2])[:, None, :]

    def horizontal(self, stops: Sequence[tuple[float, Lab]]) -> Lab:
        """A paint that changes with x: stops (x, colour), x increasing."""
        columns = np.arange(self.frame.size[0]) + 0.5
        matrix = self.frame.to_shares
        return colour.ramp(stops, columns * matrix[0, 0] + matrix[0, 2])[None, :, :]

    def radial(self, centre: tuple[float, float], stops: Sequence[tuple[float, Lab]]) -> Lab:
        """A paint that changes with the distance from a point: stops (units, colour)."""
        return colour.ramp(stops, self.distance(centre))

    def distance(self, centre: tuple[float, float]) -> FloatField:
        """Distance of each pixel from a point, in units, shape (h, w)."""
        (x, y), scale = self.frame.pixels([centre])[0], self.frame.unit
        columns = (np.arange(self.frame.size[0], dtype=np.float32) + 0.5 - x) / scale
        rows = (np.arange(self.frame.size[1], dtype=np.float32) + 0.5 - y) / scale
        return np.asarray(np.sqrt(columns[None, :] ** 2 + rows[:, None] ** 2), np.float32)

    def texture(
        self, rng: Generator, cells: tuple[float, float], *, octaves: int = 4, gain: float = 0.5
    ) -> FloatField:
        """fbm noise over the layer, about -1..1; cells are features across one picture."""
        matrix, size = self.frame.to_shares, self.frame.size
        return noise.field(rng, matrix, size, cells=cells, octaves=octaves, gain=gain)

    def flood(self, paint: Lab, *, opacity: float = 1.0, atop: bool = False) -> None:
        """Paint the whole sheet (with `atop`: tint what is there)."""
        self.wash(np.ones(self.pixels.shape[:2], np.float32), paint, opacity=opacity, atop=atop)

    def wash(
        self, mask: FloatField, paint: Lab, *, opacity: float = 1.0, atop: bool = False
    ) -> None:
        """Paint through a mask of the sheet's shape, 0..1."""
        blending.lay(
            self.pixels, (0, 0), np.ascontiguousarray(mask), _grid(paint), float(opacity), atop
        )

    def fill(
        self,
        shapes: ArrayLike | Sequence[ArrayLike],
        paint: Lab,
        *,
        opacity: float = 1.0,
        soft: float = 0.0,
        atop: bool = False,
        smooth: bool = False,
    ) -> None:
        """Fill one outline, shape (n, 2), or a list of outlines (all in one coat).

        Args:
            soft: blur of the edge in units.
            atop: paint only on what is already covered.
            smooth: round the outline through its points.
        """
        outlines = _outlines(shapes)
        if smooth:
            outlines = [path.smooth(outline) for outline in outlines]
        stencil = self._stencil(outlines, soft * self.frame.unit)
        if stencil is not None:
            mask, origin = stencil
            blending.lay(self.pixels, origin, mask, _grid(paint), opacity / 255.0, atop)

    def stroke(
        self,
        line: ArrayLike,
        width: float | Sequence[float],
        paint: Lab,
        *,
        opacity: float = 1.0,
        soft: float = 0.0,
        atop: bool = False,
        smooth: bool = False,
    ) -> None:
        """A stroke along an open line, shape (n, 2); width in units, one or one a point."""
        points = np.asarray(line, np.float64)
        if smooth:
            fine = path.smooth(points, closed=False)
            if not np.isscalar(width):
                at = np.linspace(0, 1, len(points))
                width = list(np.interp(np.linspace(0, 1, len(fine)), at, np.asarray(width)))
            points = fine
        outline = path.ribbon(self.frame, points, width)
        self.fill(outline, paint, opacity=opacity, soft=soft, atop=atop)

    def ellipse(
        self,
        centre: tuple[float, float],
        radii: tuple[float, float],
        paint: Lab,
        *,
        opacity: float = 1.0,
        soft: float = 0.0,
        atop: bool = False,
        degrees: float = 0.0,
    ) -> None:
        """Radii in units."""
        outline = path.ellipse(self.frame, centre, radii, degrees=degrees)
        self.fill(outline, paint, opacity=opacity, soft=soft, atop=atop)

    def glow(
        self,
        centre: tuple[float, float],
        radius: float,
        paint: Lab,
        *,
        strength: float = 1.0,
        squash: float = 1.0,
        atop: bool = False,
        falloff: float = 2.0,
    ) -> None:
        """A soft disc of light: `strength` in the middle, nothing at `radius` units.

        Args:
            squash: height over width of the disc.
            falloff: 1 broad, 2 soft, 4 a small core with a faint halo.
        """
        (x, y), reach = self.frame.pixels([centre])[0], radius * self.frame.unit
        left, right = max(0, int(x - reach)), min(self.frame.size[0], int(x + reach) + 2)
        tall = reach * squash
        top, bottom = max(0, int(y - tall)), min(self.frame.size[1], int(y + tall) + 2)
        if left >= right or top >= bottom:
            return
        columns = (np.arange(left, right, dtype=np.float32) + 0.5 - x) / reach
        rows = (np.arange(top, bottom, dtype=np.float32) + 0.5 - y) / tall
        near = np.maximum(0, 1 - columns[None, :] ** 2 - rows[:, None] ** 2) ** np.float32(falloff)
        mask = np.ascontiguousarray(near, np.float32)
        blending.lay(self.pixels, (left, top), mask, _grid(paint), float(strength), atop)

    def grain(
        self,
        rng: Generator,
        *,
        cells: tuple[float, float],
        lightness: float = 0.03,
        a: float = 0.0,
        b: float = 0.0,
        octaves: int = 4,
    ) -> None:
        """Vary the colour of what is there by fbm noise: gentle brush-like texture."""
        values = self.texture(rng, cells, octaves=octaves)
        blending.shade(self.pixels, values, (float(lightness), float(a), float(b)))

    def shade(self, values: FloatField, *, lightness: float, a: float = 0, b: float = 0) -> None:
        """Add lightness (and a, b) times values, shape (h, w), to what is there."""
        amounts = (float(lightness), float(a), float(b))
        blending.shade(self.pixels, np.ascontiguousarray(values), amounts)

    def rim(
        self, towards: tuple[float, float], width: float, paint: Lab, *, strength: float = 0.7
    ) -> None:
        """A rim of light on the edges of what is there that face `towards` (x, y; y down)."""
        alpha = np.ascontiguousarray(self.pixels[..., 3])
        dx, dy = (-component * width * self.frame.unit for component in towards)
        matrix = np.array([[1, 0, dx], [0, 1, dy]], np.float64)
        moved = cv2.warpAffine(alpha, matrix, self.frame.size, borderMode=cv2.BORDER_REPLICATE)
        self.wash(np.clip(alpha - np.asarray(moved), 0, 1), paint, opacity=strength, atop=True)

    def blur(self, radius: float) -> None:
        """Out of focus: a Gaussian of `radius` units over colour and alpha."""
        sigma = radius * min(self.frame.width, self.frame.height)
        if sigma > 0.3:
            _soften(self.pixels, sigma)

    def rgba(self) -> NDArray[np.uint8]:
        """Straight-alpha sRGB bytes, shape (h, w, 4), dithered against banding."""
        return blending.develop(
            self.pixels,
            colour.FROM_LAB.astype(np.float32),
            colour.FROM_LMS.astype(np.float32),
            _gamma(),
            _dither(),
        )

    def layer(self, name: str, depth: float, *, living: Living = "still", pace: float = 1) -> Layer:
        """Develop into a layer of a keyframe."""
        return Layer(name=name, pixels=self.rgba(), depth=depth, living=living, pace=pace)

    def _stencil(
        self, outlines: list[NDArray[np.float64]], soft: float
    ) -> tuple[NDArray[np.uint8], tuple[int, int]] | None:
        outlines = [outline for outline in outlines if len(outline) > 2]
        if not outlines:
            return None
        every = self.frame.pixels(np.concatenate(outlines))
        pad = 2 + int(3 * soft)
        limit = np.array(self.frame.size)
        first = np.maximum(np.floor(every.min(axis=0)).astype(int) - pad, -pad)
        last = np.minimum(np.ceil(every.max(axis=0)).astype(int) + pad, limit + pad)
        width, height = (int(v) for v in last - first)
        if width <= 0 or height <= 0:
            return None
        fine = np.zeros((2 * height, 2 * width), np.uint8)
        scale = 1 << _SUBPIXEL
        fixed = np.round((2 * (every - first) - 0.5) * scale).astype(np.int32)
        end = 0
        for outline in outlines:  # one by one: in one call, overlaps would become holes
            start, end = end, end + len(outline)
            cv2.fillPoly(fine, [fixed[start:end]], 255, lineType=cv2.LINE_AA, shift=_SUBPIXEL)
        mask = np.asarray(cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
        if soft > 0.3:
            _soften(mask, soft)
        return mask, (int(first[0]), int(first[1]))


def _soften(image: NDArray[np.float32] | NDArray[np.uint8], sigma: float) -> None:
    """Gaussian blur in place; a wide one is done on a smaller picture, which looks the same."""
    shrink = max(1, min(int(sigma / 3), min(image.shape[:2]) // 4))
    size = (image.shape[1], image.shape[0])
    if shrink > 1:
        small = cv2.resize(
            image, (size[0] // shrink, size[1] // shrink), interpolation=cv2.INTER_AREA
        )
        small = cv2.GaussianBlur(small, (0, 0), sigma / shrink, borderType=cv2.BORDER_REPLICATE)
        cv2.resize(small, size, dst=image, interpolation=cv2.INTER_LINEAR)
    else:
        cv2.GaussianBlur(image, (0, 0), sigma, dst=image, borderType=cv2.BORDER_REPLICATE)


def _outlines(shapes: ArrayLike | Sequence[ArrayLike]) -> list[NDArray[np.float64]]:
    if isinstance(shapes, np.ndarray) and shapes.ndim == 2:
        return [shapes.astype(np.float64)]
    listed = [np.asarray(shape, np.float64) for shape in shapes]  # type: ignore[union-attr]
    return [np.stack(listed)] if listed and listed[0].ndim == 1 else listed


def _grid(paint: Lab) -> FloatField:
    """A colour or gradient as shape (1 or h, 1 or w, 3)."""
    return np.ascontiguousarray(paint if paint.ndim == 3 else paint.reshape(1, 1, 3), np.float32)


@lru_cache(maxsize=1)
def _gamma() -> FloatField:
    table = colour.linear_to_srgb(np.linspace(0, 1, 4096) ** 2) * 255
    return table.astype(np.float32)


@lru_cache(maxsize=1)
def _dither() -> FloatField:
    """A 128x128 tile of high-passed noise, about +-0.9 steps: less visible than white noise."""
    white = np.random.default_rng(5).uniform(-1, 1, (128, 128)).astype(np.float32)
    low = cv2.GaussianBlur(np.tile(white, (3, 3)), (0, 0), 1.2)[128:256, 128:256]
    return np.ascontiguousarray((white - low) * 0.9, np.float32)
