"""A roof above the town: parapet, water tower, stairs' hut, string lights, the skyline beyond."""

import itertools

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter.colour import lighter, mix
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.interior import block
from workers.engines.painter.places.built.lighting import (
    bulb,
    lamps_on,
    lit_share,
    outdoor_tones,
    pool,
    signs,
)
from workers.engines.painter.places.built.perspective import Lens
from workers.engines.painter.places.built.skyline import Row, paint_row
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers

_EDGE = 8.0


def paint(stage: Set) -> Painting:
    """Paint a flat roof towards its parapet."""
    lens = Lens.of(stage, eye=1.75, focal=0.9)
    level = stage.focus[1] + 0.06
    layers = sky_layers(stage, horizon=level)
    for row in (
        Row(name="far towers", depth=0.1, base=level, heights=(0.05, 0.26), widths=(0.03, 0.06)),
        Row(
            name="towers",
            depth=0.28,
            base=level + 0.04,
            heights=(0.06, 0.34),
            widths=(0.06, 0.12),
            windows=0.0105,
        ),
        Row(
            name="near towers",
            depth=0.45,
            base=level + 0.12,
            heights=(0.05, 0.25),
            widths=(0.12, 0.22),
            windows=0.017,
        ),
    ):
        sheet = stage.sheet(row.depth)
        paint_row(sheet, stage, row)
        stage.defocus(sheet, row.depth)
        layers.append(sheet.layer(row.name, row.depth))
    layers += [_roof(stage, lens), _things(stage, lens), _strings(stage, lens)]
    spots = (lens.spot(-0.3, 5.4, 0.92), lens.spot(0.9, 6.2, 0.9), lens.spot(-1.3, 7.2, 0.88))
    return Painting(layers=tuple(layers), spots=spots)


def _roof(stage: Set, lens: Lens) -> Layer:
    """Felt in sheets, puddles of light, the parapet with its coping."""
    sheet, light = stage.sheet(0.7), stage.light
    felt = light.lit(light.open_pigment("#6f6a75"))
    y = [float(lens.at([0, 0, z])[1]) for z in (_EDGE, 2.0)]
    paint = sheet.vertical([(y[0], felt), (y[1], lighter(felt, -0.18))])
    sheet.fill(lens.floor((-40, 40), (0.5, _EDGE)), paint)
    seams = [lens.floor((x, x + 0.03), (0.8, _EDGE)) for x in np.arange(-12, 12, 1.15)]
    sheet.fill(seams, lighter(felt, -0.13), opacity=0.7)
    sheet.grain(stage.rng("felt"), cells=(9, 50), lightness=0.03)
    if light.weather in ("rain", "storm"):
        rng = stage.rng("puddles")
        for x, z, size in rng.uniform((-4, 3.0, 0.5), (4, 7.5, 1.2), (9, 3)):
            at = lens.at([x, 0, z])
            sheet.ellipse(
                (float(at[0]), float(at[1])),
                (lens.units(size, z), lens.units(size, z) * 0.17),
                light.sky_horizon,
                opacity=0.6,
                soft=0.004,
            )
    block(
        sheet,
        lens,
        (-40, 40),
        (0.0, 0.95),
        (_EDGE, _EDGE + 0.35),
        outdoor_tones(light, "#8f7f78", -0.05),
    )
    bricks = lens.front_cells(_EDGE - 0.01, (-9, 9), (0.05, 0.82), (56, 6), (0.93, 0.82))
    brick = outdoor_tones(light, "#9a6a58", -0.06)[1]
    rng = stage.rng("bricks")
    kind = rng.integers(0, 3, len(bricks))
    for number in range(3):
        sheet.fill(list(bricks[kind == number]), lighter(brick, 0.025 * (number - 1)))
    block(
        sheet,
        lens,
        (-40, 40),
        (0.9, 1.05),
        (_EDGE - 0.08, _EDGE + 0.42),
        outdoor_tones(light, "#b3a89c"),
    )
    sheet.rim((0.0, -1.0), 0.003, light.key, strength=0.4)
    if lamps_on(light):
        at = lens.at([0.0, 0.0, 6.3])
        pool(sheet, (float(at[0]), float(at[1])), 0.55, light, strength=0.35)
    return sheet.layer("roof", 0.7)


