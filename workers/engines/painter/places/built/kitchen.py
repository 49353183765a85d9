"""A kitchen: a window over the sink, cupboards, a stove with its hood, a table under a lamp."""

import itertools

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter.colour import lighter, mix
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.interior import (
    Shell,
    Window,
    block,
    ceiling_height,
    cushion,
    outside,
    paint_shell,
    shadow,
    solid,
    sunlight,
    tone,
    window_frame,
)
from workers.engines.painter.places.built.lighting import bulb, dust, lamps_on, pool
from workers.engines.painter.places.built.perspective import Lens, Points, cut
from workers.engines.painter.sheet import Sheet

_BACK = 5.6
_WINDOW = Window(x=(-0.75, 0.95), y=(1.2, 2.45), z=_BACK, panes=(2, 2))


def paint(stage: Set) -> Painting:
    """Paint a kitchen towards its window."""
    lens = Lens.of(stage, eye=1.5, focal=0.95)
    shell = Shell(
        half=2.9,
        height=ceiling_height(stage, 3.0),
        back=_BACK,
        floor="#b09578",
        wall="#c9bd9f",
        ceiling="#e0d8c6",
    )
    layers = [outside(stage), _walls(stage, lens, shell), _units(stage, lens)]
    sun = stage.sheet(0.72)
    sunlight(sun, stage.light, lens, _WINDOW, lean=0.45, reach=0.95)
    layers += [sun.layer("sunlight", 0.72), _pendant(stage, lens), _table(stage, lens)]
    layers.append(dust(stage, 1.2, centre=(0.5, stage.focus[1] - 0.1), reach=0.4))
    spots = (lens.spot(-0.3, 4.1, 0.85), lens.spot(0.9, 4.3, 0.85), lens.spot(-1.2, 4.4, 0.85))
    return Painting(layers=tuple(layers), spots=spots, outdoor=False)


def _walls(stage: Set, lens: Lens, shell: Shell) -> Layer:
    """Walls, chequered floor, tiles over the counter, the window."""
    sheet, light = stage.sheet(0.5), stage.light
    paint_shell(sheet, light, lens, shell)
    dark = tone(light, "#6d7f7d", -0.03)
    size = 0.58
    squares = [
        lens.floor((x, x + size), (max(z, 0.6), min(z + size, _BACK)))
        for row, z in enumerate(np.arange(0.4, _BACK, size))
        for x in np.arange(-shell.half + (row % 2) * size, shell.half, 2 * size)
    ]
    sheet.fill(squares, dark, opacity=0.65, atop=True)
    tile = tone(light, "#dfe3d8")
    tiles = lens.front_cells(_BACK - 0.01, (-2.9, 2.9), (0.95, 1.75), (38, 5), (0.9, 0.88))
    sheet.fill(lens.front((-2.9, 2.9), (0.95, 1.75), _BACK - 0.01), lighter(tile, -0.07))
    sheet.fill(list(tiles), tile)
    if lamps_on(light):
        pool(sheet, lens.centre, 0.75, light, strength=0.42)
    cut_out = _WINDOW.hole(lens)
    _window(sheet, stage, lens, cut_out)
    stage.defocus(sheet, 0.5)
    return sheet.layer("walls", 0.5)


def _window(sheet: Sheet, stage: Set, lens: Lens, hole: Points) -> None:
    """Open the window, frame it, hang a short curtain over it."""
    light = stage.light
    cut(sheet, hole)
    window_frame(sheet, light, lens, _WINDOW)
    (left, right), (_, high) = _WINDOW.x, _WINDOW.y
    cloth = mix(tone(light, "#d98a5a"), light.tones.accent, 0.2)
    edges = np.linspace(left - 0.1, right + 0.1, 15)
    for number, (a, b) in enumerate(itertools.pairwise(edges)):
        strip = [
            (a, high + 0.1, 5.5),
            (b, high + 0.1, 5.5),
            (b, high - 0.26, 5.5),
            ((a + b) / 2, high - 0.32, 5.5),
            (a, high - 0.26, 5.5),
        ]
        sheet.fill(lens.at(strip), lighter(cloth, (0.04, -0.04)[number % 2]))


