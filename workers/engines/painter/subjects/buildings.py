"""Houses and towers."""

from workers.engines.painter.subjects.craft import Craft, Thing
from workers.engines.painter.subjects.curves import box, ellipse, polygon, rounded
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


def wall(colour: Rgb, *, fall: float = 0.18) -> Paint:
    """Masonry: lit at the top, no shade side (faces are drawn one by one)."""
    return Paint(colour=lighter(colour, 0.06), end=darker(colour, fall), rim=0.004)


def window(drawing: Drawing, craft: Craft, x0: float, y0: float, x1: float, y1: float) -> None:
    """A pane with its frame; it shines at dusk and at night."""
    glass = craft.lamp if craft.lit else mix(craft.colour("#4a5f74"), (0.75, 0.85, 0.9), 0.25)
    pad = 0.12 * (x1 - x0)
    drawing.fill(box(x0 - pad, y0 - pad, x1 + pad, y1 + pad), flat(craft.colour("#e8ddc8")))
    drawing.fill(
        box(x0, y0, x1, y1), Paint(colour=glass, end=darker(glass, 0.22), glow=float(craft.lit))
    )
    middle, line = (x0 + x1) / 2, 0.05 * (x1 - x0)
    drawing.fill(box(middle - line, y0, middle + line, y1), flat(craft.colour("#e8ddc8")))
    height = y0 + 0.55 * (y1 - y0)
    drawing.fill(box(x0, height - line, x1, height + line), flat(craft.colour("#e8ddc8")))
    if craft.lit:
        spread = 2.2 * (x1 - x0)
        cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
        drawing.fill(ellipse(cx, cy, spread), halo(cx, cy, spread, craft.lamp, 0.28))


def house(craft: Craft) -> Drawing:
    """A cottage seen from a corner: gabled front in the light, long side in the shade."""
    d = craft.drawing()
    plaster, tiles = craft.colour("#e2cfae"), craft.colour("#a8503c")
    d.fill(box(0.30, 0.74, 0.40, 1.0), wall(craft.colour("#8c5a48")))
    d.fill(box(0.285, 0.975, 0.415, 1.01), flat(craft.colour("#6d4538")))
    d.fill(box(0.02, 0.0, 0.62, 0.50), wall(darker(plaster, 0.26)))
    d.fill(
        polygon(((-0.46, 0.0), (0.04, 0.0), (0.04, 0.47), (-0.21, 0.83), (-0.46, 0.47))),
        wall(plaster),
    )
    roof = polygon(((-0.21, 0.92), (0.46, 0.92), (0.70, 0.46), (0.06, 0.46)))
    d.fill(roof, Paint(colour=lighter(tiles, 0.10), end=darker(tiles, 0.20), rim=0.006))
    for k in range(1, 4):
        y = 0.46 + 0.115 * k
        inset = 0.27 * (y - 0.46) / 0.46
        left = 0.06 - inset
        d.fill(
            box(left, y - 0.004, 0.70 - 0.24 * (y - 0.46) / 0.46, y + 0.004),
            flat(darker(tiles, 0.4), alpha=0.5),
            within=roof,
        )
    edge = polygon(
        (
            (-0.54, 0.42),
            (-0.21, 0.88),
            (0.04, 0.50),
            (0.06, 0.46),
            (0.10, 0.46),
            (-0.21, 0.96),
            (-0.58, 0.44),
        )
    )
    d.fill(edge, flat(darker(tiles, 0.30)))
    d.fill(rounded(-0.30, 0.0, -0.13, 0.30, 0.02), flat(craft.colour("#e8ddc8")))
    door = craft.accented("#3f5f63", 0.35)
    d.fill(
        rounded(-0.285, 0.0, -0.145, 0.285, 0.02),
        Paint(colour=lighter(door, 0.1), end=darker(door, 0.2)),
    )
    d.fill(ellipse(-0.165, 0.14, 0.009), flat((0.95, 0.82, 0.5)))
    window(d, craft, -0.27, 0.46, -0.15, 0.60)
    for x in (0.14, 0.40):
        window(d, craft, x, 0.17, x + 0.13, 0.34)
    d.fill(box(-0.47, 0.0, 0.63, 0.025), flat(darker(plaster, 0.45)))
    return d


def lighthouse(craft: Craft) -> Drawing:
    d = craft.drawing()
    white, red = craft.colour("#f0e8dc", keep=0.8), craft.colour("#b83f3a", keep=0.8)
    tower = polygon(((-0.13, 0.04), (0.13, 0.04), (0.075, 0.74), (-0.075, 0.74)))
    d.fill(
        polygon(((-0.20, 0.0), (0.20, 0.0), (0.16, 0.06), (-0.16, 0.06))),
        wall(craft.colour("#7d746c")),
    )
    d.fill(tower, Paint(colour=white, end=darker(white, 0.1), shade=0.06, rim=0.005))
    for low in (0.16, 0.40, 0.62):
        band = box(-0.2, low, 0.2, low + 0.115)
        d.fill(band, Paint(colour=red, shade=0.0), within=tower)
    d.fill(
        tower,
        Paint(colour=darker(red, 0.8), alpha=0.0, end_alpha=0.34, start=(0.0, 0), stop=(-0.12, 0)),
    )
    d.fill(rounded(-0.03, 0.04, 0.03, 0.13, 0.01), flat(craft.colour("#3a3f4a")))
    for y in (0.32, 0.555):
        d.fill(
            rounded(-0.014, y, 0.014, y + 0.035, 0.006),
            flat(craft.lamp if craft.lit else craft.colour("#3a3f4a"), glow=float(craft.lit)),
        )
    d.fill(box(-0.115, 0.735, 0.115, 0.758), wall(craft.colour("#3a3f4a")))
    for x in (-0.10, -0.05, 0.0, 0.05, 0.10):
        d.fill(box(x - 0.004, 0.755, x + 0.004, 0.805), flat(craft.colour("#3a3f4a")))
    d.fill(box(-0.11, 0.80, 0.11, 0.81), flat(craft.colour("#3a3f4a")))
    d.fill(
        box(-0.06, 0.758, 0.06, 0.885),
        Paint(colour=lighter(craft.lamp, 0.5), end=craft.lamp, glow=1.0),
    )
    for x in (-0.056, 0.0, 0.056):
        d.fill(box(x - 0.005, 0.758, x + 0.005, 0.885), flat(craft.colour("#3a3f4a")))
    d.fill(polygon(((-0.085, 0.885), (0.085, 0.885), (0.012, 0.97), (-0.012, 0.97))), wall(red))
    d.fill(box(-0.005, 0.96, 0.005, 1.0), flat(craft.colour("#3a3f4a")))
    if craft.lit:
        d.fill(ellipse(0.0, 0.82, 0.34), halo(0.0, 0.82, 0.34, craft.lamp, 0.6))
    return d


THINGS: dict[str, Thing] = {
    "house": Thing(draw=house, metres=6.5),
    "lighthouse": Thing(draw=lighthouse, metres=22.0),
}
