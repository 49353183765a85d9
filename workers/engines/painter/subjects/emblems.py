"""Signs, solids, elements and heavenly bodies."""

from math import cos, pi, sin

from workers.engines.painter.subjects.craft import Craft, Thing
from workers.engines.painter.subjects.curves import (
    F64,
    Point,
    ellipse,
    hole,
    outline,
    placed,
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
        "0.26,1.0! 0.29,0.84 0.26,0.66 0.19,0.57! 0.23,0.55 0.17,0.38 0.08,0.25 -0.04,0.16 -0.11,0.17! "
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


def fire(craft: Craft) -> Drawing:
    """A camp fire on crossed logs."""
    d = craft.drawing()
    wood = craft.colour("#5a3a28")
    d.fill(ellipse(0, 0.36, 1.1), halo(0, 0.36, 1.1, (1.0, 0.58, 0.22), 0.6))
    tongues = (
        (
            1.0,
            (0.93, 0.33, 0.14),
            "-0.36,0.10 -0.40,0.30 -0.26,0.56! -0.20,0.44 -0.12,0.72 0.02,1.0! 0.06,0.76 0.14,0.62 0.22,0.74! 0.34,0.46 0.38,0.24 0.30,0.08 0.0,0.02",
        ),
        (
            0.95,
            (0.99, 0.62, 0.20),
            "-0.28,0.10 -0.28,0.30 -0.19,0.42! -0.10,0.38 -0.06,0.58 0.02,0.78! 0.08,0.52 0.18,0.54! 0.27,0.32 0.25,0.10 0.0,0.03",
        ),
        (
            0.95,
            (1.0, 0.86, 0.42),
            "-0.18,0.10 -0.17,0.26 -0.08,0.34 0.0,0.56! 0.08,0.36 0.16,0.26 0.16,0.10 0.0,0.04",
        ),
        (0.95, (1.0, 0.98, 0.84), "-0.09,0.09 -0.08,0.20 0.0,0.34! 0.07,0.20 0.08,0.09 0.0,0.06"),
    )
    for _, tone, text in tongues:
        d.fill(outline(text), Paint(colour=tone, end=lighter(tone, 0.12), glow=1.0))
    for _ in range(9):
        x, y = craft.rng.uniform(-0.3, 0.34), craft.rng.uniform(0.6, 1.12)
        d.fill(ellipse(x, y, 0.014), flat((1.0, 0.78, 0.35), glow=1.0))
    for a, b in (((-0.46, 0.02), (0.34, 0.15)), ((0.48, 0.02), (-0.34, 0.15))):
        d.fill(
            ribbon((a, b), (0.12, 0.11)),
            Paint(colour=mix(wood, (1.0, 0.5, 0.2), 0.28), end=darker(wood, 0.4), rim=0.008),
        )
        d.fill(ellipse(*a, 0.032, 0.058), flat(lighter(wood, 0.25)))
    return d


def _water(craft: Craft) -> Rgb:
    return craft.colour("#3f86a8", keep=0.7)


def wave(craft: Craft) -> Drawing:
    """A breaking wave with its claws of foam."""
    d = craft.drawing()
    sea, foam = _water(craft), mix(craft.colour("#eef4f2", keep=0.9), WHITE, 0.4)
    body = outline(
        "-1.3,0.0! -1.2,0.10 -0.80,0.22 -0.45,0.55 -0.10,0.88 0.26,0.98 0.56,0.86 0.68,0.62! 0.50,0.70 0.34,0.66 0.24,0.52 0.26,0.34 0.46,0.20 0.80,0.14 1.2,0.12 1.3,0.0!"
    )
    d.fill(body, Paint(colour=lighter(sea, 0.22), end=darker(sea, 0.42), rim=0.010))
    d.fill(
        outline(
            "0.66,0.62! 0.50,0.70 0.34,0.66 0.24,0.52 0.26,0.34 0.44,0.21 0.20,0.22 0.10,0.40 0.14,0.62 0.30,0.78 0.52,0.78"
        ),
        Paint(colour=darker(sea, 0.25), end=darker(sea, 0.55)),
    )
    for k in range(5):
        start = (-1.0 + 0.16 * k, 0.10 + 0.01 * k)
        line = (
            start,
            (-0.45 + 0.11 * k, 0.34 + 0.045 * k),
            (-0.08 + 0.07 * k, 0.66 + 0.03 * k),
            (0.28 + 0.03 * k, 0.84 - 0.03 * k),
        )
        d.fill(
            ribbon(line, (0.004, 0.022, 0.02, 0.004)),
            flat(lighter(sea, 0.6), alpha=0.5),
            within=body,
        )
    crest = [
        (-0.16, 0.86, 0.07),
        (-0.02, 0.93, 0.08),
        (0.14, 0.98, 0.09),
        (0.30, 0.98, 0.10),
        (0.46, 0.92, 0.10),
        (0.58, 0.82, 0.09),
        (0.66, 0.70, 0.075),
        (0.68, 0.58, 0.055),
        (0.61, 0.55, 0.04),
        (0.71, 0.48, 0.035),
    ]
    d.fill(
        [ellipse(x, y, r) for x, y, r in crest],
        Paint(colour=lighter(foam, 0.4), end=darker(foam, 0.12), shade=0.03, depth=0.22),
    )
    for _ in range(16):
        x, y = craft.rng.uniform(0.3, 1.0), craft.rng.uniform(0.35, 1.08)
        d.fill(ellipse(x, y, craft.rng.uniform(0.008, 0.020)), flat(foam, alpha=0.85))
    d.fill(
        outline("-1.3,0.0! -1.0,0.06 -0.5,0.035 0.1,0.10 0.6,0.06 1.0,0.09 1.3,0.0!"),
        flat(foam, alpha=0.75),
    )
    return d


def waterfall(craft: Craft) -> Drawing:
    """Water over a cliff into its pool."""
    d = craft.drawing()
    stone, sea = craft.colour("#6f6a6c"), _water(craft)
    foam = mix(craft.colour("#eef4f2", keep=0.9), WHITE, 0.4)
    for side, jag in ((-1, 0.0), (1, 0.05)):
        cliff = polygon(
            [
                (side * x, y)
                for x, y in (
                    (0.18, 0.94 - jag),
                    (0.40, 1.0),
                    (0.58, 0.90 + jag),
                    (0.60, 0.62),
                    (0.70, 0.52 - jag),
                    (0.68, 0.26),
                    (0.80, 0.14),
                    (0.82, 0.0),
                    (0.14, 0.0),
                )
            ]
        )
        d.fill(
            cliff,
            Paint(colour=lighter(stone, 0.14), end=darker(stone, 0.42), shade=0.03, rim=0.010),
        )
        for x, y, w in ((0.30, 0.78, 0.16), (0.44, 0.56, 0.2), (0.36, 0.34, 0.22)):
            d.fill(
                polygon(
                    [
                        (side * a, b)
                        for a, b in (
                            (x, y),
                            (x + w, y + 0.03),
                            (x + w, y - 0.05),
                            (x + 0.03, y - 0.12),
                        )
                    ]
                ),
                flat(darker(stone, 0.42), alpha=0.55),
                within=cliff,
            )
        d.fill(
            outline("0.16,0.95 0.28,1.02 0.46,1.02 0.58,0.95 0.44,0.96 0.28,0.94") * (side, 1.0),
            flat(craft.colour("#5f8a55")),
        )
    fall = outline(
        "-0.20,0.95! -0.10,0.97 0.20,0.95! 0.215,0.70 0.22,0.14! 0.0,0.08 -0.24,0.14! -0.215,0.7"
    )
    d.fill(fall, Paint(colour=lighter(sea, 0.30), end=lighter(sea, 0.62), rim=0.006))
    for k in range(9):
        x = -0.18 + 0.045 * k + craft.rng.uniform(-0.01, 0.01)
        low = craft.rng.uniform(0.12, 0.45)
        d.fill(
            ribbon(((x, 0.95), (x * 1.06, 0.6), (x * 1.12, low)), (0.006, 0.018, 0.004)),
            flat(foam, alpha=0.75),
            within=fall,
        )
    d.fill(ellipse(0, 0.045, 0.86, 0.085), Paint(colour=lighter(sea, 0.25), end=darker(sea, 0.25)))
    for r in (0.66, 0.46):
        d.fill(
            [ellipse(0, 0.055, r, r * 0.085), hole(ellipse(0, 0.058, r * 0.95, r * 0.068))],
            flat(foam, alpha=0.5),
        )
    mist = [
        ellipse(0.30 * sin(k * 1.3), 0.10 + 0.03 * cos(k * 2.0), 0.08 + 0.02 * (k % 3))
        for k in range(9)
    ]
    d.fill(mist, Paint(colour=foam, alpha=0.9, end_alpha=0.65))
    return d


THINGS: dict[str, Thing] = {
    "heart": Thing(draw=heart, metres=0.5),
    "feather": Thing(draw=feather, metres=0.25),
    "cube": Thing(draw=cube, metres=1.0),
    "sphere": Thing(draw=sphere, metres=1.0),
    "triangle": Thing(draw=triangle, metres=1.0),
    "spiral": Thing(draw=spiral, metres=1.0),
    "planet": Thing(draw=planet, metres=60.0),
    "comet": Thing(draw=comet, metres=20.0),
    "rainbow": Thing(draw=rainbow, metres=60.0),
    "star": Thing(draw=star, metres=1.0),
    "fire": Thing(draw=fire, metres=1.0),
    "wave": Thing(draw=wave, metres=3.0),
    "waterfall": Thing(draw=waterfall, metres=12.0),
}
