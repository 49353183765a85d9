"""A café: wide windows on the street, small tables, a counter with bottles, hanging lamps."""

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter.colour import Lab, lighter, mix, with_lightness
from workers.engines.painter.light import Light
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.interior import (
    Shell,
    Window,
    block,
    ceiling_height,
    outside,
    paint_shell,
    shadow,
    solid,
    tone,
    window_frame,
)
from workers.engines.painter.places.built.lighting import bulb, dust, lamps_on, pool
from workers.engines.painter.places.built.perspective import Lens, Points, cut
from workers.engines.painter.places.built.skyline import Row, paint_row
from workers.engines.painter.sheet import Sheet

_BACK = 5.6
_PANES = ((-3.1, -1.15), (-0.95, 1.0))
_SILL, _HEAD = 0.8, 2.75
_WET = ("rain", "storm")


def paint(stage: Set) -> Painting:
    """Paint a café towards its windows."""
    lens = Lens.of(stage, eye=1.5, focal=0.95)
    shell = Shell(
        half=3.4,
        height=ceiling_height(stage, 3.3),
        back=_BACK,
        floor="#7a5a42",
        wall="#8c5a44",
        ceiling="#5c463a",
    )
    layers = [outside(stage), _street(stage, lens), _glass(stage, lens), _walls(stage, lens, shell)]
    layers += [_bar(stage, lens), _tables(stage, lens), _lamps(stage, lens, shell.height)]
    layers += [_near_table(stage), _steam(stage)]
    layers.append(dust(stage, 1.34, centre=(0.5, stage.focus[1] - 0.15), reach=0.4))
    spots = (lens.spot(0.25, 3.9, 0.9), lens.spot(-0.75, 4.1, 0.9), lens.spot(0.95, 4.4, 0.9))
    return Painting(layers=tuple(layers), spots=spots, outdoor=False)


def _street(stage: Set, lens: Lens) -> Layer:
    """Houses across the way with their lit windows, and lights out of focus."""
    sheet, light, rng = stage.sheet(0.1), stage.light, stage.rng("street lights")
    level = float(lens.at([0, 0.6, _BACK + 6])[1])
    row = Row(name="across", depth=0.3, base=level + 0.1, heights=(0.30, 0.46),
              widths=(0.16, 0.26), windows=0.03)  # fmt: skip
    paint_row(sheet, stage, row)
    if lamps_on(light):
        tints = (light.lamp, with_lightness(light.tones.accent, 0.72), light.tones.light)
        for k in range(14):
            at = (rng.uniform(0.0, 0.78), rng.uniform(0.34, level + 0.06))
            sheet.glow(at, rng.uniform(0.02, 0.05), tints[k % 3], strength=0.55, falloff=1.0)
    sheet.blur(0.004)
    return sheet.layer("street", 0.1, living="twinkle", pace=0.4)


def _glass(stage: Set, lens: Lens) -> Layer:
    """The panes: a faint mirror of the room, and drops that run when it rains."""
    sheet, light, rng = stage.sheet(0.45), stage.light, stage.rng("drops")
    pale = with_lightness(
        mix(light.sky_horizon, light.tones.light, 0.5), 0.35 + 0.5 * light.exposure
    )
    for x in _PANES:
        sheet.fill(lens.front(x, (_SILL, _HEAD), _BACK), pale, opacity=0.05)
        shine = [(x[0] + 0.2, _SILL, _BACK), (x[0] + 0.7, _SILL, _BACK), (x[0] + 1.3, _HEAD, _BACK),
                 (x[0] + 0.8, _HEAD, _BACK)]  # fmt: skip
        sheet.fill(lens.at(shine), pale, opacity=0.07)
        if light.weather in _WET:
            for _ in range(60):
                _drop(sheet, lens, rng, x, lighter(pale, 0.12))
    return sheet.layer(
        "glass", 0.45, living="drift" if light.weather in _WET else "still", pace=0.2
    )


