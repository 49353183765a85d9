"""A library: an aisle between high shelves of books, a tall arched window, ladders, lamps."""

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter.colour import lighter, mix
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.interior import (
    Shell,
    Window,
    block,
    boards,
    ceiling_height,
    outside,
    paint_shell,
    shadow,
    solid,
    sunlight,
    tone,
)
from workers.engines.painter.places.built.lighting import bulb, dust, lamps_on, pool
from workers.engines.painter.places.built.perspective import Lens, Points
from workers.engines.painter.sheet import Sheet

_BACK, _AISLE, _TOP = 13.0, 2.0, 3.9
_BOOKS = ("#8f3b36", "#b98a4a", "#3f5f66", "#5d6b4a", "#6a4058", "#a35c3a", "#c9b48a", "#384a6a")
_CASES = ((0.9, 5.2), (5.7, 7.9), (8.4, 10.3), (10.7, 12.4))
_WINDOW = Window(x=(-1.1, 1.1), y=(1.1, 3.6), z=_BACK, panes=(2, 3))


def paint(stage: Set) -> Painting:
    """Paint an aisle towards the window."""
    lens = Lens.of(stage, eye=1.6, focal=0.95)
    shell = Shell(half=2.9, height=ceiling_height(stage, 5.2), back=_BACK, floor="#7a5236",
                  wall="#8a6f52", ceiling="#5f4836")  # fmt: skip
    layers = [outside(stage), _hall(stage, lens, shell)]
    for name, depth, cases in (("far shelves", 0.55, _CASES[2:]), ("shelves", 0.7, _CASES[:2])):
        sheet = stage.sheet(depth)
        for case in reversed(cases):
            for side in (-1, 1):
                _bookcase(sheet, stage, lens, side, case)
        _lamplight(sheet, stage, lens)
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(name, depth))
    sun = stage.sheet(0.75)
    sunlight(sun, stage.light, lens, _WINDOW, lean=0.25, reach=1.9)
    layers += [sun.layer("sunlight", 0.75), _desk(stage, lens)]
    layers.append(dust(stage, 1.2, centre=(0.48, stage.focus[1] - 0.1), reach=0.4))
    spots = (lens.spot(-0.4, 4.4, 0.9), lens.spot(0.8, 5.0, 0.9), lens.spot(-0.9, 6.0, 0.85))
    return Painting(layers=tuple(layers), spots=spots, outdoor=False)


