"""Where built things stand: metres before a lens, or units on an upright board.

A `Lens` looks level along +z: x metres right, y metres up from the ground, z metres ahead. A point
lands on the picture at centre + focal * (x, eye - y) / z, in units (see `frame.py`). The centre is
the vanishing point and the zoom's focus, so lines that run away from the viewer stay themselves
when the layers of a nearer view zoom by different amounts.
"""

from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from workers.engines.painter.frame import Frame
from workers.engines.painter.place import Set, Spot
from workers.engines.painter.sheet import Sheet

Points = NDArray[np.float64]
Span = tuple[float, float]
_NEAR = 0.4  # metres: what is nearer is cut off
ADULT = 1.72


@dataclass(frozen=True, kw_only=True)
class Lens:
    """Attributes:
    frame: any frame of the place (only its proportions are read).
    centre: the vanishing point in shares of the picture.
    eye: height of the lens over the ground in metres.
    focal: units of picture per (metre / metre); smaller sees wider.
    """

    frame: Frame
    centre: tuple[float, float]
    eye: float = 1.6
    focal: float = 0.85

    @classmethod
    def of(cls, stage: Set, *, eye: float = 1.6, focal: float = 0.85, x: float = 0.5) -> Self:
        """A lens whose horizon is the set's."""
        return cls(frame=stage.frame(0.0), centre=(x, stage.focus[1]), eye=eye, focal=focal)

    def at(self, points: ArrayLike) -> Points:
        """Project points (..., 3) in metres to shares (..., 2); z is held to the near plane."""
        solid = np.asarray(points, np.float64)
        scale = self.focal / np.maximum(solid[..., 2], _NEAR)
        seen = np.empty((*scale.shape, 2))
        seen[..., 0] = self.centre[0] + self.frame.across(1) * scale * solid[..., 0]
        seen[..., 1] = self.centre[1] + self.frame.down(1) * scale * (self.eye - solid[..., 1])
        return seen

    def units(self, metres: float, z: float) -> float:
        """How many units a length has at a distance."""
        return metres * self.focal / max(z, _NEAR)

    def floor(self, x: Span, z: Span, y: float = 0.0) -> Points:
        """A level rectangle."""
        z = (max(z[0], _NEAR), max(z[1], _NEAR))
        return self.at([(x[0], y, z[0]), (x[1], y, z[0]), (x[1], y, z[1]), (x[0], y, z[1])])

    def side(self, x: float, y: Span, z: Span) -> Points:
        """An upright rectangle that runs away from the viewer."""
        z = (max(z[0], _NEAR), max(z[1], _NEAR))
        return self.at([(x, y[0], z[0]), (x, y[1], z[0]), (x, y[1], z[1]), (x, y[0], z[1])])

    def front(self, x: Span, y: Span, z: float) -> Points:
        """An upright rectangle that faces the viewer."""
        return self.at([(x[0], y[0], z), (x[1], y[0], z), (x[1], y[1], z), (x[0], y[1], z)])

    def side_cells(
        self, x: float, y: Span, z: Span, count: tuple[int, int], share: tuple[float, float]
    ) -> Points:
        """Rectangles in rows on a side: windows, books. Shape (rows * columns, 4, 2).

        Args:
            count: (along z, up y); share: how much of its cell each one fills, (z, y).
        """
        corners = cells(z, y, count, share)
        level = np.full(corners.shape[:-1], x)
        return self.at(np.stack([level, corners[..., 1], corners[..., 0]], axis=-1))

    def front_cells(
        self, z: float, x: Span, y: Span, count: tuple[int, int], share: tuple[float, float]
    ) -> Points:
        """Rectangles in rows on a front, shape (rows * columns, 4, 2)."""
        corners = cells(x, y, count, share)
        level = np.full(corners.shape[:-1], z)
        return self.at(np.stack([corners[..., 0], corners[..., 1], level], axis=-1))

    def spot(self, x: float, z: float, depth: float, y: float = 0.0) -> Spot:
        """Where an adult stands."""
        foot = self.at([x, y, z])
        height = self.frame.down(self.units(ADULT, z))
        return Spot(x=float(foot[0]), y=float(foot[1]), height=height, depth=depth)


@dataclass(frozen=True, kw_only=True)
class Board:
    """An upright drawing board: u units right of and v units above a point of the picture."""

    frame: Frame
    x: float = 0.5
    y: float = 0.7
    scale: float = 1.0

    @property
    def half(self) -> float:
        """u of the picture's right edge when x is 0.5."""
        return 0.5 / self.frame.across(1) / self.scale

    def at(self, points: ArrayLike) -> Points:
        """(u, v), shape (..., 2), to shares."""
        flat = np.asarray(points, np.float64) * self.scale
        x = self.x + self.frame.across(1) * flat[..., 0]
        return np.stack([x, self.y - self.frame.down(1) * flat[..., 1]], axis=-1)

    def spot(self, u: float, v: float, height: float, depth: float) -> Spot:
        """Where an adult `height` units tall stands."""
        x, y = self.at([u, v])
        share = self.frame.down(height * self.scale)
        return Spot(x=float(x), y=float(y), height=share, depth=depth)

    def point(self, u: float, v: float) -> tuple[float, float]:
        x, y = self.at([u, v])
        return float(x), float(y)

    def box(self, u: Span, v: Span) -> Points:
        """A rectangle."""
        return self.at([(u[0], v[0]), (u[1], v[0]), (u[1], v[1]), (u[0], v[1])])

    def grid(self, u: Span, v: Span, count: tuple[int, int], share: tuple[float, float]) -> Points:
        """Rectangles in rows and columns, shape (rows * columns, 4, 2)."""
        return self.at(cells(u, v, count, share))

    def moved(self, u: float, v: float = 0.0, scale: float = 1.0) -> Self:
        """A board standing elsewhere on this one."""
        x, y = self.point(u, v)
        return type(self)(frame=self.frame, x=x, y=y, scale=self.scale * scale)


def cut(sheet: Sheet, outline: Points) -> None:
    """Take away what is painted inside an outline (shares): a window in a wall."""
    mask = np.zeros(sheet.pixels.shape[:2], np.uint8)
    fixed = np.round((sheet.frame.pixels(outline) - 0.5) * 16).astype(np.int32)
    cv2.fillPoly(mask, [fixed], 255, lineType=cv2.LINE_AA, shift=4)
    sheet.pixels *= (1 - mask.astype(np.float32) / 255)[..., None]


def cells(first: Span, second: Span, count: tuple[int, int], share: tuple[float, float]) -> Points:
    """Corners of rectangles centred in the cells of a grid, shape (n1 * n0, 4, 2), row by row."""
    steps = [(span[1] - span[0]) / n for span, n in zip((first, second), count, strict=True)]
    across = first[0] + (np.arange(count[0]) + 0.5) * steps[0]
    up = second[0] + (np.arange(count[1]) + 0.5) * steps[1]
    middles = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 1, 2)
    reach = np.array([steps[0] * share[0], steps[1] * share[1]]) / 2
    return middles + np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * reach
