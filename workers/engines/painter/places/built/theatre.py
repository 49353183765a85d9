"""A theatre: painted scenery, red curtains, a golden arch, footlights, rows of empty seats."""

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter import path
from workers.engines.painter.colour import Lab, lighter, mix, with_lightness
from workers.engines.painter.light import Light
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.interior import tone
from workers.engines.painter.places.built.lighting import beam
from workers.engines.painter.places.built.perspective import Board
from workers.engines.painter.places.built.stage import dark_hall
from workers.engines.painter.sheet import Sheet

_BACK, _LIP, _TOP = 0.665, 0.80, 0.10
"""y of the boards' back edge, of the footlights, and of the arch's crown."""


def paint(stage: Set) -> Painting:
    """Paint a stage seen from the stalls."""
    layers = [_scenery(stage), _boards(stage), _drapes(stage), _arch(stage), _beams(stage)]
    layers += [_footlights(stage), _seats(stage, "seats", 1.15, 0.93, 0.10)]
    layers.append(_seats(stage, "near seats", 1.3, 1.02, 0.135))
    board = Board(frame=stage.frame(1.0), y=_LIP - 0.035)
    spots = tuple(board.spot(u * _half(board), 0.0, 0.29, 0.95) for u in (0.0, -0.42, 0.42))
    return Painting(layers=tuple(layers), spots=spots, outdoor=False)


def _half(board: Board) -> float:
    """u of the opening's right edge."""
    return 0.74 * min(board.half, 0.95)


def _velvet(light: Light) -> Lab:
    return with_lightness(tone(light, "#a31c2b", keep=0.9), 0.20 + 0.17 * light.exposure)


def _gold(light: Light) -> Lab:
    return mix(tone(light, "#c79a45", -0.04, keep=0.85), light.lamp, 0.15)


def _scenery(stage: Set) -> Layer:
    """A backcloth with a painted moon over painted hills and trees."""
    sheet, light = stage.sheet(0.2), stage.light
    hall, tones = dark_hall(light), light.tones
    top = with_lightness(mix(tones.base, tones.mid, 0.35), 0.20 + 0.2 * light.exposure)
    low = with_lightness(mix(tones.mid, tones.light, 0.45), 0.38 + 0.25 * light.exposure)
    sheet.flood(sheet.vertical([(0.05, top), (_BACK, low), (0.9, hall)]))
    board = Board(frame=sheet.frame, y=_BACK)
    moon = board.point(0.30 * _half(board), 0.36)
    pale = with_lightness(tones.light, 0.62 + 0.25 * light.exposure)
    sheet.glow(moon, 0.26, pale, strength=0.35, falloff=3)
    sheet.ellipse(moon, (0.062, 0.062), pale)
    x = sheet.frame.columns(5)
    for number, (height, share) in enumerate(((0.13, 0.42), (0.07, 0.62))):
        phase = stage.rng(f"painted hills {number}").uniform(0, 6, 2)
        wave = np.sin(x * 7 + phase[0]) * 0.6 + np.sin(x * 17 + phase[1]) * 0.25
        paint = mix(low, hall, share)
        sheet.fill(path.under(x, _BACK - height - 0.035 * wave, 1.0), paint)
    for side in (-1, 1):
        _flat_tree(sheet, board, side * 0.62 * _half(board), mix(low, hall, 0.8), stage)
    stage.defocus(sheet, 0.2)
    return sheet.layer("scenery", 0.2)


def _flat_tree(sheet: Sheet, board: Board, u: float, paint: Lab, stage: Set) -> None:
    """A tree of painted canvas, cut out in rounds."""
    rng = stage.rng(f"canvas tree {u > 0}")
    sheet.stroke(board.at([(u, -0.02), (u + 0.01, 0.2)]), [0.035, 0.02], paint)
    for du, dv, size in rng.uniform(-1, 1, (7, 3)):
        at = board.point(u + 0.07 * du, 0.27 + 0.07 * dv)
        sheet.ellipse(at, (0.06 + 0.015 * size,) * 2, lighter(paint, 0.02 * dv))


