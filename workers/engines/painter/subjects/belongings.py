"""Lamps, clocks, books, letters: what people carry and keep."""

from math import cos, pi, sin

from workers.engines.painter.subjects.craft import Craft, Thing
from workers.engines.painter.subjects.curves import (
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
    darker,
    flat,
    halo,
    lighter,
    mix,
)
from workers.engines.painter.subjects.household import bar, wooden


def book(craft: Craft) -> Drawing:
    """An open book from the front, its leaves curling."""
    d = craft.drawing()
    cover, page = craft.accented("#8a3f3a", 0.35), craft.colour("#f3ead8", keep=0.85)
    d.fill(polygon(((-1.0, 0.0), (1.0, 0.0), (0.88, 0.72), (-0.88, 0.72))), wooden(cover))
    for side in (-1, 1):
        for k in range(3):
            sheet = smooth(
                (
                    (0.0, 0.06),
                    (0.40 * side, 0.05 + 0.035 * k),
                    ((0.94 - 0.03 * k) * side, 0.06 + 0.02 * k),
                    ((0.83 - 0.03 * k) * side, 0.78 + 0.02 * k),
                    (0.40 * side, 0.80 + 0.06 * k),
                    (0.0, 0.72),
                ),
                corners=(0, 2, 3, 5),
            )
            d.fill(
                sheet,
                Paint(
                    colour=lighter(page, 0.2) if side > 0 else darker(page, 0.04),
                    end=darker(page, 0.2),
                    start=(0.6 * side, 0.5),
                    stop=(0.0, 0.4),
                ),
            )
        for k in range(6):
            y = 0.66 - 0.085 * k
            line = ((0.14 * side, y), (0.42 * side, y + 0.055), (0.70 * side, y + 0.02))
            d.fill(ribbon(line, (0.016, 0.018, 0.014)), flat(darker(page, 0.6), alpha=0.45))
    d.fill(
        ribbon(((0.0, 0.74), (0.03, 0.4), (0.0, 0.05), (0.05, -0.10)), (0.035, 0.035, 0.035, 0.04)),
        wooden(craft.accented("#d8a04a", 0.5)),
    )
    d.fill(
        smooth(
            ((0.0, 0.72), (0.30, 0.92), (0.52, 1.0), (0.60, 0.92), (0.34, 0.34), (0.0, 0.06)),
            corners=(0, 2, 5),
        ),
        Paint(colour=lighter(page, 0.3), end=darker(page, 0.16), rim=0.01),
    )
    return d


def flame(d: Drawing, x: float, y: float, size: float) -> None:
    """A candle's flame with its light."""
    for scale, tone in (
        (1.0, (1.0, 0.62, 0.22)),
        (0.72, (1.0, 0.82, 0.40)),
        (0.40, (1.0, 0.97, 0.86)),
    ):
        w, h = 0.30 * size * scale, size * scale
        shape = smooth(
            (
                (x + 0.06 * size, y + h),
                (x + w * 0.85, y + h * 0.42),
                (x + w * 0.8, y + h * 0.14),
                (x, y),
                (x - w * 0.8, y + h * 0.14),
                (x - w * 0.75, y + h * 0.45),
            ),
            corners=(0,),
        )
        d.fill(shape, flat(tone, glow=1.0))


