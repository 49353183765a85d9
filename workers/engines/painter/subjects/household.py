"""Furniture and what lies about a house."""

from workers.engines.painter.subjects.craft import Craft, Thing
from workers.engines.painter.subjects.curves import (
    Point,
    box,
    ellipse,
    moved,
    outline,
    polygon,
    ribbon,
    rounded,
    smooth,
)
from workers.engines.painter.subjects.drawing import (
    Drawing,
    Paint,
    Rgb,
    darker,
    flat,
    lighter,
)


def wooden(colour: Rgb, *, fall: float = 0.3) -> Paint:
    return Paint(
        colour=lighter(colour, 0.14), end=darker(colour, fall), rim=0.007, rim_strength=0.5
    )


def bar(d: Drawing, a: Point, b: Point, width: float, colour: Rgb) -> None:
    d.fill(ribbon((a, b), (width, width)), wooden(colour))


def chair(craft: Craft) -> Drawing:
    d = craft.drawing()
    wood, cushion = craft.colour("#7d5238"), craft.accented("#b8564a", 0.4)
    for a, b in (((-0.14, 0.44), (-0.13, 0.07)), ((0.31, 0.44), (0.33, 0.07))):
        bar(d, a, b, 0.036, darker(wood, 0.35))
    bar(d, (-0.13, 0.22), (0.33, 0.22), 0.022, darker(wood, 0.35))
    for a, b in (((-0.27, 1.0), (-0.23, 0.46)), ((-0.08, 0.97), (-0.10, 0.46))):
        bar(d, a, b, 0.040, wood)
    for y in (0.93, 0.80, 0.67):
        d.fill(
            ribbon(((-0.28, y + 0.03), (-0.17, y + 0.01), (-0.075, y + 0.01)), (0.06, 0.055, 0.05)),
            wooden(wood),
        )
    d.fill(
        polygon(((-0.27, 0.40), (0.19, 0.40), (0.36, 0.46), (-0.12, 0.46))),
        wooden(darker(wood, 0.1)),
    )
    d.fill(
        outline("-0.27,0.435 -0.22,0.475 -0.11,0.505 0.30,0.505 0.36,0.475 0.20,0.43"),
        Paint(colour=lighter(cushion, 0.2), end=darker(cushion, 0.25), rim=0.008),
    )
    for a, b in (((-0.25, 0.42), (-0.28, 0.0)), ((0.19, 0.42), (0.21, 0.0))):
        bar(d, a, b, 0.042, wood)
    bar(d, (-0.265, 0.19), (0.20, 0.19), 0.024, wood)
    return d


def table(craft: Craft) -> Drawing:
    d = craft.drawing()
    wood = craft.colour("#86583a")
    for x in (-0.52, 0.58):
        bar(d, (x, 0.78), (x, 0.13), 0.07, darker(wood, 0.4))
    d.fill(
        polygon(((-0.92, 0.68), (0.80, 0.68), (0.80, 0.82), (-0.92, 0.82))),
        wooden(darker(wood, 0.25)),
    )
    for x in (-0.86, 0.74):
        d.fill(
            smooth(
                (
                    (x - 0.055, 0.80),
                    (x + 0.055, 0.80),
                    (x + 0.035, 0.4),
                    (x + 0.03, 0.0),
                    (x - 0.03, 0.0),
                    (x - 0.035, 0.4),
                ),
                corners=(0, 1, 3, 4),
            ),
            wooden(wood),
        )
    d.fill(
        polygon(((-1.04, 0.82), (0.92, 0.82), (1.06, 0.97), (-0.76, 0.97))),
        Paint(colour=lighter(wood, 0.32), end=lighter(wood, 0.05)),
    )
    d.fill(box(-1.04, 0.785, 0.92, 0.825), wooden(wood))
    d.fill(
        polygon(((0.92, 0.785), (0.92, 0.825), (1.06, 0.97), (1.06, 0.93))),
        flat(darker(wood, 0.35)),
    )
    vase, x = craft.accented("#5a8aa0", 0.3), 0.12
    for k, lean in enumerate((-0.10, 0.0, 0.11)):
        d.fill(
            ribbon(
                ((x, 1.1), (x + lean * 0.5, 1.25), (x + lean, 1.34 - 0.04 * abs(k - 1))),
                (0.012, 0.012),
            ),
            flat(craft.colour("#4f7a45")),
        )
        d.fill(
            ellipse(x + lean, 1.35 - 0.04 * abs(k - 1), 0.052),
            Paint(colour=craft.accented("#e8b04a", 0.5), shade=0.02),
        )
    d.fill(
        moved(
            outline(
                "-0.045,0.90 -0.085,1.00 -0.035,1.12 -0.05,1.17! 0.05,1.17! 0.035,1.12 "
                "0.085,1.00 0.045,0.90"
            ),
            (x, 0.0),
        ),
        Paint(colour=lighter(vase, 0.3), end=darker(vase, 0.2), shade=0.03, rim=0.006),
    )
    return d