def _units(stage: Set, lens: Lens) -> Layer:
    """Counter with doors, sink and tap, stove and hood, wall cupboards, shelf of jars, fridge."""
    sheet, light = stage.sheet(0.65), stage.light
    z = _BACK - 0.7
    front = tone(light, "#5f8580")
    shadow(sheet, light, lens, (-2.2, 2.9), (z, _BACK))
    block(sheet, lens, (-2.15, 2.9), (0.1, 0.9), (z, _BACK), solid(light, "#5f8580"))
    block(sheet, lens, (-2.2, 2.9), (0.9, 0.96), (z - 0.06, _BACK), solid(light, "#b58a5c"))
    doors = lens.front_cells(z - 0.01, (-2.1, 2.85), (0.16, 0.86), (9, 1), (0.9, 0.94))
    sheet.fill(list(doors), lighter(front, 0.035))
    knobs = lens.front_cells(z - 0.02, (-2.1, 2.85), (0.7, 0.82), (9, 1), (0.22, 0.22))
    sheet.fill(list(knobs), tone(light, "#d9c08a", 0.05))
    _stove(sheet, stage, lens, z)
    _sink(sheet, stage, lens, z)
    for x in ((-2.1, -1.0),):
        block(sheet, lens, x, (1.85, 2.65), (_BACK - 0.4, _BACK), solid(light, "#5f8580", 0.02))
        panels = lens.front_cells(_BACK - 0.41, x, (1.88, 2.62), (2, 1), (0.88, 0.92))
        sheet.fill(list(panels), lighter(front, 0.06))
    block(sheet, lens, (-2.9, -2.15), (0.0, 2.0), (z - 0.05, _BACK), solid(light, "#d9d4c4", -0.02))
    sheet.fill(lens.front((-2.9, -2.15), (1.3, 1.33), z - 0.06), tone(light, "#8a8578"))
    for y in ((0.9, 1.2), (1.42, 1.7)):
        sheet.fill(lens.front((-2.27, -2.22), y, z - 0.07), tone(light, "#8a8578"))
    sheet.rim((0.0, -1.0), 0.0025, light.key, strength=0.3)
    if lamps_on(light):
        pool(sheet, lens.centre, 0.75, light, strength=0.38)
    stage.defocus(sheet, 0.65)
    return sheet.layer("units", 0.65)


def _stove(sheet: Sheet, stage: Set, lens: Lens, z: float) -> None:
    light = stage.light
    dark = tone(light, "#3b3d42")
    sheet.fill(lens.front((1.35, 2.15), (0.1, 0.93), z - 0.03), lighter(dark, 0.05))
    sheet.fill(lens.front((1.43, 2.07), (0.2, 0.66), z - 0.04), lighter(dark, -0.06))
    glow = mix(dark, light.lamp, 0.5 if lamps_on(light) else 0.12)
    sheet.fill(lens.front((1.5, 2.0), (0.26, 0.56), z - 0.05), glow)
    for x in (1.48, 1.62, 1.88, 2.02):
        at = lens.at([x, 0.8, z - 0.05])
        sheet.ellipse((float(at[0]), float(at[1])), (0.006, 0.006), tone(light, "#d9d4c4"))
    steel = tone(light, "#a8aaa8")
    hood = [(1.25, 1.95, z), (2.25, 1.95, z), (1.95, 2.3, z), (1.55, 2.3, z)]
    sheet.fill(lens.at(hood), steel)
    sheet.fill(lens.front((1.57, 1.93), (2.3, 4.5), z), lighter(steel, -0.05))
    sheet.fill(lens.front((1.25, 2.25), (1.88, 1.95), z), lighter(steel, -0.1))
    for x, wide, tall, text in ((1.5, 0.15, 0.2, "#a8493f"), (1.95, 0.18, 0.14, "#c9c4b8")):
        cushion(
            sheet,
            lens,
            (x - wide, x + wide),
            (0.97, 0.97 + tall),
            z + 0.1,
            tone(light, text),
            round_by=0.04,
        )
        sheet.fill(
            lens.front((x - wide - 0.03, x + wide + 0.03), (0.965 + tall, 0.99 + tall), z + 0.1),
            tone(light, text, -0.06),
        )


