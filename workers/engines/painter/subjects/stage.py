"""Instruments and what belongs to a stage."""

from workers.engines.painter.subjects.craft import Craft, Thing
from workers.engines.painter.subjects.curves import (
    F64,
    box,
    ellipse,
    outline,
    placed,
    polygon,
    ribbon,
    rounded,
    smooth,
)
from workers.engines.painter.subjects.drawing import Drawing, Paint, Rgb, darker, flat, lighter, mix
from workers.engines.painter.subjects.household import wooden

BODY_LEAN = -0.30


def _leaned(contour: F64, turn: float = BODY_LEAN) -> F64:
    return placed(contour, (0.0, 0.0), turn=turn)


def lacquer(colour: Rgb, width: float = 0.03) -> Paint:
    return Paint(
        colour=lighter(colour, 0.22),
        end=darker(colour, 0.32),
        shade=width,
        depth=0.4,
        rim=0.009,
        rim_strength=0.7,
    )


def piano(craft: Craft) -> Drawing:
    """A concert grand with its lid raised."""
    d = craft.drawing()
    black = mix(craft.colour("#1c1d26"), (0.10, 0.10, 0.14), 0.4)
    gold = craft.colour("#caa052", keep=0.8)
    for x in (-0.52, 0.06, 0.62):
        d.fill(
            smooth(
                ((x - 0.055, 0.36), (x + 0.055, 0.36), (x + 0.03, 0.06), (x - 0.03, 0.06)),
                corners=(0, 1, 2, 3),
            ),
            lacquer(black),
        )
        d.fill(ellipse(x, 0.035, 0.036), wooden(gold))
    d.fill(ribbon(((0.02, 0.55), (0.20, 0.92)), (0.014, 0.014)), wooden(gold))
    d.fill(
        outline("-0.56,0.56! -0.50,0.72 -0.20,1.0! 0.20,0.98 0.62,0.80 0.82,0.56!"),
        Paint(colour=darker(black, 0.1), end=lighter(black, 0.10), rim=0.010, rim_strength=0.8),
    )
    d.fill(polygon(((-0.62, 0.54), (0.82, 0.54), (0.80, 0.58), (-0.58, 0.58))), wooden(gold))
    for k in range(14):
        x = -0.44 + 0.08 * k
        d.fill(ribbon(((x, 0.575), (x - 0.04, 0.545)), (0.005, 0.005)), flat(darker(gold, 0.4)))
    d.fill(rounded(-0.86, 0.32, 0.86, 0.55, 0.05), lacquer(black, 0.05))
    d.fill(
        polygon(((-0.86, 0.40), (-0.56, 0.40), (-0.56, 0.47), (-0.86, 0.47))),
        flat((0.95, 0.93, 0.88)),
    )
    for k in range(8):
        d.fill(box(-0.85 + 0.037 * k, 0.43, -0.832 + 0.037 * k, 0.47), flat((0.08, 0.08, 0.1)))
    d.fill(rounded(-0.90, 0.34, -0.54, 0.405, 0.015), lacquer(black))
    d.fill(ribbon(((-0.56, 0.60), (-0.62, 0.82)), (0.02, 0.02)), wooden(black))
    d.fill(
        polygon(((-0.60, 0.60), (-0.44, 0.60), (-0.50, 0.82), (-0.66, 0.82))),
        flat((0.94, 0.91, 0.83)),
    )
    d.fill(ribbon(((0.06, 0.34), (0.06, 0.08)), (0.05, 0.02)), wooden(gold))
    return d


def guitar(craft: Craft) -> Drawing:
    d = craft.drawing()
    wood, dark = craft.colour("#c9853f", keep=0.8), craft.colour("#4a2c1e")

    def fill(contour: F64, paint: Paint, within: F64 | None = None) -> None:
        d.fill(_leaned(contour), paint, within=() if within is None else _leaned(within))

    body = outline(
        "0.0,0.50 0.10,0.49 0.155,0.41 0.115,0.32 0.13,0.25 0.205,0.15 0.165,0.02 "
        "0.0,-0.025 -0.165,0.02 -0.205,0.15 -0.13,0.25 -0.115,0.32 -0.155,0.41 "
        "-0.10,0.49"
    )
    fill(body, Paint(colour=darker(dark, 0.1), rim=0.006))
    inner = placed(body, (0.0, 0.013), scale=0.945)
    fill(inner, Paint(colour=lighter(wood, 0.22), end=darker(wood, 0.22), shade=0.03))
    fill(ellipse(0, 0.305, 0.070), flat(mix(dark, wood, 0.4)))
    fill(ellipse(0, 0.305, 0.057), flat(darker(dark, 0.7)))
    fill(
        outline("0.07,0.28 0.14,0.20 0.12,0.13 0.05,0.17 0.03,0.24"),
        flat(darker(dark, 0.2), alpha=0.9),
        inner,
    )
    fill(box(-0.024, 0.36, 0.024, 0.86), wooden(dark))
    for k in range(9):
        y = 0.83 - 0.36 * (1 - 0.86 ** (k + 1)) / 0.74
        fill(box(-0.024, y, 0.024, y + 0.004), flat((0.82, 0.78, 0.66)))
    fill(polygon(((-0.030, 0.85), (0.030, 0.85), (0.042, 0.99), (-0.042, 0.99))), wooden(dark))
    for k in range(3):
        for side in (-1, 1):
            fill(ellipse(0.052 * side, 0.885 + 0.04 * k, 0.016, 0.011), wooden((0.85, 0.80, 0.68)))
    fill(rounded(-0.075, 0.115, 0.075, 0.142, 0.008), wooden(dark))
    for k in range(6):
        x = -0.017 + 0.0068 * k
        fill(
            ribbon(((x * 1.5, 0.13), (x, 0.87)), (0.0024, 0.0024)),
            flat((0.96, 0.93, 0.85), alpha=0.8),
        )
    return d


