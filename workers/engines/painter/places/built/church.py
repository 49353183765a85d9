"""A church: the nave between pointed arches, stained glass at its end, shafts of light, pews."""

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter import colour
from workers.engines.painter.colour import Lab, lighter, mix, with_lightness
from workers.engines.painter.light import Light
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.interior import block, solid, sunbeam, tone
from workers.engines.painter.places.built.lighting import beam, bulb, dust, lamps_on, pool
from workers.engines.painter.places.built.perspective import Lens, Points
from workers.engines.painter.sheet import Sheet

_BACK, _HALF, _SPRING = 26.0, 3.4, 5.4
_PILLARS = (23.0, 19.5, 16.0, 12.5, 9.0, 5.5)
_SILL, _SHOULDER = 2.6, 6.4


def paint(stage: Set) -> Painting:
    """Paint the nave towards the choir."""
    lens = Lens.of(stage, eye=1.75, focal=0.95)
    layers = [_choir(stage, lens)]
    for name, depth, pillars in (("far arcade", 0.4, _PILLARS[:3]), ("arcade", 0.7, _PILLARS[3:])):
        sheet = stage.sheet(depth)
        for z in pillars:
            _bay(sheet, stage, lens, z)
        sheet.rim((-np.sign(stage.light.towards[0]), -0.1), 0.003, stage.light.key, strength=0.3)
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(name, depth))
    layers += [_pews(stage, lens), _shafts(stage, lens), _candles(stage, lens)]
    layers.append(dust(stage, 1.2, centre=(0.5, stage.focus[1] - 0.15), reach=0.5))
    spots = (lens.spot(0.0, 5.2, 0.88), lens.spot(0.35, 7.0, 0.85), lens.spot(-0.4, 9.0, 0.82))
    return Painting(layers=tuple(layers), spots=spots, outdoor=False)


def _pointed(left: float, right: float, low: float, shoulder: float, z: float) -> list[Points]:
    """A lancet: upright sides and a pointed head, in metres, shape (n, 3)."""
    wide = right - left
    turn = np.linspace(0, np.pi / 3, 9)
    up = [(left + wide * np.cos(t), shoulder + wide * np.sin(t), z) for t in turn]
    down = [(right - wide * np.cos(t), shoulder + wide * np.sin(t), z) for t in turn[::-1]]
    return [np.array(p) for p in [(left, low, z), (right, low, z), *up, *down]]


def _glass(light: Light, hue: int) -> Lab:
    """Stained glass: the accent and its neighbours, glowing as much as it is light outside."""
    text = ("#c23a3a", "#2f5fb0", "#e0a83a", "#2f8f6a", "#7a3f9a", "#3fa0c2")[hue % 6]
    level = {"day": 0.74, "dawn": 0.70, "dusk": 0.64, "night": 0.40}[light.hour]
    return with_lightness(colour.saturate(light.pigment(text, keep=0.75), 1.6), level)


def _choir(stage: Set, lens: Lens) -> Layer:
    """The end wall with three lancets and a rose, the vault, the floor: opaque everywhere."""
    sheet, light = stage.sheet(0.2), stage.light
    stone = tone(light, "#9a8f86", -0.10)
    sheet.flood(sheet.radial(lens.centre, [(0.0, stone), (0.9, lighter(stone, -0.24))]))
    floor = tone(light, "#7a716a", -0.08)
    y = lens.at([(0, 0, _BACK), (0, 0, 2.5)])[:, 1]
    paint = sheet.vertical(
        [(float(y[0]), lighter(floor, 0.10)), (float(y[1]), lighter(floor, -0.1))]
    )
    sheet.fill(lens.floor((-30, 30), (0.6, _BACK)), paint)
    tiles = [lens.floor((-30.0, 30.0), (z, z + 0.04)) for z in np.arange(2.0, _BACK, 0.9)]
    sheet.fill(tiles, lighter(floor, -0.12), opacity=0.4)
    carpet = mix(tone(light, "#8f2f35"), light.tones.accent, 0.15)
    sheet.fill(lens.floor((-0.75, 0.75), (0.6, _BACK)), lighter(carpet, -0.04))
    wall = lens.at(_pointed(-_HALF - 1, _HALF + 1, 0, _SPRING + 2, _BACK))
    sheet.fill(wall, lighter(stone, 0.07))
    for left, right, low, shoulder in ((-2.7, -1.15, 3.2, 6.6), (-0.85, 0.85, 2.8, 7.6),
                                       (1.15, 2.7, 3.2, 6.6)):  # fmt: skip
        _lancet(sheet, stage, lens, (left, right), (low, shoulder), _BACK)
    _altar(sheet, stage, lens)
    for number in range(9):
        z = 4.0 + number * 2.6
        rib = lens.at(_pointed(-_HALF - 0.6, _HALF + 0.6, _SPRING + 1.5, _SPRING + 2, z)[2:])
        sheet.stroke(rib, lens.units(0.35, z), lighter(stone, 0.02 - 0.012 * number), opacity=0.7)
    return sheet.layer("choir", 0.2)