def _drop(
    sheet: Sheet, lens: Lens, rng: np.random.Generator, x: tuple[float, float], pale: Lab
) -> None:
    """A bead on the glass, now and then with the track it ran down."""
    u, v, size = rng.uniform(*x), rng.uniform(_SILL + 0.05, _HEAD), rng.uniform(0.010, 0.028)
    runs, long = rng.random() < 0.35, rng.uniform(0.15, 0.7)
    at = lens.at([u, v, _BACK])
    radius = lens.units(size, _BACK)
    if runs:
        top = min(v + long, _HEAD)
        track = lens.at([(u + 0.02 * np.sin(9 * top), top, _BACK), (u - 0.01, (v + top) / 2, _BACK),
                         (u, v, _BACK)])  # fmt: skip
        sheet.stroke(track, [radius * 0.4, radius, radius * 1.6], pale, opacity=0.42, smooth=True)
    point = _pair(at)
    sheet.ellipse(point, (radius, radius * 1.25), pale, opacity=0.6)
    sheet.ellipse((point[0], point[1] - sheet.frame.down(radius * 0.3)), (radius * 0.35,) * 2,
                  with_lightness(pale, 0.98), opacity=0.8)  # fmt: skip


def _walls(stage: Set, lens: Lens, shell: Shell) -> Layer:
    """Panelled walls around two wide windows, a striped awning beyond the glass."""
    sheet, light = stage.sheet(0.5), stage.light
    paint_shell(sheet, light, lens, shell)
    panel = tone(light, "#5a3526")
    sheet.fill(lens.front((-3.4, 3.4), (0.0, _SILL - 0.06), _BACK - 0.01), panel)
    boards = lens.front_cells(_BACK - 0.02, (-3.4, 3.4), (0.08, _SILL - 0.14), (14, 1), (0.8, 0.86))
    sheet.fill(list(boards), lighter(panel, 0.035))
    for x in np.arange(-3.4, 3.4, 0.7):
        for z in np.arange(1.0, _BACK, 1.4):
            tile = lens.floor((float(x), float(x) + 0.7), (float(z), float(z) + 0.7))
            sheet.fill(tile, tone(light, "#3c2a22"), opacity=0.55, atop=True)
    if lamps_on(light):
        pool(sheet, lens.centre, 1.0, light, strength=0.50)
    for x in _PANES:
        cut(sheet, lens.front(x, (_SILL, _HEAD), _BACK))
    for x in _PANES:
        window_frame(sheet, light, lens, Window(x=x, y=(_SILL, _HEAD), z=_BACK, panes=(2, 1)))
        stripes = np.linspace(x[0] - 0.05, x[1] + 0.05, 11)
        for k in range(10):
            cloth = tone(light, "#b23a34" if k % 2 else "#ead9bd")
            a, b = float(stripes[k]), float(stripes[k + 1])
            strip = [(a, _HEAD + 0.1, _BACK - 0.02), (b, _HEAD + 0.1, _BACK - 0.02),
                     (b, _HEAD - 0.16, _BACK - 0.02), ((a + b) / 2, _HEAD - 0.23, _BACK - 0.02),
                     (a, _HEAD - 0.16, _BACK - 0.02)]  # fmt: skip
            sheet.fill(lens.at(strip), cloth)
    stage.defocus(sheet, 0.5)
    return sheet.layer("walls", 0.5)


def _bar(stage: Set, lens: Lens) -> Layer:
    """The counter along the right, stools before it, shelves of bottles, a coffee machine."""
    sheet, light, rng = stage.sheet(0.68), stage.light, stage.rng("bottles")
    wood = tone(light, "#4a2c20")
    sheet.fill(lens.front((1.25, 3.3), (1.15, 3.0), _BACK - 0.05), lighter(wood, -0.03))
    for y in (1.35, 1.85, 2.35):
        sheet.fill(lens.front((1.3, 3.25), (y - 0.05, y), _BACK - 0.3), lighter(wood, 0.10))
        for x in np.arange(1.4, 3.2, 0.125):
            _bottle(sheet, lens, light, rng, (float(x), y))
    shadow(sheet, light, lens, (1.3, 3.3), (3.0, 5.2))
    block(sheet, lens, (1.45, 3.3), (0.0, 1.05), (3.3, 4.9), solid(light, "#6a3d2a"))
    panels = lens.side_cells(1.44, (0.1, 0.95), (3.35, 4.85), (5, 1), (0.8, 0.86))
    sheet.fill(list(panels), lighter(wood, 0.06))
    block(sheet, lens, (1.32, 3.3), (1.05, 1.12), (3.2, 5.0), solid(light, "#b98a5a", 0.03))
    _machine(sheet, lens, light)
    for z in (3.5, 4.0, 4.5):
        _stool(sheet, lens, light, z)
    if lamps_on(light):
        pool(sheet, _pair(lens.at([2.2, 1.6, 4.6])), 0.55, light, strength=0.42)
    stage.defocus(sheet, 0.68)
    return sheet.layer("bar", 0.68)


