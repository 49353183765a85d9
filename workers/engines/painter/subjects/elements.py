"""Fire and water."""

from math import cos, sin

from workers.engines.painter.subjects.craft import Craft, Thing
from workers.engines.painter.subjects.curves import (
    ellipse,
    hole,
    outline,
    polygon,
    ribbon,
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
from workers.engines.painter.subjects.emblems import WHITE


def fire(craft: Craft) -> Drawing:
    """A camp fire on crossed logs."""
    d = craft.drawing()
    wood = craft.colour("#5a3a28")
    d.fill(ellipse(0, 0.36, 1.1), halo(0, 0.36, 1.1, (1.0, 0.58, 0.22), 0.6))
    tongues = (
        (
            1.0,
            (0.93, 0.33, 0.14),
            (
                "-0.36,0.10 -0.40,0.30 -0.26,0.56! -0.20,0.44 -0.12,0.72 0.02,1.0! 0.06,0.76 "
                "0.14,0.62 0.22,0.74! 0.34,0.46 0.38,0.24 0.30,0.08 0.0,0.02"
            ),
        ),
        (
            0.95,
            (0.99, 0.62, 0.20),
            (
                "-0.28,0.10 -0.28,0.30 -0.19,0.42! -0.10,0.38 -0.06,0.58 0.02,0.78! 0.08,0.52 "
                "0.18,0.54! 0.27,0.32 0.25,0.10 0.0,0.03"
            ),
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
        "-1.3,0.0! -1.2,0.10 -0.80,0.22 -0.45,0.55 -0.10,0.88 0.26,0.98 0.56,0.86 "
        "0.68,0.62! 0.50,0.70 0.34,0.66 0.24,0.52 0.26,0.34 0.46,0.20 0.80,0.14 "
        "1.2,0.12 1.3,0.0!"
    )
    d.fill(body, Paint(colour=lighter(sea, 0.22), end=darker(sea, 0.42), rim=0.010))
    d.fill(
        outline(
            "0.66,0.62! 0.50,0.70 0.34,0.66 0.24,0.52 0.26,0.34 0.44,0.21 0.20,0.22 "
            "0.10,0.40 0.14,0.62 0.30,0.78 0.52,0.78"
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


def _cliffs(d: Drawing, craft: Craft, stone: Rgb) -> None:
    """Rock on both sides, grown over at the top."""
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


def waterfall(craft: Craft) -> Drawing:
    """Water over a cliff into its pool."""
    d = craft.drawing()
    stone, sea = craft.colour("#6f6a6c"), _water(craft)
    foam = mix(craft.colour("#eef4f2", keep=0.9), WHITE, 0.4)
    _cliffs(d, craft, stone)
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


def snowman(craft: Craft) -> Drawing:
    """Three balls of snow, a carrot, coal, a scarf in the accent and an old hat."""
    d = craft.drawing()
    snow, coal = craft.colour("#f2f5f8", keep=0.9), craft.colour("#23222a")
    for side in (-1, 1):
        arm = ((side * 0.16, 0.52), (side * 0.32, 0.60), (side * 0.44, 0.70))
        d.fill(ribbon(arm, (0.022, 0.018, 0.008)), flat(craft.colour("#5a4030")))
        twig = ((side * 0.36, 0.63), (side * 0.45, 0.62))
        d.fill(ribbon(twig, (0.012, 0.006)), flat(craft.colour("#5a4030")))
    for y, size in ((0.20, 0.235), (0.50, 0.175), (0.745, 0.125)):
        ball = Paint(colour=lighter(snow, 0.1), end=darker(snow, 0.12), shade=0.05, depth=0.2)
        d.fill(ellipse(0.0, y, size, size * 0.94), ball)
    scarf = craft.accented("#c8402f", 0.5)
    cloth = Paint(colour=lighter(scarf, 0.08), end=darker(scarf, 0.2), shade=0.01)
    d.fill(ribbon(((0.06, 0.62), (0.10, 0.52), (0.08, 0.42)), (0.05, 0.06, 0.06)), cloth)
    d.fill(ribbon(((-0.12, 0.65), (0.0, 0.615), (0.12, 0.65)), (0.05, 0.06, 0.05)), cloth)
    for x, y, size in ((-0.04, 0.785, 0.014), (0.05, 0.785, 0.014), (0.0, 0.54, 0.015),
                       (0.0, 0.46, 0.015), (0.0, 0.38, 0.015)):  # fmt: skip
        d.fill(ellipse(x, y, size), flat(coal))
    carrot = ((0.0, 0.752), (0.08, 0.745), (0.16, 0.735))
    d.fill(ribbon(carrot, (0.04, 0.028, 0.004)), flat(craft.colour("#e8842c", keep=0.95)))
    hat = Paint(colour=lighter(coal, 0.12), end=darker(coal, 0.2), rim=0.005)
    d.fill(ribbon(((-0.16, 0.84), (0.16, 0.855)), (0.03, 0.03)), hat)
    d.fill(outline("-0.10,0.85! -0.09,1.02! 0.10,1.03! 0.105,0.855!"), hat)
    d.fill(ribbon(((-0.098, 0.875), (0.103, 0.88)), (0.035, 0.035)), flat(scarf))
    return d


THINGS: dict[str, Thing] = {
    "snowman": Thing(draw=snowman, metres=1.8),
    "fire": Thing(draw=fire, metres=1.0),
    "wave": Thing(draw=wave, metres=3.0),
    "waterfall": Thing(draw=waterfall, metres=12.0),
}
