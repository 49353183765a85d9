"""A market: stalls with striped awnings at both sides of an alley, fruit, lanterns overhead."""

import itertools

import numpy as np
from numpy.random import Generator

from common.artifacts.keyframes import Layer
from workers.engines.painter.colour import Lab, lighter, mix, with_lightness
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.houses import House, nearness, paint_house, row_of_houses
from workers.engines.painter.places.built.interior import block
from workers.engines.painter.places.built.lighting import bulb, lamps_on, outdoor_tones, pool, signs
from workers.engines.painter.places.built.perspective import Lens
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers

_STALLS = (19.0, 15.6, 12.4, 9.4, 6.6, 4.0)
_AISLE, _OUT = 1.75, 3.9
_CLOTH = ("#c2473f", "#d99a3f", "#3f7d78", "#7a4f8a", "#4f6fa0")
_FRUIT = ("#d94f35", "#e8a83a", "#8fb04a", "#b03a5c", "#e8cf5a", "#a35ca0")


def paint(stage: Set) -> Painting:
    """Paint the alley between the stalls."""
    lens = Lens.of(stage, eye=1.65, focal=0.85)
    layers = sky_layers(stage, horizon=stage.focus[1])
    layers += [_houses(stage, lens), _ground(stage, lens)]
    for name, depth, stalls in (("far stalls", 0.6, _STALLS[:3]), ("stalls", 0.8, _STALLS[3:])):
        sheet = stage.sheet(depth)
        for z in stalls:
            for side in (-1, 1):
                _stall(sheet, stage, lens, side, z)
            if lamps_on(stage.light) and not _is_left(stage):
                at = lens.at([0.0, 2.2, z])
                pool(
                    sheet,
                    (float(at[0]), float(at[1])),
                    lens.units(3.4, z),
                    stage.light,
                    strength=0.34,
                )
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(name, depth))
    layers += [] if _is_left(stage) else [_people(stage, lens), _lanterns(stage, lens)]
    layers.sort(key=lambda layer: layer.depth)
    spots = (lens.spot(0.1, 4.7, 0.92), lens.spot(-0.7, 5.6, 0.9), lens.spot(0.8, 6.4, 0.88))
    return Painting(layers=tuple(layers), spots=spots)


def _is_left(stage: Set) -> bool:
    """Whether nobody trades there any more: "a mall, long abandoned" names ruins too."""
    return "ruins" in stage.concepts


def _houses(stage: Set, lens: Lens) -> Layer:
    """Old houses behind the stalls, closing the alley's far end with a gate."""
    sheet, light = stage.sheet(0.35), stage.light
    for house in row_of_houses(stage, length=45.0):
        if house.near > 2:
            plain = House(
                side=house.side,
                near=house.near,
                far=house.far,
                height=house.height * 0.72 + 1.5,
                floors=max(2, house.floors - 1),
                wall=house.wall,
                shop=False,
                balcony=house.balcony,
            )
            paint_house(sheet, stage, lens, plain)
    z = 44.0
    wall = light.fade(light.lit(light.pigment("#d0a878")), 0.4)
    sheet.fill(lens.front((-6, 6), (0, 9.5), z), wall)
    turn = np.linspace(0, np.pi, 15)
    arch = [(2.4 * np.cos(t), 4.2 + 2.9 * np.sin(t), z) for t in turn]
    sheet.fill(lens.at([(2.4, 0, z), *arch, (-2.4, 0, z)]), light.fade(light.sky_horizon, 0.6))
    roof = light.fade(light.lit(light.open_pigment("#7d4a44")), 0.45)
    sheet.fill(lens.at([(-7, 9.3, z), (7, 9.3, z), (4.5, 12.0, z), (-4.5, 12.0, z)]), roof)
    sheet.fill(
        lens.at([(-2.6, 12, z), (2.6, 12, z), (2.4, 14.5, z), (0, 17.5, z), (-2.4, 14.5, z)]), wall
    )
    sheet.rim(light.towards, 0.003, light.key, strength=0.4)
    stage.defocus(sheet, 0.35)
    return sheet.layer("old houses", 0.35)


