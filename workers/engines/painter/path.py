"""Outlines in shares of the picture: points, shape (n, 2), closed unless said otherwise."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from workers.engines.painter.frame import Frame

Points = NDArray[np.float64]


def smooth(points: ArrayLike, *, closed: bool = True, steps: int = 8) -> Points:
    """A Catmull-Rom curve through the points (as cubic Beziers), `steps` points a piece."""
    knots = np.asarray(points, np.float64)
    if closed:
        padded = np.concatenate([knots[-1:], knots, knots[:2]])
    else:
        padded = np.concatenate([knots[:1], knots, knots[-1:]])
    a, b, c, d = padded[:-3], padded[1:-2], padded[2:-1], padded[3:]
    t = np.linspace(0, 1, steps, endpoint=False)[:, None, None]
    curve = 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )
    flat = curve.transpose(1, 0, 2).reshape(-1, 2)
    return flat if closed else np.concatenate([flat, knots[-1:]])


_ANGLES = np.linspace(0, 2 * math.pi, 48, endpoint=False)
_CIRCLE = np.cos(_ANGLES), np.sin(_ANGLES)


def ellipse(
    frame: Frame, centre: tuple[float, float], radii: tuple[float, float], *, degrees: float = 0.0
) -> Points:
    """An ellipse outline; radii in units, turned clockwise."""
    x, y = radii[0] * _CIRCLE[0], radii[1] * _CIRCLE[1]
    turn = math.radians(degrees)
    outline = np.empty((len(x), 2))
    outline[:, 0] = centre[0] + frame.across(1) * (x * math.cos(turn) - y * math.sin(turn))
    outline[:, 1] = centre[1] + frame.down(1) * (x * math.sin(turn) + y * math.cos(turn))
    return outline


def blob(
    frame: Frame,
    centre: tuple[float, float],
    radii: tuple[float, float],
    rng: Generator,
    *,
    rough: float = 0.25,
    knots: int = 9,
) -> Points:
    """An irregular rounded outline: bushes, stones, cloud puffs; radii in units."""
    t = np.linspace(0, 2 * math.pi, knots, endpoint=False) + rng.uniform(0, 0.5)
    size = 1 + rough * rng.uniform(-1, 1, knots)
    x = centre[0] + frame.across(radii[0]) * np.cos(t) * size
    y = centre[1] + frame.down(radii[1]) * np.sin(t) * size
    return smooth(np.stack([x, y], axis=1), steps=6)


def rectangle(left: float, top: float, right: float, bottom: float) -> Points:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float64)


def under(x: NDArray[np.float64], y: NDArray[np.float64], floor: float) -> Points:
    """The area from a line (x, y increasing in x) down to a floor: hills, water, ground."""
    line = np.stack([x, y], axis=1)
    return np.concatenate([line, [[x[-1], floor], [x[0], floor]]])


def ribbon(frame: Frame, line: ArrayLike, widths: float | Sequence[float]) -> Points:
    """The outline of a stroke along an open line; widths in units, one or one a point."""
    points = np.asarray(line, np.float64) / [frame.across(1), frame.down(1)]
    half = np.broadcast_to(np.asarray(widths, np.float64) / 2, (len(points),))
    along = np.gradient(points, axis=0)
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)
    normal = np.stack([-along[:, 1], along[:, 0]], axis=1) / length[:, None]
    sides = np.concatenate(
        [points + normal * half[:, None], (points - normal * half[:, None])[::-1]]
    )
    return sides * [frame.across(1), frame.down(1)]
