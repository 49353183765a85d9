"""A night club: a lit dance floor, a mirror ball, a DJ behind the desk, beams and dancers."""

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter import path
from workers.engines.painter.colour import Lab, lighter, mix, with_lightness
from workers.engines.painter.light import Light
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.interior import block, ceiling_height
from workers.engines.painter.places.built.lighting import beam, signs
from workers.engines.painter.places.built.perspective import Lens, Points
from workers.engines.painter.places.built.stage import dark_hall
from workers.engines.painter.sheet import Sheet

_HALF, _BACK = 4.2, 11.0


def paint(stage: Set) -> Painting:
    """Paint the dance floor towards the desk."""
    lens = Lens.of(stage, eye=1.7, focal=0.9)
    top = ceiling_height(stage, 4.2)
    layers = [_walls(stage, lens, top), _floor(stage, lens), _desk(stage, lens)]
    layers += [
        _beams(stage, lens, top),
        _ball(stage, lens, top),
        _dancers(stage, lens),
        _smoke(stage),
    ]
    spots = (lens.spot(0.1, 4.8, 0.92), lens.spot(-1.2, 5.6, 0.9), lens.spot(1.3, 6.0, 0.9))
    return Painting(layers=tuple(layers), spots=spots, outdoor=False)


def _walls(stage: Set, lens: Lens, top: float) -> Layer:
    """Dark walls with neon lines that run to the back, and a panel of light behind the desk."""
    sheet, light = stage.sheet(0.3), stage.light
    hall, tubes = dark_hall(light), signs(light)
    sheet.flood(
        sheet.radial(
            lens.centre,
            [(0.0, mix(hall, tubes[0], 0.42)), (0.95, mix(lighter(hall, -0.02), tubes[2], 0.06))],
        )
    )
    back = lens.front((-_HALF, _HALF), (0, top), _BACK)
    sheet.fill(back, mix(hall, tubes[2], 0.20))
    columns, rows = 26, 9
    panel = lens.front_cells(_BACK, (-3.2, 3.2), (1.9, 3.7), (columns, rows), (0.78, 0.74))
    rng = stage.rng("panel")
    level = np.repeat(rng.uniform(0.15, 1.0, columns)[None, :], rows, axis=0)
    lit = (np.arange(rows)[:, None] / rows) < level
    for number in range(3):
        mine = lit.ravel() & (np.tile(np.arange(columns), rows) % 9 // 3 == number)
        sheet.fill(list(panel[mine]), tubes[number])
    sheet.fill(list(panel[~lit.ravel()]), mix(hall, tubes[1], 0.12))
    for side in (-1, 1):
        for number, y in enumerate((0.5, 2.2, top - 0.35)):
            line = lens.at([(side * _HALF, y, 1.0), (side * _HALF, y, _BACK)])
            _tube(sheet, line, tubes[number], (0.02, 0.005))
        for z in (3.4, 5.4, 7.6, 9.6):
            line = lens.at([(side * _HALF, 0.5, z), (side * _HALF, 2.2, z)])
            _tube(sheet, line, tubes[1], (lens.units(0.05, z),) * 2)
    edge = lens.at([(-_HALF, top - 0.35, _BACK), (_HALF, top - 0.35, _BACK)])
    _tube(sheet, edge, tubes[2], (0.005, 0.005))
    stage.defocus(sheet, 0.3)
    return sheet.layer("walls", 0.3)


def _tube(sheet: Sheet, line: Points, paint: Lab, widths: tuple[float, float]) -> None:
    """A neon tube: a white-hot core in a coloured halo."""
    halo = [width * 5 for width in widths]
    sheet.stroke(line, halo, paint, opacity=0.35, soft=0.014)
    sheet.stroke(line, list(widths), with_lightness(paint, 0.9))


def _floor(stage: Set, lens: Lens) -> Layer:
    """Tiles of light, some on, that mirror the room."""
    sheet, light, rng = stage.sheet(0.6), stage.light, stage.rng("tiles")
    hall, tubes = dark_hall(light), signs(light)
    dark = lighter(hall, -0.04)
    sheet.fill(lens.floor((-30, 30), (0.5, _BACK)), dark)
    size = 0.84
    columns, rows = int(2 * _HALF / size), int((_BACK - 1.2) / size)
    state = rng.random((rows, columns))
    hues = rng.integers(0, 3, (rows, columns))
    for row in range(rows):
        z = 1.2 + row * size
        for column in range(columns):
            x = -_HALF + column * size
            tile = lens.floor((x + 0.03, x + size - 0.03), (z + 0.03, z + size - 0.03))
            paint = tubes[int(hues[row, column])]
            glow = 0.85 if state[row, column] > 0.62 else 0.16 + 0.2 * state[row, column]
            tone = mix(dark, paint, glow)
            sheet.fill(tile, tone)
            if glow > 0.5:
                inner = lens.floor((x + 0.16, x + size - 0.16), (z + 0.16, z + size - 0.16))
                sheet.fill(inner, lighter(paint, 0.09), soft=0.004)
    far, near = (float(lens.at([0, 0, z])[1]) for z in (_BACK, 2.0))
    shade = sheet.vertical([(far, lighter(tubes[0], 0.05)), (near, dark)])
    sheet.fill(lens.floor((-_HALF, _HALF), (7.0, _BACK)), shade, opacity=0.25, soft=0.02, atop=True)
    return sheet.layer("dance floor", 0.6, living="flicker", pace=0.5)


def _desk(stage: Set, lens: Lens) -> Layer:
    """The DJ's desk with its front of light, two stacks of speakers, the DJ against the panel."""
    sheet, light = stage.sheet(0.62), stage.light
    hall, tubes = dark_hall(light), signs(light)
    dark = lighter(hall, -0.06)
    tones = (lighter(dark, 0.06), dark, lighter(dark, 0.02))
    z = _BACK - 1.6
    head = lens.at([0.0, 2.0, z + 0.4])
    size = lens.units(0.15, z)
    sheet.ellipse((float(head[0]), float(head[1])), (size, size * 1.2), dark)
    body = [
        (-0.42, 0.8),
        (-0.4, 1.5),
        (-0.25, 1.74),
        (0.25, 1.74),
        (0.46, 1.55),
        (0.95, 2.2),
        (1.02, 2.12),
        (0.55, 1.3),
        (0.42, 0.8),
    ]
    sheet.fill(lens.at([(x, y, z + 0.4) for x, y in body]), dark)
    block(sheet, lens, (-1.7, 1.7), (0.0, 1.25), (z - 0.3, z + 0.3), tones)
    bars = lens.front_cells(z - 0.31, (-1.6, 1.6), (0.15, 1.1), (16, 1), (0.5, 1.0))
    for number in range(3):
        sheet.fill(list(bars[number::3]), tubes[number])
    for side in (-1, 1):
        x = (side * 3.0 - 0.55, side * 3.0 + 0.55)
        for y in (0.0, 1.15):
            block(sheet, lens, x, (y, y + 1.1), (z - 0.2, z + 0.5), tones)
            at = lens.at([side * 3.0, y + 0.5, z - 0.2])
            point = (float(at[0]), float(at[1]))
            for share, paint in (
                (0.42, lighter(dark, 0.07)),
                (0.3, dark),
                (0.12, mix(dark, tubes[1], 0.6)),
            ):
                sheet.ellipse(point, (lens.units(share, z), lens.units(share, z)), paint)
    sheet.rim((0.0, -1.0), 0.004, tubes[0], strength=0.7)
    stage.defocus(sheet, 0.62)
    return sheet.layer("desk", 0.62)


def _beams(stage: Set, lens: Lens, top: float) -> Layer:
    """Moving heads on the ceiling, their cones crossing."""
    sheet, light, rng = stage.sheet(0.7), stage.light, stage.rng("beams")
    tubes = signs(light)
    for number, x in enumerate(np.linspace(-3.6, 3.6, 8)):
        z = 8.0 if number % 2 else 6.0
        start = lens.at([x, top, z])
        end = lens.at([x * 0.2 - np.sign(x) * rng.uniform(0.5, 3.2), -0.2, z - 1])
        paint = tubes[number % 3]
        a, b = (float(start[0]), float(start[1])), (float(end[0]), float(end[1]))
        beam(sheet, a, b, (0.012, 0.20), paint, strength=0.40, fade=0.9)
        beam(sheet, a, b, (0.006, 0.05), lighter(paint, 0.12), strength=0.4, fade=1.0)
        sheet.glow(a, 0.05, lighter(paint, 0.12), strength=0.9, falloff=3)
    return sheet.layer("beams", 0.7, living="flicker", pace=0.8)


def _ball(stage: Set, lens: Lens, top: float) -> Layer:
    """The mirror ball and the flecks that it throws on everything."""
    sheet, light, rng = stage.sheet(0.78), stage.light, stage.rng("ball")
    tubes = signs(light)
    spark = with_lightness(mix(light.tones.light, tubes[1], 0.3), 0.95)
    z, y, radius = 5.6, min(3.35, top - 0.8), 0.42
    at = lens.at([0.0, y, z])
    centre, size = (float(at[0]), float(at[1])), lens.units(radius, z)
    for x, v, share in rng.uniform(-1, 1, (90, 3)):
        spot = (0.5 + x * 0.62, 0.42 + v * 0.55)
        sheet.ellipse(spot, (0.006 + 0.004 * share, 0.004 + 0.002 * share), spark, opacity=0.35)
    sheet.stroke([centre, (centre[0], -0.2)], 0.003, with_lightness(spark, 0.35))
    sheet.glow(centre, size * 3.2, spark, strength=0.4, falloff=3)
    sheet.ellipse(centre, (size, size), mix(dark_hall(light), tubes[0], 0.3))
    _facets(sheet, centre, size, light, rng)
    return sheet.layer("mirror ball", 0.78, living="twinkle")


def _facets(
    sheet: Sheet, centre: tuple[float, float], size: float, light: Light, rng: np.random.Generator
) -> None:
    tubes, frame = signs(light), sheet.frame
    for ring in np.linspace(-1.3, 1.3, 11):
        wide = np.cos(ring)
        count = max(3, int(13 * wide))
        for turn in (np.arange(count) + 0.5) / count * np.pi - np.pi / 2:
            u, v = np.sin(turn) * wide * size * 0.95, np.sin(ring) * size * 0.95
            w, h = 0.105 * size * max(np.cos(turn), 0.2), 0.10 * size
            x, y = centre[0] + frame.across(u), centre[1] + frame.down(v)
            box = path.rectangle(
                x - frame.across(w), y - frame.down(h), x + frame.across(w), y + frame.down(h)
            )
            shine = rng.random() ** 2
            base = mix(tubes[int(rng.integers(3))], light.tones.light, 0.4)
            sheet.fill(box, with_lightness(base, 0.3 + 0.68 * shine))


def _dancers(stage: Set, lens: Lens) -> Layer:
    """People dancing at both sides of the floor, against the light."""
    sheet, light, rng = stage.sheet(0.98), stage.light, stage.rng("dancers")
    dark, tubes = lighter(dark_hall(light), -0.05), signs(light)
    for number in range(18):
        side = -1 if number % 2 else 1
        z = 9.4 - number * 0.27
        x = side * (1.25 + rng.uniform(0.0, 2.4))
        _dancer(sheet, lens, (x, z), rng, dark)
    sheet.rim((0.0, -1.0), 0.004, tubes[1], strength=0.7)
    sheet.rim((0.8, -0.2), 0.003, tubes[0], strength=0.6)
    stage.defocus(sheet, 0.9)
    return sheet.layer("dancers", 0.98, living="sway")


def _dancer(
    sheet: Sheet, lens: Lens, place: tuple[float, float], rng: np.random.Generator, paint: Lab
) -> None:
    """One figure at (x, z): hips to one side, one or both arms up."""
    x, z = place
    hip, tall, skirt = rng.uniform(-0.12, 0.12), rng.uniform(0.92, 1.06), rng.random()
    lifts, turn = rng.uniform(-0.35, 0.75, 2), rng.uniform(-0.08, 0.08)

    def at(points: list[tuple[float, float]]) -> Points:
        return lens.at([(x + u, v * tall, z) for u, v in points])

    for way in (-1, 1):
        leg = at([(hip + way * 0.07, 0.92), (hip * 1.4 + way * 0.15, 0.5), (way * 0.16, 0.02)])
        sheet.stroke(leg, [lens.units(w, z) for w in (0.19, 0.13, 0.07)], paint, smooth=True)
        foot = at([(way * 0.15, 0.04), (way * 0.27, 0.0)])
        sheet.stroke(foot, lens.units(0.07, z), paint)
    wide = 0.26 if skirt < 0.4 else 0.15
    left = [(hip - wide, 0.74), (hip - 0.11, 1.08), (turn - 0.19, 1.40), (turn - 0.05, 1.5)]
    right = [(turn + 0.05, 1.5), (turn + 0.19, 1.40), (hip + 0.11, 1.08), (hip + wide, 0.74)]
    body = [*left, *right]
    sheet.fill(at(body), paint, smooth=True)
    for way, lift in zip((-1, 1), lifts, strict=True):
        shoulder = turn + way * 0.16
        elbow = (shoulder + way * 0.2, 1.36 + 0.35 * lift)
        hand = (elbow[0] + way * (0.12 - 0.25 * max(lift, 0)), elbow[1] + 0.1 + 0.4 * lift)
        arm = at([(shoulder, 1.4), elbow, hand])
        sheet.stroke(arm, [lens.units(w, z) for w in (0.11, 0.085, 0.055)], paint, smooth=True)
        sheet.fill(path.ellipse(sheet.frame, _pair(at([hand])), (lens.units(0.05, z),) * 2), paint)
    neck = at([(turn, 1.45), (turn * 1.3, 1.58)])
    sheet.stroke(neck, lens.units(0.09, z), paint)
    size = lens.units(0.115, z)
    sheet.ellipse(_pair(at([(turn * 1.5, 1.67)])), (size, size * 1.22), paint)
    if skirt < 0.4:
        hair = at([(turn * 1.5 - 0.11, 1.7), (turn * 1.5, 1.82), (turn * 1.5 + 0.12, 1.7),
                   (turn * 1.5 + 0.16, 1.42), (turn * 1.5 - 0.16, 1.42)])  # fmt: skip
        sheet.fill(hair, paint, smooth=True)


def _pair(points: Points) -> tuple[float, float]:
    return float(points[0, 0]), float(points[0, 1])


def _smoke(stage: Set) -> Layer:
    sheet, tubes = stage.sheet(1.05), signs(stage.light)
    cloud = np.clip(sheet.texture(stage.rng("smoke"), (2, 4), octaves=4) * 0.6 + 0.1, 0, 1)
    rows = np.arange(sheet.frame.size[1]) * sheet.frame.to_shares[1, 1] + sheet.frame.top
    band = np.clip((rows - 0.35) / 0.5, 0, 1).astype(np.float32)
    sheet.wash(np.asarray(cloud * band[:, None], np.float32), tubes[0], opacity=0.22)
    return sheet.layer("smoke", 1.05, living="drift", pace=0.6)
