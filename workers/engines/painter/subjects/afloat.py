"""What wind moves: boats, ships, kites, flags."""

from math import cos, pi, sin

import numpy as np

from workers.engines.painter.subjects.actor import Actor, Moment
from workers.engines.painter.subjects.curves import (
    F64,
    box,
    ellipse,
    moved,
    outline,
    polygon,
    ribbon,
    rounded,
    smooth,
)
from workers.engines.painter.subjects.drawing import (
    Drawing,
    Paint,
    Rgb,
    darker,
    flat,
    lighter,
    mix,
)
from workers.engines.painter.subjects.road import LAMP, enamel

TURN = 2 * pi


WOOD = (0.48, 0.31, 0.20)


SAIL = (0.95, 0.91, 0.83)


FLAME = (1.0, 0.80, 0.38)


def _rocked(drawing: Drawing, angle: float, lift: float) -> Drawing:
    """The drawing turned about the waterline and raised."""
    c, s = cos(angle), sin(angle)
    matrix = np.array([[c, s], [-s, c]])
    result = Drawing(light=drawing.light)
    for stroke in drawing.strokes:
        contours = [contour @ matrix + (0, lift) for contour in stroke.contours]
        within = [contour @ matrix + (0, lift) for contour in stroke.within]
        result.fill(contours, stroke.paint, within=within)
    return result


def _canvas(colour: Rgb, width: float = 0.05) -> Paint:
    return Paint(
        colour=lighter(colour, 0.2), end=darker(colour, 0.2), shade=width, depth=0.25, rim=0.006
    )


def boat(moment: Moment) -> Drawing:
    """A sailing dinghy."""
    d, hull = Drawing(), moment.colour("#a8483c")
    puff = 0.02 * sin(TURN * moment.phase)
    d.fill(box(-0.035, 0.16, -0.010, 1.0), enamel(WOOD))
    main = smooth(
        ((-0.05, 0.27), (-0.045, 0.96), (-0.26 - puff, 0.62), (-0.47 - puff, 0.27)),
        corners=(0, 1, 3),
    )
    d.fill(main, _canvas(SAIL))
    for y, x in ((0.42, 0.36), (0.58, 0.27), (0.74, 0.18)):
        d.fill(
            ribbon(((-0.05, y), (-x - puff, y - 0.02)), (0.006, 0.006)),
            flat(darker(SAIL, 0.3), alpha=0.6),
            within=main,
        )
    d.fill(
        smooth(((0.005, 0.88), (0.22 + puff, 0.50), (0.44, 0.24), (0.02, 0.30)), corners=(0, 2, 3)),
        _canvas(mix(hull, SAIL, 0.25), 0.04),
    )
    d.fill(ribbon(((-0.50, 0.255), (0.0, 0.26)), (0.020, 0.016)), enamel(WOOD))
    flag = 0.012 * sin(TURN * moment.phase * 2)
    d.fill(polygon(((-0.02, 1.0), (-0.17, 0.985 + flag), (-0.02, 0.95))), flat(hull))
    shell = outline("-0.50,0.21! 0.10,0.17 0.56,0.235! 0.40,0.02 0.24,-0.05 -0.34,-0.05 -0.45,0.02")
    d.fill(shell, enamel(hull, fall=0.45))
    d.fill(
        ribbon(((-0.50, 0.185), (0.10, 0.145), (0.56, 0.21)), (0.05, 0.045, 0.05)),
        flat(lighter(SAIL, 0.1)),
        within=shell,
    )
    d.fill(
        ribbon(((-0.50, 0.21), (0.10, 0.17), (0.56, 0.235)), (0.018, 0.018, 0.018)),
        enamel(WOOD, rim=0.004),
    )
    return _rocked(d, 0.035 * sin(TURN * moment.phase), 0.014 * cos(TURN * moment.phase))