def _things(stage: Set, lens: Lens) -> Layer:
    """Water tower, hut with its door and lamp, ventilators, an aerial."""
    sheet, light = stage.sheet(0.8), stage.light
    _hut(sheet, stage, lens)
    _water_tower(sheet, stage, lens)
    grey = outdoor_tones(light, "#8c8f94", -0.05)
    for x, z, tall in ((-1.9, 6.9, 0.7), (1.5, 7.3, 0.55)):
        block(sheet, lens, (x - 0.45, x + 0.45), (0.15, 0.15 + tall), (z, z + 0.7), grey)
        slats = lens.front_cells(
            z - 0.01, (x - 0.38, x + 0.38), (0.22, 0.08 + tall), (1, 5), (1, 0.4)
        )
        sheet.fill(list(slats), lighter(grey[2], -0.06))
    dark = light.silhouette(0.95)
    mast = lens.at([(0.75, 1.0, 8.1), (0.75, 4.3, 8.1)])
    sheet.stroke(mast, 0.005, dark)
    for y, reach in ((4.1, 0.25), (3.8, 0.35), (3.5, 0.45), (3.2, 0.5)):
        sheet.stroke(lens.at([(0.75 - reach, y, 8.1), (0.75 + reach, y, 8.1)]), 0.003, dark)
    sheet.rim(light.towards, 0.004, light.key, strength=0.6 * (1 - 0.5 * light.night))
    if lamps_on(light):
        for x in (2.6,):
            at = lens.at([x, 2.3, 5.3])
            pool(sheet, (float(at[0]), float(at[1])), 0.4, light, strength=0.4)
            bulb(sheet, (float(at[0]), float(at[1])), 0.2, light)
    stage.defocus(sheet, 0.8)
    return sheet.layer("things", 0.8)


