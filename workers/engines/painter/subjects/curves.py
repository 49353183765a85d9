"""Contours: smooth closed curves through points, tapered limbs, ellipses, boxes.

A contour is float64 (n, 2), closed, counter-clockwise with y up, in the subject's own units: its
height is 1, the ground is y = 0, it looks along +x. A path is a list of contours; they unite.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import atan2, cos, hypot, pi, sin

import numpy as np
from numpy.typing import NDArray

from workers.engines.jit import kernel

F64 = NDArray[np.float64]
Point = tuple[float, float]
STEPS = 10
"""Points a curve piece becomes: at 1200 px a quarter of a head is within 0.3 px of the true arc."""


@kernel
def signed_area(contour: F64) -> float:
    total = 0.0
    n = contour.shape[0]
    for i in range(n):
        j = (i + 1) % n
        total += contour[i, 0] * contour[j, 1] - contour[j, 0] * contour[i, 1]
    return 0.5 * total


@kernel
def _spline(points: F64, corner: NDArray[np.bool_], closed: bool, steps: int) -> F64:
    """Catmull-Rom through the points; tangents vanish at corners, so pieces meet at an angle."""
    n = points.shape[0]
    pieces = n if closed else n - 1
    out = np.empty((pieces * steps + (0 if closed else 1), 2), np.float64)
    tangent = np.zeros((n, 2), np.float64)
    for i in range(n):
        before, after = (i - 1) % n, (i + 1) % n
        if corner[i] or (not closed and (i in (0, n - 1))):
            continue
        a = np.hypot(points[i, 0] - points[before, 0], points[i, 1] - points[before, 1]) + 1e-9
        b = np.hypot(points[after, 0] - points[i, 0], points[after, 1] - points[i, 1]) + 1e-9
        for k in range(2):
            slope_a = (points[i, k] - points[before, k]) / a
            slope_b = (points[after, k] - points[i, k]) / b
            tangent[i, k] = (slope_a * b + slope_b * a) / (a + b)
    for i in range(pieces):
        j = (i + 1) % n
        chord = np.hypot(points[j, 0] - points[i, 0], points[j, 1] - points[i, 1])
        for s in range(steps):
            t = s / steps
            h00, h10 = (1 + 2 * t) * (1 - t) ** 2, t * (1 - t) ** 2
            h01, h11 = t * t * (3 - 2 * t), t * t * (t - 1)
            for k in range(2):
                m0, m1 = tangent[i, k] * chord, tangent[j, k] * chord
                out[i * steps + s, k] = (
                    h00 * points[i, k] + h10 * m0 + h01 * points[j, k] + h11 * m1
                )
    if not closed:
        for k in range(2):
            out[pieces * steps, k] = points[n - 1, k]
    return out


@kernel
def ccw(contour: F64) -> F64:
    """The contour, turned round where it runs clockwise."""
    if signed_area(contour) < 0:
        return contour[::-1].copy()
    return contour


@lru_cache(maxsize=2048)
def _parsed(text: str) -> tuple[F64, NDArray[np.bool_]]:
    words = text.split()
    corner = np.array([word.endswith("!") for word in words])
    points = np.array([[float(v) for v in word.rstrip("!").split(",")] for word in words])
    return points, corner


@lru_cache(maxsize=2048)
def outline(text: str) -> F64:
    """A closed smooth contour written as "x,y x,y! ..."; a `!` makes that point a corner."""
    points, corner = _parsed(text)
    contour = ccw(_spline(points, corner, True, STEPS))
    contour.setflags(write=False)
    return contour


def smooth(points: Sequence[Point] | F64, *, corners: Sequence[int] = ()) -> F64:
    """A closed smooth contour through points; those whose index is in `corners` stay sharp."""
    array = np.asarray(points, dtype=np.float64)
    corner = np.zeros(len(array), dtype=np.bool_)
    corner[list(corners)] = True
    return ccw(_spline(array, corner, True, STEPS))


def polygon(points: Sequence[Point] | F64) -> F64:
    """A closed contour with straight sides."""
    return ccw(np.asarray(points, dtype=np.float64))


def line(points: Sequence[Point] | F64) -> F64:
    """An open smooth line through points, for `ribbon`."""
    array = np.asarray(points, dtype=np.float64)
    return _spline(array, np.zeros(len(array), dtype=np.bool_), False, STEPS)


@kernel
def _offset(spine: F64, widths: F64) -> F64:
    n = spine.shape[0]
    out = np.empty((2 * n, 2), np.float64)
    for i in range(n):
        a, b = max(i - 1, 0), min(i + 1, n - 1)
        dx, dy = spine[b, 0] - spine[a, 0], spine[b, 1] - spine[a, 1]
        length = np.hypot(dx, dy) + 1e-12
        half = 0.5 * widths[i]
        out[i, 0], out[i, 1] = spine[i, 0] + dy / length * half, spine[i, 1] - dx / length * half
        out[2 * n - 1 - i, 0] = spine[i, 0] - dy / length * half
        out[2 * n - 1 - i, 1] = spine[i, 1] + dx / length * half
    return out


def ribbon(points: Sequence[Point] | F64, widths: Sequence[float]) -> F64:
    """A band along a smooth line, its width given at equal shares of the line."""
    spine = line(points)
    marks = np.linspace(0, 1, len(widths))
    return ccw(_offset(spine, np.interp(np.linspace(0, 1, len(spine)), marks, widths)))


@kernel
def _tapered(ax: float, ay: float, bx: float, by: float, ra: float, rb: float, n: int) -> F64:
    angle = np.arctan2(by - ay, bx - ax)
    distance = np.hypot(bx - ax, by - ay) + 1e-12
    lean = np.arccos(min(max((ra - rb) / distance, -1.0), 1.0))
    out = np.empty((2 * n, 2), np.float64)
    for i in range(n):
        t = i / (n - 1)
        u = angle + lean + t * (2 * np.pi - 2 * lean)
        out[i, 0], out[i, 1] = ax + ra * np.cos(u), ay + ra * np.sin(u)
        v = angle - lean + t * 2 * lean
        out[n + i, 0], out[n + i, 1] = bx + rb * np.cos(v), by + rb * np.sin(v)
    return out


def capsule(a: Point, b: Point, ra: float, rb: float) -> F64:
    """The hull of two circles: one bone with its flesh."""
    return ccw(_tapered(a[0], a[1], b[0], b[1], ra, rb, 14))


def chain(points: Sequence[Point], radii: Sequence[float]) -> list[F64]:
    """Bones laid end to end; as contours of one orientation they unite when filled."""
    pairs = zip(points, points[1:], radii, radii[1:], strict=False)
    return [capsule(a, b, ra, rb) for a, b, ra, rb in pairs]


@kernel
def _ellipse(x: float, y: float, rx: float, ry: float, turn: float, n: int) -> F64:
    out = np.empty((n, 2), np.float64)
    c, s = np.cos(turn), np.sin(turn)
    for i in range(n):
        u, v = rx * np.cos(2 * np.pi * i / n), ry * np.sin(2 * np.pi * i / n)
        out[i, 0], out[i, 1] = x + u * c - v * s, y + u * s + v * c
    return out


def ellipse(x: float, y: float, rx: float, ry: float | None = None, turn: float = 0.0) -> F64:
    return _ellipse(x, y, rx, rx if ry is None else ry, turn, 48)


def box(x0: float, y0: float, x1: float, y1: float) -> F64:
    """An upright rectangle."""
    return polygon(((x0, y0), (x1, y0), (x1, y1), (x0, y1)))


def rounded(x0: float, y0: float, x1: float, y1: float, r: float) -> F64:
    """An upright rectangle with round corners."""
    turns = np.linspace(0, pi / 2, 7)
    arcs = [
        np.stack([cx + r * np.cos(turns + start), cy + r * np.sin(turns + start)], axis=1)
        for cx, cy, start in (
            (x1 - r, y1 - r, 0.0),
            (x0 + r, y1 - r, pi / 2),
            (x0 + r, y0 + r, pi),
            (x1 - r, y0 + r, 1.5 * pi),
        )
    ]
    return ccw(np.concatenate(arcs))


def ring(x: float, y: float, outer: float, inner: float) -> list[F64]:
    """A disc with a hole."""
    return [ellipse(x, y, outer), hole(ellipse(x, y, inner))]


def hole(contour: F64) -> F64:
    """The contour as one that cuts instead of uniting."""
    return ccw(contour)[::-1].copy()


def placed(
    contour: F64, at: Point, *, scale: float = 1.0, turn: float = 0.0, stretch: float = 1.0
) -> F64:
    """A contour scaled, stretched along x, turned, then moved."""
    c, s = cos(turn) * scale, sin(turn) * scale
    matrix = np.array([[c * stretch, s * stretch], [-s, c]])
    return ccw(contour @ matrix + np.asarray(at))


def between(a: Point, b: Point, t: float) -> Point:
    """The point at share `t` of the way from a to b."""
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def bearing(a: Point, b: Point) -> float:
    """Angle in radians of the way from a to b."""
    return atan2(b[1] - a[1], b[0] - a[0])


def apart(a: Point, b: Point) -> float:
    return hypot(b[0] - a[0], b[1] - a[1])


def moved(contour: F64, by: Point) -> F64:
    """A contour somewhere else."""
    result: F64 = contour + np.asarray(by)
    return result
