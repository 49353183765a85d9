"""Signs, solids, elements and heavenly bodies."""

from math import cos, sin

from workers.engines.painter.subjects.craft import Craft, Thing
from workers.engines.painter.subjects.curves import (
    F64,
    ellipse,
    hole,
    outline,
    polygon,
    ribbon,
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

WHITE = (1.0, 1.0, 1.0)


def heart(craft: Craft) -> Drawing:
    d = craft.drawing()
    red = craft.accented("#d23f4f", 0.5)
    half = (
        (0.0, 0.78),
        (0.13, 0.95),
        (0.33, 1.0),
        (0.53, 0.86),
        (0.53, 0.60),
        (0.34, 0.31),
        (0.0, 0.0),
    )
    shape = smooth([*half, *((-x, y) for x, y in half[-2:0:-1])], corners=(0, 6))
    d.fill(ellipse(0, 0.55, 0.8), halo(0, 0.55, 0.8, lighter(red, 0.2), 0.22))
    d.fill(
        shape,
        Paint(colour=lighter(red, 0.20), end=darker(red, 0.22), shade=0.09, depth=0.34, rim=0.012),
    )
    shine = ((0.17, 0.86), (0.33, 0.88), (0.43, 0.77), (0.44, 0.66))
    d.fill(ribbon(shine, (0.01, 0.06, 0.05, 0.01)), flat(WHITE, alpha=0.5))
    return d


def feather(craft: Craft) -> Drawing:
    d = craft.drawing()
    tone = mix(craft.colour("#e8e2d8", keep=0.8), craft.accented("#8fa8c8", 0.5), 0.35)
    spine = ((-0.18, 0.0), (-0.10, 0.22), (0.02, 0.50), (0.12, 0.78), (0.26, 1.0))
    vane = outline(
        "0.26,1.0! 0.29,0.84 0.26,0.66 0.19,0.57! 0.23,0.55 0.17,0.38 0.08,0.25 "
        "-0.04,0.16 -0.11,0.17! "
        "-0.16,0.28 -0.155,0.40! -0.11,0.39 -0.10,0.55 -0.02,0.76 0.10,0.92"
    )
    d.fill(vane, Paint(colour=lighter(tone, 0.3), end=darker(tone, 0.15), shade=0.02, rim=0.009))
    d.fill(
        smooth([*spine[1:], (-0.3, 0.9), (-0.4, 0.3)], corners=(0, 3)),
        flat(darker(tone, 0.4), alpha=0.28),
        within=vane,
    )
    for k in range(13):
        t = 0.26 + 0.055 * k
        i = min(int(t * 4), 3)
        u = t * 4 - i
        x, y = (spine[i][j] + (spine[i + 1][j] - spine[i][j]) * u for j in (0, 1))
        for side in (-1, 1):
            d.fill(
                ribbon(((x, y), (x + 0.16 * side, y + 0.13)), (0.006, 0.001)),
                flat(darker(tone, 0.35), alpha=0.45),
                within=vane,
            )
    d.fill(ribbon(spine, (0.026, 0.018, 0.012, 0.008, 0.003)), flat(lighter(tone, 0.6)))
    return d


def cube(craft: Craft) -> Drawing:
    d = craft.drawing()
    tone = craft.accented("#4f7fa8", 0.85)
    top = polygon(((0.0, 1.0), (0.48, 0.77), (0.0, 0.54), (-0.48, 0.77)))
    left = polygon(((-0.48, 0.77), (0.0, 0.54), (0.0, 0.0), (-0.48, 0.24)))
    right = polygon(((0.48, 0.77), (0.0, 0.54), (0.0, 0.0), (0.48, 0.24)))
    faces = ((left, darker(tone, 0.42)), (right, lighter(tone, 0.04)), (top, lighter(tone, 0.42)))
    if d.light[0] < 0:
        faces = (
            (right, darker(tone, 0.42)),
            (left, lighter(tone, 0.04)),
            (top, lighter(tone, 0.42)),
        )
    for face, colour in faces:
        d.fill(face, Paint(colour=lighter(colour, 0.10), end=darker(colour, 0.15)))
    for a, b in (
        ((0.0, 0.54), (0.0, 0.0)),
        ((0.0, 0.54), (0.48, 0.77)),
        ((0.0, 0.54), (-0.48, 0.77)),
    ):
        d.fill(ribbon((a, b), (0.010, 0.006)), flat(lighter(tone, 0.7), alpha=0.7))
    return d


def ball(d: Drawing, x: float, y: float, r: float, tone: Rgb) -> F64:
    """A sphere: lit from the drawing's light, a warm edge of reflected light opposite."""
    lx, ly = d.light
    shape = ellipse(x, y, r)
    d.fill(
        shape,
        Paint(
            colour=lighter(tone, 0.45),
            end=darker(tone, 0.58),
            start=(x + lx * r * 0.45, y + ly * r * 0.45),
            stop=(x - lx * r * 1.0, y - ly * r * 1.0),
            radial=True,
        ),
    )
    bounce = Paint(
        colour=lighter(tone, 0.2),
        alpha=0.0,
        end_alpha=0.35,
        start=(x + lx * r * 0.25, y + ly * r * 0.25),
        stop=(x + lx * r * 0.25 + 1.3 * r, y + ly * r * 0.25),
        radial=True,
    )
    d.fill(shape, bounce)
    return shape


def sphere(craft: Craft) -> Drawing:
    d = craft.drawing()
    tone = craft.accented("#c8607a", 0.5)
    ball(d, 0, 0.5, 0.5, tone)
    lx, ly = d.light
    x, y = lx * 0.26, 0.5 + ly * 0.26
    d.fill(
        ellipse(x, y, 0.12, 0.08, 0.5),
        Paint(
            colour=WHITE, alpha=0.85, end_alpha=0.0, start=(x, y), stop=(x + 0.12, y), radial=True
        ),
    )
    return d


def triangle(craft: Craft) -> Drawing:
    """A prism's outline, shining a little."""
    d = craft.drawing()
    tone = craft.accented("#e0a04a", 0.5)
    outer = polygon(((0.0, 1.0), (0.58, 0.0), (-0.58, 0.0)))
    inner = polygon(((0.0, 0.74), (0.37, 0.115), (-0.37, 0.115)))
    d.fill(ellipse(0, 0.36, 0.8), halo(0, 0.36, 0.8, tone, 0.3))
    d.fill(
        [outer, hole(inner)],
        Paint(colour=lighter(tone, 0.35), end=darker(tone, 0.1), rim=0.012, glow=0.35),
    )
    middle_left = polygon(((-0.58, 0.0), (0.0, 1.0), (0.0, 0.74), (-0.37, 0.115)))
    d.fill(middle_left, flat(darker(tone, 0.5), alpha=0.45))
    d.fill(
        polygon(((-0.58, 0.0), (0.58, 0.0), (0.37, 0.115), (-0.37, 0.115))),
        flat(darker(tone, 0.5), alpha=0.22),
    )
    return d


def spiral(craft: Craft) -> Drawing:
    d = craft.drawing()
    tone = craft.accented("#7a6fc8", 0.85)
    points = []
    for k in range(40):
        a = 0.4 + k * 0.42
        r = 0.025 + 0.455 * (k / 39) ** 0.9
        points.append((r * cos(a), 0.5 + r * sin(a)))
    d.fill(ellipse(0, 0.5, 0.7), halo(0, 0.5, 0.7, lighter(tone, 0.3), 0.3))
    d.fill(
        ribbon(points, (0.02, 0.05, 0.065, 0.06, 0.012)),
        Paint(
            colour=lighter(tone, 0.6),
            end=darker(tone, 0.1),
            start=(0.0, 0.5),
            stop=(0.5, 0.5),
            radial=True,
            rim=0.008,
            glow=0.4,
        ),
    )
    return d


THINGS: dict[str, Thing] = {
    "heart": Thing(draw=heart, metres=0.5),
    "feather": Thing(draw=feather, metres=0.25),
    "cube": Thing(draw=cube, metres=1.0),
    "sphere": Thing(draw=sphere, metres=1.0),
    "triangle": Thing(draw=triangle, metres=1.0),
    "spiral": Thing(draw=spiral, metres=1.0),
}