def _boards(stage: Set) -> Layer:
    """The floor in planks that run to the back, with a pool of light; the front under it."""
    sheet, light = stage.sheet(0.7), stage.light
    frame, hall = sheet.frame, dark_hall(light)
    wood = with_lightness(tone(light, "#9c6a3c"), 0.30 + 0.22 * light.exposure)
    left, right = frame.left - 0.02, frame.right + 0.02
    fall = sheet.vertical([(_BACK, lighter(wood, -0.10)), (_LIP, lighter(wood, 0.02))])
    sheet.fill(path.rectangle(left, _BACK, right, _LIP), fall)
    for u in np.linspace(-1.9, 1.9, 34):
        line = [(0.5 + 0.62 * frame.across(u), _BACK), (0.5 + frame.across(u), _LIP)]
        sheet.stroke(line, [0.0016, 0.003], lighter(wood, -0.14), opacity=0.7)
    shine = with_lightness(mix(light.tones.light, light.lamp, 0.4), 0.93)
    sheet.glow((0.5, 0.745), 0.40, shine, strength=0.75, squash=0.20, atop=True, falloff=1.5)
    face = tone(light, "#5a1a20", -0.1)
    lower = sheet.vertical([(_LIP, mix(hall, face, 0.7)), (0.9, lighter(hall, -0.05))])
    sheet.fill(path.rectangle(left, _LIP, right, 1.4), lower)
    return sheet.layer("boards", 0.7)


def _drapes(stage: Set) -> Layer:
    """Red curtains drawn aside, and a valance in swags."""
    sheet, light = stage.sheet(0.8), stage.light
    board = Board(frame=sheet.frame, y=_LIP)
    tall, half, red = (_LIP - _TOP) / sheet.frame.down(1), _half(board), _velvet(light)
    for side in (-1, 1):
        for k in range(9):
            inner, outer = half * (1.02 - 0.052 * (k + 1)), half * (1.02 - 0.052 * k)
            gather = 0.5 + 0.06 * k
            fold = [
                (side * (inner - 0.030 * (9 - k) * 0.3), tall),
                (side * outer, tall),
                (side * outer, gather * tall * 0.62),
                (side * (outer + 0.01), 0.02),
                (side * (inner + 0.012), 0.02),
                (side * (inner + 0.016 * k * 0.5), gather * tall * 0.62),
            ]
            shade = (0.05, -0.055, -0.015)[k % 3]
            sheet.fill(board.at(fold), lighter(red, shade))
        tie = board.at([(side * half * 0.60, 0.46 * tall), (side * half * 1.0, 0.40 * tall)])
        sheet.stroke(tie, 0.014, _gold(light))
    for k in range(5):
        u = half * (-0.8 + 0.4 * k)
        swag = [(u - 0.24 * half, tall * 1.03), (u - 0.12 * half, tall * 0.87), (u, tall * 0.84),
                (u + 0.12 * half, tall * 0.87), (u + 0.24 * half, tall * 1.03)]  # fmt: skip
        sheet.fill(board.at(swag), lighter(red, (0.045, -0.02)[k % 2]), smooth=True)
        hem = board.at(swag[1:4])
        sheet.stroke(hem, 0.011, _gold(light), smooth=True)
    sheet.grain(stage.rng("velvet"), cells=(60, 6), lightness=0.025)
    return sheet.layer("curtains", 0.8, living="sway", pace=0.3)


