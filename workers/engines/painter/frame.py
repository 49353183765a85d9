"""Where a picture's coordinates fall on a layer's pixels.

Painters write positions as shares of the *visible* picture: x 0 left to 1 right, y 0 top to 1
bottom, whatever the size and aspect. Layers are larger than the picture by `bleed` on every side,
so cover from `left` to `right` and from `top` to `bottom` (at zoom 1: -bleed to 1 + bleed).
Lengths that must look alike both ways (radii, stroke widths, heights of things) are in *units*:
one unit is the shorter side of the visible picture at zoom 1. `across(u)` and `down(u)` turn units
into shares of x and y.

A nearer view of a place is the same place through a frame with a larger zoom about a focus: the
same calls paint it again, sharper, and never another layout.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Attributes:
    width, height: of the visible picture, pixels.
    bleed: margin on each side as a share of the picture.
    zoom: 1 shows x and y from 0 to 1; 2 shows half of that.
    focus: the point that stays where it is when zooming.
    shift: moves the view after zooming, shares of the visible picture.
    """

    width: int
    height: int
    bleed: float = 0.0
    zoom: float = 1.0
    focus: tuple[float, float] = (0.5, 0.5)
    shift: tuple[float, float] = (0.0, 0.0)

    @cached_property
    def size(self) -> tuple[int, int]:
        """(width, height) of the layer in pixels, margins included; even margins."""
        return (
            self.width + 2 * round(self.width * self.bleed),
            self.height + 2 * round(self.height * self.bleed),
        )

    @property
    def aspect(self) -> float:
        return self.width / self.height

    @property
    def unit(self) -> float:
        """Pixels of one unit, zoom included."""
        return min(self.width, self.height) * self.zoom

    def across(self, units: float) -> float:
        """A length in units as a share of the picture's width."""
        return units * min(self.width, self.height) / self.width

    def down(self, units: float) -> float:
        """A length in units as a share of the picture's height."""
        return units * min(self.width, self.height) / self.height

    @cached_property
    def _scale_and_origin(self) -> NDArray[np.float64]:
        """Pixels of a share, and where share 0 lies, each across and down; shape (2, 2)."""
        side, full = np.array([self.width, self.height]), np.array(self.size)
        moved = np.array(self.focus) * (1 - self.zoom) + self.shift
        return np.array([side * self.zoom, (full - side) / 2 + side * moved])

    @cached_property
    def to_shares(self) -> NDArray[np.float64]:
        """2x3 matrix from layer pixels to shares."""
        (sx, sy), (ox, oy) = self._scale_and_origin
        return np.array([[1 / sx, 0.0, -ox / sx], [0.0, 1 / sy, -oy / sy]])

    def pixels(self, points: ArrayLike) -> NDArray[np.float64]:
        """Shares, shape (n, 2), to layer pixels."""
        scale, origin = self._scale_and_origin
        moved: NDArray[np.float64] = np.asarray(points, np.float64) * scale + origin
        return moved

    @property
    def left(self) -> float:
        return float(self.to_shares[0, 2])

    @property
    def top(self) -> float:
        return float(self.to_shares[1, 2])

    @property
    def right(self) -> float:
        return float(self.to_shares[0] @ (self.size[0], 0, 1))

    @property
    def bottom(self) -> float:
        return float(self.to_shares[1] @ (0, self.size[1], 1))

    def columns(self, step: float = 2.0) -> NDArray[np.float64]:
        """x positions that cover the layer from edge to edge, `step` pixels apart."""
        count = max(2, round(self.size[0] / step) + 1)
        return np.linspace(self.left - 0.01, self.right + 0.01, count)

    def nearer(self, zoom: float, focus: tuple[float, float], shift: tuple[float, float]) -> Self:
        """The same picture seen nearer."""
        return type(self)(
            width=self.width,
            height=self.height,
            bleed=self.bleed,
            zoom=zoom,
            focus=focus,
            shift=shift,
        )
