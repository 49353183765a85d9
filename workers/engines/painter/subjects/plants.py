"""Trees, flowers, stones, grass."""

from math import cos, pi, sin

from workers.engines.painter.subjects.craft import Craft, Thing
from workers.engines.painter.subjects.curves import (
    F64,
    ellipse,
    moved,
    outline,
    placed,
    polygon,
    ribbon,
    smooth,
)
from workers.engines.painter.subjects.drawing import Drawing, Paint, Rgb, darker, flat, lighter


def leafage(colour: Rgb, width: float = 0.05) -> Paint:
    return Paint(
        colour=lighter(colour, 0.16),
        end=darker(colour, 0.28),
        shade=width,
        depth=0.3,
        rim=0.007,
        rim_strength=0.5,
    )


def flower(craft: Craft) -> Drawing:
    d = craft.drawing()
    green, petal = craft.colour("#4f8a52"), craft.accented("#e0607a", 0.55)
    stem = ((0.0, 0.0), (0.03, 0.25), (-0.01, 0.50), (0.0, 0.68))
    d.fill(ribbon(stem, (0.030, 0.024, 0.022, 0.022)), leafage(green, 0.008))
    for side, y in ((1, 0.14), (-1, 0.24)):
        leaf = outline("0,0! 0.10,0.11 0.26,0.15 0.34,0.12! 0.26,0.02 0.12,-0.03") * (side, 1.0)
        d.fill(moved(leaf[::side], (0.02, y)), leafage(green, 0.02))
        d.fill(
            ribbon(((0.02, y), (0.02 + side * 0.30, y + 0.11)), (0.008, 0.002)),
            flat(darker(green, 0.3), alpha=0.7),
        )
    for ring_, (size, tone) in enumerate(
        ((0.215, darker(petal, 0.18)), (0.165, lighter(petal, 0.12)))
    ):
        for k in range(8):
            a = 2 * pi * (k + 0.5 * ring_) / 8 + 0.2
            shape = outline("0,0.1 0.30,0.55 0.20,0.95 0,1.0 -0.20,0.95 -0.30,0.55")
            d.fill(
                placed(shape, (0.0, 0.74), scale=size, turn=a),
                Paint(colour=lighter(tone, 0.12), end=darker(tone, 0.1), shade=0.02, rim=0.004),
            )
    d.fill(
        ellipse(0, 0.74, 0.062),
        Paint(colour=craft.colour("#f0c04a", keep=0.9), end=craft.colour("#b8772a"), shade=0.02),
    )
    for k in range(9):
        a = k * 2.4
        d.fill(
            ellipse(0.015 * k**0.55 * cos(a), 0.74 + 0.015 * k**0.55 * sin(a), 0.006),
            flat(craft.colour("#7a4a1c")),
        )
    return d


def mushroom(craft: Craft) -> Drawing:
    d = craft.drawing()
    red, cream = craft.accented("#cf3f36", 0.25), craft.colour("#f1e4cc", keep=0.8)

    def one(x: float, size: float) -> None:
        def at(contour: F64) -> F64:
            return placed(contour, (x, 0.0), scale=size)

        d.fill(
            at(
                outline(
                    "-0.15,0.0 -0.09,0.22 -0.085,0.56! 0.085,0.56! 0.09,0.22 0.16,0.0 0.0,-0.02"
                )
            ),
            Paint(colour=cream, end=darker(cream, 0.22), shade=0.05 * size, rim=0.006),
        )
        d.fill(
            at(outline("-0.42,0.56 0.0,0.64 0.42,0.56 0.20,0.49 -0.20,0.49")),
            Paint(colour=darker(cream, 0.16), end=darker(cream, 0.4)),
        )
        cap = at(
            outline(
                "-0.46,0.555! -0.42,0.74 -0.22,0.95 0.0,1.0 0.22,0.95 0.42,0.74 0.46,0.555! "
                "0.0,0.60"
            )
        )
        d.fill(
            cap,
            Paint(colour=lighter(red, 0.16), end=darker(red, 0.18), shade=0.09 * size, rim=0.010),
        )
        for px, py, r in (
            (-0.24, 0.76, 0.065),
            (0.02, 0.88, 0.075),
            (0.26, 0.74, 0.06),
            (-0.05, 0.68, 0.05),
            (-0.38, 0.62, 0.035),
            (0.39, 0.61, 0.03),
            (0.14, 0.66, 0.028),
        ):
            d.fill(at(ellipse(px, py, r, r * 0.82)), Paint(colour=cream, shade=0.01), within=cap)
        d.fill(
            at(
                smooth(
                    ((-0.13, 0.44), (0.13, 0.44), (0.15, 0.36), (0.0, 0.33), (-0.15, 0.36)),
                    corners=(0, 1),
                )
            ),
            Paint(colour=lighter(cream, 0.3), end=darker(cream, 0.2)),
        )

    one(0.34, 0.52)
    one(0.0, 1.0)
    one(-0.36, 0.36)
    return d


