"""A railway station: a platform under its canopy, a clock, lamps, and a train coming in."""

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter.colour import lighter, mix
from workers.engines.painter.light import Light
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.houses import nearness
from workers.engines.painter.places.built.interior import block
from workers.engines.painter.places.built.lighting import (
    bulb,
    lamps_on,
    lit_share,
    outdoor_tones,
    pool,
)
from workers.engines.painter.places.built.perspective import Lens
from workers.engines.painter.places.built.skyline import Row, paint_row
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers
from workers.engines.painter.terrain import Ridge, far_ridge

_EDGE, _BED, _TRACK, _GAUGE = -0.55, -1.05, -2.5, 0.75
_COLUMNS = (33.0, 27.0, 21.0, 16.0, 11.5, 7.6, 4.4)
_ROOF = 4.3


def paint(stage: Set) -> Painting:
    """Paint a platform along the track."""
    lens = Lens.of(stage, eye=1.7, focal=0.85)
    level = stage.focus[1]
    layers = sky_layers(stage, horizon=level)
    hills = Ridge(name="hills", depth=0.12, level=level - 0.04, height=0.07, scale=0.6)
    layers.append(far_ridge(stage, hills).layer("hills", 0.12))
    town = stage.sheet(0.2)
    paint_row(
        town,
        stage,
        Row(
            name="town",
            depth=0.2,
            base=level + 0.01,
            heights=(0.02, 0.12),
            widths=(0.04, 0.08),
            windows=0.01,
        ),
    )
    layers += [town.layer("town", 0.2), _ground(stage, lens), _train(stage, lens)]
    for name, depth, columns in (
        ("far canopy", 0.62, _COLUMNS[:4]),
        ("canopy", 0.82, _COLUMNS[4:]),
    ):
        sheet = stage.sheet(depth)
        _canopy(sheet, stage, lens, columns)
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(name, depth))
    layers.append(_lamps(stage, lens))
    spots = (lens.spot(0.35, 4.8, 0.95), lens.spot(1.4, 6.0, 0.93), lens.spot(0.1, 8.5, 0.9))
    return Painting(layers=tuple(layers), spots=spots)


def _ground(stage: Set, lens: Lens) -> Layer:
    """Ballast, sleepers, rails; the platform with its edge line; a wall along the far side."""
    sheet, light = stage.sheet(0.5), stage.light
    gravel = light.lit(light.open_pigment("#6d6560"))
    y = [float(lens.at([0, _BED, z])[1]) for z in (200.0, 20.0, 3.0)]
    far = light.fade(gravel, 0.1)
    paint = sheet.vertical(
        [(y[0], far), (y[1], lighter(gravel, -0.02)), (y[2], lighter(gravel, -0.16))]
    )
    sheet.fill(lens.floor((-90, 90), (0.5, 400), _BED), paint)
    sheet.grain(stage.rng("ballast"), cells=(40, 160), lightness=0.05)
    wood, steel = light.shaded(light.pigment("#5a4636")), light.lit(light.pigment("#b5b2b0"))
    for track in (_TRACK, _TRACK - 3.6):
        ties = [
            lens.floor((track - 1.25, track + 1.25), (z, z + 0.26), _BED + 0.03)
            for z in np.arange(1.6, 60, 0.65)
        ]
        sheet.fill(ties, wood)
        for side in (-_GAUGE, _GAUGE):
            rail = lens.floor((track + side - 0.045, track + side + 0.045), (0.8, 300), _BED + 0.16)
            sheet.fill(rail, mix(steel, light.sky_horizon, 0.4))
    stone = light.pigment("#a39a90")
    sheet.fill(lens.side(_EDGE, (_BED, 0), (0.6, 70)), lighter(light.shaded(stone), -0.1))
    top = light.lit(stone)
    y = [float(lens.at([0, 0, z])[1]) for z in (70.0, 12.0, 2.5)]
    paint = sheet.vertical(
        [(y[0], light.fade(top, 0.3)), (y[1], lighter(top, -0.05)), (y[2], lighter(top, -0.2))]
    )
    sheet.fill(lens.floor((_EDGE, 60), (0.6, 70)), paint)
    joints = [lens.floor((_EDGE, 9.0), (z, z + 0.04)) for z in np.arange(1.5, 30, 0.95)]
    sheet.fill(joints, lighter(top, -0.16), opacity=0.4)
    yellow = light.lit(light.pigment("#e0a93a", keep=0.75))
    sheet.fill(lens.floor((_EDGE + 0.42, _EDGE + 0.62), (0.6, 70)), yellow, opacity=0.9)
    sheet.fill(lens.floor((_EDGE, _EDGE + 0.14), (0.6, 70)), lighter(top, 0.08))
    _far_side(sheet, stage, lens)
    if light.weather in ("rain", "storm"):
        sheet.fill(lens.floor((_EDGE, 60), (0.6, 70)), light.sky_horizon, opacity=0.14)
    if lamps_on(light):
        for z in (5.5, 9.5, 14.0):
            at = lens.at([1.6, 0, z])
            pool(sheet, (float(at[0]), float(at[1])), lens.units(3.6, z), light, strength=0.35)
    return sheet.layer("tracks", 0.5)


