"""Balloons, planes, rockets, satellites."""

from math import cos, pi, sin

from workers.engines.painter.subjects.actor import Actor, Moment
from workers.engines.painter.subjects.curves import (
    F64,
    box,
    ellipse,
    moved,
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
from workers.engines.painter.subjects.road import CHROME, enamel, pane

TURN = 2 * pi
FLAME = (1.0, 0.80, 0.38)


def _silk(d: Drawing, main: Rgb, envelope: F64, y: float, burn: float) -> None:
    """Stripes of the envelope, its shade side, and the burner shining through."""
    pale = mix(lighter(main, 0.75), (1.0, 0.92, 0.75), 0.6)
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


def balloon(moment: Moment) -> Drawing:
    """A hot-air balloon; a breath of the burner each cycle."""
    d, main = Drawing(), moment.colour("#cf5b45")
    y = 0.012 * sin(TURN * moment.phase)
    burn = max(0.0, sin(TURN * moment.phase)) ** 3
    envelope = smooth(
        (
            (0, 1.0 + y),
            (0.23, 0.95 + y),
            (0.365, 0.76 + y),
            (0.33, 0.56 + y),
            (0.17, 0.34 + y),
            (0.075, 0.235 + y),
            (-0.075, 0.235 + y),
            (-0.17, 0.34 + y),
            (-0.33, 0.56 + y),
            (-0.365, 0.76 + y),
            (-0.23, 0.95 + y),
        )
    )
    d.fill(envelope, Paint(colour=lighter(main, 0.05), end=darker(main, 0.2)))
    _silk(d, main, envelope, y, burn)
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
        moved(outline("-1.05,0.56! -1.22,0.98 -1.02,1! -0.72,0.62!"), (0.0, y)),
        enamel(main),
    )
    body = moved(
        outline(
            "0.98,0.5 0.86,0.66 0.40,0.72 -0.40,0.66 -1.12,0.6! -1.16,0.52! -0.40,0.34 "
            "0.44,0.27 0.86,0.34"
        ),
        (0.0, y),
    )
    d.fill(body, enamel(cream, fall=0.22))
    d.fill(
        moved(outline("1.1,0.42 0.30,0.44 -1.2,0.55 -1.2,0.5 0.30,0.36 1.1,0.34"), (0.0, y)),
        flat(main),
        within=body,
    )
    pane(moved(outline("0.46,0.7! 0.28,0.86 0.02,0.85 -0.16,0.69!"), (0.0, y)), d)
    d.fill(ribbon(((0.16, 0.70 + y), (0.16, 0.86 + y)), (0.02, 0.02)), flat(cream))
    d.fill(
        moved(outline("-1.20,0.6 -0.90,0.62 -0.82,0.57 -1.24,0.55"), (0.0, y)),
        enamel(darker(main, 0.15)),
    )
    wing = moved(outline("0.42,0.44 0.30,0.5 -0.10,0.46 -0.46,0.2 -0.36,0.16 0.24,0.36"), (0.0, y))
    d.fill(wing, enamel(main, fall=0.2))
    for x in (0.34, -0.02):
        d.fill(
            ribbon(((x, 0.30 + y), (x + 0.04, 0.12 + y)), (0.03, 0.03)), flat((0.35, 0.35, 0.38))
        )
    for x in (0.38, 0.02):
        d.fill(ellipse(x, 0.10 + y, 0.095), enamel((0.14, 0.14, 0.17)))
        d.fill(ellipse(x, 0.10 + y, 0.04), flat(CHROME))
    d.fill(moved(outline("0.92,0.58 1.08,0.5 0.92,0.42"), (0.0, y)), enamel(main))
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


def _exhaust(d: Drawing, flick: float) -> None:
    """Three tongues of flame, the hottest inside."""
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


def rocket(moment: Moment) -> Drawing:
    d, main = Drawing(), moment.colour("#d04f3f")
    white = (0.93, 0.92, 0.93)
    flick = 0.06 * sin(TURN * moment.phase) + 0.03 * sin(TURN * moment.phase * 3)
    _exhaust(d, flick)
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
    "balloon": Actor(draw=balloon, metres=22.0, seconds=5.0, idle=5.0, stride=0.3),
    "plane": Actor(draw=plane, metres=3.2, seconds=1.6, idle=1.6, stride=4.0),
    "rocket": Actor(draw=rocket, metres=40.0, seconds=0.5, idle=0.5, stride=1.0),
    "satellite": Actor(draw=satellite, metres=4.0, seconds=3.0, idle=3.0, stride=0.2),
}
