"""A town street seen along its middle: houses with shops, lamps, signs, wet when it rains."""

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter import path
from workers.engines.painter.colour import Lab, lighter, mix
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.houses import (
    WALL,
    House,
    nearness,
    paint_house,
    row_of_houses,
)
from workers.engines.painter.places.built.lighting import bulb, lamps_on, reflect, signs
from workers.engines.painter.places.built.perspective import Lens
from workers.engines.painter.places.built.skyline import Row, paint_row
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers

_KERB = 3.4
_BANDS = (
    ("far houses", 0.35, 26.0, 99.0),
    ("houses", 0.55, 11.0, 26.0),
    ("near houses", 0.8, 0.0, 11.0),
)
_LAMPS = ((-1, 6.5), (1, 11.0), (-1, 17.0), (1, 25.0), (-1, 36.0))


def paint(stage: Set) -> Painting:
    """Paint a street from the middle of the road."""
    lens = Lens.of(stage, eye=1.7, focal=0.8)
    layers = sky_layers(stage, horizon=stage.focus[1])
    houses = row_of_houses(stage)
    backdrop = stage.sheet(0.15)
    paint_row(
        backdrop,
        stage,
        Row(
            name="towers",
            depth=0.15,
            base=stage.focus[1] + 0.01,
            heights=(0.1, 0.3),
            widths=(0.03, 0.07),
        ),
    )
    layers.append(backdrop.layer("towers", 0.15))
    sheets = []
    for _, depth, near, far in _BANDS:
        sheet = stage.sheet(depth)
        for house in houses:
            if near <= house.near < far:
                paint_house(sheet, stage, lens, house)
        _signs(sheet, stage, lens, [h for h in houses if near <= h.near < far])
        sheets.append(sheet)
    road = _road(stage, lens, sheets)
    for sheet, (name, depth, _, _) in zip(sheets, _BANDS, strict=True):
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(name, depth))
    layers.insert(-1, road)
    layers.append(_lamps(stage, lens))
    spots = (
        lens.spot(0.4, 5.2, 0.95),
        lens.spot(-1.8, 6.5, 0.95),
        lens.spot(2.2, 8.0, 0.93),
        lens.spot(-0.9, 9.5, 0.9),
    )
    glows = tuple(_glow(lens, side, z) for side, z in _LAMPS) if lamps_on(stage.light) else ()
    return Painting(layers=tuple(layers), spots=spots, glows=glows)


def _glow(lens: Lens, side: int, z: float) -> tuple[float, float, float, float]:
    x, y = lens.at([side * 3.2, 4.5, z])
    return float(x), float(y), lens.units(2.0, z), 0.9


def _road(stage: Set, lens: Lens, sources: list[Sheet]) -> Layer:
    """Asphalt, kerbs, pavement, lines; a mirror when wet."""
    sheet, light = stage.sheet(0.6), stage.light
    wet = light.weather in ("rain", "storm")
    asphalt, stone = light.pigment("#4b4a55"), light.open_pigment("#8d8883")
    _plane(sheet, lens, (-60, 60), _fading(stage, sheet, lens, light.shaded(stone)))
    for side in (-1, 1):
        _plane(
            sheet, lens, (side * _KERB, side * WALL), _fading(stage, sheet, lens, light.lit(stone))
        )
        joints = [lens.floor((side * _KERB, side * WALL), (z, z + 0.05)) for z in range(2, 26)]
        sheet.fill(joints, lighter(light.shaded(stone), -0.05), opacity=0.35)
    _plane(
        sheet,
        lens,
        (-_KERB, _KERB),
        _fading(stage, sheet, lens, lighter(light.lit(asphalt), -0.05)),
    )
    sheet.grain(stage.rng("asphalt"), cells=(14, 120), lightness=0.022)
    line = lighter(light.lit(light.pigment("#e9e2cf")), -0.06)
    dashes = [lens.floor((-0.08, 0.08), (z, z + 2.0)) for z in np.arange(2.0, 70, 4.5)]
    sheet.fill(dashes, line, opacity=0.75)
    zebra = [lens.floor((x - 0.28, x + 0.28), (8.4, 11.0)) for x in np.arange(-2.9, 3.0, 1.15)]
    sheet.fill(zebra, line, opacity=0.7)
    for side in (-1, 1):
        kerb = lens.floor((side * (_KERB - 0.12), side * (_KERB + 0.15)), (1.0, 90.0))
        sheet.fill(kerb, light.lit(light.pigment("#b3ada4")))
    reflect(sheet, sources, stage.focus[1], strength=0.75 if wet else 0.12, stretch=0.12, fade=0.7)
    if wet:
        sheet.fill(path.rectangle(-0.5, stage.focus[1], 1.5, 1.5), light.sky_horizon, opacity=0.06)
    if lamps_on(light):
        _pools(sheet, stage, lens, wet=wet)
    return sheet.layer("road", 0.6, living="water" if wet else "still", pace=0.4)