def _far_side(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """A brick wall with arches behind the second track, and signal posts."""
    light, x = stage.light, -8.2
    brick = light.pigment("#8f5546")
    edge = lens.at([(x, 0, 3.0), (x, 0, 60.0)])[:, 0]
    shade = light.lit if light.towards[0] > 0 else light.shaded
    stops = [
        (float(edge[0]), lighter(shade(brick), -0.05)),
        (float(edge[1]), light.fade(shade(brick), 0.3)),
    ]
    sheet.fill(lens.side(x, (_BED, 1.9), (0.6, 60)), sheet.horizontal(stops))
    for z in np.arange(3.0, 57, 3.4):
        tone = light.fade(lighter(light.shaded(brick), -0.06), nearness(z))
        turn = np.linspace(0, np.pi, 9)
        arch = [(x, 0.6 + 0.8 * np.sin(t), z + 1.5 + 1.1 * np.cos(t)) for t in turn]
        sheet.fill(lens.at([(x, _BED + 0.3, z + 2.6), *arch, (x, _BED + 0.3, z + 0.4)]), tone)
    sheet.fill(lens.side(x, (1.9, 2.15), (0.6, 60)), light.fade(lighter(shade(brick), 0.07), 0.7))


def _train(stage: Set, lens: Lens) -> Layer:
    """A train that stands at the platform: its face, its windows, its lamps."""
    sheet, light = stage.sheet(0.58), stage.light
    z, half = 12.5, 1.45
    x = (_TRACK - half, _TRACK + half)
    body = mix(light.pigment("#a83a3a", keep=0.6), light.tones.accent, 0.35)
    roof = light.open_pigment("#8a8d92")
    lit, dark = light.lit(body), light.shaded(body)
    side = lens.side(x[1], (_BED + 0.5, 2.9), (z, 64))
    edge = lens.at([(x[1], 0, z), (x[1], 0, 64)])[:, 0]
    near_tone = dark if light.towards[0] < 0 else lit
    stops = sorted(
        [
            (float(edge[0]), light.fade(near_tone, 0.9)),
            (float(edge[1]), light.fade(near_tone, 0.25)),
        ],
        key=lambda stop: stop[0],
    )
    sheet.fill(side, sheet.horizontal(stops))
    glass = (
        light.lamp
        if lit_share(light) > 0.1
        else mix(light.shaded(light.pigment("#2f3a44")), light.sky_middle, 0.3)
    )
    panes = lens.side_cells(x[1], (0.75, 1.75), (z + 1.5, 60), (26, 1), (0.7, 1.0))
    sheet.fill(list(panes), light.fade(glass, 0.75))
    sheet.fill(
        lens.side(x[1], (0.35, 0.5), (z, 64)), light.fade(light.lit(light.pigment("#efe6d2")), 0.6)
    )
    top = 2.9
    turn = np.linspace(0, np.pi, 15)
    head = [(_TRACK + half * np.cos(t), top + 0.75 * np.sin(t), z) for t in turn]
    shell = lens.at([(x[0], _BED + 0.45, z), (x[1], _BED + 0.45, z), *head])
    sheet.fill(shell, light.fade(light.lit(roof), 0.85))
    face = lens.at(
        [(x[0], _BED + 0.45, z), (x[1], _BED + 0.45, z), (x[1], 2.75, z), (x[0], 2.75, z)]
    )
    sheet.fill(face, light.fade(mix(lit, dark, 0.4), 0.9))
    sheet.fill(
        lens.front((x[0], x[1]), (0.15, 0.45), z - 0.01),
        light.fade(light.lit(light.pigment("#efe6d2")), 0.9),
    )
    sheet.fill(
        lens.front((x[0] + 0.2, x[1] - 0.2), (1.15, 2.5), z - 0.01),
        light.fade(light.silhouette(1.0), 0.9),
    )
    pane = mix(glass, light.sky_middle, 0.35)
    for a, b in ((x[0] + 0.3, _TRACK - 0.06), (_TRACK + 0.06, x[1] - 0.3)):
        sheet.fill(lens.front((a, b), (1.25, 2.4), z - 0.02), light.fade(pane, 0.9))
    sheet.fill(
        lens.front((x[0] - 0.05, x[1] + 0.05), (_BED + 0.15, _BED + 0.5), z - 0.1),
        light.silhouette(0.95),
    )
    _headlamps(sheet, light, lens, z)
    sheet.rim(light.towards, 0.003, light.key, strength=0.4)
    return sheet.layer("train", 0.58)


def _headlamps(sheet: Sheet, light: Light, lens: Lens, z: float) -> None:
    lamp = lighter(light.lamp, 0.05)
    for u, v in ((-1.0, 0.72), (1.0, 0.72), (0.0, 2.95)):
        at = lens.at([_TRACK + u, v, z - 0.1])
        point = (float(at[0]), float(at[1]))
        sheet.glow(point, 0.13, lamp, strength=0.75 if lamps_on(light) else 0.3, falloff=3)
        sheet.ellipse(point, (0.011, 0.011), lighter(lamp, 0.1))


def _canopy(sheet: Sheet, stage: Set, lens: Lens, columns: tuple[float, ...]) -> None:
    """One stretch of roof with its fascia, and iron columns with brackets."""
    light = stage.light
    near = 0.6 if columns[-1] < 5 else columns[-1] - 3
    far = columns[0] + 3.2
    wood = light.pigment("#6f5a4a")
    inner = 0.05
    y = sorted(float(lens.at([0, _ROOF, z])[1]) for z in (max(near, 2.0), far))
    paint = sheet.vertical(
        [
            (y[0], lighter(light.shaded(wood), -0.1)),
            (y[1], light.fade(light.shaded(wood), nearness(far))),
        ]
    )
    sheet.fill(lens.floor((inner, 9.0), (near, far), _ROOF), paint)
    beams = [
        lens.floor((inner, 9.0), (z, z + 0.18), _ROOF - 0.02)
        for z in np.arange(max(near, 1.2), far, 1.3)
    ]
    sheet.fill(beams, lighter(light.shaded(wood), -0.16), opacity=0.6)
    iron = light.pigment("#33505a")
    edge = light.fade(light.lit(iron), nearness(columns[0]))
    sheet.fill(lens.side(inner, (_ROOF - 0.02, _ROOF + 0.42), (near, far)), edge)
    teeth = lens.side_cells(
        inner, (_ROOF - 0.28, _ROOF), (near, far), (int((far - near) / 0.3), 1), (0.82, 1)
    )
    sheet.fill([tooth for tooth in teeth if tooth[:, 0].min() > -3], lighter(edge, -0.05))
    for z in columns:
        tone = light.fade(mix(light.lit(iron), light.shaded(iron), 0.5), nearness(z))
        for x in (0.75, 4.6):
            sheet.fill(lens.front((x - 0.09, x + 0.09), (0, _ROOF), z), tone)
            sheet.fill(lens.front((x - 0.17, x + 0.17), (0, 0.45), z), tone)
            sheet.fill(lens.front((x - 0.15, x + 0.15), (2.9, 3.02), z), lighter(tone, 0.06))
            for side in (-1, 1):
                t = np.linspace(0, np.pi / 2, 8)
                bow = [(x + side * 0.95 * (1 - np.cos(u)), 3.05 + 1.2 * np.sin(u), z) for u in t]
                sheet.stroke(lens.at(bow), lens.units(0.09, z), tone)
        block(
            sheet,
            lens,
            (2.1, 3.5),
            (0.42, 0.5),
            (z + 1.4, z + 1.9),
            outdoor_tones(light, "#8a5c40"),
        )
        block(
            sheet,
            lens,
            (2.1, 3.5),
            (0.5, 0.95),
            (z + 1.85, z + 1.9),
            outdoor_tones(light, "#8a5c40", -0.04),
        )
    sheet.rim(light.towards, 0.003, light.key, strength=0.45)


def _lamps(stage: Set, lens: Lens) -> Layer:
    """The clock that hangs over the platform, lamps under the roof, a name board."""
    sheet, light = stage.sheet(0.9), stage.light
    dark, z = light.silhouette(1.0), 5.4
    for far in (21.0, 14.0, 9.5, 6.5):
        at = lens.at([2.3, 3.55, far])
        point = (float(at[0]), float(at[1]))
        sheet.stroke(lens.at([(2.3, 3.55, far), (2.3, _ROOF, far)]), 0.003, dark)
        if lamps_on(light):
            bulb(sheet, point, lens.units(1.6, far), light)
        hood = [(2.0, 3.55, far), (2.6, 3.55, far), (2.4, 3.75, far), (2.2, 3.75, far)]
        sheet.fill(lens.at(hood), light.fade(dark, nearness(far)))
    at = lens.at([0.75 - 0.55, 3.3, z])
    point, size = (float(at[0]), float(at[1])), lens.units(0.46, z)
    sheet.stroke(lens.at([(0.75, 3.3, z), (0.2, 3.3, z)]), 0.008, dark)
    sheet.fill(lens.front((0.72, 0.80), (0, _ROOF), z), dark)
    face = light.lit(light.pigment("#f4ead2"))
    if lamps_on(light):
        sheet.glow(point, size * 3, light.lamp, strength=0.45)
        face = mix(face, light.lamp, 0.7)
    sheet.ellipse(point, (size * 1.14, size * 1.14), dark)
    sheet.ellipse(point, (size, size), lighter(face, 0.04))
    frame = sheet.frame
    for hour in range(12):
        turn = hour * np.pi / 6
        ends = [
            (
                point[0] + frame.across(size * r * np.sin(turn)),
                point[1] - frame.down(size * r * np.cos(turn)),
            )
            for r in (0.78, 0.92)
        ]
        sheet.stroke(ends, size * 0.07, dark)
    for turn, length, thick in ((5.3, 0.5, 0.1), (1.1, 0.76, 0.06)):
        tip = (
            point[0] + frame.across(size * length * np.sin(turn)),
            point[1] - frame.down(size * length * np.cos(turn)),
        )
        sheet.stroke([point, tip], size * thick, dark)
    return sheet.layer("clock", 0.9)