def violin(craft: Craft) -> Drawing:
    d = craft.drawing()
    wood, dark = craft.colour("#a2522a", keep=0.8), (0.10, 0.08, 0.09)

    def fill(contour: F64, paint: Paint) -> None:
        d.fill(_leaned(contour, 0.28), paint)

    bow = ((-0.40, 0.10), (-0.02, 0.52), (0.30, 0.90))
    d.fill(ribbon(bow, (0.014, 0.011, 0.010)), wooden(darker(wood, 0.4)))
    d.fill(ribbon(((-0.385, 0.085), (0.312, 0.875)), (0.007, 0.007)), flat((0.95, 0.93, 0.86)))
    d.fill(ribbon(((-0.41, 0.07), (-0.36, 0.125)), (0.035, 0.03)), flat(dark))
    half = (
        (0.0, 0.56),
        (0.09, 0.54),
        (0.145, 0.46),
        (0.125, 0.375),
        (0.085, 0.345),
        (0.075, 0.28),
        (0.10, 0.235),
        (0.16, 0.20),
        (0.19, 0.11),
        (0.13, 0.01),
        (0.0, -0.02),
    )
    body = smooth([*half, *((-x, y) for x, y in half[-2:0:-1])], corners=(3, 7, 13, 17))
    fill(body, Paint(colour=darker(wood, 0.45), rim=0.005))
    fill(
        placed(body, (0, 0.014), scale=0.945),
        Paint(colour=lighter(wood, 0.28), end=darker(wood, 0.28), shade=0.03, rim=0.006),
    )
    for side in (-1, 1):
        hole_ = (
            (0.062 * side, 0.34),
            (0.052 * side, 0.31),
            (0.075 * side, 0.24),
            (0.064 * side, 0.21),
        )
        fill(ribbon(hole_, (0.018, 0.010, 0.010, 0.018)), flat(dark))
    fill(polygon(((-0.018, 0.34), (0.018, 0.34), (0.014, 0.86), (-0.014, 0.86))), wooden(dark))
    fill(polygon(((-0.028, 0.20), (0.028, 0.20), (0.016, 0.03), (-0.016, 0.03))), wooden(dark))
    fill(rounded(-0.045, 0.265, 0.045, 0.285, 0.005), wooden(lighter(wood, 0.4)))
    fill(
        outline("-0.02,0.85 -0.022,0.95 0.0,1.0 0.03,0.985 0.028,0.95 0.02,0.85"),
        wooden(darker(wood, 0.2)),
    )
    for k in range(2):
        for side in (-1, 1):
            fill(ellipse(0.042 * side, 0.885 + 0.035 * k, 0.020, 0.009), wooden(dark))
    for k in range(4):
        x = -0.010 + 0.0067 * k
        fill(
            ribbon(((x * 1.8, 0.18), (x, 0.87)), (0.0024, 0.0024)),
            flat((0.95, 0.93, 0.88), alpha=0.85),
        )
    fill(outline("-0.11,0.05 -0.05,0.03 -0.03,0.075 -0.09,0.11"), flat(dark))
    return d


def _cords(d: Drawing, gold: Rgb) -> None:
    """The zigzag that tightens the skin."""
    for k in range(6):
        x = -0.60 + 0.20 * k
        bend = 0.10 * (1 - (x / 0.66) ** 2) ** 0.5
        d.fill(
            ribbon(
                (
                    (x, 0.72 - bend * 0.6),
                    (x + 0.10, 0.12 - bend * 0.7),
                    (x + 0.20, 0.72 - bend * 0.6),
                ),
                (0.014, 0.014, 0.014),
            ),
            flat((0.95, 0.92, 0.85)),
        )
        d.fill(
            rounded(x + 0.085, 0.16 - bend * 0.5, x + 0.115, 0.24 - bend * 0.5, 0.008),
            flat(darker(gold, 0.3)),
        )


