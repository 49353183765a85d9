"""Penguins and snakes: those that walk on two short legs or on none."""

from itertools import pairwise
from math import pi, sin

from workers.engines.painter.subjects.actor import Actor, Moment
from workers.engines.painter.subjects.curves import ellipse, moved, outline, polygon, ribbon, smooth
from workers.engines.painter.subjects.drawing import Drawing, Paint, Rgb, darker, flat, lighter, rgb

TURN = 2 * pi
INK = (0.07, 0.07, 0.10)


def _coat(colour: Rgb, width: float = 0.03) -> Paint:
    return Paint(colour=lighter(colour, 0.12), end=darker(colour, 0.2), shade=width, rim=0.007)


def penguin(moment: Moment) -> Drawing:
    """An emperor: it rocks from foot to foot as it goes."""
    d, back = Drawing(), moment.colour("#28303c")
    rock = sin(TURN * moment.phase) if moment.moving else 0.25 * sin(TURN * moment.phase)
    lean = 0.025 * rock
    orange = rgb("#e8932e")
    for side in (-1, 1):
        lift = max(0.0, side * rock) * 0.05 if moment.moving else 0.0
        foot = moved(
            outline("-0.07,0.0! -0.06,0.05 0.05,0.05 0.13,0.0!"), (0.02 + 0.07 * side, lift)
        )
        d.fill(foot, _coat(darker(orange, 0.15 if side < 0 else 0.0), 0.01))
    tail = polygon(((-0.16, 0.12), (-0.30, 0.02), (-0.12, 0.05)))
    d.fill(tail, _coat(back, 0.01))
    body = smooth(
        ((-0.06 + lean, 0.82), (-0.17 + lean, 0.66), (-0.23, 0.40), (-0.19, 0.12), (-0.02, 0.04),
         (0.16, 0.10), (0.24, 0.36), (0.20 + lean, 0.62), (0.10 + lean, 0.82)),
    )  # fmt: skip
    d.fill(body, _coat(back, 0.04))
    front = smooth(
        ((0.06 + lean, 0.76), (-0.02 + lean, 0.60), (-0.05, 0.36), (-0.02, 0.12), (0.12, 0.08),
         (0.30, 0.36), (0.24 + lean, 0.66)),
    )  # fmt: skip
    white = Paint(colour=(0.97, 0.97, 0.95), end=(0.83, 0.85, 0.88), shade=0.03)
    d.fill(front, white, within=body)
    head = smooth(
        ((-0.10 + lean, 0.80), (-0.11 + lean, 0.91), (0.0 + lean, 0.995), (0.11 + lean, 0.955),
         (0.145 + lean, 0.88), (0.10 + lean, 0.79)),
    )  # fmt: skip
    d.fill(head, _coat(back, 0.02))
    d.fill(ellipse(-0.01 + lean, 0.825, 0.055, 0.075, -0.4), flat(rgb("#f2c14a")), within=head)
    beak = polygon(((0.12 + lean, 0.925), (0.29 + lean, 0.875), (0.12 + lean, 0.875)))
    d.fill(beak, _coat(orange, 0.008))
    d.fill(ellipse(0.065 + lean, 0.925, 0.018), flat((0.97, 0.97, 0.95)))
    d.fill(ellipse(0.070 + lean, 0.925, 0.011), flat(INK))
    swing = 0.05 * rock
    flipper = smooth(
        ((-0.06 + lean, 0.70), (-0.16, 0.50), (-0.20 - swing, 0.28), (-0.13 - swing, 0.30),
         (-0.02, 0.52)),
    )  # fmt: skip
    d.fill(flipper, _coat(darker(back, 0.25), 0.015))
    return d


def snake(moment: Moment) -> Drawing:
    """A raised head before coils; it winds along when it goes."""
    d, green = Drawing(), moment.colour("#5b8a3c")
    t = TURN * moment.phase
    dark, pale = darker(green, 0.35), lighter(green, 0.4)
    wind = 0.04 * sin(t) if moment.moving else 0.015 * sin(t)
    winding = t if moment.moving else 0.0
    coils = [(-1.55 + 0.19 * k, 0.13 + 0.075 * sin(1.9 * k + winding)) for k in range(1, 9)]
    neck = ((0.16, 0.16), (0.36, 0.34), (0.30, 0.60), (0.22 + wind, 0.80), (0.36 + wind, 0.91))
    line = [(-1.55, 0.05), *coils, *neck]
    widths = (0.02, 0.08, 0.12, 0.15, 0.17, 0.18, 0.18, 0.17, 0.16, 0.15, 0.14, 0.13, 0.12)
    body = ribbon(line, widths)
    under = ribbon([(x, y - 0.02) for x, y in line], [w * 1.02 for w in widths])
    d.fill(under, flat(dark))
    d.fill(body, Paint(colour=lighter(green, 0.12), end=darker(green, 0.2), shade=0.03, rim=0.008))
    for (x, y), (u, v) in pairwise(line):
        for share in (0.25, 0.75):
            at = (x + (u - x) * share, y + (v - y) * share + 0.015)
            d.fill(ellipse(*at, 0.045, 0.030), flat(dark, alpha=0.85), within=body)
    x, y = line[-1]
    tongue = ((x + 0.20, y - 0.01), (x + 0.34, y - 0.02), (x + 0.40, y + 0.02 * sin(2 * t)))
    d.fill(ribbon(tongue, (0.014, 0.012, 0.004)), flat(rgb("#b8332f")))
    head = smooth(
        ((x - 0.12, y + 0.03), (x - 0.01, y + 0.09), (x + 0.14, y + 0.06), (x + 0.23, y),
         (x + 0.20, y - 0.05), (x + 0.02, y - 0.09), (x - 0.10, y - 0.07)),
    )  # fmt: skip
    d.fill(head, Paint(colour=lighter(green, 0.16), end=darker(green, 0.2), shade=0.02, rim=0.008))
    jaw = ribbon(((x + 0.22, y - 0.03), (x + 0.08, y - 0.035), (x, y - 0.02)), (0.004, 0.01, 0.004))
    d.fill(jaw, flat(dark), within=head)
    d.fill(ellipse(x + 0.07, y + 0.03, 0.030, 0.026), flat(rgb("#f2d24a")))
    d.fill(ellipse(x + 0.075, y + 0.03, 0.008, 0.024), flat(INK))
    d.fill(ellipse(x - 0.03, y - 0.045, 0.02, 0.012), flat(pale, alpha=0.5), within=head)
    return d


ACTORS: dict[str, Actor] = {
    "penguin": Actor(draw=penguin, metres=1.1, seconds=0.9, idle=3.0, stride=0.35),
    "snake": Actor(draw=snake, metres=0.7, seconds=1.6, idle=3.0, stride=1.2),
}