def candle(craft: Craft) -> Drawing:
    d = craft.drawing()
    wax, brass = craft.colour("#f1e6cf", keep=0.85), craft.colour("#c39a4e", keep=0.8)
    d.fill(ellipse(0, 0.80, 0.62), halo(0, 0.80, 0.62, (1.0, 0.80, 0.45), 0.55))
    d.fill(
        outline("-0.30,0.055! -0.22,0.0 0.22,0.0 0.30,0.055! 0.20,0.04 0.0,0.03 -0.20,0.04"),
        wooden(brass),
    )
    d.fill(ellipse(0, 0.06, 0.30, 0.035), Paint(colour=lighter(brass, 0.3), end=darker(brass, 0.2)))
    d.fill(ring(0.33, 0.075, 0.062, 0.038), wooden(brass))
    body = rounded(-0.085, 0.05, 0.085, 0.70, 0.012)
    d.fill(
        body,
        Paint(colour=lighter((1.0, 0.88, 0.66), 0.2), end=darker(wax, 0.16), rim=0.006, glow=0.35),
    )
    d.fill(
        rounded(-0.085, 0.05, -0.02, 0.70, 0.012), flat(darker(wax, 0.35), alpha=0.30), within=body
    )
    for x, low, w in ((0.07, 0.50, 0.03), (-0.06, 0.57, 0.034), (0.02, 0.62, 0.03)):
        d.fill(
            [rounded(x - w / 2, low, x + w / 2, 0.70, w / 2.1)],
            Paint(colour=lighter(wax, 0.4), end=wax, shade=0.008, glow=0.3),
        )
    d.fill(ellipse(0, 0.70, 0.085, 0.018), Paint(colour=(1.0, 0.92, 0.72), glow=0.8))
    d.fill(ribbon(((0.0, 0.69), (0.008, 0.76)), (0.012, 0.010)), flat((0.2, 0.14, 0.12)))
    flame(d, 0.005, 0.735, 0.27)
    return d


def clock(craft: Craft) -> Drawing:
    """A long-case clock."""
    d = craft.drawing()
    wood, brass, face = (
        craft.colour("#6a4230"),
        craft.colour("#d2a850", keep=0.8),
        craft.colour("#f3ead6", keep=0.85),
    )
    d.fill(rounded(-0.22, 0.0, 0.22, 0.06, 0.01), wooden(wood))
    d.fill(box(-0.19, 0.06, 0.19, 0.24), wooden(wood))
    d.fill(box(-0.135, 0.24, 0.135, 0.66), wooden(wood))
    d.fill(
        rounded(-0.09, 0.28, 0.09, 0.62, 0.02),
        Paint(colour=darker(wood, 0.75), end=darker(wood, 0.6)),
    )
    lean = 0.02
    d.fill(ribbon(((0.0, 0.64), (lean, 0.36)), (0.010, 0.010)), flat(brass))
    d.fill(ellipse(lean, 0.345, 0.042), Paint(colour=lighter(brass, 0.35), end=darker(brass, 0.3)))
    d.fill(
        outline("-0.20,0.66! -0.20,0.93! -0.12,0.96 0.0,1.0 0.12,0.96 0.20,0.93! 0.20,0.66!"),
        wooden(wood),
    )
    d.fill(ellipse(0, 0.80, 0.148), wooden(brass))
    d.fill(ellipse(0, 0.80, 0.128), Paint(colour=lighter(face, 0.2), end=darker(face, 0.1)))
    for k in range(12):
        a = k * pi / 6
        r0, r1 = (0.096, 0.117) if k % 3 == 0 else (0.106, 0.117)
        d.fill(
            ribbon(
                ((r0 * cos(a), 0.80 + r0 * sin(a)), (r1 * cos(a), 0.80 + r1 * sin(a))),
                (0.011, 0.011),
            ),
            flat((0.22, 0.17, 0.16)),
        )
    for a, r, w in ((2.2, 0.065, 0.016), (0.75, 0.098, 0.011)):
        d.fill(
            ribbon(((0, 0.80), (r * cos(a), 0.80 + r * sin(a))), (w, w * 0.5)),
            flat((0.16, 0.12, 0.13)),
        )
    d.fill(ellipse(0, 0.80, 0.013), flat(brass))
    for x in (-0.17, 0.17):
        d.fill(ellipse(x, 0.955, 0.024), wooden(brass))
    return d


