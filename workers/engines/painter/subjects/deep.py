"""What hunts under water: sharks and octopuses. One cycle is one stroke."""

from math import cos, pi, sin

from workers.engines.painter.subjects.actor import Actor, Moment
from workers.engines.painter.subjects.curves import ellipse, ribbon, smooth
from workers.engines.painter.subjects.drawing import Drawing, Paint, Rgb, darker, flat, lighter, rgb

TURN = 2 * pi
INK = (0.07, 0.07, 0.10)


def _skin(colour: Rgb, width: float = 0.03) -> Paint:
    return Paint(colour=lighter(colour, 0.12), end=darker(colour, 0.24), shade=width, rim=0.006)


def shark(moment: Moment) -> Drawing:
    """A great white: its tail swings, its back fin stands."""
    d, grey = Drawing(), moment.colour("#5d7282")
    beat = sin(TURN * moment.phase)
    y, far = 0.5, 1.22 + 0.07 * beat
    tail = smooth(
        ((-0.92, y + 0.02), (-far, y + 0.46), (-far + 0.15, y + 0.02), (-far + 0.04, y - 0.30),
         (-0.95, y - 0.03)),
        corners=(1, 3),
    )  # fmt: skip
    d.fill(tail, _skin(grey))
    for points in (
        ((0.24, y + 0.20), (-0.06, y + 0.56), (-0.10, y + 0.40), (-0.12, y + 0.18)),
        ((-0.58, y + 0.10), (-0.72, y + 0.22), (-0.74, y + 0.08)),
        ((-0.46, y - 0.10), (-0.62, y - 0.26), (-0.62, y - 0.08)),
    ):
        d.fill(smooth(points, corners=(0, 1, len(points) - 1)), _skin(grey, 0.02))
    body = smooth(
        ((1.02, y + 0.05), (0.74, y + 0.18), (0.30, y + 0.25), (-0.30, y + 0.18), (-0.95, y + 0.05),
         (-0.98, y - 0.03), (-0.40, y - 0.13), (0.20, y - 0.22), (0.66, y - 0.19),
         (0.90, y - 0.08)),
        corners=(0,),
    )  # fmt: skip
    d.fill(body, _skin(grey, 0.05))
    belly = smooth(
        ((0.98, y - 0.02), (0.60, y - 0.02), (0.0, y - 0.06), (-0.98, y - 0.03), (-0.4, y - 0.4),
         (0.7, y - 0.4)),
    )  # fmt: skip
    d.fill(belly, flat(lighter(grey, 0.72), alpha=0.92), within=body)
    flap = 0.05 * sin(TURN * moment.phase + 1)
    fin = smooth(
        ((0.34, y - 0.09), (0.02, y - 0.46 + flap), (-0.10, y - 0.42 + flap), (0.10, y - 0.12)),
        corners=(1,),
    )
    d.fill(fin, _skin(darker(grey, 0.1), 0.02))
    for k in range(4):
        gill = ribbon(((0.42 - 0.055 * k, y + 0.09), (0.40 - 0.055 * k, y - 0.07)), (0.004, 0.014))
        d.fill(gill, flat(darker(grey, 0.5), alpha=0.8), within=body)
    mouth = ribbon(((0.90, y - 0.075), (0.76, y - 0.055), (0.64, y - 0.11)), (0.008, 0.026, 0.006))
    d.fill(mouth, flat(darker(grey, 0.7)), within=body)
    d.fill(ellipse(0.76, y + 0.065, 0.028), flat(INK))
    d.fill(ellipse(0.768, y + 0.074, 0.009), flat((1.0, 1.0, 1.0)))
    return d