def _sink(sheet: Sheet, stage: Set, lens: Lens, z: float) -> None:
    light = stage.light
    steel = tone(light, "#b8bab4", 0.03)
    sheet.fill(lens.floor((-0.35, 0.5), (z + 0.1, _BACK - 0.15), 0.965), lighter(steel, -0.12))
    tap = lens.at([(0.08, 0.96, 5.45), (0.08, 1.3, 5.45), (0.08, 1.4, 5.35), (0.08, 1.28, 5.2)])
    sheet.stroke(tap, 0.007, steel, smooth=True)
    for x, tall, text in (
        (-1.75, 0.30, "#d98a4a"),
        (-1.55, 0.24, "#e0cfae"),
        (-1.36, 0.2, "#8a5a3c"),
    ):
        cushion(
            sheet,
            lens,
            (x - 0.08, x + 0.08),
            (0.97, 0.97 + tall),
            _BACK - 0.3,
            tone(light, text),
            round_by=0.03,
        )
    pot = (0.7, 0.9)
    cushion(sheet, lens, pot, (1.2, 1.36), _BACK - 0.1, tone(light, "#b5654a"), round_by=0.02)
    rng = stage.rng("herbs")
    for _ in range(14):
        angle = rng.uniform(-1, 1)
        leaf = lens.at(
            [(0.8, 1.36, 5.5), (0.8 + 0.22 * np.sin(angle), 1.4 + 0.2 * np.cos(angle), 5.5)]
        )
        sheet.stroke(leaf, [0.004, 0.012], tone(light, "#5d8a4c", rng.uniform(-0.05, 0.05)))


def _pendant(stage: Set, lens: Lens) -> Layer:
    """Two lamps over the table."""
    sheet, light = stage.sheet(0.8), stage.light
    on = lamps_on(light)
    for x in (-0.75, 0.85):
        at = lens.at([x, 2.25, 3.9])
        point = (float(at[0]), float(at[1]))
        sheet.stroke([point, (point[0], -0.3)], 0.003, tone(light, "#3b302a"))
        if on:
            bulb(sheet, (point[0], point[1] + 0.01), 0.34, light)
        hood = [
            (x - 0.26, 2.22, 3.9),
            (x + 0.26, 2.22, 3.9),
            (x + 0.12, 2.42, 3.9),
            (x - 0.12, 2.42, 3.9),
        ]
        sheet.fill(lens.at(hood), mix(tone(light, "#c2673f"), light.tones.accent, 0.25))
    return sheet.layer("lamps", 0.8, living="flicker" if on else "still", pace=0.3)


def _table(stage: Set, lens: Lens) -> Layer:
    """A table at the near edge with cup, teapot and a bowl of fruit; steam belongs to the cup."""
    sheet, light = stage.sheet(1.1), stage.light
    wood = solid(light, "#9a6b45")
    block(sheet, lens, (-1.7, 1.7), (0.68, 0.76), (2.15, 2.95), wood)
    things = ((-0.95, 0.16, 0.30, "#3f7d78"), (0.9, 0.22, 0.14, "#e0cfae"))
    for x, wide, tall, text in things:
        dark = mix(light.tones.shadow, light.ambient, 0.1)
        at = lens.at([x, 0.765, 2.5])
        sheet.ellipse(
            (float(at[0]), float(at[1])),
            (lens.units(wide * 1.2, 2.5), 0.02),
            dark,
            opacity=0.4,
            soft=0.008,
        )
        if wide > 0.2:
            for offset, ink in ((-0.1, "#c2473f"), (0.1, "#d9a93a"), (0.0, "#8fa04a")):
                fruit = lens.at([x + offset, 0.93, 2.5])
                size = lens.units(0.085, 2.5)
                sheet.ellipse(
                    (float(fruit[0]), float(fruit[1])), (size, size), tone(light, ink, 0.03)
                )
        cushion(
            sheet,
            lens,
            (x - wide, x + wide),
            (0.77, 0.77 + tall),
            2.5,
            tone(light, text),
            round_by=0.07,
        )
    spout = lens.at([(-0.8, 0.85, 2.5), (-0.68, 0.93, 2.5), (-0.62, 1.07, 2.5)])
    sheet.stroke(spout, [0.03, 0.018, 0.014], tone(light, "#3f7d78"), smooth=True)
    lid = lens.at([-0.95, 1.08, 2.5])
    sheet.ellipse((float(lid[0]), float(lid[1])), (0.04, 0.014), tone(light, "#3f7d78", 0.05))
    sheet.rim((0.2, -1.0), 0.004, light.key, strength=0.4)
    if lamps_on(light):
        pool(sheet, (0.5, 1.0), 0.6, light, strength=0.3)
    stage.defocus(sheet, 0.75)
    return sheet.layer("table", 1.1)