def mirror(craft: Craft) -> Drawing:
    """A standing mirror in a gilded oval."""
    d = craft.drawing()
    gold, wood = craft.colour("#c39a4e", keep=0.8), craft.colour("#6a4230")
    for side in (-1, 1):
        d.fill(
            ribbon(
                ((0.34 * side, 0.62), (0.36 * side, 0.2), (0.44 * side, 0.0)), (0.04, 0.045, 0.05)
            ),
            wooden(wood),
        )
    bar(d, (-0.36, 0.16), (0.36, 0.16), 0.035, wood)
    d.fill(ellipse(0, 0.58, 0.325, 0.42), wooden(gold))
    d.fill(
        ellipse(0, 0.58, 0.272, 0.365),
        Paint(colour=mix(craft.colour("#bcd3dd"), (1, 1, 1), 0.35), end=craft.colour("#6f8ba0")),
    )
    glass = ellipse(0, 0.58, 0.272, 0.365)
    for x, w in ((-0.10, 0.10), (0.06, 0.035)):
        d.fill(
            ribbon(((x - 0.2, 0.1), (x + 0.22, 1.05)), (w, w)),
            flat((1, 1, 1), alpha=0.32),
            within=glass,
        )
    d.fill(
        outline("-0.10,0.985! -0.06,1.03 0.0,1.06 0.06,1.03 0.10,0.985! 0.0,0.965"), wooden(gold)
    )
    return d


def lamp(craft: Craft) -> Drawing:
    """A street lamp, always lit."""
    d = craft.drawing()
    iron, glow = craft.colour("#2c3038"), lighter(craft.lamp, 0.25)
    d.fill(ellipse(0, 0.86, 0.42), halo(0, 0.86, 0.42, craft.lamp, 0.7))
    d.fill(
        smooth(
            ((-0.085, 0), (0.085, 0), (0.05, 0.05), (0.034, 0.14), (-0.034, 0.14), (-0.05, 0.05)),
            corners=(0, 1),
        ),
        wooden(iron),
    )
    d.fill(box(-0.018, 0.1, 0.018, 0.75), wooden(iron))
    for y in (0.16, 0.45, 0.70):
        d.fill(rounded(-0.03, y, 0.03, y + 0.018, 0.006), wooden(iron))
    d.fill(
        ribbon(((-0.10, 0.665), (0.0, 0.68), (0.10, 0.665)), (0.014, 0.018, 0.014)), wooden(iron)
    )
    d.fill(
        polygon(((-0.05, 0.75), (0.05, 0.75), (0.088, 0.92), (-0.088, 0.92))),
        Paint(colour=glow, end=craft.lamp, glow=1.0),
    )
    d.fill(
        ellipse(0, 0.83, 0.055),
        Paint(
            colour=(1, 1, 0.95),
            alpha=0.95,
            end_alpha=0.0,
            start=(0, 0.83),
            stop=(0.055, 0.83),
            radial=True,
            glow=1.0,
        ),
    )
    for a, b in (
        ((-0.05, 0.75), (-0.088, 0.92)),
        ((0.05, 0.75), (0.088, 0.92)),
        ((0, 0.75), (0, 0.92)),
    ):
        d.fill(ribbon((a, b), (0.010, 0.010)), flat(iron))
    d.fill(rounded(-0.06, 0.738, 0.06, 0.756, 0.006), wooden(iron))
    d.fill(polygon(((-0.105, 0.915), (0.105, 0.915), (0.03, 0.975), (-0.03, 0.975))), wooden(iron))
    d.fill(ellipse(0, 0.985, 0.018), wooden(iron))
    return d


def lantern(craft: Craft) -> Drawing:
    """A paper lantern on its cord, lit from inside."""
    d = craft.drawing()
    paper = craft.accented("#e8663a", 0.4)
    d.fill(ellipse(0, 0.52, 0.80), halo(0, 0.52, 0.80, mix(paper, craft.lamp, 0.6), 0.6))
    d.fill(box(-0.006, 0.88, 0.006, 1.0), flat((0.24, 0.18, 0.16)))
    body = ellipse(0, 0.53, 0.37, 0.31)
    d.fill(
        body,
        Paint(
            colour=(1.0, 0.90, 0.62),
            end=paper,
            start=(0, 0.50),
            stop=(0.40, 0.50),
            radial=True,
            glow=0.95,
        ),
    )
    for k in range(-3, 4):
        y = 0.53 + 0.085 * k
        d.fill(
            ribbon(((-0.40, y), (0, y - 0.022), (0.40, y)), (0.007, 0.010, 0.007)),
            flat(darker(paper, 0.35), alpha=0.55, glow=0.4),
            within=body,
        )
    for y0, y1 in ((0.82, 0.875), (0.19, 0.24)):
        d.fill(rounded(-0.14, y0, 0.14, y1, 0.012), wooden(craft.colour("#3a2620")))
    for x in (-0.05, 0.0, 0.05):
        d.fill(
            ribbon(((x, 0.19), (x * 1.3, 0.02)), (0.018, 0.012)),
            flat(craft.accented("#d8a04a", 0.4), glow=0.3),
        )
    return d


