"""Masks and crowns."""

from math import cos, pi, sin

from workers.engines.painter.subjects.craft import Craft, Thing
from workers.engines.painter.subjects.curves import (
    ellipse,
    hole,
    outline,
    placed,
    polygon,
    ribbon,
    smooth,
)
from workers.engines.painter.subjects.drawing import Drawing, Paint, darker, flat, lighter
from workers.engines.painter.subjects.household import wooden
from workers.engines.painter.subjects.stage import lacquer


def _plumes(d: Drawing, craft: Craft) -> None:
    """A fan of feathers."""
    for k in range(7):
        a = 0.55 + 0.34 * k
        tone = (
            craft.accented("#d8604a", 0.4),
            craft.colour("#3f8f8a"),
            craft.accented("#e8b04a", 0.3),
        )[k % 3]
        plume = outline("-0.02,0! -0.12,0.30 -0.10,0.52 0.0,0.66! 0.10,0.50 0.11,0.28 0.02,0!")
        d.fill(
            placed(plume, (0.0, 0.36), scale=0.97 - 0.08 * abs(k - 3), turn=a - pi / 2),
            Paint(colour=lighter(tone, 0.25), end=darker(tone, 0.2), shade=0.025, rim=0.006),
        )
        tip = (0.58 * cos(a), 0.36 + 0.58 * sin(a))
        d.fill(ribbon(((0.0, 0.36), tip), (0.012, 0.003)), flat(lighter(tone, 0.5), alpha=0.7))


def mask(craft: Craft) -> Drawing:
    """A carnival mask with feathers."""
    d = craft.drawing()
    face, gold = craft.accented("#7a3f7f", 0.4), craft.colour("#d8b050", keep=0.8)
    _plumes(d, craft)
    half = (
        (0.0, 0.46),
        (0.18, 0.56),
        (0.44, 0.58),
        (0.66, 0.64),
        (0.60, 0.36),
        (0.46, 0.16),
        (0.24, 0.10),
        (0.10, 0.20),
        (0.0, 0.14),
    )
    shape = smooth([*half, *((-x, y) for x, y in half[-2:0:-1])], corners=(0, 3, 8, 13))
    eyes = [
        hole(
            smooth(
                ((s * 0.13, 0.34), (s * 0.26, 0.425), (s * 0.44, 0.40), (s * 0.30, 0.29)),
                corners=(0, 2),
            )
        )
        for s in (-1, 1)
    ]
    d.fill(placed(shape, (0, -0.007), scale=1.02), wooden(gold))
    d.fill([shape], Paint(colour=lighter(face, 0.18), end=darker(face, 0.3), rim=0.012))
    for eye in eyes:
        d.fill(placed(eye, (0.0, -0.035), scale=1.10), flat(gold))
        d.fill(eye[::-1], flat((0.06, 0.05, 0.09)))
    for s in (-1, 1):
        curl = (
            (s * 0.10, 0.22),
            (s * 0.26, 0.17),
            (s * 0.40, 0.23),
            (s * 0.50, 0.35),
            (s * 0.56, 0.50),
        )
        d.fill(ribbon(curl, (0.008, 0.020, 0.016, 0.020, 0.006)), flat(gold))
    d.fill(
        outline("0.0,0.58! 0.05,0.49 0.0,0.40! -0.05,0.49"),
        lacquer(craft.accented("#c83a4a", 0.3), 0.012),
    )
    d.fill(
        ribbon(
            ((0.62, 0.40), (0.72, 0.25), (0.70, 0.06), (0.78, -0.05)), (0.04, 0.035, 0.03, 0.02)
        ),
        wooden(face),
    )
    return d


def crown(craft: Craft) -> Drawing:
    d = craft.drawing()
    gold, velvet = craft.colour("#e0b24a", keep=0.85), craft.accented("#8a2440", 0.3)
    d.fill(
        outline("-0.62,0.30 -0.40,0.66 0.0,0.74 0.40,0.66 0.62,0.30 0.0,0.2"),
        Paint(colour=lighter(velvet, 0.1), end=darker(velvet, 0.4)),
    )
    points = [
        (-0.68, 0.08),
        (-0.80, 0.86),
        (-0.52, 0.52),
        (-0.40, 0.94),
        (-0.20, 0.54),
        (0.0, 1.0),
        (0.20, 0.54),
        (0.40, 0.94),
        (0.52, 0.52),
        (0.80, 0.86),
        (0.68, 0.08),
    ]
    d.fill(
        polygon(points),
        Paint(
            colour=lighter(gold, 0.30),
            end=darker(gold, 0.15),
            shade=0.03,
            rim=0.014,
            rim_strength=0.8,
        ),
    )
    for x, y in ((-0.80, 0.88), (-0.40, 0.96), (0.0, 1.02), (0.40, 0.96), (0.80, 0.88)):
        d.fill(ellipse(x, y, 0.055), lacquer((0.96, 0.93, 0.88), 0.02))
    band = smooth(
        ((-0.72, 0.30), (0, 0.20), (0.72, 0.30), (0.70, 0.09), (0, -0.01), (-0.70, 0.09)),
        corners=(0, 2, 3, 5),
    )
    d.fill(
        band,
        Paint(
            colour=lighter(gold, 0.42),
            end=darker(gold, 0.45),
            start=(0.3, 0),
            stop=(-0.74, 0),
            rim=0.012,
        ),
    )
    gems = (
        (-0.52, 0.165, "#3f7fb8"),
        (-0.27, 0.125, "#3f9a6a"),
        (0.0, 0.105, "#c83a4a"),
        (0.27, 0.125, "#3f9a6a"),
        (0.52, 0.165, "#3f7fb8"),
    )
    for x, y, tone in gems:
        jewel = craft.colour(tone, keep=0.9)
        d.fill(ellipse(x, y, 0.082, 0.070), flat(darker(gold, 0.45)))
        d.fill(ellipse(x, y, 0.066, 0.056), lacquer(jewel, 0.02))
        d.fill(ellipse(x + 0.02, y + 0.02, 0.016, 0.011), flat((1, 1, 1), alpha=0.85))
    return d


THINGS: dict[str, Thing] = {
    "mask": Thing(draw=mask, metres=0.4),
    "crown": Thing(draw=crown, metres=0.22),
}