def _bottle(
    sheet: Sheet, lens: Lens, light: Light, rng: np.random.Generator, at: tuple[float, float]
) -> None:
    x, y = at
    tall, wide = rng.uniform(0.22, 0.34), rng.uniform(0.032, 0.045)
    tint = ("#6d8a4a", "#a8622c", "#8c2f2c", "#c9b98a", "#3f6a72")[int(rng.integers(5))]
    glass = lighter(tone(light, tint), 0.07)
    z = _BACK - 0.31
    sheet.fill(lens.front((x - wide, x + wide), (y, y + tall * 0.66), z), glass)
    sheet.fill(lens.front((x - wide * 0.4, x + wide * 0.4), (y + tall * 0.6, y + tall), z), glass)
    sheet.fill(lens.front((x - wide, x - wide * 0.5), (y + 0.03, y + tall * 0.6), z),
               mix(glass, light.lamp, 0.5))  # fmt: skip


def _machine(sheet: Sheet, lens: Lens, light: Light) -> None:
    steel = solid(light, "#b9b7b0", 0.03)
    block(sheet, lens, (1.75, 2.35), (1.12, 1.5), (4.3, 4.7), steel)
    sheet.fill(lens.front((1.8, 2.3), (1.17, 1.3), 4.29), tone(light, "#3a3430"))
    for x in (1.9, 2.05, 2.2):
        sheet.fill(lens.front((x - 0.04, x + 0.04), (1.5, 1.58), 4.4), tone(light, "#efe7d6"))


def _stool(sheet: Sheet, lens: Lens, light: Light, z: float) -> None:
    leg, seat = tone(light, "#8c8780"), tone(light, "#a8332e")
    sheet.stroke(lens.at([(1.12, 0.0, z), (1.12, 0.7, z)]), lens.units(0.05, z), leg)
    for v, wide, paint in (
        (0.02, 0.17, leg),
        (0.72, 0.19, lighter(seat, -0.06)),
        (0.75, 0.19, seat),
    ):
        at = lens.at([1.12, v, z])
        sheet.ellipse(_pair(at), (lens.units(wide, z), lens.units(wide * 0.32, z)), paint)


def _tables(stage: Set, lens: Lens) -> Layer:
    """Round tables by the windows, each with a cup, a candle and two chairs."""
    sheet, light = stage.sheet(0.8), stage.light
    wood = tone(light, "#8a5b3a")
    for x, z in ((-2.2, 4.9), (-0.3, 5.0), (-1.8, 3.7)):
        shadow(sheet, light, lens, (x - 0.3, x + 0.3), (z - 0.2, z + 0.2))
        for side in (-1, 1):
            _chair(sheet, lens, light, (x + side * 0.62, z + 0.1), side)
        sheet.stroke(
            lens.at([(x, 0.0, z), (x, 0.74, z)]), lens.units(0.06, z), lighter(wood, -0.12)
        )
        for y, paint in ((0.72, lighter(wood, -0.08)), (0.75, lighter(wood, 0.05))):
            at = lens.at([x, y, z])
            sheet.ellipse(_pair(at), (lens.units(0.40, z), lens.units(0.10, z)),
                          paint)  # fmt: skip
        _cup(sheet, lens, light, (x - 0.16, 0.76, z), 1.0)
        flame = lens.at([x + 0.12, 0.92, z])
        sheet.fill(lens.front((x + 0.09, x + 0.15), (0.76, 0.88), z), tone(light, "#efe6d2"))
        bulb(sheet, _pair(flame), lens.units(0.32, z), light)
    if lamps_on(light):
        pool(sheet, _pair(lens.at([-1.2, 0.8, 4.4])), 0.5, light, strength=0.3)
    stage.defocus(sheet, 0.8)
    return sheet.layer("tables", 0.8)


