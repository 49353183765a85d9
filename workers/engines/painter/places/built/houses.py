"""Houses along a street, seen down the street: walls with windows, shops, signs."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from workers.engines.painter.colour import Lab, lighter, mix
from workers.engines.painter.light import Light
from workers.engines.painter.place import Set
from workers.engines.painter.places.built.lighting import choose, lamps_on, lit_share, signs
from workers.engines.painter.places.built.perspective import Lens
from workers.engines.painter.sheet import Sheet

WALL = 5.6
"""Metres from the middle of the street to the houses."""
_PLASTER = ("#b5654a", "#d8b98a", "#8a5a5c", "#7d8a96", "#c98f5a", "#5d6f7d", "#a8a08c", "#94504a")


@dataclass(frozen=True, kw_only=True)
class House:
    """Attributes:
    side: -1 left, 1 right.
    near, far: where along the street it stands, metres.
    height: in metres; `floors` above the shop.
    """

    side: int
    near: float
    far: float
    height: float
    floors: int
    wall: str
    shop: bool
    balcony: bool


def row_of_houses(stage: Set, *, length: float = 95.0) -> list[House]:
    """Both sides of the street, far to near."""
    found = []
    for side in (-1, 1):
        rng, z = stage.rng(f"houses {side}"), 1.2
        while z < length:
            wide, floors = rng.uniform(5.5, 9.5), int(rng.integers(2, 6))
            found.append(
                House(
                    side=side,
                    near=z,
                    far=z + wide,
                    height=4.0 + floors * 3.0 + rng.uniform(0, 1.2),
                    floors=floors,
                    wall=_PLASTER[int(rng.integers(len(_PLASTER)))],
                    shop=bool(rng.random() < 0.75) or z < 12,
                    balcony=bool(rng.random() < 0.4),
                )
            )
            z += wide
    return sorted(found, key=lambda house: -house.near)


def nearness(z: float) -> float:
    """A depth between 0 and 1 for a distance in metres, for the haze."""
    return 1 / (1 + z / 22)


def paint_house(sheet: Sheet, stage: Set, lens: Lens, house: House) -> None:
    """One house: end wall, street wall, cornice, windows, shop."""
    light = stage.light
    pigment = light.pigment(house.wall, keep=0.55)
    lit_side = (light.towards[0] > 0) == (house.side < 0)
    tone = light.lit if lit_side and light.weather == "clear" else light.shaded
    wall, x = tone(pigment), house.side * WALL
    end = light.fade(lighter(light.shaded(pigment), -0.04), nearness(house.near))
    out = (x, x + house.side * 9)
    sheet.fill(lens.front(out, (0, house.height), house.near), end)
    corner = lens.at([(x, 0, house.near), (x, 0, house.far)])[:, 0]
    shades = [light.fade(wall, nearness(z)) for z in (house.near, house.far)]
    stops = sorted(zip(corner.tolist(), shades, strict=True), key=lambda stop: stop[0])
    paint = sheet.horizontal(stops)
    sheet.fill(lens.side(x, (0, house.height), (house.near, house.far)), paint)
    _trim(sheet, light, lens, house, wall)
    rng = stage.rng(f"panes {house.side} {house.near:.2f}")
    _windows(sheet, light, lens, house, rng, wall)
    if house.shop:
        _shop(sheet, light, lens, house, rng)


def _trim(sheet: Sheet, light: Light, lens: Lens, house: House, wall: Lab) -> None:
    """Cornice, string courses, plinth; darker or lighter than the wall."""
    x, span, near = house.side * (WALL - 0.25), (house.near, house.far), nearness(house.near)
    edge = light.fade(lighter(wall, 0.07), near)
    dark = light.fade(lighter(wall, -0.1), near)
    top = house.height
    sheet.fill(lens.side(house.side * WALL, (top - 0.9, top - 0.35), span), dark, opacity=0.7)
    sheet.fill(lens.side(x, (top - 0.4, top + 0.1), span), edge)
    sheet.fill(lens.side(house.side * WALL, (3.55, 3.85), span), dark, opacity=0.8)
    sheet.fill(lens.side(house.side * WALL, (0, 0.6), span), dark, opacity=0.6)


def _windows(
    sheet: Sheet, light: Light, lens: Lens, house: House, rng: Generator, wall: Lab
) -> None:
    """Upper windows with frames, sills and, from dusk on, lamps behind some."""
    x, near = house.side * WALL, nearness(house.near)
    span, columns = (
        (house.near + 0.4, house.far - 0.4),
        max(2, round((house.far - house.near) / 2.2)),
    )
    levels, count = (4.1, 4.1 + house.floors * 3.0 - 0.6), (columns, house.floors)
    frames = lens.side_cells(x, levels, span, count, (0.62, 0.66))
    panes = lens.side_cells(x, levels, span, count, (0.5, 0.58))
    sheet.fill(list(frames), light.fade(lighter(wall, 0.09), near))
    glass = mix(lighter(wall, -0.2), light.sky_middle, 0.25 + 0.25 * light.exposure)
    sheet.fill(list(panes), light.fade(glass, near))
    lit = choose(rng, panes, lit_share(light) * 0.85)
    lamp = light.fade(_warm(light), near)
    sheet.fill(lit, lamp)
    sheet.fill(choose(rng, np.array(lit).reshape(-1, 4, 2), 0.4), lighter(lamp, -0.09))
    bars = lens.side_cells(x, levels, span, count, (0.05, 0.58))
    sheet.fill(list(bars), light.fade(lighter(wall, 0.02), near))
    if house.balcony and house.near < 40:
        rails = lens.side_cells(x - house.side * 0.5, (levels[0] - 0.95, levels[1] - 0.95), span,
                                count, (0.85, 0.26))  # fmt: skip
        sheet.fill(list(rails), light.fade(lighter(wall, -0.16), near))


def _warm(light: Light) -> Lab:
    """Lamps at home are warm, whatever burns in the street."""
    return mix(light.lamp, light.pigment("#ffd08a", keep=0.8), 0.65) if light.neon else light.lamp


def _shop(sheet: Sheet, light: Light, lens: Lens, house: House, rng: Generator) -> None:
    """A shop window, a door, a fascia and an awning."""
    x, near = house.side * WALL, nearness(house.near)
    a, b = house.near + 0.5, house.far - 0.5
    open_late = lamps_on(light) and rng.random() < 0.85
    front = light.lit(light.pigment(("#3f5f5a", "#6a2f36", "#2f3f5c", "#7a5a2f")[rng.integers(4)]))
    sheet.fill(lens.side(x, (0, 3.5), (a, b)), light.fade(front, near))
    glass = _warm(light) if open_late else mix(lighter(front, -0.12), light.sky_middle, 0.3)
    panes = lens.side_cells(x, (0.7, 2.6), (a, b), (3, 1), (0.86, 1.0))
    sheet.fill(list(panes), light.fade(glass, near))
    if open_late:
        low = lens.side_cells(x, (0.7, 1.5), (a + 0.2, b - 0.2), (9, 1), (0.5, rng.uniform(0.5, 1)))
        sheet.fill(list(low), light.fade(lighter(glass, -0.2), near), opacity=0.7)
    name = lens.side_cells(x, (2.85, 3.2), (a + 0.8, b - 0.8), (7, 1), (0.55, 0.8))
    ink = signs(light)[int(rng.integers(3))] if light.neon else light.lit(light.pigment("#e8d9b0"))
    sheet.fill(list(name), light.fade(ink, near))
    if rng.random() < 0.7:
        _awning(sheet, light, lens, house, rng)


def _awning(sheet: Sheet, light: Light, lens: Lens, house: House, rng: Generator) -> None:
    a, b, count = house.near + 0.4, house.far - 0.4, 8
    near = nearness(house.near)
    cloth = light.pigment(("#c2473f", "#d99a3f", "#3f7d78")[int(rng.integers(3))])
    tones = (
        light.fade(light.lit(cloth), near),
        light.fade(light.lit(light.pigment("#efe6d2")), near),
    )
    edges = np.linspace(a, b, count + 1)
    for number in range(count):
        z = (max(edges[number], 0.5), max(edges[number + 1], 0.5))
        wall, out = house.side * WALL, house.side * (WALL - 1.3)
        roof = lens.at([(wall, 3.1, z[0]), (wall, 3.1, z[1]), (out, 2.45, z[1]), (out, 2.45, z[0])])
        sheet.fill(roof, tones[number % 2])
        flap = lens.at([(out, 2.45, z[0]), (out, 2.45, z[1]), (out, 2.2, z[1]), (out, 2.2, z[0])])
        sheet.fill(flap, lighter(tones[number % 2], -0.07))
