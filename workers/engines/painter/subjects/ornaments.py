"""Fountains, statues, doors and windows."""

from workers.engines.painter.subjects.buildings import wall
from workers.engines.painter.subjects.craft import Craft, Thing
from workers.engines.painter.subjects.curves import (
    box,
    ellipse,
    outline,
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
    halo,
    lighter,
    mix,
)
from workers.engines.painter.subjects.landmarks import arched_window


def fountain(craft: Craft) -> Drawing:
    d = craft.drawing()
    stone, water = craft.colour("#b5aca0"), mix(craft.colour("#8fc4d8"), (1, 1, 1), 0.35)

    def bowl(y: float, half: float, tall: float) -> None:
        d.fill(
            smooth(
                (
                    (-half, y),
                    (half, y),
                    (half * 0.82, y - tall * 0.6),
                    (half * 0.18, y - tall),
                    (-half * 0.18, y - tall),
                    (-half * 0.82, y - tall * 0.6),
                ),
                corners=(0, 1),
            ),
            Paint(colour=lighter(stone, 0.15), end=darker(stone, 0.3), shade=0.03, rim=0.005),
        )
        d.fill(
            ellipse(0, y, half, half * 0.09),
            Paint(colour=lighter(water, 0.3), end=darker(water, 0.15)),
        )

    d.fill(polygon(((-0.08, 0.1), (0.08, 0.1), (0.05, 0.8), (-0.05, 0.8))), wall(stone))
    for y, half, low in ((0.52, 0.30, 0.20), (0.78, 0.155, 0.52)):
        for side in (-1, 1):
            for r in (0.55, 0.95):
                arc = (
                    (half * r * side, y),
                    (half * (r + 0.16) * side, y - 0.25 * (y - low)),
                    (half * (r + 0.26) * side, low),
                )
                d.fill(
                    ribbon(arc, (0.012, 0.02, 0.03)),
                    Paint(colour=lighter(water, 0.4), alpha=0.75, end_alpha=0.3),
                )
    bowl(0.52, 0.30, 0.12)
    bowl(0.78, 0.155, 0.09)
    for side in (-1, 0, 1):
        jet = ((0.0, 0.78), (0.03 * side, 0.98), (0.10 * side, 0.93), (0.145 * side, 0.79))
        d.fill(
            ribbon(jet if side else jet[:2], (0.016, 0.022, 0.012)),
            Paint(colour=lighter(water, 0.6), alpha=0.85, end_alpha=0.4),
        )
    basin = smooth(
        ((-0.56, 0.20), (0.56, 0.20), (0.52, 0.05), (0.56, 0.0), (-0.56, 0.0), (-0.52, 0.05)),
        corners=(0, 1, 3, 4),
    )
    d.fill(ellipse(0, 0.20, 0.55, 0.045), Paint(colour=lighter(water, 0.2), end=darker(water, 0.2)))
    d.fill(basin, Paint(colour=lighter(stone, 0.1), end=darker(stone, 0.25), rim=0.006))
    d.fill(rounded(-0.59, 0.175, 0.59, 0.215, 0.02), wall(stone))
    return d


def statue(craft: Craft) -> Drawing:
    """A winged victory on its plinth."""
    d = craft.drawing()
    stone = craft.colour("#c9c1b2")
    skin = Paint(colour=lighter(stone, 0.2), end=darker(stone, 0.28), shade=0.022, rim=0.005)
    d.fill(box(-0.20, 0, 0.20, 0.05), wall(stone))
    d.fill(box(-0.16, 0.05, 0.16, 0.24), Paint(colour=stone, end=darker(stone, 0.3), shade=0.04))
    d.fill(box(-0.19, 0.235, 0.19, 0.27), wall(stone))
    d.fill(rounded(-0.09, 0.11, 0.09, 0.17, 0.01), flat(darker(stone, 0.3)))
    back = outline(
        "0.0,0.74! -0.14,0.86 -0.30,0.97 -0.36,1.0! -0.34,0.86! -0.30,0.84 "
        "-0.31,0.76! -0.24,0.74 -0.24,0.66! -0.12,0.62 0.0,0.62!"
    )
    d.fill(back, Paint(colour=lighter(stone, 0.05), end=darker(stone, 0.35), shade=0.03, rim=0.005))
    robe = smooth(
        (
            (-0.05, 0.74),
            (0.055, 0.74),
            (0.06, 0.60),
            (0.12, 0.27),
            (-0.16, 0.27),
            (-0.07, 0.50),
            (-0.065, 0.62),
        ),
        corners=(3, 4),
    )
    d.fill(robe, skin)
    for a, b in (
        ((0.0, 0.60), (0.05, 0.28)),
        ((-0.03, 0.60), (-0.06, 0.28)),
        ((0.03, 0.66), (0.09, 0.30)),
    ):
        d.fill(ribbon((a, b), (0.003, 0.014)), flat(darker(stone, 0.4), alpha=0.45), within=robe)
    d.fill(ribbon(((0.035, 0.73), (0.12, 0.80), (0.15, 0.93)), (0.042, 0.034, 0.024)), skin)
    d.fill(ribbon(((-0.04, 0.73), (-0.075, 0.62), (-0.01, 0.56)), (0.04, 0.034, 0.024)), skin)
    d.fill(box(-0.018, 0.73, 0.022, 0.80), skin)
    d.fill(ellipse(0.008, 0.83, 0.042, 0.050), skin)
    d.fill(
        outline("-0.03,0.80 -0.055,0.85 -0.02,0.895 0.03,0.885 0.045,0.86 0.0,0.86"),
        flat(darker(stone, 0.2)),
    )
    wreath = craft.accented("#b9963f", 0.2)
    d.fill(
        ribbon(((0.12, 0.95), (0.15, 1.0), (0.19, 0.96), (0.17, 0.91)), (0.012, 0.02, 0.02, 0.01)),
        wall(wreath),
    )
    return d