def _chair(sheet: Sheet, lens: Lens, light: Light, at: tuple[float, float], side: int) -> None:
    x, z = at
    wood = tone(light, "#4a2e20")
    thick = lens.units(0.045, z)
    for u in (-0.18, 0.18):
        sheet.stroke(lens.at([(x + u, 0.0, z), (x + u, 0.46, z)]), thick, wood)
    sheet.fill(lens.front((x - 0.22, x + 0.22), (0.43, 0.49), z), lighter(wood, 0.07))
    back = [(x + side * 0.20, 0.46, z), (x + side * 0.25, 0.75, z), (x + side * 0.24, 0.98, z)]
    sheet.stroke(lens.at(back), thick * 1.3, wood, smooth=True)


def _cup(
    sheet: Sheet, lens: Lens, light: Light, at: tuple[float, float, float], size: float
) -> None:
    x, y, z = at
    china = tone(light, "#f2ece0", 0.04)
    dish = lens.at([x, y, z])
    sheet.ellipse(_pair(dish), (lens.units(0.10 * size, z),
                  lens.units(0.026 * size, z)), lighter(china, -0.08))  # fmt: skip
    bowl = [(x - 0.06 * size, y + 0.09 * size, z), (x + 0.06 * size, y + 0.09 * size, z),
            (x + 0.04 * size, y, z), (x - 0.04 * size, y, z)]  # fmt: skip
    sheet.fill(lens.at(bowl), china)


def _lamps(stage: Set, lens: Lens, top: float) -> Layer:
    """Shades on long cords over the tables and the counter."""
    sheet, light = stage.sheet(0.85), stage.light
    shade = tone(light, "#b5542c")
    for x, z in ((-2.0, 4.4), (-0.3, 4.9), (1.7, 4.2), (0.9, 5.4)):
        y = 2.25
        sheet.stroke(lens.at([(x, y + 0.2, z), (x, top, z)]), 0.003, tone(light, "#2c241f"))
        hood = [(x - 0.26, y, z), (x - 0.07, y + 0.22, z), (x + 0.07, y + 0.22, z),
                (x + 0.26, y, z)]  # fmt: skip
        sheet.fill(lens.at(hood), shade)
        at = lens.at([x, y - 0.02, z])
        point = _pair(at)
        if lamps_on(light):
            bulb(sheet, point, lens.units(1.0, z), light)
        sheet.ellipse(point, (lens.units(0.09, z), lens.units(0.05, z)),
                      with_lightness(light.lamp, 0.95 if lamps_on(light) else 0.8))  # fmt: skip
    return sheet.layer("lamps", 0.85, living="flicker", pace=0.2)


def _near_table(stage: Set) -> Layer:
    """The table where we sit: a cup with its spoon, at the lower edge."""
    sheet, light = stage.sheet(1.25), stage.light
    lens = Lens.of(stage, eye=1.5, focal=0.95)
    wood = tone(light, "#7a4e33")
    at = lens.at([-0.95, 0.78, 2.1])
    sheet.ellipse((float(at[0]), float(at[1]) + 0.01), (0.36, 0.085), lighter(wood, -0.12))
    sheet.ellipse(_pair(at), (0.36, 0.082), lighter(wood, 0.02))
    if lamps_on(light):
        sheet.glow(_pair(at), 0.3, light.lamp, strength=0.25, squash=0.25, atop=True)
    _cup(sheet, lens, light, (-0.82, 0.80, 2.1), 1.6)
    stage.defocus(sheet, 1.25)
    return sheet.layer("near table", 1.25)


def _steam(stage: Set) -> Layer:
    """What rises from the cup."""
    sheet, light = stage.sheet(1.3), stage.light
    lens = Lens.of(stage, eye=1.5, focal=0.95)
    pale = with_lightness(mix(light.tones.light, light.lamp, 0.4), 0.9)
    for k in range(2):
        x = -0.84 + 0.05 * k
        wisp = [(x, 0.98, 2.1), (x + 0.03, 1.06, 2.1), (x - 0.03, 1.14, 2.1),
                (x + 0.02, 1.24, 2.1)]  # fmt: skip
        sheet.stroke(lens.at(wisp), [0.003, 0.007, 0.007, 0.002], pale, opacity=0.3, soft=0.003,
                     smooth=True)  # fmt: skip
    return sheet.layer("steam", 1.3, living="sway", pace=0.6)


def _pair(point: Points) -> tuple[float, float]:
    return float(point[0]), float(point[1])