def rock(craft: Craft) -> Drawing:
    d = craft.drawing()
    stone = craft.colour("#8b8580")
    j = [craft.rng.uniform(-0.05, 0.05) for _ in range(6)]
    peak, ledge = (0.08 + j[0], 1.0), (-0.36 + j[1], 0.72 + j[2])
    base_l, base_r, shoulder = (-0.78, 0.0), (0.74, 0.0), (0.52 + j[3], 0.56 + j[4])
    whole = polygon((base_l, (-0.70, 0.34), ledge, peak, shoulder, base_r))
    d.fill(whole, Paint(colour=lighter(stone, 0.12), end=darker(stone, 0.15), rim=0.012))
    mid, foot = (-0.02 + j[5], 0.52), (0.10, 0.0)
    d.fill(
        polygon((base_l, (-0.70, 0.34), ledge, (-0.30, 0.36), (-0.40, 0.0))),
        flat(darker(stone, 0.52)),
        within=whole,
    )
    d.fill(
        polygon(((-0.40, 0.0), (-0.30, 0.36), ledge, peak, mid, foot)),
        flat(darker(stone, 0.28)),
        within=whole,
    )
    d.fill(polygon((peak, shoulder, (0.26, 0.50), mid)), flat(lighter(stone, 0.26)), within=whole)
    d.fill(
        polygon((shoulder, base_r, (0.42, 0.0), (0.26, 0.50))),
        Paint(colour=lighter(stone, 0.08), end=darker(stone, 0.2)),
        within=whole,
    )
    moss = craft.colour("#6f8a55")
    d.fill(
        smooth(
            (ledge, (-0.2, 0.86), (-0.1, 0.80), (-0.2, 0.70), (-0.3, 0.62), (-0.42, 0.62)),
            corners=(0,),
        ),
        flat(moss, alpha=0.8),
        within=whole,
    )
    for k in range(9):
        x = -0.72 + 0.18 * k
        d.fill(
            ribbon(
                ((x, 0.0), (x + 0.02, 0.08), (x + 0.05, 0.13 + 0.06 * (k % 3))), (0.03, 0.02, 0.002)
            ),
            flat(darker(moss, 0.1)),
        )
    return d


def grass(craft: Craft) -> Drawing:
    d = craft.drawing()
    green = craft.colour("#6f9a52")
    for k in range(34):
        x = craft.rng.uniform(-0.62, 0.62)
        tall = craft.rng.uniform(0.45, 1.0) * (1 - 0.45 * abs(x))
        lean = craft.rng.uniform(-0.16, 0.30)
        tone = darker(green, 0.42 - 0.42 * k / 34)
        blade = ((x, -0.01), (x + lean * 0.25, tall * 0.55), (x + lean, tall))
        d.fill(
            ribbon(blade, (0.042, 0.032, 0.002)),
            Paint(colour=lighter(tone, 0.28), end=darker(tone, 0.25)),
        )
    for k in range(3):
        x, y = -0.3 + 0.3 * k, 0.70 + 0.1 * (k % 2)
        d.fill(ribbon(((x, 0), (x + 0.05, y)), (0.014, 0.010)), flat(green))
        d.fill(
            ellipse(x + 0.05, y, 0.036), Paint(colour=craft.accented("#f3e3b0", 0.5), shade=0.012)
        )
    return d