def _rigging(d: Drawing, moment: Moment, hull: Rgb, puff: float) -> None:
    """Shrouds, yards, square sails and pennants of the three masts."""
    for x, top in ((-0.40, 0.84), (-0.02, 1.0), (0.34, 0.88)):
        for a, b in (((x, top), (x - 0.22, 0.23)), ((x, top), (x + 0.26, 0.25))):
            d.fill(ribbon((a, b), (0.004, 0.004)), flat(darker(WOOD, 0.4), alpha=0.7))
        heights = np.linspace(0.27, top - 0.06, 4)
        for low, high in zip(heights[2::-1], heights[:0:-1], strict=True):
            w0, w1 = 0.175 - 0.11 * (low - 0.27), 0.175 - 0.11 * (high - 0.27)
            bulge = 0.05 + puff
            cloth = smooth(
                (
                    (x - w1, high - 0.012),
                    (x + w1, high - 0.012),
                    (x + w1 + bulge, 0.5 * (low + high)),
                    (x + w0, low + 0.012),
                    (x + bulge * 0.5, low + 0.035),
                    (x - w0, low + 0.012),
                    (x - w1 + bulge * 0.7, 0.5 * (low + high)),
                ),
                corners=(0, 1, 3, 5),
            )
            d.fill(cloth, _canvas(SAIL, 0.03))
            d.fill(
                ribbon(((x - w1 - 0.02, high), (x + w1 + 0.02, high)), (0.012, 0.012)),
                enamel(WOOD, rim=0.0),
            )
        wave = 0.01 * sin(TURN * moment.phase * 2 + x * 5)
        d.fill(
            polygon(((x, top + 0.02), (x + 0.13, top + wave), (x, top - 0.035))),
            flat(mix(hull, (0.78, 0.2, 0.2), 0.7)),
        )


def ship(moment: Moment) -> Drawing:
    """A three-masted ship under full sail."""
    d, hull = Drawing(), moment.colour("#5a3626")
    puff = 0.012 * sin(TURN * moment.phase)
    for x, top in ((-0.40, 0.84), (-0.02, 1.0), (0.34, 0.88)):
        d.fill(box(x - 0.012, 0.2, x + 0.012, top), enamel(WOOD))
    d.fill(ribbon(((0.58, 0.24), (0.86, 0.36)), (0.024, 0.012)), enamel(WOOD))
    _rigging(d, moment, hull, puff)
    d.fill(
        smooth(((0.40, 0.72), (0.60 + puff, 0.50), (0.82, 0.35), (0.44, 0.34)), corners=(0, 2, 3)),
        _canvas(SAIL, 0.03),
    )
    shell = outline(
        "-0.72,0.36! -0.62,0.33 -0.50,0.245! 0.2,0.215 0.52,0.25 0.70,0.30! 0.60,0.12 "
        "0.50,-0.05! -0.56,-0.05! -0.66,0.12"
    )
    d.fill(shell, enamel(hull, fall=0.5))
    d.fill(
        ribbon(((-0.72, 0.27), (0.0, 0.16), (0.68, 0.23)), (0.055, 0.055, 0.05)),
        flat(mix(hull, (0.85, 0.65, 0.36), 0.75)),
        within=shell,
    )
    for k in range(8):
        x = -0.48 + 0.12 * k
        d.fill(
            rounded(
                x, 0.145 + 0.02 * abs(k - 4.5) / 4, x + 0.035, 0.18 + 0.02 * abs(k - 4.5) / 4, 0.004
            ),
            flat(darker(hull, 0.6)),
        )
    for x in (-0.66, -0.60):
        d.fill(rounded(x, 0.22, x + 0.035, 0.27, 0.006), flat(LAMP, glow=1.0), within=shell)
    return _rocked(d, 0.02 * sin(TURN * moment.phase), 0.010 * cos(TURN * moment.phase))