def _plane(sheet: Sheet, lens: Lens, x: tuple[float, float], paint: Lab) -> None:
    sheet.fill(lens.floor(x, (0.5, 400.0)), paint)


def _fading(stage: Set, sheet: Sheet, lens: Lens, tone: Lab) -> Lab:
    """A ground colour that goes into the haze towards the horizon."""
    stops = []
    for z in (300.0, 60.0, 25.0, 10.0, 4.0, 1.5):
        near = mix(tone, stage.light.tones.shadow, 0.3 * nearness(z) ** 2)
        stops.append((float(lens.at([0, 0, z])[1]), stage.light.fade(near, nearness(z))))
    return sheet.vertical(stops)


def _pools(sheet: Sheet, stage: Set, lens: Lens, *, wet: bool) -> None:
    """Light of the street lamps on the ground, drawn out towards us when it is wet."""
    lamp = stage.light.lamp
    for side, z in _LAMPS:
        foot = lens.at([side * 3.2, 0, z])
        at, reach = (float(foot[0]), float(foot[1])), lens.units(3.4, z)
        sheet.glow(at, reach, lamp, strength=0.34, squash=0.3, atop=True)
        if wet:
            down = (at[0], at[1] + lens.frame.down(lens.units(1.4, z)))
            sheet.glow(down, lens.units(0.5, z), lamp, strength=0.5, squash=4.0, atop=True)


def _signs(sheet: Sheet, stage: Set, lens: Lens, houses: list[House]) -> None:
    """Boards that stick out over the pavement; neon ones when the light says so."""
    light = stage.light
    for house in houses:
        rng = stage.rng(f"sign {house.side} {house.near:.2f}")
        tall, level, which = rng.uniform(1.6, 3.4), rng.uniform(3.6, 4.8), int(rng.integers(3))
        strokes = rng.uniform(0.25, 0.8, (5, 2))
        if house.near < 3.0 or rng.random() > (0.9 if light.neon else 0.5):
            continue
        z, near = house.near + 0.6, nearness(house.near)
        inner, outer = house.side * (WALL - 0.15), house.side * (WALL - 1.05)
        span = (min(inner, outer), max(inner, outer))
        plain = light.fade(light.lit(light.pigment(("#93403a", "#2f5a66", "#b58a3a")[which])), near)
        ink = light.fade(light.lit(light.pigment("#f2e6c8")), near)
        board = lens.front(span, (level, level + tall), z)
        if light.neon:
            colour = light.fade(signs(light)[which], 0.4 + 0.6 * near)
            middle = board.mean(axis=0)
            sheet.glow(
                (float(middle[0]), float(middle[1])), lens.units(2.6, z), colour, strength=0.42
            )
            plain, ink = mix(light.tones.shadow, colour, 0.25), colour
            sheet.fill(
                lens.front(
                    (span[0] - 0.06, span[1] + 0.06), (level - 0.06, level + tall + 0.06), z
                ),
                colour,
            )
        sheet.fill(board, plain)
        for row, (wide, lean) in enumerate(strokes):
            v = level + tall * (0.12 + 0.17 * row)
            u = span[0] + 0.45 - 0.38 * wide + (lean - 0.5) * 0.2
            sheet.fill(lens.front((u, u + 0.76 * wide), (v, v + tall * 0.07), z), ink)


def _lamps(stage: Set, lens: Lens) -> Layer:
    """Lamp posts at the kerb, far to near."""
    sheet, light = stage.sheet(0.9), stage.light
    for side, z in sorted(_LAMPS, key=lambda lamp: -lamp[1]):
        dark = light.fade(light.silhouette(1.0), nearness(z))
        x = side * (_KERB + 0.3)
        post = lens.at(
            [(x, 0, z), (x, 4.3, z), (x - side * 0.25, 4.75, z), (x - side * 0.9, 4.8, z)]
        )
        sheet.stroke(post, [lens.units(w, z) for w in (0.16, 0.09, 0.07, 0.06)], dark)
        head = lens.at(
            [
                (x - side * 0.6, 4.85, z),
                (x - side * 1.2, 4.85, z),
                (x - side * 1.1, 4.66, z),
                (x - side * 0.7, 4.66, z),
            ]
        )
        sheet.fill(head, dark)
        if lamps_on(light):
            at = lens.at([x - side * 0.9, 4.62, z])
            bulb(sheet, (float(at[0]), float(at[1])), lens.units(1.5, z), light)
    return sheet.layer("lamps", 0.9)