def bench(craft: Craft) -> Drawing:
    d = craft.drawing()
    wood, iron = craft.colour("#8a6040"), craft.colour("#2e3038")
    for x in (-0.82, 0.82):
        d.fill(
            ribbon(((x - 0.02, 1.0), (x + 0.02, 0.55), (x - 0.03, 0.0)), (0.06, 0.07, 0.06)),
            wooden(iron),
        )
    for y in (0.95, 0.80, 0.65):
        d.fill(rounded(-1.0, y - 0.05, 1.0, y + 0.05, 0.025), wooden(wood))
    for k, y in enumerate((0.47, 0.41)):
        d.fill(
            rounded(-1.03 - 0.02 * k, y - 0.05, 1.03 + 0.02 * k, y + 0.025, 0.02),
            wooden(lighter(wood, 0.14 - 0.1 * k)),
        )
    for x in (-0.86, 0.86):
        d.fill(
            ribbon(
                ((x, 0.60), (x + 0.05, 0.66), (x + 0.11, 0.60), (x + 0.07, 0.36), (x + 0.09, 0.0)),
                (0.05, 0.05, 0.05, 0.05, 0.07),
            ),
            wooden(iron),
        )
    return d


def bed(craft: Craft) -> Drawing:
    d = craft.drawing()
    wood, sheet = craft.colour("#7a5036"), craft.colour("#efe8dc")
    quilt = craft.accented("#5f7fa0", 0.4)
    d.fill(outline("-1.25,0.0! -1.25,0.86 -1.18,1.0 -1.04,0.99! -1.04,0.0!"), wooden(wood))
    d.fill(rounded(-1.14, 0.20, 1.12, 0.40, 0.04), wooden(darker(wood, 0.15)))
    d.fill(
        rounded(-1.12, 0.34, 1.10, 0.58, 0.09),
        Paint(colour=lighter(sheet, 0.2), end=darker(sheet, 0.15)),
    )
    d.fill(
        outline("-1.06,0.56 -1.02,0.76 -0.78,0.80 -0.52,0.74 -0.48,0.58 -0.74,0.53"),
        Paint(colour=lighter(sheet, 0.4), end=darker(sheet, 0.2), shade=0.04, rim=0.008),
    )
    blanket = outline(
        "-0.58,0.60 -0.40,0.69 0.20,0.70 0.92,0.66 1.14,0.58 1.16,0.24! 0.70,0.20 "
        "0.10,0.23 -0.50,0.19! -0.62,0.40"
    )
    d.fill(blanket, Paint(colour=lighter(quilt, 0.2), end=darker(quilt, 0.25), rim=0.010))
    d.fill(
        outline("-0.62,0.58 -0.44,0.70 -0.26,0.69 -0.36,0.56 -0.40,0.20! -0.56,0.19! -0.64,0.40"),
        Paint(colour=lighter(sheet, 0.3), end=darker(sheet, 0.2)),
    )
    for k in range(5):
        x = -0.14 + 0.26 * k
        d.fill(
            ribbon(((x, 0.72), (x - 0.02, 0.45), (x, 0.18)), (0.012, 0.016, 0.02)),
            flat(darker(quilt, 0.3), alpha=0.45),
            within=blanket,
        )
    d.fill(outline("1.08,0.0! 1.08,0.56 1.14,0.66 1.22,0.62! 1.22,0.0!"), wooden(wood))
    return d


def ladder(craft: Craft) -> Drawing:
    d = craft.drawing()
    wood = craft.colour("#a37648")
    for k in range(9):
        y, t = 0.06 + 0.108 * k, (0.06 + 0.108 * k)
        half = 0.15 - 0.035 * t
        d.fill(
            rounded(0.12 * t - half, y - 0.012, 0.12 * t + half, y + 0.014, 0.008),
            wooden(darker(wood, 0.12)),
        )
    for side in (-1, 1):
        d.fill(
            ribbon(((0.16 * side, 0.0), (0.12 + 0.115 * side, 1.0)), (0.036, 0.032)), wooden(wood)
        )
    return d


THINGS: dict[str, Thing] = {
    "chair": Thing(draw=chair, metres=0.95),
    "table": Thing(draw=table, metres=0.78),
    "bench": Thing(draw=bench, metres=0.85),
    "bed": Thing(draw=bed, metres=1.0),
    "ladder": Thing(draw=ladder, metres=3.2),
}