def _arch(stage: Set) -> Layer:
    """The golden frame, the dark walls beside it, two tiers of boxes."""
    sheet, light = stage.sheet(0.86), stage.light
    frame, hall, gold = sheet.frame, dark_hall(light), _gold(light)
    board = Board(frame=frame, y=_LIP + 0.03)
    tall, half = (_LIP + 0.03 - _TOP) / frame.down(1), _half(board)
    wall = mix(hall, _velvet(light), 0.4)
    edge = board.half * 1.6
    for side in (-1, 1):
        ends = (half, edge) if side > 0 else (-edge, -half)
        sheet.fill(board.box(ends, (0.0, tall * 1.5)), wall)
    sheet.fill(board.box((-edge, edge), (tall, tall * 1.6)), wall)
    for wide, paint in ((0.062, lighter(gold, -0.12)), (0.040, gold), (0.014, lighter(gold, 0.10))):
        for side in (-1, 1):
            middle = side * (half + 0.028)
            sheet.fill(board.box((middle - wide / 2, middle + wide / 2), (0.0, tall)), paint)
        middle = tall + 0.028
        sheet.fill(board.box((-half - 0.06, half + 0.06), (middle - wide / 2, middle + wide / 2)),
                   paint)  # fmt: skip
    sheet.ellipse(board.point(0, tall + 0.03), (0.075, 0.06), lighter(gold, 0.03))
    sheet.ellipse(board.point(0, tall + 0.03), (0.05, 0.038), _velvet(light))
    for side in (-1, 1):
        for v in (0.22, 0.50):
            a, b = side * (half + 0.075), side * (half + 0.36)
            box = (min(a, b), max(a, b))
            sheet.fill(board.box(box, (v * tall, v * tall + 0.15)), lighter(hall, -0.03))
            sheet.fill(board.box(box, (v * tall - 0.05, v * tall + 0.03)), lighter(gold, -0.05))
            sheet.fill(board.box(box, (v * tall - 0.036, v * tall + 0.016)), _velvet(light))
            lamp = board.point(side * (half + 0.20), v * tall + 0.05)
            sheet.glow(lamp, 0.09, light.lamp, strength=0.55, falloff=3)
            sheet.ellipse(lamp, (0.006, 0.008), with_lightness(light.lamp, 0.95))
    return sheet.layer("arch", 0.86)


def _beams(stage: Set) -> Layer:
    """One follow spot from above, and its dust."""
    sheet, light = stage.sheet(0.9), stage.light
    shine = with_lightness(mix(light.tones.light, light.lamp, 0.35), 0.92)
    for start, end, strength in (((0.5, 0.02), (0.5, 0.80), 0.55), ((0.22, 0.0), (0.45, 0.8), 0.25),
                                 ((0.78, 0.0), (0.55, 0.8), 0.25)):  # fmt: skip
        beam(sheet, start, end, (0.03, 0.34), shine, strength=strength, fade=0.5)
    rng = stage.rng("dust in the beam")
    for x, y, size in rng.normal(0, 1, (40, 3)):
        at = (0.5 + sheet.frame.across(0.09 * x), 0.45 + 0.14 * y)
        sheet.glow(at, 0.003 + 0.002 * abs(size), shine, strength=0.4)
    return sheet.layer("beams", 0.9, living="flicker", pace=0.3)


def _footlights(stage: Set) -> Layer:
    """A row of shells along the edge, burning."""
    sheet, light = stage.sheet(0.97), stage.light
    board = Board(frame=sheet.frame, y=_LIP + 0.012)
    half, gold = _half(board) * 0.98, _gold(light)
    for u in np.linspace(-half, half, 15):
        at = board.point(float(u), 0.0)
        sheet.glow(at, 0.085, light.lamp, strength=0.5, falloff=3)
        shell = [(u - 0.022, -0.018), (u - 0.018, 0.008), (u, 0.020), (u + 0.018, 0.008),
                 (u + 0.022, -0.018)]  # fmt: skip
        sheet.fill(board.at(shell), lighter(gold, -0.06), smooth=True)
        sheet.ellipse(board.point(float(u), 0.012), (0.010, 0.006),
                      with_lightness(light.lamp, 0.97))  # fmt: skip
    return sheet.layer("footlights", 0.97, living="flicker", pace=0.3)


def _seats(stage: Set, name: str, depth: float, level: float, size: float) -> Layer:
    """A row of backs against the light of the stage; nobody sits there."""
    sheet, light = stage.sheet(depth), stage.light
    board = Board(frame=sheet.frame, y=level)
    dark = lighter(mix(dark_hall(light), _velvet(light), 0.35), -0.02 - 0.03 * (depth - 1.1))
    reach = board.half * 1.7
    gap = size * 1.28
    for k in range(-int(reach / gap), int(reach / gap) + 1):
        u = (k + (0.5 if depth > 1.2 else 0.0)) * gap
        half = [(0.56, -0.8 / size), (0.56, 0.2), (0.40, 0.62)]
        outline = [(-a, b) for a, b in half] + [(0.0, 0.74)] + half[::-1]
        back = [(u + a * size, b * size) for a, b in outline]
        sheet.fill(board.at(back), dark)
        rim = board.at(back[2:5])
        sheet.stroke(rim, 0.004, mix(dark, light.lamp, 0.55), smooth=True, opacity=0.8)
    stage.defocus(sheet, depth)
    return sheet.layer(name, depth)
