"""Planets, comets, rainbows, stars."""

from math import cos, pi, sin

from workers.engines.painter.subjects.craft import Craft, Thing
from workers.engines.painter.subjects.curves import (
    F64,
    Point,
    ellipse,
    placed,
    polygon,
    ribbon,
    smooth,
)
from workers.engines.painter.subjects.drawing import (
    Drawing,
    Paint,
    darker,
    flat,
    halo,
    lighter,
    mix,
)
from workers.engines.painter.subjects.emblems import WHITE, ball


def planet(craft: Craft) -> Drawing:
    """A banded planet with its ring."""
    d = craft.drawing()
    tone = craft.colour("#c89a6a", keep=0.75)
    tilt = -0.32

    def arc(front: bool, outer: float, inner: float) -> F64:
        span = (pi, 2 * pi) if front else (0.0, pi)
        angles = [span[0] + (span[1] - span[0]) * k / 40 for k in range(41)]
        edge = [(outer * cos(a), 0.27 * outer * sin(a)) for a in angles]
        back = [(inner * cos(a), 0.27 * inner * sin(a)) for a in reversed(angles)]
        return placed(polygon([*edge, *back]), (0.0, 0.5), turn=tilt)

    bands = (
        (0.80, 0.66, lighter(tone, 0.3)),
        (0.64, 0.58, darker(tone, 0.12)),
        (0.565, 0.52, lighter(tone, 0.15)),
    )
    for outer, inner, colour in bands:
        d.fill(
            arc(False, outer, inner), Paint(colour=darker(colour, 0.12), end=darker(colour, 0.35))
        )
    globe = ball(d, 0, 0.5, 0.40, tone)
    for k, (y, w, share) in enumerate(
        (
            (0.22, 0.06, 0.3),
            (0.10, 0.09, 0.0),
            (-0.05, 0.05, 0.45),
            (-0.16, 0.08, 0.15),
            (-0.29, 0.06, 0.35),
        )
    ):
        stripe = [(-0.45, y), (0.0, y - 0.06), (0.45, y)]
        colour = mix(craft.accented("#b8603f", 0.4), tone, share)
        d.fill(
            placed(ribbon(stripe, (w, w, w)), (0, 0.5), turn=tilt),
            flat(colour, alpha=0.32 + 0.03 * k),
            within=globe,
        )
    lx, ly = d.light
    night = Paint(
        colour=darker(tone, 0.9),
        alpha=0.0,
        end_alpha=0.72,
        start=(lx * 0.02, 0.5 + ly * 0.02),
        stop=(-lx * 0.40, 0.5 - ly * 0.40),
    )
    d.fill(globe, night)
    for outer, inner, colour in bands:
        d.fill(arc(True, outer, inner), Paint(colour=lighter(colour, 0.2), end=darker(colour, 0.1)))
    return d


def comet(craft: Craft) -> Drawing:
    d = craft.drawing()
    cold, warm = (0.62, 0.84, 1.0), mix(craft.lamp, (1.0, 0.95, 0.8), 0.4)
    head = (-0.62, 0.20)
    for spread, length, tone, alpha in (
        (0.30, 1.62, cold, 0.45),
        (0.20, 1.45, warm, 0.5),
        (0.10, 1.25, WHITE, 0.75),
    ):
        end = (head[0] + length, head[1] + length * 0.48)
        nx, ny = -0.43 * spread, 0.90 * spread
        tail = smooth(
            (
                (head[0] - 0.05, head[1] - 0.03),
                (head[0] + 0.28 + nx * 0.5, head[1] + 0.12 + ny * 0.55),
                end,
                (head[0] + 0.38 - nx * 0.4, head[1] + 0.12 - ny * 0.35),
            ),
            corners=(2,),
        )
        d.fill(tail, Paint(colour=tone, alpha=alpha, end_alpha=0.0, start=head, stop=end, glow=1.0))
    d.fill(ellipse(*head, 0.34), halo(*head, 0.34, cold, 0.8))
    d.fill(
        ellipse(*head, 0.13),
        Paint(
            colour=WHITE,
            end=warm,
            start=head,
            stop=(head[0] + 0.13, head[1]),
            radial=True,
            glow=1.0,
        ),
    )
    for _ in range(12):
        t = craft.rng.uniform(0.2, 1.3)
        x, y = head[0] + t, head[1] + 0.48 * t + craft.rng.uniform(-0.10, 0.14)
        d.fill(ellipse(x, y, 0.012 * (1.5 - t) + 0.004), flat(WHITE, alpha=0.7, glow=1.0))
    return d


RAINBOW = (
    (0.89, 0.32, 0.32),
    (0.95, 0.60, 0.32),
    (0.98, 0.84, 0.42),
    (0.52, 0.78, 0.50),
    (0.40, 0.66, 0.90),
    (0.48, 0.44, 0.80),
)


def rainbow(craft: Craft) -> Drawing:
    d = craft.drawing()
    for k, tone in enumerate(RAINBOW):
        outer, inner = 1.0 - 0.062 * k, 1.0 - 0.062 * (k + 1)
        angles = [pi * j / 60 for j in range(61)]
        band = [(1.12 * outer * cos(a), outer * sin(a)) for a in angles] + [
            (1.12 * inner * cos(a), inner * sin(a)) for a in reversed(angles)
        ]
        colour = mix(tone, craft.colour("#f2e8d8"), 0.12)
        d.fill(
            polygon(band),
            Paint(
                colour=colour,
                alpha=0.85,
                end_alpha=0.30,
                start=(0.0, 0.75),
                stop=(0.0, 0.0),
                glow=0.45,
            ),
        )
    return d


def star(craft: Craft) -> Drawing:
    d = craft.drawing()
    gold = mix(craft.lamp, (1.0, 0.85, 0.45), 0.55)
    points: list[Point] = []
    for k in range(10):
        a, r = pi / 2 + k * pi / 5, 0.52 if k % 2 == 0 else 0.235
        points.append((r * cos(a), 0.47 + r * sin(a)))
    d.fill(ellipse(0, 0.47, 0.85), halo(0, 0.47, 0.85, gold, 0.5))
    d.fill(polygon(points), Paint(colour=lighter(gold, 0.35), end=darker(gold, 0.05), glow=0.9))
    for k in range(5):
        tip, valley = points[2 * k], points[(2 * k + 1) % 10]
        d.fill(polygon((tip, valley, (0.0, 0.47))), flat(darker(gold, 0.35), alpha=0.40, glow=0.7))
    return d


THINGS: dict[str, Thing] = {
    "planet": Thing(draw=planet, metres=60.0),
    "comet": Thing(draw=comet, metres=20.0),
    "rainbow": Thing(draw=rainbow, metres=60.0),
    "star": Thing(draw=star, metres=1.0),
}
