"""A big wheel, as at fairs."""

from math import cos, pi, sin

from workers.engines.painter.subjects.craft import Craft, Thing
from workers.engines.painter.subjects.curves import ellipse, polygon, ribbon, ring, rounded
from workers.engines.painter.subjects.drawing import Drawing, Paint, darker, flat, halo, lighter

_CABINS = 14


def big_wheel(craft: Craft) -> Drawing:
    """Rim, spokes and cabins on two legs; bulbs shine along it from dusk on."""
    d = craft.drawing()
    steel, x, y, r = craft.colour("#d8d2cc"), 0.0, 0.54, 0.42
    tints = [craft.colour(text, keep=0.85) for text in ("#d8483f", "#e8b23c", "#3f8fa8")]
    for foot in (-0.26, 0.26):
        d.fill(ribbon(((x, y), (foot, 0.0)), (0.03, 0.045)), _metal(darker(steel, 0.3)))
    d.fill(ring(x, y, r, r * 0.965), _metal(steel))
    d.fill(ring(x, y, r * 0.80, r * 0.78), _metal(steel))
    for k in range(2 * _CABINS):
        a = pi * k / _CABINS + 0.1
        tip = (x + r * cos(a), y + r * sin(a))
        d.fill(ribbon(((x, y), tip), (0.006, 0.006)), _metal(steel))
    for k in range(_CABINS):
        a = 2 * pi * k / _CABINS + 0.1
        cx, cy = x + r * cos(a), y + r * sin(a)
        tint = tints[k % 3]
        d.fill(rounded(cx - 0.036, cy - 0.062, cx + 0.036, cy - 0.004, 0.014), _metal(tint))
        glass = craft.lamp if craft.lit else lighter(tint, 0.6)
        pane = rounded(cx - 0.026, cy - 0.036, cx + 0.026, cy - 0.012, 0.006)
        d.fill(pane, Paint(colour=glass, end=darker(glass, 0.1), glow=float(craft.lit)))
        roof = polygon(((cx - 0.044, cy - 0.004), (cx + 0.044, cy - 0.004), (cx, cy + 0.028)))
        d.fill(roof, _metal(darker(tint, 0.15)))
    if craft.lit:
        d.fill(ellipse(x, y, r * 1.3), halo(x, y, r * 1.3, craft.lamp, 0.22))
        for k in range(56):
            a = 2 * pi * k / 56
            d.fill(ellipse(x + r * 0.98 * cos(a), y + r * 0.98 * sin(a), 0.007),
                   flat(lighter(craft.lamp, 0.5), glow=1.0))  # fmt: skip
    d.fill(ellipse(x, y, 0.045), _metal(tints[0]))
    d.fill(rounded(-0.34, 0.0, 0.34, 0.035, 0.01), _metal(darker(steel, 0.4)))
    return d


def _metal(colour: tuple[float, float, float]) -> Paint:
    return Paint(colour=lighter(colour, 0.1), end=darker(colour, 0.2), rim=0.003)


THINGS: dict[str, Thing] = {"bigwheel": Thing(draw=big_wheel, metres=26.0)}