def door(craft: Craft) -> Drawing:
    d = craft.drawing()
    stone, wood = craft.colour("#b3a48e"), craft.accented("#6b4630", 0.25)
    d.fill(
        smooth(((-0.30, 0), (-0.30, 0.70), (0.0, 1.0), (0.30, 0.70), (0.30, 0)), corners=(0, 4)),
        Paint(colour=lighter(stone, 0.1), end=darker(stone, 0.2), shade=0.02, rim=0.006),
    )
    leaf = smooth(
        ((-0.235, 0), (-0.235, 0.68), (0.0, 0.925), (0.235, 0.68), (0.235, 0)), corners=(0, 4)
    )
    d.fill(leaf, Paint(colour=lighter(wood, 0.1), end=darker(wood, 0.3)))
    for k in range(-2, 3):
        d.fill(
            box(0.09 * k - 0.004, 0, 0.09 * k + 0.004, 1),
            flat(darker(wood, 0.5), alpha=0.6),
            within=leaf,
        )
    for y in (0.16, 0.66):
        d.fill(
            ribbon(((-0.235, y), (0.12, y)), (0.034, 0.012)),
            flat(craft.colour("#2f2d33")),
            within=leaf,
        )
    arched_window(d, craft, 0.0, 0.62, 0.055, 0.16)
    d.fill(ellipse(0.165, 0.42, 0.020), wall(craft.colour("#d8b25a")))
    d.fill(box(-0.36, -0.0, 0.36, 0.035), wall(darker(stone, 0.12)))
    return d


def casement(craft: Craft) -> Drawing:
    """A window with curtains, bright from inside at dusk and night."""
    d = craft.drawing()
    frame = craft.colour("#efe6d4")
    glass = craft.lamp if craft.lit else mix(craft.colour("#7fa6bd"), (1, 1, 1), 0.3)
    d.fill(box(-0.36, 0.10, 0.36, 1.0), Paint(colour=frame, end=darker(frame, 0.2), rim=0.006))
    d.fill(
        box(-0.31, 0.15, 0.31, 0.95),
        Paint(colour=lighter(glass, 0.25), end=darker(glass, 0.2), glow=float(craft.lit)),
    )
    curtain = craft.accented("#c8746a", 0.5)
    for side in (-1, 1):
        drape = smooth(
            (
                (0.31 * side, 0.95),
                (0.06 * side, 0.95),
                (0.15 * side, 0.62),
                (0.25 * side, 0.44),
                (0.19 * side, 0.15),
                (0.31 * side, 0.15),
            ),
            corners=(0, 1, 3, 4, 5),
        )
        d.fill(
            drape,
            Paint(
                colour=lighter(curtain, 0.15),
                end=darker(curtain, 0.25),
                alpha=0.92,
                glow=0.3 * craft.lit,
            ),
        )
    for path in (box(-0.014, 0.15, 0.014, 0.95), box(-0.31, 0.56, 0.31, 0.585)):
        d.fill(path, Paint(colour=frame, end=darker(frame, 0.15)))
    d.fill(
        box(-0.42, 0.06, 0.42, 0.125), Paint(colour=lighter(frame, 0.1), end=darker(frame, 0.25))
    )
    d.fill(box(-0.34, 0.0, 0.34, 0.06), wall(craft.colour("#7a5038")))
    for k in range(7):
        x, tall = -0.28 + 0.093 * k, 0.10 + 0.04 * craft.rng.random()
        d.fill(ribbon(((x, 0.05), (x + 0.01, tall)), (0.012, 0.006)), flat(craft.colour("#4f7a45")))
        d.fill(
            ellipse(x + 0.01, tall + 0.01, 0.030),
            Paint(colour=craft.accented("#e06a6a", 0.5), shade=0.01),
        )
    if craft.lit:
        d.fill(ellipse(0, 0.55, 0.75), halo(0, 0.55, 0.75, craft.lamp, 0.35))
    return d


THINGS: dict[str, Thing] = {
    "fountain": Thing(draw=fountain, metres=4.0),
    "statue": Thing(draw=statue, metres=4.5),
    "door": Thing(draw=door, metres=2.5),
    "window": Thing(draw=casement, metres=1.6),
}
