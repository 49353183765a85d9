"""What floats on water or air: boats, ships, balloons, kites, flags, planes, rockets, satellites."""

from math import cos, pi, sin

import numpy as np

from workers.engines.painter.subjects.actor import Actor, Moment
from workers.engines.painter.subjects.curves import (
    F64,
    box,
    ellipse,
    outline,
    polygon,
    ribbon,
    ring,
    rounded,
    smooth,
)
from workers.engines.painter.subjects.drawing import (
    Drawing,
    Paint,
    Rgb,
    darker,
    flat,
    halo,
    lighter,
    mix,
)
from workers.engines.painter.subjects.road import CHROME, LAMP, enamel, pane

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


def ship(moment: Moment) -> Drawing:
    """A three-masted ship under full sail."""
    d, hull = Drawing(), moment.colour("#5a3626")
    puff = 0.012 * sin(TURN * moment.phase)
    for x, top in ((-0.40, 0.84), (-0.02, 1.0), (0.34, 0.88)):
        d.fill(box(x - 0.012, 0.2, x + 0.012, top), enamel(WOOD))
    d.fill(ribbon(((0.58, 0.24), (0.86, 0.36)), (0.024, 0.012)), enamel(WOOD))
    for x, top in ((-0.40, 0.84), (-0.02, 1.0), (0.34, 0.88)):
        for a, b in (((x, top), (x - 0.22, 0.23)), ((x, top), (x + 0.26, 0.25))):
            d.fill(ribbon((a, b), (0.004, 0.004)), flat(darker(WOOD, 0.4), alpha=0.7))
        heights = np.linspace(0.27, top - 0.06, 4)
        for low, high in zip(heights[2::-1], heights[:0:-1], strict=True):
            w0, w1 = 0.175 - 0.11 * (low - 0.27), 0.175 - 0.11 * (high - 0.27)
            bulge = 0.05 + puff
            cloth = smooth(((x - w1, high - 0.012), (x + w1, high - 0.012), (x + w1 + bulge, 0.5 * (low + high)), (x + w0, low + 0.012),
                            (x + bulge * 0.5, low + 0.035), (x - w0, low + 0.012), (x - w1 + bulge * 0.7, 0.5 * (low + high))),
                           corners=(0, 1, 3, 5))  # fmt: skip
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
    d.fill(
        smooth(((0.40, 0.72), (0.60 + puff, 0.50), (0.82, 0.35), (0.44, 0.34)), corners=(0, 2, 3)),
        _canvas(SAIL, 0.03),
    )
    shell = outline(
        "-0.72,0.36! -0.62,0.33 -0.50,0.245! 0.2,0.215 0.52,0.25 0.70,0.30! 0.60,0.12 0.50,-0.05! -0.56,-0.05! -0.66,0.12"
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


def balloon(moment: Moment) -> Drawing:
    """A hot-air balloon; a breath of the burner each cycle."""
    d, main = Drawing(), moment.colour("#cf5b45")
    pale = mix(lighter(main, 0.75), (1.0, 0.92, 0.75), 0.6)
    y = 0.012 * sin(TURN * moment.phase)
    burn = max(0.0, sin(TURN * moment.phase)) ** 3
    envelope = smooth(((0, 1.0 + y), (0.23, 0.95 + y), (0.365, 0.76 + y), (0.33, 0.56 + y), (0.17, 0.34 + y), (0.075, 0.235 + y),
                       (-0.075, 0.235 + y), (-0.17, 0.34 + y), (-0.33, 0.56 + y), (-0.365, 0.76 + y), (-0.23, 0.95 + y)))  # fmt: skip
    d.fill(envelope, Paint(colour=lighter(main, 0.05), end=darker(main, 0.2)))
    for k in (-2, 0, 2):
        edge = []
        for side in (-1, 1):
            u = (k + side * 0.72) / 3.6
            edge.append(
                [
                    (x * u / 0.365, t + y)
                    for x, t in (
                        (0.03, 1.0),
                        (0.25, 0.94),
                        (0.365, 0.76),
                        (0.33, 0.56),
                        (0.17, 0.34),
                        (0.07, 0.22),
                    )
                ]
            )
        d.fill(
            smooth([*edge[0], *edge[1][::-1]], corners=(0, 5, 6, 11)),
            Paint(colour=pale, end=darker(pale, 0.15)),
            within=envelope,
        )
    dusk = Paint(
        colour=darker(main, 0.75), alpha=0.0, end_alpha=0.42, start=(0.06, 0.72), stop=(-0.36, 0.60)
    )
    d.fill(envelope, dusk)
    d.fill(
        ellipse(0.16, 0.83 + y, 0.07, 0.10, 0.5),
        Paint(
            colour=(1, 1, 1),
            alpha=0.35,
            end_alpha=0.0,
            start=(0.16, 0.83 + y),
            stop=(0.25, 0.83 + y),
            radial=True,
        ),
    )
    d.fill(
        ellipse(0, 0.30 + y, 0.28),
        Paint(
            colour=FLAME,
            alpha=0.15 + 0.55 * burn,
            end_alpha=0.0,
            start=(0, 0.28 + y),
            stop=(0.26, 0.28 + y),
            radial=True,
            glow=1.0,
        ),
        within=envelope,
    )
    for x in (-0.066, -0.03, 0.03, 0.066):
        d.fill(
            ribbon(((x, 0.24 + y), (x * 0.85, 0.115 + y)), (0.005, 0.005)), flat((0.30, 0.24, 0.20))
        )
    flame = smooth(
        (
            (0.0, 0.17 + 0.07 * burn + 0.03 + y),
            (0.018, 0.165 + y),
            (0.0, 0.14 + y),
            (-0.018, 0.165 + y),
        ),
        corners=(0,),
    )
    d.fill(flame, flat(lighter(FLAME, 0.3), glow=1.0))
    basket = polygon(
        ((-0.066, 0.115 + y), (0.066, 0.115 + y), (0.052, 0.012 + y), (-0.052, 0.012 + y))
    )
    d.fill(basket, Paint(colour=(0.66, 0.46, 0.28), end=(0.38, 0.24, 0.15), rim=0.004))
    for k in range(3):
        d.fill(
            box(-0.1, 0.03 + 0.025 * k + y, 0.1, 0.036 + 0.025 * k + y),
            flat((0.3, 0.19, 0.12), alpha=0.5),
            within=basket,
        )
    d.fill(rounded(-0.072, 0.105 + y, 0.072, 0.122 + y, 0.006), flat((0.35, 0.22, 0.14)))
    return d


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
    d, main = Drawing(), moment.colour("#c2473f")
    cloth = _wavy(-0.30, -1.02, 0.58, 0.97, moment.phase, 0.05)
    d.fill(cloth, Paint(colour=lighter(main, 0.1), end=darker(main, 0.25), rim=0.008))
    stripe = _wavy(-0.30, -1.02, 0.72, 0.83, moment.phase, 0.05)
    d.fill(stripe, flat(mix(lighter(main, 0.8), (1, 0.95, 0.85), 0.5)), within=cloth)
    for k in range(3):
        t = (k + 1) / 3.2
        x = -0.30 - 0.72 * t
        depth = 0.5 + 0.5 * sin(TURN * (moment.phase - 0.9 * t) + 1.2)
        d.fill(
            ribbon(((x, 1.1), (x - 0.02, 0.5)), (0.11, 0.13)),
            flat(darker(main, 0.7), alpha=0.28 * depth),
            within=cloth,
        )
    d.fill(box(-0.315, 0.0, -0.28, 1.0), enamel((0.72, 0.66, 0.58), fall=0.2))
    d.fill(ellipse(-0.2975, 1.01, 0.032), enamel((0.92, 0.74, 0.36)))
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
        d.fill(bow + (x, ty), flat(other if k % 2 else main))
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


def plane(moment: Moment) -> Drawing:
    """A small propeller plane in profile."""
    d, main = Drawing(), moment.colour("#c8553d")
    y = 0.03 * sin(TURN * moment.phase)
    cream = (0.95, 0.92, 0.85)
    d.fill(
        polygon(((-0.10, 0.60 + y), (0.34, 0.60 + y), (0.12, 0.80 + y), (-0.10, 0.80 + y))),
        enamel(darker(main, 0.35)),
    )
    d.fill(
        outline(f"-1.05,{0.56 + y}! -1.22,{0.98 + y} -1.02,{1.0 + y}! -0.72,{0.62 + y}!"),
        enamel(main),
    )
    body = outline(
        f"0.98,{0.50 + y} 0.86,{0.66 + y} 0.40,{0.72 + y} -0.40,{0.66 + y} -1.12,{0.60 + y}! -1.16,{0.52 + y}! -0.40,{0.34 + y} 0.44,{0.27 + y} 0.86,{0.34 + y}"
    )
    d.fill(body, enamel(cream, fall=0.22))
    d.fill(
        outline(
            f"1.1,{0.42 + y} 0.30,{0.44 + y} -1.2,{0.55 + y} -1.2,{0.50 + y} 0.30,{0.36 + y} 1.1,{0.34 + y}"
        ),
        flat(main),
        within=body,
    )
    pane(outline(f"0.46,{0.70 + y}! 0.28,{0.86 + y} 0.02,{0.85 + y} -0.16,{0.69 + y}!"), d)
    d.fill(ribbon(((0.16, 0.70 + y), (0.16, 0.86 + y)), (0.02, 0.02)), flat(cream))
    d.fill(
        outline(f"-1.20,{0.60 + y} -0.90,{0.62 + y} -0.82,{0.57 + y} -1.24,{0.55 + y}"),
        enamel(darker(main, 0.15)),
    )
    wing = outline(
        f"0.42,{0.44 + y} 0.30,{0.50 + y} -0.10,{0.46 + y} -0.46,{0.20 + y} -0.36,{0.16 + y} 0.24,{0.36 + y}"
    )
    d.fill(wing, enamel(main, fall=0.2))
    for x in (0.34, -0.02):
        d.fill(
            ribbon(((x, 0.30 + y), (x + 0.04, 0.12 + y)), (0.03, 0.03)), flat((0.35, 0.35, 0.38))
        )
    for x in (0.38, 0.02):
        d.fill(ellipse(x, 0.10 + y, 0.095), enamel((0.14, 0.14, 0.17)))
        d.fill(ellipse(x, 0.10 + y, 0.04), flat(CHROME))
    d.fill(outline(f"0.92,{0.58 + y} 1.08,{0.50 + y} 0.92,{0.42 + y}"), enamel(main))
    d.fill(
        ellipse(1.03, 0.50 + y, 0.035, 0.38),
        Paint(colour=(0.85, 0.85, 0.88), alpha=0.22, end_alpha=0.12),
    )
    for k in (0, 1):
        swing = cos(TURN * (moment.phase * 4 + k / 2))
        d.fill(
            ribbon(((1.03, 0.50 + y), (1.03, 0.50 + y + 0.36 * swing)), (0.05, 0.03)),
            flat((0.30, 0.22, 0.18), alpha=0.8),
        )
    return d


def rocket(moment: Moment) -> Drawing:
    d, main = Drawing(), moment.colour("#d04f3f")
    white = (0.93, 0.92, 0.93)
    flick = 0.06 * sin(TURN * moment.phase) + 0.03 * sin(TURN * moment.phase * 3)
    d.fill(ellipse(0, 0.08, 0.34), halo(0, 0.10, 0.34, FLAME, 0.5))
    for width, long, colour in (
        (0.105, 0.34, (0.98, 0.46, 0.18)),
        (0.072, 0.26, FLAME),
        (0.036, 0.16, (1.0, 0.97, 0.86)),
    ):
        low = 0.22 - long - flick * long * 3
        d.fill(
            smooth(
                (
                    (-width, 0.21),
                    (0, 0.24),
                    (width, 0.21),
                    (width * 0.75, 0.21 - long * 0.45),
                    (0, low),
                    (-width * 0.75, 0.21 - long * 0.45),
                ),
                corners=(4,),
            ),
            flat(colour, glow=1.0),
        )
    for side in (-1, 1):
        fin = outline("0.10,0.50! 0.27,0.32 0.28,0.12! 0.10,0.26!") * (side, 1.0)
        d.fill(fin[::side], enamel(darker(main, 0.25 if side < 0 else 0.0)))
    d.fill(
        polygon(((-0.085, 0.26), (0.085, 0.26), (0.11, 0.20), (-0.11, 0.20))),
        enamel((0.32, 0.33, 0.38)),
    )
    hull = smooth(
        (
            (0, 1.0),
            (0.10, 0.86),
            (0.155, 0.62),
            (0.14, 0.38),
            (0.10, 0.25),
            (-0.10, 0.25),
            (-0.14, 0.38),
            (-0.155, 0.62),
            (-0.10, 0.86),
        ),
        corners=(0, 4, 5),
    )
    d.fill(
        hull,
        Paint(
            colour=lighter(white, 0.2),
            end=darker(white, 0.55),
            start=(0.10, 0),
            stop=(-0.17, 0),
            rim=0.008,
        ),
    )
    d.fill(
        box(-0.3, 0.80, 0.3, 1.1),
        Paint(colour=lighter(main, 0.12), end=darker(main, 0.45), start=(0.08, 0), stop=(-0.14, 0)),
        within=hull,
    )
    d.fill(
        box(-0.3, 0.335, 0.3, 0.375),
        Paint(colour=main, end=darker(main, 0.45), start=(0.08, 0), stop=(-0.14, 0)),
        within=hull,
    )
    d.fill(ellipse(0.0, 0.635, 0.078), enamel(CHROME))
    d.fill(ellipse(0.0, 0.635, 0.058), Paint(colour=(0.55, 0.80, 0.92), end=(0.16, 0.28, 0.46)))
    d.fill(ellipse(0.018, 0.655, 0.018, 0.012, 0.6), flat((1, 1, 1), alpha=0.8))
    d.fill(polygon(((-0.012, 0.46), (0.012, 0.46), (0.016, 0.14), (-0.016, 0.14))), enamel(main))
    return d


def satellite(moment: Moment) -> Drawing:
    d, main = Drawing(), moment.colour("#c9a254")
    y = 0.5 + 0.015 * sin(TURN * moment.phase)
    flash = max(0.0, sin(TURN * moment.phase)) ** 6
    tall = 0.20 * (0.86 + 0.14 * cos(TURN * moment.phase))
    for side in (-1, 1):
        d.fill(
            box(min(side * 0.12, side * 0.30), y - 0.014, max(side * 0.12, side * 0.30), y + 0.014),
            flat(CHROME),
        )
        x0, x1 = (0.28, 1.0) if side > 0 else (-1.0, -0.28)
        d.fill(box(x0, y - tall - 0.012, x1, y + tall + 0.012), flat(CHROME))
        d.fill(
            box(x0 + 0.012, y - tall, x1 - 0.012, y + tall),
            Paint(
                colour=(0.30, 0.44, 0.78),
                end=(0.10, 0.14, 0.36),
                start=(x1, y + tall),
                stop=(x0, y - tall),
            ),
        )
        for k in range(1, 6):
            x = x0 + (x1 - x0) * k / 6
            d.fill(
                box(x - 0.005, y - tall, x + 0.005, y + tall), flat((0.75, 0.80, 0.92), alpha=0.7)
            )
        d.fill(box(x0, y - 0.006, x1, y + 0.006), flat((0.75, 0.80, 0.92), alpha=0.7))
    d.fill(
        rounded(-0.15, y - 0.20, 0.15, y + 0.20, 0.03),
        Paint(colour=lighter(main, 0.3), end=darker(main, 0.45), shade=0.06, rim=0.01),
    )
    for k in range(3):
        d.fill(
            ribbon(((-0.15, y - 0.1 + 0.1 * k), (0.15, y - 0.13 + 0.1 * k)), (0.004, 0.006)),
            flat(darker(main, 0.5), alpha=0.5),
        )
    d.fill(ribbon(((0.02, y + 0.2), (0.05, y + 0.30)), (0.03, 0.02)), flat(CHROME))
    d.fill(
        smooth(
            (
                (-0.13, y + 0.42),
                (-0.02, y + 0.28),
                (0.16, y + 0.27),
                (0.26, y + 0.38),
                (0.06, y + 0.36),
            ),
            corners=(0, 3),
        ),
        enamel((0.90, 0.90, 0.92)),
    )
    d.fill(ribbon(((0.06, y + 0.33), (0.09, y + 0.47)), (0.014, 0.010)), flat(CHROME))
    d.fill(ellipse(0.092, y + 0.48, 0.018), flat((0.95, 0.35, 0.3), glow=flash))
    d.fill(
        ellipse(0.092, y + 0.48, 0.14), halo(0.092, y + 0.48, 0.14, (1.0, 0.4, 0.35), 0.6 * flash)
    )
    d.fill(ring(0, y - 0.06, 0.05, 0.03), flat(darker(main, 0.5)))
    return d


ACTORS: dict[str, Actor] = {
    "boat": Actor(draw=boat, metres=5.0, seconds=3.4, idle=4.0, stride=0.5),
    "ship": Actor(draw=ship, metres=28.0, seconds=5.0, idle=6.0, stride=0.4),
    "balloon": Actor(draw=balloon, metres=22.0, seconds=5.0, idle=5.0, stride=0.3),
    "flag": Actor(draw=flag, metres=6.0, seconds=1.4, idle=1.4),
    "kite": Actor(draw=kite, metres=1.6, seconds=2.4, idle=2.4),
    "plane": Actor(draw=plane, metres=3.2, seconds=1.6, idle=1.6, stride=4.0),
    "rocket": Actor(draw=rocket, metres=40.0, seconds=0.5, idle=0.5, stride=1.0),
    "satellite": Actor(draw=satellite, metres=4.0, seconds=3.0, idle=3.0, stride=0.2),
}