def _ground(stage: Set, lens: Lens) -> Layer:
    """Cobbles in rows, worn smooth along the middle, with light lying on them."""
    sheet, light, rng = stage.sheet(0.5), stage.light, stage.rng("cobbles")
    stone = light.open_pigment("#9a8a7a")
    stops = []
    for z in (60.0, 25.0, 10.0, 4.0, 1.8):
        tone = mix(light.lit(stone), light.tones.shadow, 0.4 * nearness(z) ** 2)
        stops.append((float(lens.at([0, 0, z])[1]), light.fade(tone, nearness(z) ** 0.7)))
    sheet.fill(lens.floor((-60, 60), (0.5, 400)), sheet.vertical(stops))
    base = light.lit(stone)
    for shade in (-0.09, -0.04, 0.04):
        cobbles = [
            lens.floor((float(x) + 0.03, float(x) + 0.38), (float(z) + 0.03, float(z) + 0.27))
            for z in np.arange(2.4, 17.0, 0.3)
            for x in np.arange(-3.9, 3.9, 0.42)
            if rng.random() < 0.3
        ]
        sheet.fill(cobbles, lighter(base, shade - 0.05), opacity=0.55)
    sheet.grain(stage.rng("worn"), cells=(10, 50), lightness=0.025)
    if light.weather in ("rain", "storm"):
        sheet.fill(lens.floor((-4, 4), (0.5, 40)), light.sky_horizon, opacity=0.2)
    if lamps_on(light):
        for z in (5.0, 8.0, 12.0, 17.0):
            at = lens.at([0, 0, z])
            sheet.glow(
                (float(at[0]), float(at[1])),
                lens.units(3.2, z),
                light.lamp,
                strength=0.35,
                squash=0.3,
            )
    return sheet.layer("ground", 0.5)


def _stall(sheet: Sheet, stage: Set, lens: Lens, side: int, z: float) -> None:
    """A counter heaped with goods under an awning on posts."""
    light, rng = stage.light, stage.rng(f"stall {side} {z}")
    near, deep = nearness(z), 2.0
    span = (_AISLE, _OUT) if side > 0 else (-_OUT, -_AISLE)
    wood = [light.fade(tone, near) for tone in outdoor_tones(light, "#8a5f40", -0.03)]
    cloth = light.pigment(_CLOTH[int(rng.integers(len(_CLOTH)))], keep=0.65)
    back = light.fade(lighter(light.shaded(cloth), -0.07), near)
    sheet.fill(lens.front(span, (0, 2.6), z + deep), back)
    sheet.fill(lens.side(side * _OUT, (0, 2.6), (z, z + deep)), lighter(back, 0.02))
    hangings = lens.side_cells(side * _OUT, (0.9, 2.5), (z + 0.1, z + deep), (5, 1), (0.5, 1.0))
    sheet.fill(list(hangings), lighter(back, 0.07))
    if not _is_left(stage):
        _shelves(sheet, stage, lens, span, z + deep, rng)
    block(sheet, lens, span, (0.0, 0.82), (z, z + deep - 0.5), (wood[0], wood[1], wood[2]))
    x = side * (_AISLE - 0.01)
    skirt = lens.side_cells(x, (0.12, 0.8), (z, z + deep - 0.5), (7, 1), (0.94, 1.0))
    for number, strip in enumerate(skirt):
        sheet.fill(strip, light.fade(light.shaded(cloth), near) if number % 2 else wood[0])
    if not _is_left(stage):
        _goods(sheet, stage, lens, (span, z), rng)
    for u, v in ((side * _AISLE, z), (side * _OUT, z), (side * _AISLE, z + deep)):
        sheet.fill(lens.front((u - 0.04, u + 0.04), (0, 2.5), v), wood[1])
    _awning(sheet, stage, lens, (side, z), cloth)
    if lamps_on(light) and not _is_left(stage):
        at = lens.at([side * 2.7, 2.05, z + 0.9])
        point = (float(at[0]), float(at[1]))
        pool(sheet, point, lens.units(1.7, z), light, strength=0.4)
        bulb(sheet, point, lens.units(0.7, z), light)


