"""Bees: a cycle is one beat of the wings, slowed so that an eye can follow."""

from math import pi, sin

from workers.engines.painter.subjects.actor import Actor, Moment
from workers.engines.painter.subjects.curves import box, ellipse, moved, outline, ribbon, smooth
from workers.engines.painter.subjects.drawing import Drawing, Paint, darker, flat, lighter, rgb

TURN = 2 * pi
INK = (0.11, 0.09, 0.09)


def bee(moment: Moment) -> Drawing:
    """A round honey bee seen from the side, wings raised."""
    d, gold = Drawing(), moment.colour("#e8a92c")
    beat = sin(TURN * moment.phase)
    y = 0.42 + 0.015 * sin(TURN * moment.phase + 1)
    for x, lean, shade in ((-0.02, -0.10, 0.12), (0.08, 0.05, 0.0)):
        wing = smooth(
            ((x, y + 0.17), (x - 0.22 + lean, y + 0.42 + 0.08 * beat),
             (x - 0.14 + lean, y + 0.60 + 0.10 * beat), (x + 0.04 + lean, y + 0.50 + 0.08 * beat)),
            corners=(0,),
        )  # fmt: skip
        pale = darker((0.90, 0.95, 0.98), shade)
        d.fill(wing, Paint(colour=pale, alpha=0.72, end=pale, end_alpha=0.5, rim=0.006))
    sting = moved(outline("-0.50,0.0! -0.60,-0.03! -0.46,-0.05!"), (0.0, y))
    d.fill(sting, flat(INK))
    body = smooth(
        ((0.20, y + 0.14), (-0.06, y + 0.24), (-0.34, y + 0.17), (-0.53, y - 0.02),
         (-0.36, y - 0.19), (-0.06, y - 0.22), (0.20, y - 0.12)),
    )  # fmt: skip
    d.fill(body, Paint(colour=lighter(gold, 0.14), end=darker(gold, 0.2), shade=0.04, rim=0.008))
    for x in (-0.42, -0.26, -0.10):
        d.fill(box(x, y - 0.4, x + 0.075, y + 0.4), flat(INK), within=body)
    fluff = darker(gold, 0.28)
    d.fill(ellipse(0.17, y + 0.02, 0.17, 0.185), Paint(colour=lighter(fluff, 0.1), end=fluff))
    d.fill(ellipse(0.38, y, 0.125, 0.13), Paint(colour=rgb("#4a3a2c"), end=INK, rim=0.006))
    d.fill(ellipse(0.42, y + 0.03, 0.045, 0.06), flat(INK))
    d.fill(ellipse(0.435, y + 0.05, 0.014), flat((1.0, 1.0, 1.0)))
    for bend in (0.0, 0.05):
        feeler = ((0.42, y + 0.11), (0.50 + bend, y + 0.22), (0.58 + bend, y + 0.20))
        d.fill(ribbon(feeler, (0.014, 0.012, 0.018)), flat(INK))
    for x in (-0.08, 0.07, 0.20):
        leg = ((x, y - 0.16), (x - 0.05, y - 0.28), (x + 0.02, y - 0.38))
        d.fill(ribbon(leg, (0.024, 0.02, 0.012)), flat(INK))
    return d


ACTORS: dict[str, Actor] = {
    "bee": Actor(draw=bee, metres=0.1, seconds=0.5, idle=0.5, stride=1.2),
}