def _wavy(x0: float, x1: float, y0: float, y1: float, phase: float, size: float) -> F64:
    """A cloth held at x0 whose waves grow towards x1."""
    top, low = [], []
    for k in range(9):
        t = k / 8
        lift = size * t**0.7 * sin(TURN * (phase - 0.9 * t)) - 0.05 * t
        x = x0 + (x1 - x0) * t
        top.append((x, y1 + lift))
        low.append((x, y0 + lift))
    return smooth([*top, *reversed(low)], corners=(0, 8, 9, 17))


def flag(moment: Moment) -> Drawing:
    """A flag on its pole, streaming to the left."""
    d, main = Drawing(), moment.colour("#c2473f")
    cloth = _wavy(0.0, -0.74, 0.58, 0.97, moment.phase, 0.07)
    d.fill(cloth, Paint(colour=lighter(main, 0.1), end=darker(main, 0.25), rim=0.008))
    stripe = _wavy(0.0, -0.74, 0.71, 0.84, moment.phase, 0.07)
    d.fill(stripe, flat(mix(lighter(main, 0.8), (1, 0.95, 0.85), 0.5)), within=cloth)
    for k in range(18):
        t = (k + 0.5) / 18
        depth = (0.5 + 0.5 * sin(TURN * (moment.phase - 0.9 * t) + 1.2)) * min(1.0, 4 * t)
        fold = box(-0.74 * t - 0.0206, 0.3, -0.74 * t + 0.0206, 1.2)
        d.fill(fold, flat(darker(main, 0.7), alpha=0.30 * depth), within=cloth)
    d.fill(box(-0.018, 0.0, 0.018, 1.0), enamel((0.72, 0.66, 0.58), fall=0.2))
    d.fill(ellipse(0.0, 1.01, 0.032), enamel((0.92, 0.74, 0.36)))
    return d


def kite(moment: Moment) -> Drawing:
    d, main = Drawing(), moment.colour("#d4563f")
    tilt, y = 0.06 * sin(TURN * moment.phase), 0.62 + 0.02 * sin(TURN * moment.phase)
    other = mix(main, (0.98, 0.80, 0.38), 0.75)
    tail = [
        (
            0.03
            + 0.11 * sin(TURN * (moment.phase - 0.18 * k) + k * 0.2) * (0.3 + 0.14 * k)
            - 0.03 * k,
            y - 0.26 - 0.075 * k,
        )
        for k in range(6)
    ]
    d.fill(ribbon([(0.0, y - 0.24), *tail], (0.008, 0.006)), flat(darker(main, 0.3)))
    for k, (x, ty) in enumerate(tail[1:]):
        bow = outline("0,0! 0.055,0.034 0.055,-0.034! 0,0! -0.055,0.034! -0.055,-0.034!")
        d.fill(moved(bow, (x, ty)), flat(other if k % 2 else main))
    points = {
        "n": (0.02 + tilt, y + 0.36),
        "e": (0.26, y + 0.10 + tilt),
        "s": (-tilt * 0.5, y - 0.28),
        "w": (-0.26, y + 0.10 - tilt),
    }
    middle = (0.01, y + 0.10)
    for a, b, colour in (
        ("n", "e", lighter(main, 0.12)),
        ("e", "s", darker(other, 0.05)),
        ("s", "w", darker(main, 0.22)),
        ("w", "n", lighter(other, 0.15)),
    ):
        d.fill(
            polygon((points[a], points[b], middle)),
            Paint(colour=lighter(colour, 0.06), end=darker(colour, 0.10)),
        )
    for a, b in (("n", "s"), ("w", "e")):
        d.fill(ribbon((points[a], middle, points[b]), (0.010, 0.010)), flat((0.35, 0.22, 0.16)))
    return d


ACTORS: dict[str, Actor] = {
    "boat": Actor(draw=boat, metres=5.0, seconds=3.4, idle=4.0, stride=0.5),
    "ship": Actor(draw=ship, metres=28.0, seconds=5.0, idle=6.0, stride=0.4),
    "flag": Actor(draw=flag, metres=6.0, seconds=1.4, idle=1.4),
    "kite": Actor(draw=kite, metres=1.6, seconds=2.4, idle=2.4),
}