def _shelves(
    sheet: Sheet, stage: Set, lens: Lens, x: tuple[float, float], z: float, rng: Generator
) -> None:
    """Jars and bundles against the back cloth."""
    light = stage.light
    for y in (1.15, 1.7):
        sheet.fill(
            lens.front(x, (y - 0.05, y), z - 0.05),
            light.fade(light.shaded(light.pigment("#8a5f40")), nearness(z)),
        )
        for u in np.arange(x[0] + 0.15, x[1] - 0.1, 0.26):
            tall, ink = rng.uniform(0.16, 0.36), _FRUIT[int(rng.integers(len(_FRUIT)))]
            tone = light.fade(
                mix(light.shaded(light.pigment(ink)), light.lit(light.pigment(ink)), 0.4),
                nearness(z),
            )
            sheet.fill(
                lens.front((float(u) - 0.09, float(u) + 0.09), (y, y + tall), z - 0.06), tone
            )


def _goods(
    sheet: Sheet, stage: Set, lens: Lens, place: tuple[tuple[float, float], float], rng: Generator
) -> None:
    """Slanting crates of fruit on the counter and in front of it."""
    light, (span, z) = stage.light, place
    for number, u in enumerate(np.linspace(span[0] + 0.1, span[1] - 0.6, 4)):
        ink = light.pigment(_FRUIT[int(rng.integers(len(_FRUIT)))], keep=0.7)
        near = nearness(z)
        lit, dark = light.fade(light.lit(ink), near), light.fade(light.shaded(ink), near)
        crate = light.fade(light.shaded(light.pigment("#a87f54")), near)
        for layer, depth in enumerate((1.2, 0.8, 0.4, 0.1)):
            size = lens.units(0.095, z + depth)
            for across in np.arange(0.06, 0.5, 0.135):
                at = lens.at(
                    [
                        u + across,
                        0.9 + 0.06 * layer * 0 + 0.13 * depth + rng.uniform(-0.02, 0.03),
                        z + depth,
                    ]
                )
                point = (float(at[0]), float(at[1]))
                sheet.ellipse(point, (size, size), dark)
                glint = (
                    point[0] + sheet.frame.across(size * 0.2 * np.sign(light.towards[0])),
                    point[1] - sheet.frame.down(size * 0.25),
                )
                sheet.ellipse(glint, (size * 0.68, size * 0.66), lit)
        sheet.fill(lens.front((u - 0.01, u + 0.52), (0.82, 0.95), z - 0.01), crate)
        if number in (0, 3):
            block(
                sheet,
                lens,
                (float(u), float(u) + 0.5),
                (0.0, 0.34),
                (z - 0.55, z - 0.1),
                (lit, crate, lighter(crate, -0.05)),
            )


