"""Tools at work: a net that is thrown, a can that waters, a rod, a broom, a hammer, an easel."""

from math import cos, pi, sin

from workers.engines.painter.subjects.curves import (
    Point,
    between,
    ellipse,
    moved,
    outline,
    placed,
    polygon,
    ribbon,
    rounded,
    smooth,
)
from workers.engines.painter.subjects.drawing import (
    Drawing,
    Paint,
    darker,
    flat,
    lighter,
    mix,
)
from workers.engines.painter.subjects.figure.grip import Grip
from workers.engines.painter.subjects.figure.look import fabric

TURN = 2 * pi
WOOD, TIN, ROPE, WATER = (0.48, 0.32, 0.20), (0.52, 0.60, 0.62), (0.86, 0.80, 0.66), (0.74, 0.88, 1)
STRAW = (0.80, 0.64, 0.33)


def net(drawing: Drawing, grip: Grip) -> None:
    """A casting net as it opens before the hands."""
    wave = 0.02 * sin(TURN * grip.phase)
    apex, centre = grip.near, grip.ahead(0.40, -0.13 + wave)

    def knot(share: float, k: int) -> Point:
        a = TURN * k / 12
        rx, ry = (0.15 + wave) * share, (0.25 - wave) * share
        x, y = between(apex, centre, share)
        return x + rx * cos(a) * grip.way, y + ry * sin(a) - 0.10 * (1 - share) * share

    rim = smooth([knot(1.0, k) for k in range(12)])
    drawing.fill([polygon([apex, knot(1.0, 3), knot(1.0, 9)]), rim], flat(ROPE, alpha=0.10))
    for k in range(12):
        cord = [apex, knot(0.45, k), knot(0.8, k), knot(1.0, k)]
        drawing.fill(ribbon(cord, (0.0035, 0.0035)), flat(ROPE, alpha=0.85))
    for share in (0.30, 0.48, 0.66, 0.83, 1.0):
        loop = [knot(share, k) for k in range(13)]
        wide = 0.0035 if share < 1 else 0.007
        drawing.fill(ribbon(loop, (wide, wide)), flat(ROPE, alpha=0.85))
    for k in range(12):
        drawing.fill(ellipse(*knot(1.0, k), 0.008), flat(darker(WOOD, 0.4)))


def watering_can(drawing: Drawing, grip: Grip) -> None:
    """A can tipped forward, and the water that falls from its rose."""
    x, y = grip.near
    tin = mix(TIN, grip.look.accent, 0.25)
    turn = -0.38

    def at(u: float, v: float) -> Point:
        c, s = cos(turn), sin(turn)
        return x + grip.way * (u * c - v * s), y - 0.02 + u * s + v * c

    spout = (at(0.07, -0.11), at(0.14, -0.07), at(0.215, -0.01))
    for k in range(5):
        fall = (grip.phase * 3 + k * 0.2) % 1.0
        tip = at(0.235, -0.005)
        reach = 0.02 * (k - 2)
        start = tip[0] + grip.way * (0.03 + 0.10 * fall + reach * fall), tip[1] - 0.30 * fall**2
        end = start[0] + 0.012 * grip.way, start[1] - 0.028 - 0.03 * fall
        fade = min(1.0, 4 * (1 - fall)) * min(1.0, 8 * fall)
        drawing.fill(ribbon((start, end), (0.006, 0.004)), flat(WATER, alpha=0.9 * fade))
    drawing.fill(ribbon(spout, (0.030, 0.022, 0.018)), metal(tin))
    drawing.fill(polygon([at(0.20, 0.012), at(0.225, -0.035), at(0.245, 0.0), at(0.225, 0.026)]),
                 metal(lighter(tin, 0.2)))  # fmt: skip
    body = [at(-0.075, -0.03), at(0.07, -0.03), at(0.085, -0.165), at(-0.085, -0.165)]
    drawing.fill(polygon(body), metal(tin))
    for v in (-0.06, -0.135):
        band = (at(-0.08, v), at(0.08, v))
        drawing.fill(ribbon(band, (0.006, 0.006)), flat(darker(tin, 0.35), alpha=0.7))
    handle = (at(-0.06, -0.04), at(-0.05, 0.02), at(0.02, 0.035), at(0.06, -0.03))
    drawing.fill(ribbon(handle, (0.011, 0.012, 0.011)), metal(darker(tin, 0.15)))


def rod(drawing: Drawing, grip: Grip) -> None:
    """A fishing rod, its line down to the water and a float on it."""
    tip = grip.ahead(0.62, 0.42 + 0.008 * sin(TURN * grip.phase))
    low = grip.ahead(-0.08, -0.04)
    middle = between(low, tip, 0.6)
    pole = (low, (middle[0], middle[1] + 0.03), tip)
    end = tip[0] + 0.03 * grip.way, 0.04
    slack = 0.5 * (tip[0] + end[0]) + 0.02 * grip.way, 0.5 * (tip[1] + end[1])
    drawing.fill(ribbon((tip, slack, end), (0.003, 0.003)), flat(ROPE, alpha=0.8))
    drawing.fill(ellipse(end[0], end[1], 0.014, 0.018), flat((0.82, 0.22, 0.18)))
    drawing.fill(ribbon(pole, (0.016, 0.010, 0.004)), fabric(WOOD, 0.003))
    drawing.fill(ellipse(*grip.ahead(0.03, -0.008), 0.018), metal((0.30, 0.32, 0.36)))


