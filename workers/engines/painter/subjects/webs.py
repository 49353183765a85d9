"""A spider in its web between two twigs."""

from math import cos, pi, sin

from workers.engines.painter.subjects.craft import Craft, Thing
from workers.engines.painter.subjects.curves import ellipse, ribbon
from workers.engines.painter.subjects.drawing import Drawing, Paint, darker, flat, lighter

_SPOKES, _RINGS = 14, 8
_CENTRE = (0.0, 0.56)


def spider(craft: Craft) -> Drawing:
    """The web's threads catch the light; the spider sits in the middle, head down."""
    d = craft.drawing()
    bark, silk = craft.colour("#5a4534"), craft.colour("#eef0f0", keep=0.9)
    for side in (-1, 1):
        twig = ((0.42 * side, 0.0), (0.47 * side, 0.4), (0.43 * side, 0.75), (0.50 * side, 1.05))
        d.fill(ribbon(twig, (0.05, 0.04, 0.03, 0.012)), _bark(bark))
        branch = ((0.44 * side, 0.78), (0.20 * side, 0.98), (-0.06 * side, 1.02))
        d.fill(ribbon(branch, (0.026, 0.018, 0.006)), _bark(bark))
    x, y = _CENTRE
    reach = [0.40 + 0.035 * sin(2.3 * k) for k in range(_SPOKES)]
    turns = [2 * pi * k / _SPOKES + 0.06 * sin(1.7 * k) for k in range(_SPOKES)]
    thread = flat(silk, alpha=0.85)
    for r, a in zip(reach, turns, strict=True):
        d.fill(ribbon(((x, y), (x + r * cos(a), y + r * sin(a))), (0.005, 0.004)), thread)
    for ring in range(1, _RINGS + 1):
        share = 0.16 + 0.80 * ring / _RINGS
        for k in range(_SPOKES):
            near, far = k, (k + 1) % _SPOKES
            ends = [(x + share * reach[n] * cos(turns[n]), y + share * reach[n] * sin(turns[n]))
                    for n in (near, far)]  # fmt: skip
            sag = ((ends[0][0] + ends[1][0]) / 2 * 0.96 + x * 0.04,
                   (ends[0][1] + ends[1][1]) / 2 * 0.96 + y * 0.04)  # fmt: skip
            d.fill(ribbon((ends[0], sag, ends[1]), (0.0035, 0.003, 0.0035)), thread)
    _body(d, craft)
    return d


def _bark(colour: tuple[float, float, float]) -> Paint:
    return Paint(colour=lighter(colour, 0.08), end=darker(colour, 0.2), shade=0.01, rim=0.004)


def _body(d: Drawing, craft: Craft) -> None:
    x, y = _CENTRE
    dark = craft.colour("#2c2426")
    for side in (-1, 1):
        for k, (out, up) in enumerate(((0.15, 0.16), (0.19, 0.06), (0.19, -0.06), (0.14, -0.18))):
            knee = (x + side * out * 0.62, y + up * 0.75 + 0.05)
            leg = ((x, y + 0.01 * (1 - k)), knee, (x + side * out, y + up - 0.01))
            d.fill(ribbon(leg, (0.020, 0.015, 0.005)), flat(dark))
    back = Paint(colour=lighter(dark, 0.18), end=darker(dark, 0.2), shade=0.015, rim=0.005)
    d.fill(ellipse(x, y + 0.055, 0.062, 0.078), back)
    d.fill(ellipse(x, y - 0.045, 0.042, 0.045), back)
    mark = craft.accented("#c8402f", 0.3)
    for rise in (0.085, 0.035):
        d.fill(ellipse(x, y + rise, 0.022, 0.013), flat(mark))
    for side in (-1, 1):
        d.fill(ellipse(x + side * 0.016, y - 0.068, 0.008), flat((0.95, 0.93, 0.85)))


THINGS: dict[str, Thing] = {"spider": Thing(draw=spider, metres=1.3)}