def _awning(sheet: Sheet, stage: Set, lens: Lens, place: tuple[int, float], cloth: Lab) -> None:
    """Striped cloth that falls towards the aisle, with a scalloped edge on both seen sides."""
    light, (side, z) = stage.light, place
    near = nearness(z)
    tones = (
        light.fade(light.lit(cloth), near),
        light.fade(light.lit(light.pigment("#f0e6d0")), near),
    )
    inner, outer = side * (_AISLE - 0.55), side * (_OUT + 0.1)
    edges = np.linspace(z - 0.25, z + 2.1, 11)
    for number, (a, b) in enumerate(itertools.pairwise(edges)):
        roof = [(outer, 3.35, a), (outer, 3.35, b), (inner, 2.42, b), (inner, 2.42, a)]
        sheet.fill(lens.at(roof), tones[number % 2])
        t = np.linspace(0, np.pi, 6)
        flap = [
            (inner, 2.42, a),
            *[(inner, 2.24 - 0.08 * np.sin(v), a + (b - a) * v / np.pi) for v in t],
            (inner, 2.42, b),
        ]
        sheet.fill(lens.at(flap), lighter(tones[number % 2], -0.05))
    x = np.linspace(inner, outer, 9)
    for number, (a, b) in enumerate(itertools.pairwise(x)):
        top = [2.42 + (v - inner) / (outer - inner) * 0.93 for v in (a, b)]
        front = [
            (a, top[0], z - 0.25),
            (b, top[1], z - 0.25),
            (b, 2.25, z - 0.25),
            ((a + b) / 2, 2.17, z - 0.25),
            (a, 2.25, z - 0.25),
        ]
        sheet.fill(lens.at(front), lighter(tones[number % 2], -0.07))


def _people(stage: Set, lens: Lens) -> Layer:
    """Shoppers far down the alley, hazy."""
    sheet, light, rng = stage.sheet(0.7), stage.light, stage.rng("people")
    for z in (26.0, 22.0, 19.0, 16.5, 14.0, 12.5):
        x = rng.uniform(-1.2, 1.2)
        coat = light.fade(
            light.shaded(light.pigment(_CLOTH[int(rng.integers(5))])), nearness(z) * 0.9
        )
        body = [
            (x - 0.2, 0),
            (x - 0.27, 0.9),
            (x - 0.22, 1.38),
            (x, 1.48),
            (x + 0.22, 1.38),
            (x + 0.27, 0.9),
            (x + 0.2, 0),
        ]
        sheet.fill(lens.at([(u, v, z) for u, v in body]), coat, smooth=True)
        head = lens.at([x, 1.62, z])
        size = lens.units(0.125, z)
        skin = light.fade(light.lit(light.pigment("#8a5f48")), nearness(z))
        sheet.ellipse((float(head[0]), float(head[1])), (size, size * 1.15), skin)
    stage.defocus(sheet, 0.7)
    return sheet.layer("shoppers", 0.7, living="sway", pace=0.4)


def _lanterns(stage: Set, lens: Lens) -> Layer:
    """Garlands of paper lanterns across the alley."""
    sheet, light, rng = stage.sheet(0.9), stage.light, stage.rng("lanterns")
    on, dark = lamps_on(light), light.silhouette(0.95)
    for row, z in enumerate((17.0, 13.0, 9.8, 7.2, 5.2)):
        t = np.linspace(0, 1, 19)
        lift = 4.3 + 0.15 * row
        line = np.stack([-4.6 + 9.2 * t, lift - 0.9 * 4 * t * (1 - t), np.full(19, z)], axis=1)
        sheet.stroke(
            lens.at(line), max(lens.units(0.025, z), 0.0012), light.fade(dark, nearness(z))
        )
        for x, y, _ in line[1:-1:3]:
            ink = (*signs(light), light.lamp)[int(rng.integers(4))]
            if not light.neon:
                ink = mix(light.lamp, light.pigment(_CLOTH[int(rng.integers(5))], keep=0.7), 0.45)
            at = lens.at([x, y - 0.3, z])
            point, size = (float(at[0]), float(at[1])), lens.units(0.19, z)
            if on:
                bulb(sheet, point, size * 4.5, light)
            tone = with_lightness(ink, 0.80) if on else light.fade(light.lit(ink), nearness(z))
            sheet.ellipse(point, (size, size * 0.86), tone)
            sheet.ellipse(point, (size * 0.5, size * 0.84), lighter(tone, 0.06), opacity=0.8)
            for v in (-0.82, 0.82):
                end = (point[0], point[1] + sheet.frame.down(size * v))
                sheet.ellipse(end, (size * 0.4, size * 0.12), light.fade(dark, nearness(z)))
    return sheet.layer("lanterns", 0.9, living="sway", pace=0.4)