def drum(craft: Craft) -> Drawing:
    """A side drum with its sticks."""
    d = craft.drawing()
    red, gold, skin = (
        craft.accented("#b8362f", 0.4),
        craft.colour("#d2a850", keep=0.8),
        craft.colour("#f3ead8", keep=0.85),
    )
    shell = box(-0.62, 0.12, 0.62, 0.74)
    for shape, paint in (
        (ellipse(0, 0.10, 0.66, 0.11), wooden(darker(gold, 0.2))),
        (
            shell,
            Paint(
                colour=lighter(red, 0.25), end=darker(red, 0.55), start=(0.35, 0), stop=(-0.66, 0)
            ),
        ),
        (
            ellipse(0, 0.12, 0.62, 0.10),
            Paint(colour=red, end=darker(red, 0.4), start=(0.35, 0), stop=(-0.66, 0)),
        ),
    ):
        d.fill(shape, paint)
    _cords(d, gold)
    low = smooth(
        ((-0.66, 0.14), (0, 0.015), (0.66, 0.14), (0.66, 0.07), (0, -0.055), (-0.66, 0.07)),
        corners=(0, 2, 3, 5),
    )
    d.fill(
        low,
        Paint(colour=lighter(gold, 0.3), end=darker(gold, 0.3), start=(0.4, 0), stop=(-0.66, 0)),
    )
    d.fill(
        smooth(
            ((-0.66, 0.78), (0, 0.66), (0.66, 0.78), (0.66, 0.70), (0, 0.575), (-0.66, 0.70)),
            corners=(0, 2, 3, 5),
        ),
        Paint(colour=lighter(gold, 0.3), end=darker(gold, 0.3), start=(0.4, 0), stop=(-0.66, 0)),
    )
    d.fill(ellipse(0, 0.77, 0.66, 0.115), wooden(gold))
    d.fill(ellipse(0, 0.775, 0.61, 0.098), Paint(colour=lighter(skin, 0.3), end=darker(skin, 0.12)))
    for a, b in (((-0.42, 0.98), (0.24, 0.80)), ((0.52, 1.0), (-0.10, 0.82))):
        d.fill(ribbon((a, b), (0.034, 0.022)), wooden(craft.colour("#c79a62")))
        d.fill(ellipse(*b, 0.030, 0.022), wooden(craft.colour("#c79a62")))
    return d


def microphone(craft: Craft) -> Drawing:
    """A singer's microphone on a stand."""
    d = craft.drawing()
    chrome, black = (0.80, 0.81, 0.85), craft.colour("#2a2b33")
    d.fill(ellipse(0, 0.022, 0.17, 0.022), wooden(black))
    d.fill(outline("-0.17,0.025! -0.05,0.045 0.0,0.07 0.05,0.045 0.17,0.025!"), wooden(black))
    d.fill(
        box(-0.010, 0.05, 0.010, 0.76),
        Paint(
            colour=lighter(chrome, 0.4), end=darker(chrome, 0.5), start=(0.012, 0), stop=(-0.012, 0)
        ),
    )
    d.fill(rounded(-0.020, 0.42, 0.020, 0.47, 0.006), wooden(black))
    d.fill(ribbon(((0.0, 0.74), (0.0, 0.78)), (0.035, 0.03)), wooden(black))
    d.fill(rounded(-0.055, 0.765, 0.055, 0.80, 0.012), wooden(chrome))
    head = rounded(-0.082, 0.79, 0.082, 1.0, 0.075)
    d.fill(
        head,
        Paint(
            colour=lighter(chrome, 0.4),
            end=darker(chrome, 0.55),
            start=(0.06, 0),
            stop=(-0.09, 0),
            rim=0.006,
        ),
    )
    for k in range(5):
        x = -0.052 + 0.026 * k
        d.fill(
            rounded(x - 0.007, 0.815, x + 0.007, 0.975, 0.006),
            flat(darker(black, 0.2)),
            within=head,
        )
    for y in (0.845, 0.905, 0.955):
        d.fill(
            box(-0.1, y - 0.008, 0.1, y + 0.008),
            Paint(
                colour=lighter(chrome, 0.5),
                end=darker(chrome, 0.3),
                start=(0.08, 0),
                stop=(-0.09, 0),
            ),
            within=head,
        )
    d.fill(rounded(-0.030, 0.888, 0.030, 0.922, 0.008), wooden(craft.accented("#b8433c", 0.5)))
    cord = ((0.0, 0.30), (0.03, 0.20), (0.10, 0.09), (0.22, 0.02), (0.36, 0.01))
    d.fill(ribbon(cord, (0.012, 0.012)), flat(black))
    return d


THINGS: dict[str, Thing] = {
    "piano": Thing(draw=piano, metres=1.7),
    "guitar": Thing(draw=guitar, metres=1.05),
    "violin": Thing(draw=violin, metres=0.6),
    "drum": Thing(draw=drum, metres=0.45),
    "microphone": Thing(draw=microphone, metres=1.55),
}
