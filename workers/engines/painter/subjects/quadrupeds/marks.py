"""What tells one species from another beyond its proportions: humps, horns, manes, stripes, fleece.

Coordinates as in `rig.py`: shares of the animal's height, looking along +x.
"""

from math import cos, pi, sin

from workers.engines.painter.subjects.curves import (
    F64,
    Point,
    ellipse,
    outline,
    placed,
    polygon,
    ribbon,
    smooth,
)
from workers.engines.painter.subjects.drawing import Drawing, Paint, Rgb, darker, flat, lighter, rgb

TURN = 2 * pi
HORN = (0.86, 0.80, 0.68)
INK = (0.13, 0.10, 0.10)


def _hair(colour: Rgb, width: float) -> Paint:
    return Paint(
        colour=lighter(colour, 0.07), end=darker(colour, 0.2), shade=width, depth=0.3, rim=0.005
    )


def humps(hip: Point, shoulder: Point) -> list[F64]:
    """A camel's two, as contours that unite with its trunk."""
    (hx, hy), (sx, sy) = hip, shoulder
    span = sx - hx
    result = []
    for share, tall in ((0.24, 0.185), (0.72, 0.20)):
        x, y = hx + span * share, hy + (sy - hy) * share
        points = (
            (x - 0.155, y - 0.06),
            (x - 0.075, y + 0.75 * tall),
            (x + 0.0, y + tall),
            (x + 0.06, y + 0.72 * tall),
            (x + 0.135, y - 0.06),
        )
        result.append(smooth(points, corners=(0, 4)))
    return result


def horns(d: Drawing, head: Point, size: float, tilt: float) -> None:
    """A cow's pair."""
    for aside, shadow in ((-0.10, 0.25), (0.0, 0.0)):
        bow = ((-0.16 + aside, 0.24), (-0.06 + aside, 0.44), (0.12 + aside, 0.56))
        shape = placed(ribbon(bow, (0.12, 0.09, 0.02)), head, scale=size, turn=tilt + 0.3)
        d.fill(shape, _hair(darker(HORN, shadow), 0.006))


def ossicones(d: Drawing, head: Point, size: float, tilt: float, coat: Rgb) -> None:
    """A giraffe's two knobs."""
    for aside, shadow in ((-0.12, 0.3), (0.0, 0.0)):
        stem = ribbon(((-0.16 + aside, 0.16), (-0.20 + aside, 0.46)), (0.09, 0.07))
        knob = ellipse(-0.20 + aside, 0.48, 0.07, 0.06)
        d.fill(placed(stem, head, scale=size, turn=tilt), _hair(darker(coat, shadow), 0.004))
        d.fill(placed(knob, head, scale=size, turn=tilt), flat(rgb("#4a2f1c")))


def mane(d: Drawing, head: Point, size: float, phase: float, colour: Rgb) -> None:
    """A lion's: locks round the head and down the chest, behind the face."""
    x, y = head
    sway = 0.012 * sin(TURN * phase)
    for reach, shade in ((1.0, 0.28), (0.86, 0.0)):
        locks = []
        for k in range(30):
            turn = TURN * k / 30
            long = (0.80 if k % 2 else 0.64) * (1.25 if sin(turn) < -0.2 else 1.0) * reach
            locks.append((x - 0.05 + sway * sin(turn) + size * long * 0.80 * cos(turn),
                          y - 0.05 + size * long * sin(turn)))  # fmt: skip
        d.fill(smooth(locks), _hair(darker(colour, shade), 0.02))


def stripes(d: Drawing, hip: Point, shoulder: Point, depth: float, body: list[F64]) -> None:
    """A tiger's: wedges from the back down its flank."""
    (hx, hy), (sx, sy) = hip, shoulder
    for k in range(12):
        share = -0.14 + 1.32 * k / 11
        x, y = hx + (sx - hx) * share, hy + (sy - hy) * share + 0.03
        long, lean = depth * (0.50 + 0.22 * (k % 3)), 0.05 if k % 2 else -0.03
        wedge = ((x - 0.02, y), (x + lean * 0.5, y - 0.5 * long), (x + lean, y - long))
        d.fill(ribbon(wedge, (0.04, 0.026, 0.003)), flat(INK, alpha=0.9), within=body)