def _lancet(
    sheet: Sheet, stage: Set, lens: Lens, x: tuple[float, float], y: tuple[float, float], z: float
) -> None:
    """A stained-glass window of the end wall: panes in lead, a halo around it."""
    light, rng = stage.light, stage.rng(f"glass {x[0]}")
    middle = lens.at([(x[0] + x[1]) / 2, (y[0] + y[1]) / 2 + 1, z])
    bright = light.hour != "night"
    at = (float(middle[0]), float(middle[1]))
    sheet.glow(at, 0.30, _glass(light, 2), strength=0.45 if bright else 0.15, squash=1.5)
    shape = lens.at(_pointed(*x, *y, z))
    sheet.fill(lens.at(_pointed(x[0] - 0.14, x[1] + 0.14, y[0] - 0.14, y[1], z)),
               tone(light, "#4a4442", -0.1))  # fmt: skip
    sheet.fill(shape, _glass(light, 1))
    top = y[1] + (x[1] - x[0]) * 0.8
    panes = lens.front_cells(z, x, (y[0], top), (4, 14), (0.8, 0.84))
    hues = rng.integers(0, 6, (14, 2))
    hues = np.concatenate([hues, hues[:, ::-1]], axis=1).ravel()
    heights = (np.arange(14) + 1) / 14 * (top - y[0]) + y[0]
    fits = np.repeat(heights < y[1] + 0.1, 4)
    inner = np.tile([False, True, True, False], 14) & np.repeat(heights < top - 0.3, 4)
    for hue in range(6):
        chosen = [
            p for p, h, keep in zip(panes, hues, fits | inner, strict=True) if keep and h == hue
        ]
        sheet.fill(chosen, lighter(_glass(light, hue), rng.uniform(-0.05, 0.08)))
    sheet.ellipse(at, (lens.units(0.36, z), lens.units(0.36, z)), _glass(light, 2))
    sheet.ellipse(at, (lens.units(0.22, z), lens.units(0.22, z)), _glass(light, 0))


def _altar(sheet: Sheet, stage: Set, lens: Lens) -> None:
    light = stage.light
    for step in range(3):
        y = (step * 0.18, step * 0.18 + 0.18)
        z = (_BACK - 5 + step * 0.7, _BACK)
        block(sheet, lens, (-2.6, 2.6), y, z, solid(light, "#a89c8e"))
    block(
        sheet, lens, (-1.2, 1.2), (0.54, 1.6), (_BACK - 2.5, _BACK - 1.6), solid(light, "#d8cdb8")
    )
    gold = tone(light, "#d9a94a", 0.06)
    sheet.fill(lens.front((-0.06, 0.06), (1.6, 3.0), _BACK - 2), gold)
    sheet.fill(lens.front((-0.4, 0.4), (2.4, 2.52), _BACK - 2), gold)