def leaf(craft: Craft) -> Drawing:
    """A maple leaf, stalk down."""
    d = craft.drawing()
    tone = craft.accented("#d0662c", 0.3)
    half = (
        (0.0, 1.0),
        (0.10, 0.76),
        (0.20, 0.80),
        (0.17, 0.55),
        (0.34, 0.68),
        (0.36, 0.60),
        (0.50, 0.60),
        (0.42, 0.47),
        (0.47, 0.42),
        (0.26, 0.28),
        (0.28, 0.20),
        (0.03, 0.22),
    )
    shape = polygon([*half, *((-x, y) for x, y in reversed(half[1:]))])
    d.fill(
        ribbon(((0.0, 0.25), (0.01, 0.10), (0.05, 0.0)), (0.022, 0.018, 0.022)),
        flat(darker(tone, 0.3)),
    )
    d.fill(shape, Paint(colour=lighter(tone, 0.18), end=darker(tone, 0.12), rim=0.010))
    d.fill(
        polygon(((0.0, 1.0), (0.0, 0.2), *((-x, y) for x, y in reversed(half)))),
        flat(darker(tone, 0.5), alpha=0.36),
        within=shape,
    )
    for x, y in (
        (0.0, 0.95),
        (0.30, 0.63),
        (-0.30, 0.63),
        (0.40, 0.45),
        (-0.40, 0.45),
        (0.22, 0.25),
        (-0.22, 0.25),
    ):
        d.fill(
            ribbon(
                ((0.0, 0.23), (x * 0.55, 0.23 + (y - 0.23) * 0.6), (x, y)), (0.016, 0.012, 0.002)
            ),
            flat(lighter(tone, 0.4), alpha=0.75),
        )
    return d


def sunflower(craft: Craft) -> Drawing:
    """A tall one: two rows of pointed petals round a dark disc of seeds, heart-shaped leaves."""
    d = craft.drawing()
    green, gold = craft.colour("#4f7f3a"), craft.colour("#f2b51e", keep=0.92)
    stem = ((0.0, 0.0), (0.02, 0.3), (-0.015, 0.55), (0.0, 0.78))
    d.fill(ribbon(stem, (0.034, 0.030, 0.026, 0.026)), leafage(green, 0.008))
    heart = "0,0! 0.06,0.10 0.20,0.13 0.34,0.05 0.40,-0.04! 0.26,-0.08 0.10,-0.07"
    for side, y, size in ((1, 0.22, 0.8), (-1, 0.34, 0.85), (1, 0.48, 0.62), (-1, 0.56, 0.5)):
        leaf = outline(heart) * (side * size, size)
        d.fill(moved(leaf[::side], (0.0, y)), leafage(green, 0.02))
        vein = ribbon(((0.0, y), (side * 0.34 * size, y)), (0.008, 0.002))
        d.fill(vein, flat(darker(green, 0.3), alpha=0.7))
    petal = outline("0,0.40! 0.17,0.62 0.13,0.86 0,1.06! -0.13,0.86 -0.17,0.62")
    for row, (size, tone) in enumerate(((0.215, darker(gold, 0.22)), (0.195, gold))):
        for k in range(16):
            shape = placed(petal, (0.0, 0.78), scale=size, turn=2 * pi * (k + 0.5 * row) / 16)
            d.fill(shape, Paint(colour=lighter(tone, 0.1), end=darker(tone, 0.08), shade=0.008))
    brown = craft.colour("#4a2c17", keep=0.9)
    d.fill(ellipse(0, 0.78, 0.112), Paint(colour=lighter(brown, 0.1), end=darker(brown, 0.3)))
    for k in range(46):
        a, r = 2.4 * k, 0.105 * (k / 46) ** 0.5
        seed = lighter(brown, 0.34 if k > 24 else 0.16)
        d.fill(ellipse(r * cos(a), 0.78 + r * sin(a), 0.0085), flat(seed, alpha=0.85))
    return d


THINGS: dict[str, Thing] = {
    "sunflower": Thing(draw=sunflower, metres=1.9),
    "flower": Thing(draw=flower, metres=0.5),
    "mushroom": Thing(draw=mushroom, metres=0.2),
    "rock": Thing(draw=rock, metres=1.4),
    "grass": Thing(draw=grass, metres=0.5),
    "leaf": Thing(draw=leaf, metres=0.12),
}