def octopus(moment: Moment) -> Drawing:
    """A head like a sack over eight arms that curl and stretch."""
    d, red = Drawing(), moment.colour("#c2563f")
    pulse = 0.5 + 0.5 * sin(TURN * moment.phase)
    for k in (0, 7, 1, 6, 2, 5, 3, 4):
        side = (k - 3.5) / 3.5
        wave = 0.07 * sin(TURN * moment.phase + 1.3 * k)
        x, spread = 0.16 * side, (0.48 + 0.10 * (1 - pulse)) * side
        arm = (
            (x, 0.46),
            (x + 0.55 * spread, 0.30 + wave),
            (x + 1.0 * spread, 0.22 - 0.10 * (1 - abs(side)) + wave),
            (x + 1.18 * spread + 0.05 * side, 0.05 + wave),
            (x + 1.02 * spread - wave, 0.0 + 0.06 * abs(side)),
        )
        tone = darker(red, 0.22 if k % 2 else 0.02)
        d.fill(ribbon(arm, (0.15, 0.105, 0.075, 0.05, 0.016)), _skin(tone, 0.02))
        if moment.detail:
            for share in (1, 2):
                ax, ay = arm[share]
                d.fill(ellipse(ax, ay - 0.02, 0.014), flat(lighter(red, 0.5), alpha=0.8))
    swell = 0.015 * cos(TURN * moment.phase)
    head = smooth(
        ((-0.20, 0.44), (-0.17, 0.56), (-0.28 - swell, 0.76), (-0.17, 0.96), (0.02, 1.0 + swell),
         (0.20, 0.95), (0.28 + swell, 0.75), (0.17, 0.56), (0.20, 0.44), (0.0, 0.38)),
    )  # fmt: skip
    d.fill(head, _skin(red, 0.05))
    for x, y, r in (
        (-0.12, 0.86, 0.03),
        (0.02, 0.92, 0.02),
        (0.10, 0.82, 0.026),
        (-0.02, 0.76, 0.018),
    ):
        d.fill(ellipse(x, y, r), flat(darker(red, 0.3), alpha=0.5), within=head)
    for x in (-0.085, 0.105):
        d.fill(ellipse(x, 0.575, 0.058, 0.05), flat(rgb("#f0d9a0")))
        d.fill(ellipse(x + 0.008, 0.575, 0.034, 0.014), flat(INK))
    return d


def dolphin(moment: Moment) -> Drawing:
    """A bottlenose, its back bent as in a leap; the tail beats up and down."""
    d, grey = Drawing(), moment.colour("#6f8ba3")
    beat = sin(TURN * moment.phase)
    tail = (-0.98, 0.30 + 0.09 * beat)
    fluke = smooth(
        ((-0.86, 0.36 + 0.07 * beat), (tail[0] - 0.16, tail[1] + 0.16), (tail[0] - 0.06, tail[1]),
         (tail[0] - 0.10, tail[1] - 0.20), (-0.84, 0.30 + 0.07 * beat)),
        corners=(1, 3),
    )  # fmt: skip
    d.fill(fluke, _skin(darker(grey, 0.08), 0.02))
    back = smooth(((0.12, 0.72), (-0.10, 0.99), (-0.16, 0.86), (-0.20, 0.68)), corners=(0, 1, 3))
    d.fill(back, _skin(darker(grey, 0.05), 0.02))
    body = smooth(
        ((0.92, 0.42), (0.74, 0.50), (0.64, 0.61), (0.36, 0.73), (-0.05, 0.74), (-0.50, 0.58),
         (-0.93, 0.35 + 0.07 * beat), (-0.93, 0.29 + 0.07 * beat), (-0.50, 0.40), (-0.05, 0.44),
         (0.36, 0.40), (0.60, 0.39), (0.74, 0.40), (0.90, 0.375)),
        corners=(0, 13),
    )  # fmt: skip
    d.fill(body, _skin(grey, 0.05))
    belly = smooth(((0.90, 0.40), (0.62, 0.46), (0.2, 0.50), (-0.5, 0.46), (-0.6, 0.2), (0.7, 0.2)))
    d.fill(belly, flat(lighter(grey, 0.75), alpha=0.9), within=body)
    flap = 0.05 * sin(TURN * moment.phase + 1)
    fin = smooth(
        ((0.38, 0.46), (0.14, 0.20 + flap), (0.06, 0.24 + flap), (0.18, 0.45)), corners=(1,)
    )
    d.fill(fin, _skin(darker(grey, 0.12), 0.02))
    smile = ribbon(((0.90, 0.40), (0.74, 0.435), (0.62, 0.47)), (0.006, 0.014, 0.006))
    d.fill(smile, flat(darker(grey, 0.6)), within=body)
    d.fill(ellipse(0.58, 0.545, 0.026), flat(INK))
    d.fill(ellipse(0.587, 0.553, 0.009), flat((1.0, 1.0, 1.0)))
    return d


ACTORS: dict[str, Actor] = {
    "dolphin": Actor(draw=dolphin, metres=1.5, seconds=1.2, idle=2.2, stride=1.4),
    "shark": Actor(draw=shark, metres=1.9, seconds=1.6, idle=2.4, stride=1.4),
    "octopus": Actor(draw=octopus, metres=1.2, seconds=2.2, idle=3.0, stride=0.4),
}