def umbrella(craft: Craft) -> Drawing:
    d = craft.drawing()
    cloth = craft.accented("#c8443f", 0.5)
    d.fill(box(-0.009, 0.10, 0.009, 1.0), flat(craft.colour("#5a4030")))
    d.fill(
        ribbon(
            ((0.0, 0.13), (0.0, 0.04), (0.045, 0.0), (0.09, 0.03), (0.09, 0.06)),
            (0.030, 0.030, 0.030, 0.030, 0.03),
        ),
        wooden(craft.colour("#6a4230")),
    )
    xs = (-0.56, -0.30, 0.0, 0.30, 0.56)
    tones = (darker(cloth, 0.36), darker(cloth, 0.16), lighter(cloth, 0.05), lighter(cloth, 0.22))
    for k, tone in enumerate(tones):
        a, b = xs[k], xs[k + 1]
        bend = 1.18
        panel = smooth(
            (
                (0.0, 0.95),
                (a * 0.62 * bend, 0.88 - 0.06 * abs(a)),
                (a, 0.58),
                (0.5 * (a + b), 0.625),
                (b, 0.58),
                (b * 0.62 * bend, 0.88 - 0.06 * abs(b)),
            ),
            corners=(0, 2, 4),
        )
        d.fill(
            panel,
            Paint(colour=lighter(tone, 0.12), end=darker(tone, 0.10), rim=0.006 if k > 1 else 0.0),
        )
    d.fill(polygon(((-0.012, 0.94), (0.012, 0.94), (0.0, 1.01))), flat(craft.colour("#5a4030")))
    return d


def telephone(craft: Craft) -> Drawing:
    """A telephone with a dial."""
    d = craft.drawing()
    shell = craft.accented("#b8433c", 0.35)
    gloss = Paint(
        colour=lighter(shell, 0.25), end=darker(shell, 0.3), shade=0.05, rim=0.014, rim_strength=0.7
    )
    d.fill(
        outline(
            "-0.72,0.0! -0.70,0.14 -0.52,0.40 -0.34,0.66! 0.34,0.66! 0.52,0.40 0.70,0.14 0.72,0.0!"
        ),
        gloss,
    )
    for x in (-0.24, 0.24):
        d.fill(rounded(x - 0.09, 0.62, x + 0.09, 0.80, 0.04), gloss)
    handset = outline(
        "-0.78,0.70 -0.80,0.86 -0.62,0.98 0.0,1.02 0.62,0.98 0.80,0.86 0.78,0.70 "
        "0.60,0.64 0.46,0.72 0.40,0.82 0.0,0.85 -0.40,0.82 -0.46,0.72 -0.60,0.64"
    )
    d.fill(handset, gloss)
    d.fill(ellipse(0, 0.33, 0.26), wooden(craft.colour("#d9d2c4")))
    d.fill(ellipse(0, 0.33, 0.10), Paint(colour=lighter(shell, 0.2), end=shell))
    for k in range(10):
        a = 0.9 + k * 0.50
        d.fill(ellipse(0.18 * cos(a), 0.33 + 0.18 * sin(a), 0.036), flat((0.20, 0.18, 0.22)))
    coil = [(-0.70 - 0.10 * k + 0.05 * (k % 2), 0.55 - 0.11 * k) for k in range(5)]
    d.fill(ribbon([(-0.72, 0.68), *coil, (-0.74, 0.04)], (0.035, 0.035)), flat((0.16, 0.15, 0.18)))
    return d