def _lamplight(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """Warmth from the hanging lamps and from the one on the desk."""
    if lamps_on(stage.light):
        for x, y, z, radius in ((1.85, 1.3, 3.5, 0.7), (0, 3.0, 5.0, 0.5), (0, 3.0, 9.0, 0.3)):
            at = lens.at([x, y, z])
            pool(sheet, (float(at[0]), float(at[1])), radius, stage.light, strength=0.42)


def _arch(lens: Lens, z: float, grow: float = 0.0) -> Points:
    """The window's outline: upright sides, round head."""
    (left, right), (low, high) = _WINDOW.x, _WINDOW.y
    middle, reach = (left + right) / 2, (right - left) / 2 + grow
    turn = np.linspace(0, np.pi, 21)
    head = [(middle + reach * np.cos(t), high + reach * np.sin(t), z) for t in turn]
    return lens.at([(middle - reach, low - grow, z), (middle + reach, low - grow, z), *head])


def _hall(stage: Set, lens: Lens, shell: Shell) -> Layer:
    sheet, light = stage.sheet(0.45), stage.light
    paint_shell(sheet, light, lens, shell, holes=[_arch(lens, _BACK)])
    boards(sheet, stage, lens, shell, wide=0.3)
    stone = tone(light, "#c2a982")
    ring = _arch(lens, _BACK, 0.1)
    sheet.stroke(np.concatenate([ring, ring[:1]]), lens.units(0.22, _BACK), stone)
    (left, right), (low, high) = _WINDOW.x, _WINDOW.y
    bars = tone(light, "#3b2d22")
    for x in np.linspace(left, right, 5)[1:-1]:
        sheet.fill(lens.front((x - 0.03, x + 0.03), (low, high + 0.95), _BACK), bars)
    for y in np.linspace(low, high, 5)[1:]:
        sheet.fill(lens.front((left, right), (y - 0.03, y + 0.03), _BACK), bars)
    carpet = tone(light, "#7d2f35", keep=0.6)
    sheet.fill(lens.floor((-0.95, 0.95), (0.6, _BACK - 0.3)), carpet)
    for x in (-0.85, 0.8):
        sheet.fill(lens.floor((x, x + 0.05), (0.6, _BACK - 0.3)), tone(light, "#c9a35c"))
    for z in np.arange(2.5, _BACK, 1.9):
        span = (shell.height - 0.28, shell.height)
        block(sheet, lens, (-shell.half, shell.half), span, (z, z + 0.3), solid(light, "#4a3526"))
    _lamplight(sheet, stage, lens)
    return sheet.layer("hall", 0.45)


def _bookcase(sheet: Sheet, stage: Set, lens: Lens, side: int, z: tuple[float, float]) -> None:
    """A case that faces the aisle, with a lit end and seven shelves of books."""
    light, rng = stage.light, stage.rng(f"case {side} {z[0]}")
    x = side * _AISLE
    wood = tone(light, "#6a4530", -0.02 - 0.05 * (1 - 1 / (1 + z[0] / 30)))
    outer = (min(x, side * 2.9), max(x, side * 2.9))
    sheet.fill(lens.side(x, (0, _TOP), z), wood)
    sheet.fill(lens.front(outer, (0, _TOP), z[0]), lighter(wood, -0.06))
    panel = (min(x + side * 0.12, side * 2.78), max(x + side * 0.12, side * 2.78))
    for y in ((0.25, 1.75), (1.95, _TOP - 0.35)):
        sheet.fill(lens.front(panel, y, z[0]), lighter(wood, -0.02))
    shelves = 8
    step = (_TOP - 0.45) / shelves
    for level in range(shelves):
        foot = 0.2 + level * step
        row = (z[0] + 0.09, z[1] - 0.09)
        sheet.fill(lens.side(x, (foot, foot + step * 0.88), row), lighter(wood, -0.17))
        _books(sheet, stage, lens, (x, foot, step), row, rng)
    cornice = (_TOP - 0.18, _TOP + 0.06)
    sheet.fill(lens.side(x - side * 0.07, cornice, z), lighter(wood, 0.05))
    sheet.fill(lens.front((outer[0] - 0.07, outer[1] + 0.07), cornice, z[0]), lighter(wood, 0.01))


def _books(
    sheet: Sheet,
    stage: Set,
    lens: Lens,
    shelf: tuple[float, float, float],
    row: tuple[float, float],
    rng: np.random.Generator,
) -> None:
    """One shelf of spines, painted colour by colour."""
    x, y, step = shelf
    edges = row[0] + np.cumsum(rng.uniform(0.04, 0.10, 90))
    edges = edges[edges < row[1]]
    tall = step * rng.uniform(0.55, 0.86, len(edges))
    ink = rng.integers(0, len(_BOOKS), len(edges))
    gone = rng.random(len(edges)) < 0.06
    for number, text in enumerate(_BOOKS):
        spines = [
            lens.side(x, (y, y + float(t)), (float(a), float(b) - 0.006))
            for a, b, t, k, g in zip(edges, edges[1:], tall, ink, gone, strict=False)
            if k == number and not g
        ]
        sheet.fill(spines, tone(stage.light, text, rng.uniform(-0.05, 0.04)))


def _desk(stage: Set, lens: Lens) -> Layer:
    """A reading table with a green lamp and open books, right in front; a ladder on the left."""
    sheet, light = stage.sheet(0.95), stage.light
    wood = tone(light, "#4f3424")
    feet = lens.at([(-1.15, 0, 4.2), (-1.85, 3.5, 4.4), (-1.15, 0, 4.75), (-1.85, 3.5, 4.9)])
    for start, end in ((feet[0], feet[1]), (feet[2], feet[3])):
        sheet.stroke([start, end], [0.012, 0.009], wood)
    for share in np.linspace(0.08, 0.95, 10):
        rung = [feet[0] + (feet[1] - feet[0]) * share, feet[2] + (feet[3] - feet[2]) * share]
        sheet.stroke(rung, 0.008, lighter(wood, 0.05))
    shadow(sheet, light, lens, (1.1, 2.3), (3.2, 4.2))
    block(sheet, lens, (1.15, 2.25), (0.0, 0.72), (3.3, 4.1), solid(light, "#4a3022", -0.04))
    block(sheet, lens, (1.0, 2.4), (0.72, 0.8), (3.2, 4.2), solid(light, "#7a4f33"))
    for x, y, ink in ((1.15, 0.8, "#8f3b36"), (1.18, 0.87, "#3f5f66"), (1.13, 0.94, "#b98a4a")):
        block(sheet, lens, (x, x + 0.42), (y, y + 0.07), (3.3, 3.6), solid(light, ink))
    x, z = 1.85, 3.5
    brass = tone(light, "#b8924a")
    sheet.fill(lens.front((x - 0.015, x + 0.015), (0.8, 1.2), z), brass)
    sheet.fill(lens.front((x - 0.1, x + 0.1), (0.8, 0.83), z), brass)
    if lamps_on(light):
        at = lens.at([x, 1.16, z])
        bulb(sheet, (float(at[0]), float(at[1])), 0.42, light)
    green = mix(tone(light, "#2f7d5a", 0.05, keep=0.8), light.lamp, 0.25 if lamps_on(light) else 0)
    hood = [(x - 0.24, 1.18, z), (x + 0.24, 1.18, z), (x + 0.17, 1.33, z), (x - 0.17, 1.33, z)]
    sheet.fill(lens.at(hood), green)
    sheet.rim((-0.5, -0.8), 0.003, light.key, strength=0.35)
    _hanging_lamps(sheet, stage, lens)
    return sheet.layer("desk", 0.95)


def _hanging_lamps(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """Round lamps over the aisle."""
    light = stage.light
    for z in (9.0, 5.0):
        at = lens.at([0, 3.0, z])
        sheet.stroke([at, lens.at([0, 6.5, z])], 0.003, tone(light, "#3b2d22"))
        point, size = (float(at[0]), float(at[1])), lens.units(0.17, z)
        if lamps_on(light):
            bulb(sheet, point, size * 6, light)
        glass = mix(light.lamp, tone(light, "#f2e6c8"), 0.3 if lamps_on(light) else 1.0)
        sheet.ellipse(point, (size, size), glass)
