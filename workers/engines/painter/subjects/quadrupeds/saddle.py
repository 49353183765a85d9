"""Somebody astride a beast: a cloth, the reins, the rider."""

from workers.engines.painter.subjects.actor import Moment
from workers.engines.painter.subjects.curves import Point, between, ribbon, smooth
from workers.engines.painter.subjects.drawing import Drawing, Paint, darker, flat, lighter, rgb
from workers.engines.painter.subjects.figure import actors as people

REINS = (0.10, 0.08, 0.10)


def saddled(d: Drawing, moment: Moment, *, back: Point, head: Point, metres: float) -> None:
    """Set the sprite's rider on a beast that is drawn already.

    Args:
        back: where the saddle lies; head: of the beast.
        metres: height of the beast, whose drawing has height 1.
    """
    sheet = moment.sprite.rider
    if sheet is None:
        return
    x, y = back
    scale = people.METRES * sheet.height / metres
    colour = rgb(sheet.accent_colour)
    cloth = smooth(
        [(x - 0.15, y + 0.015), (x + 0.11, y + 0.02), (x + 0.10, y - 0.14), (x - 0.14, y - 0.16)],
        corners=(0, 1, 2, 3),
    )
    d.fill(cloth, Paint(colour=lighter(colour, 0.08), end=darker(colour, 0.16), shade=0.02))
    seat = (x - 0.02, y + 0.05 * scale)
    hand = (seat[0] + 0.20 * scale, seat[1] + 0.13 * scale)
    bit = (head[0] + 0.10, head[1] - 0.05)
    d.fill(ribbon((bit, between(bit, hand, 0.5), hand), (0.010, 0.010)), flat(REINS))
    people.astride(d, sheet, seat, scale=scale, moment=moment)