def suitcase(craft: Craft) -> Drawing:
    d = craft.drawing()
    hide, strap = craft.colour("#9a6238"), craft.colour("#5b3722")
    brass = craft.colour("#d8b25a", keep=0.8)
    d.fill(
        [
            rounded(-0.20, 0.78, 0.20, 1.0, 0.08),
            outline("-0.14,0.80! -0.14,0.93! 0.14,0.93! 0.14,0.80!")[::-1],
        ],
        wooden(strap),
    )
    body = rounded(-0.72, 0.0, 0.72, 0.86, 0.09)
    d.fill(body, Paint(colour=lighter(hide, 0.16), end=darker(hide, 0.26), shade=0.05, rim=0.012))
    d.fill(box(-0.8, 0.60, 0.8, 0.615), flat(darker(hide, 0.5)), within=body)
    for x in (-0.44, 0.44):
        d.fill(box(x - 0.055, -0.1, x + 0.055, 1.0), wooden(strap), within=body)
        d.fill(rounded(x - 0.075, 0.50, x + 0.075, 0.62, 0.015), wooden(brass))
    for x, y in ((-0.72, 0.0), (0.72, 0.0), (-0.72, 0.86), (0.72, 0.86)):
        d.fill(ellipse(x, y, 0.15), wooden(strap), within=body)
    label = polygon(((-0.20, 0.20), (0.16, 0.14), (0.20, 0.38), (-0.16, 0.44)))
    d.fill(label, flat(craft.accented("#d8dcc8", 0.25)))
    return d


def letter(craft: Craft) -> Drawing:
    """An envelope closed with a seal."""
    d = craft.drawing()
    paper, wax = craft.colour("#f1e6d0", keep=0.85), craft.accented("#b8332f", 0.35)
    d.fill(
        rounded(-0.75, 0.0, 0.75, 1.0, 0.03),
        Paint(colour=lighter(paper, 0.15), end=darker(paper, 0.08), rim=0.010),
    )
    for side in (-1, 1):
        d.fill(
            polygon(((0.75 * side, 0.02), (0.75 * side, 0.98), (0.04 * side, 0.44))),
            flat(darker(paper, 0.10 if side > 0 else 0.18)),
        )
    d.fill(
        polygon(((-0.75, 0.0), (0.75, 0.0), (0.0, 0.56))),
        Paint(colour=lighter(paper, 0.1), end=darker(paper, 0.08)),
    )
    d.fill(
        smooth(
            ((-0.75, 1.0), (0.75, 1.0), (0.10, 0.42), (0.0, 0.38), (-0.10, 0.42)), corners=(0, 1)
        ),
        Paint(colour=lighter(paper, 0.35), end=darker(paper, 0.05), rim=0.012, rim_strength=0.7),
    )
    d.fill(
        outline(
            "0.0,0.56 0.10,0.52 0.145,0.43 0.12,0.33 0.02,0.27 -0.09,0.30 -0.145,0.39 -0.12,0.50"
        ),
        Paint(colour=lighter(wax, 0.15), end=darker(wax, 0.25), shade=0.03, rim=0.010),
    )
    d.fill(
        outline("0.0,0.34 0.06,0.42 0.05,0.47 0.0,0.45 -0.05,0.47 -0.06,0.42"),
        flat(darker(wax, 0.4)),
    )
    return d


THINGS: dict[str, Thing] = {
    "book": Thing(draw=book, metres=0.25),
    "candle": Thing(draw=candle, metres=0.3),
    "clock": Thing(draw=clock, metres=2.1),
    "mirror": Thing(draw=mirror, metres=1.7),
    "lamp": Thing(draw=lamp, metres=4.2),
    "lantern": Thing(draw=lantern, metres=0.6),
    "umbrella": Thing(draw=umbrella, metres=1.1),
    "telephone": Thing(draw=telephone, metres=0.25),
    "suitcase": Thing(draw=suitcase, metres=0.55),
    "letter": Thing(draw=letter, metres=0.14),
}