def _bay(sheet: Sheet, stage: Set, lens: Lens, z: float) -> None:
    """Two pillars with shafts and capitals, and the arch between them, seen from the front."""
    light = stage.light
    share = z / _BACK
    stone = mix(tone(light, "#8d8279", -0.13), tone(light, "#9a8f86", -0.02), share)
    arch = _pointed(-_HALF, _HALF, 0, _SPRING, z)
    wall = [np.array(p) for p in [(-_HALF - 9, 0, z), (-_HALF - 9, 26, z), (_HALF + 9, 26, z),
                                  (_HALF + 9, 0, z)]]  # fmt: skip
    # Right foot, over the head, left foot: each opening is a notch in the wall's lower edge.
    for left in (_HALF + 0.9, -_HALF, -_HALF - 6.2):
        opening = _pointed(left, left + (2 * _HALF if left == -_HALF else 5.3), 0,
                           _SPRING if left == -_HALF else 3.4, z)  # fmt: skip
        wall += [*opening[1:], opening[0]]
    sheet.fill(lens.at(wall), stone)
    sheet.stroke(lens.at(arch[2:]), lens.units(0.32, z), lighter(stone, 0.06))
    sheet.stroke(lens.at(arch[2:]), lens.units(0.10, z), lighter(stone, -0.06))
    for side in (-1, 1):
        for offset, wide, by in ((0.0, 0.26, 0.07), (0.3, 0.3, 0.0), (0.62, 0.26, -0.05)):
            x = sorted((side * (_HALF + offset), side * (_HALF + offset + wide)))
            sheet.fill(lens.front((x[0], x[1]), (0, _SPRING), z), lighter(stone, by))
        cap = sorted((side * (_HALF - 0.12), side * (_HALF + 1.05)))
        sheet.fill(
            lens.front((cap[0], cap[1]), (_SPRING - 0.1, _SPRING + 0.22), z), lighter(stone, 0.08)
        )
        sheet.fill(lens.front((cap[0], cap[1]), (0, 0.5), z), lighter(stone, -0.03))


def _pews(stage: Set, lens: Lens) -> Layer:
    """Benches left and right of the aisle, far to near."""
    sheet, light = stage.sheet(0.8), stage.light
    for z in np.arange(19.0, 2.9, -1.25):
        tones = solid(light, "#5f3f2b", -0.03 - 0.06 * (1 - z / 19))
        for x in ((-3.1, -1.05), (1.05, 3.1)):
            block(sheet, lens, x, (0.0, 0.95), (float(z), float(z) + 0.12), tones)
            end = (x[1] - 0.1, x[1]) if x[1] < 0 else (x[0], x[0] + 0.1)
            block(sheet, lens, end, (0.0, 1.1), (float(z) - 0.05, float(z) + 0.6), tones)
    sheet.rim((0.0, -1.0), 0.0025, light.key, strength=0.5)
    stage.defocus(sheet, 0.8)
    return sheet.layer("pews", 0.8)


def _shafts(stage: Set, lens: Lens) -> Layer:
    """Light that falls across the nave from windows high at one side."""
    sheet, light = stage.sheet(0.85), stage.light
    paint, strength = sunbeam(light)
    side = 1.0 if light.towards[0] > 0 else -1.0
    for number, z in enumerate((20.0, 15.0, 10.5, 7.0)):
        start, end = lens.at([(side * 4.2, 9.5, z), (-side * 2.4, 0.0, z - 1.5)])
        tint = mix(paint, _glass(light, number), 0.3)
        beam(sheet, (float(start[0]), float(start[1])), (float(end[0]), float(end[1])),
             (lens.units(1.0, z), lens.units(1.9, z)), tint, strength=strength * 1.3, fade=0.35,
             rise=0.3)  # fmt: skip
    return sheet.layer("shafts", 0.85)


def _candles(stage: Set, lens: Lens) -> Layer:
    """Candles by the altar and at the pew ends."""
    sheet, light = stage.sheet(0.86), stage.light
    places = [(s * x, 1.7, _BACK - 2.3) for s in (-1, 1) for x in (0.5, 0.8, 1.05)]
    places += [(s * 1.05, 1.35, z) for s in (-1, 1) for z in (15.25, 11.5, 7.75, 5.25)]
    for x, y, z in sorted(places, key=lambda place: -place[2]):
        at = lens.at([x, y, z])
        wax = lens.front((x - 0.025, x + 0.025), (y - 0.25, y), z)
        sheet.fill(wax, tone(light, "#f2e6c8"))
        bulb(sheet, (float(at[0]), float(at[1])), lens.units(0.5, z) + 0.03, light)
    if lamps_on(light):
        pool(sheet, lens.centre, 0.5, light, strength=0.1)
    return sheet.layer("candles", 0.86, living="flicker")