def _hut(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """The stairs' hut on the right."""
    light = stage.light
    wall = outdoor_tones(light, "#8a5a4c")
    block(sheet, lens, (2.15, 6.5), (0, 2.75), (5.4, 7.6), wall)
    block(sheet, lens, (2.0, 6.6), (2.75, 2.95), (5.25, 7.7), outdoor_tones(light, "#6a6470"))
    door = outdoor_tones(light, "#3f5f66")[1]
    sheet.fill(lens.front((2.55, 3.45), (0, 2.05), 5.39), lighter(wall[1], 0.06))
    sheet.fill(lens.front((2.63, 3.37), (0, 1.98), 5.38), door)
    glass = light.lamp if lit_share(light) > 0.3 else mix(door, light.sky_middle, 0.4)
    sheet.fill(lens.front((2.8, 3.2), (1.2, 1.75), 5.37), glass)
    if light.neon:
        _neon_sign(sheet, stage, lens)


_HOTEL = (
    (((0, 0), (0, 1)), ((0.6, 0), (0.6, 1)), ((0, 0.5), (0.6, 0.5))),
    (((0, 0), (0, 1), (0.6, 1), (0.6, 0), (0, 0)),),
    (((0, 1), (0.6, 1)), ((0.3, 1), (0.3, 0))),
    (((0.6, 0), (0, 0), (0, 1), (0.6, 1)), ((0, 0.5), (0.5, 0.5))),
    (((0, 1), (0, 0), (0.6, 0)),),
)
"""Strokes of the letters H, O, T, E, L."""


def _neon_sign(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """HOTEL in tubes on a frame over the hut."""
    ink, size, left, z = signs(stage.light)[0], 0.62, 2.35, 5.3
    rails = [lens.front((left - 0.1, left + 2.6), (y, y + 0.04), z) for y in (3.15, 3.75)]
    sheet.fill(rails, stage.light.silhouette(1.0))
    at = lens.at([left + 1.2, 3.45, z])
    sheet.glow((float(at[0]), float(at[1])), 0.38, ink, strength=0.5, squash=0.6)
    for number, letter in enumerate(_HOTEL):
        for stroke in letter:
            points = [(left + 0.52 * number + u * size, 3.1 + v * 0.75, z) for u, v in stroke]
            line = lens.at(points)
            sheet.stroke(line, 0.016, ink, opacity=0.6, soft=0.006)
            sheet.stroke(line, 0.007, lighter(ink, 0.16))


def _water_tower(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """A wooden tank on iron legs with a pointed roof, on the left."""
    light, z = stage.light, 6.6
    iron = light.silhouette(0.97)
    left, right = -4.6, -2.7
    for x in (left + 0.2, right - 0.2):
        sheet.fill(lens.front((x - 0.06, x + 0.06), (0, 2.0), z), iron)
    for a, b in (((left + 0.2, 0.2), (right - 0.2, 1.9)), ((right - 0.2, 0.2), (left + 0.2, 1.9))):
        sheet.stroke(lens.at([(a[0], a[1], z), (b[0], b[1], z)]), 0.006, iron)
    wood = light.pigment("#8a5c40")
    side = 1 if light.towards[0] > 0 else -1
    count = 14
    turns = np.linspace(-np.pi / 2, np.pi / 2, count + 1)
    middle, reach = (left + right) / 2, (right - left) / 2
    for a, b in itertools.pairwise(turns):
        facing = np.clip(0.5 + 0.5 * np.sin((a + b) / 2) * side, 0, 1)
        tone = mix(light.shaded(wood), light.lit(wood), facing)
        strip = (float(middle + reach * np.sin(a)), float(middle + reach * np.sin(b)) + 0.01)
        sheet.fill(lens.front(strip, (1.95, 3.9), z), tone)
    for y in (2.2, 2.9, 3.6):
        sheet.fill(lens.front((left, right), (y, y + 0.07), z), lighter(light.shaded(wood), -0.06))
    roof = light.open_pigment("#5f5560")
    peak = (middle, 4.9, z)
    sheet.fill(lens.at([(left - 0.15, 3.88, z), (right + 0.15, 3.88, z), peak]), light.shaded(roof))
    edge = right + 0.15 if side > 0 else left - 0.15
    sheet.fill(lens.at([(middle + side * 0.2, 3.88, z), (edge, 3.88, z), peak]), light.lit(roof))


def _strings(stage: Set, lens: Lens) -> Layer:
    """Strings of small lamps between poles, behind whoever is there."""
    sheet, light = stage.sheet(0.86), stage.light
    dark = light.silhouette(1.0)
    ends = ((-3.2, 3.0, 4.2), (0.2, 3.35, 7.6), (3.0, 3.0, 4.6))
    for x, y, z in ends:
        sheet.stroke(lens.at([(x, 0, z), (x, y, z)]), lens.units(0.08, z), dark)
    t = np.linspace(0, 1, 25)
    for a, b in itertools.pairwise(ends):
        line = np.array(a) + (np.array(b) - np.array(a)) * t[:, None]
        line[:, 1] -= 0.55 * 4 * t * (1 - t)
        sheet.stroke(lens.at(line), 0.0022, dark)
        for x, y, z in line[2:-1:3]:
            at = lens.at([x, y - 0.09, z])
            point = (float(at[0]), float(at[1]))
            if lamps_on(light):
                bulb(sheet, point, lens.units(0.5, z), light)
            else:
                size = lens.units(0.06, z)
                sheet.ellipse(point, (size, size * 1.2), light.lit(light.pigment("#f2e2b0")))
    return sheet.layer("strings", 0.86, living="twinkle" if lamps_on(light) else "still")