def lattice(d: Drawing, body: F64, neck: F64, trunk: tuple[Point, Point], head: Point) -> None:
    """A giraffe's patches on trunk and neck."""
    (hx, hy), (sx, sy) = trunk
    brown = flat(rgb("#a0632c"), alpha=0.9)
    for row in range(3):
        for k in range(7):
            x = hx - 0.06 + (sx - hx + 0.14) * k / 6 + (0.02 if row % 2 else 0.0)
            y = hy + (sy - hy) * k / 6 - 0.015 - 0.052 * row
            d.fill(_patch(x, y, 0.021, k + row), brown, within=body)
    for k in range(9):
        share = 0.08 + 0.84 * k / 8
        x = sx + 0.02 + (head[0] - sx - 0.05) * share
        y = sy - 0.01 + (head[1] - sy) * share
        wide = 0.030 - 0.014 * share
        for side in (-1, 1):
            at = (x + side * wide * 0.75, y + side * 0.008)
            d.fill(_patch(*at, wide * 0.72, k + side), brown, within=neck)


def _patch(x: float, y: float, size: float, number: int) -> F64:
    corners = []
    for k in range(6):
        reach = size * (1.0 + 0.22 * sin(2.1 * number + 1.7 * k))
        corners.append((x + reach * cos(TURN * k / 6), y + reach * sin(TURN * k / 6)))
    return polygon(corners)


def patches(d: Drawing, hip: Point, shoulder: Point, depth: float, body: list[F64]) -> None:
    """A cow's dark ones."""
    (hx, hy), (sx, _) = hip, shoulder
    brown = flat(rgb("#5a3a2a"), alpha=0.95)
    for share, drop, wide, tall in (
        (-0.10, 0.12, 0.15, 0.17),
        (0.42, 0.34, 0.17, 0.16),
        (0.86, 0.02, 0.12, 0.14),
        (1.20, 0.06, 0.10, 0.20),
    ):
        x, y = hx + (sx - hx) * share, hy - depth * drop
        edge = [
            (x + wide * (1 + 0.18 * sin(3 * a + share * 9)) * cos(a), y + tall * sin(a))
            for a in (TURN * k / 11 for k in range(11))
        ]
        d.fill(smooth(edge), brown, within=body)


def fleece(hip: Point, shoulder: Point, depth: float) -> F64:
    """A sheep's wool: a scalloped cloud over its trunk."""
    (hx, hy), (sx, sy) = hip, shoulder
    x, y = (hx + sx) / 2, (hy + sy) / 2 - depth * 0.46
    wide, tall = (sx - hx) / 2 + 0.17, depth * 0.66
    count = 15
    points = []
    for k in range(2 * count):
        turn = TURN * k / (2 * count)
        reach = 1.07 if k % 2 else 0.95
        points.append((x + wide * reach * cos(turn), y + tall * reach * sin(turn)))
    return smooth(points)


def curls(d: Drawing, wool: F64, hip: Point, shoulder: Point, depth: float, coat: Rgb) -> None:
    """Little arcs in the wool."""
    (hx, hy), (sx, sy) = hip, shoulder
    for k in range(11):
        x = hx - 0.08 + (sx - hx + 0.18) * ((k * 0.37) % 1.0)
        y = (hy + sy) / 2 - depth * (0.12 + 0.7 * ((k * 0.61) % 1.0))
        arc = ribbon(((x - 0.035, y), (x, y - 0.03), (x + 0.035, y)), (0.006, 0.014, 0.006))
        d.fill(arc, flat(darker(coat, 0.3), alpha=0.55), within=wool)


def tuft(d: Drawing, tip: Point, colour: Rgb) -> None:
    """The brush at the end of a lion's tail."""
    shape = outline("0.0,0.3 0.7,0.5 1.4,0.0! 0.7,-0.5 0.0,-0.3")
    d.fill(placed(shape, tip, scale=0.09, turn=pi * 0.86), _hair(colour, 0.01))