def broom(drawing: Drawing, grip: Grip) -> None:
    """A broom of twigs that goes to and fro."""
    (nx, ny), (fx, fy) = grip.near, grip.far
    share = (ny - 0.09) / max(fy - ny, 0.05)
    foot = nx + (nx - fx) * share * 0.8 + 0.03 * grip.way, 0.09
    top = fx + (fx - nx) * 0.6, fy + (fy - ny) * 0.6
    drawing.fill(ribbon((top, foot), (0.013, 0.013)), fabric(WOOD, 0.003))
    lean = 0.05 * sin(TURN * grip.phase)
    brush = [
        (foot[0] - 0.02, 0.11), (foot[0] + 0.02, 0.11), (foot[0] + 0.075 - lean, 0.0),
        (foot[0] - 0.055 - lean, 0.0),
    ]  # fmt: skip
    drawing.fill(smooth(brush, corners=(2, 3)), fabric(STRAW, 0.012))
    for k in range(4):
        root, tip = (foot[0] - 0.012 + 0.008 * k, 0.10), (foot[0] - 0.04 + 0.03 * k - lean, 0.005)
        drawing.fill(ribbon((root, tip), (0.004, 0.003)), flat(darker(STRAW, 0.4), alpha=0.7))
    drawing.fill(rounded(foot[0] - 0.022, 0.095, foot[0] + 0.022, 0.115, 0.006), flat(WOOD))


def hammer(drawing: Drawing, grip: Grip) -> None:
    """A hammer, and the block that it strikes."""
    x = grip.pose.neck[0] + 0.37 * grip.way
    drawing.fill(rounded(x - 0.10, 0.0, x + 0.12, 0.42, 0.01), fabric(WOOD, 0.02))
    drawing.fill(rounded(x - 0.13, 0.42, x + 0.15, 0.47, 0.01), fabric(lighter(WOOD, 0.12), 0.006))
    drawing.fill(rounded(x - 0.06, 0.47, x + 0.09, 0.505, 0.006), fabric(STRAW, 0.006))
    head = grip.ahead(0.13, 0.03)
    drawing.fill(ribbon((grip.ahead(-0.03, -0.01), head), (0.014, 0.014)), fabric(WOOD, 0.003))
    drawing.fill(
        placed(rounded(-0.022, -0.055, 0.022, 0.055, 0.008), head, turn=0.2),
        metal((0.40, 0.42, 0.46)),
    )


def easel(drawing: Drawing, grip: Grip) -> None:
    """A canvas on three legs, with what is being painted on it, and a brush."""
    x = grip.pose.neck[0] + 0.44 * grip.way
    for foot in (-0.14, 0.04, 0.17):
        leg = ((x + 0.03, 0.92), (x + foot, 0.0))
        drawing.fill(ribbon(leg, (0.014, 0.018)), fabric(WOOD, 0.004))
    canvas = polygon([(x - 0.09, 0.44), (x + 0.17, 0.40), (x + 0.19, 0.86), (x - 0.05, 0.84)])
    drawing.fill(canvas, fabric((0.93, 0.90, 0.84), 0.0))
    sky, land = lighter(grip.look.accent, 0.45), grip.look.main
    drawing.fill(polygon([(x - 0.07, 0.62), (x + 0.16, 0.60), (x + 0.17, 0.83), (x - 0.04, 0.82)]),
                 flat(sky), within=canvas)  # fmt: skip
    hills = "-0.12,0.46 0.16,0.42! 0.19,0.66! 0.10,0.70 0.02,0.62 -0.06,0.66 -0.12,0.60!"
    drawing.fill(moved(outline(hills), (x, 0.0)), flat(land, alpha=0.85), within=canvas)
    drawing.fill(rounded(x - 0.12, 0.405, x + 0.19, 0.43, 0.006), fabric(WOOD, 0.004))
    tip = grip.ahead(0.10, 0.035)
    drawing.fill(ribbon((grip.ahead(-0.05, -0.025), tip), (0.008, 0.006)), fabric(WOOD, 0.0))
    drawing.fill(ellipse(*tip, 0.010), flat(grip.look.accent))


def bucket(drawing: Drawing, grip: Grip) -> None:
    """A full bucket, hanging from one hand."""
    x, y = grip.near
    sway = 0.012 * sin(TURN * grip.phase)
    handle = ((x - 0.06 + sway, y - 0.11), (x, y - 0.02), (x + 0.06 + sway, y - 0.11))
    drawing.fill(ribbon(handle, (0.006, 0.006)), metal(TIN))
    shape = [
        (x - 0.07, y - 0.11),
        (x + 0.07, y - 0.11),
        (x + 0.052, y - 0.25),
        (x - 0.052, y - 0.25),
    ]
    drawing.fill(polygon([(u + sway, v) for u, v in shape]), metal(TIN))
    drawing.fill(ellipse(x + sway, y - 0.11, 0.07, 0.014), flat(darker(WATER, 0.25)))


def metal(colour: tuple[float, float, float]) -> Paint:
    return Paint(
        colour=lighter(colour, 0.30), end=darker(colour, 0.30), shade=0.018, depth=0.35, rim=0.004
    )
