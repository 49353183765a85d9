"""A stone bridge of tall arches from hill to hill, seen from the side: rails run along its top."""

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter import flora, path, terrain
from workers.engines.painter.colour import Lab, lighter, mix
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.places.built.lighting import reflect
from workers.engines.painter.places.built.perspective import Board
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers
from workers.engines.painter.terrain import Ridge
from workers.engines.painter.water import paint_water

_HORIZON, _DECK, _WATER = 0.62, 0.42, 0.685
"""y of the horizon, of the roadway, and of the water at the piers' feet."""
_BAY = 0.205
"""Units from pier to pier."""
_DEPTH = 0.72


def paint(stage: Set) -> Painting:
    """Paint the bridge from the near bank."""
    layers = sky_layers(stage, horizon=_HORIZON)
    hills = []
    for name, depth, level, tall in (("far hills", 0.15, 0.57, 0.10), ("hills", 0.35, 0.62, 0.09)):
        ridge = Ridge(name=name, depth=depth, level=level, height=tall, scale=0.6)
        sheet = terrain.far_ridge(stage, ridge, mist=0.6)
        stage.defocus(sheet, depth)
        hills.append(sheet)
        layers.append(sheet.layer(name, depth))
    arches = _arches(stage)
    layers.append(_river(stage, [*hills, arches]))
    stage.defocus(arches, _DEPTH)
    layers += [arches.layer("viaduct", _DEPTH), _slopes(stage), _bank(stage)]
    spots = (
        Spot(x=0.36, y=0.90, height=0.20),
        Spot(x=0.62, y=0.905, height=0.20),
        Spot(x=0.82, y=0.90, height=0.20),
    )
    rails = tuple(Spot(x=x, y=_DECK, height=0.105, depth=_DEPTH) for x in (0.42, 0.58, 0.5))
    afloat = (Spot(x=0.42, y=0.77, height=0.10, depth=0.9),)
    return Painting(layers=tuple(layers), spots=spots, afloat=afloat, rails=rails)


def _arches(stage: Set) -> Sheet:
    """Round arches on tall piers, ashlar joints, a parapet, telegraph posts."""
    sheet, light = stage.sheet(_DEPTH), stage.light
    board = Board(frame=sheet.frame, y=_WATER)
    stone = light.pigment("#a58f78", keep=0.55)
    lit, dark = light.lit(stone, depth=0.85), light.shaded(stone, depth=0.85)
    tall = (_WATER - _DECK) / sheet.frame.down(1)
    reach = board.half * 1.45
    wall = sheet.vertical([(_DECK, lighter(lit, 0.02)), (_WATER, mix(lit, dark, 0.55))])
    sheet.fill(board.box((-reach, reach), (tall * 0.80, tall)), wall)
    count = int(np.ceil(reach / _BAY))
    for k in range(-count, count + 1):
        u = (k + 0.5) * _BAY
        _pier(sheet, board, u, tall, (lit, dark))
        _vault(sheet, board, k * _BAY, tall, (lit, dark))
    for v, wide in ((tall, 0.012), (tall * 0.93, 0.005)):
        sheet.stroke(board.at([(-reach, v), (reach, v)]), wide, lighter(lit, 0.05))
    for v in np.linspace(tall * 0.84, tall * 0.91, 2):
        sheet.stroke(board.at([(-reach, v), (reach, v)]), 0.0015, dark, opacity=0.5)
    sheet.grain(stage.rng("ashlar"), cells=(60, 60), lightness=0.03)
    sheet.rim(light.towards, 0.004, light.key, strength=0.5)
    for k in range(-count, count + 1, 2):
        u = k * _BAY + 0.07
        sheet.stroke(board.at([(u, tall), (u, tall + 0.17)]), 0.004, dark)
        for v in (0.145, 0.16):
            sheet.stroke(board.at([(u - 0.018, tall + v), (u + 0.018, tall + v)]), 0.003, dark)
    return sheet


def _pier(sheet: Sheet, board: Board, u: float, tall: float, tones: tuple[Lab, Lab]) -> None:
    lit, dark = tones
    foot = [
        (u - 0.034, -0.03),
        (u + 0.034, -0.03),
        (u + 0.025, tall * 0.82),
        (u - 0.025, tall * 0.82),
    ]
    sheet.fill(board.at(foot), mix(lit, dark, 0.25))
    shade = [
        (u + 0.008, -0.03),
        (u + 0.034, -0.03),
        (u + 0.025, tall * 0.82),
        (u + 0.008, tall * 0.82),
    ]
    sheet.fill(board.at(shade), mix(lit, dark, 0.8))
    base = board.box((u - 0.045, u + 0.045), (-0.03, 0.02))
    sheet.fill(base, dark)


def _vault(sheet: Sheet, board: Board, u: float, tall: float, tones: tuple[Lab, Lab]) -> None:
    """The spandrels over one opening, its ring of stones, and the shade inside."""
    lit, dark = tones
    half, spring = _BAY / 2 - 0.024, tall * 0.55
    turn = np.linspace(0, np.pi, 25)
    rise = tall * 0.82 - spring - 0.012
    arc = [(u + half * np.cos(t), spring + rise * np.sin(t)) for t in turn]
    edge = _BAY / 2
    spandrel = [(u + edge, spring), *arc, (u - edge, spring), (u - edge, tall * 0.82),
                (u + edge, tall * 0.82)]  # fmt: skip
    sheet.fill(board.at(spandrel), mix(lit, dark, 0.15))
    inside = [(x + 0.016, y) for x, y in arc[12:]] + [(x, y) for x, y in reversed(arc[12:])]
    sheet.fill(board.at(inside), lighter(dark, -0.05))
    sheet.stroke(board.at(arc), 0.010, mix(lit, dark, 0.5))
    sheet.stroke(board.at(arc), 0.0025, lighter(lit, 0.06))


def _river(stage: Set, sources: list[Sheet]) -> Layer:
    sheet = stage.sheet(0.6)
    paint_water(sheet, stage, _WATER - 0.02)
    reflect(sheet, sources, _WATER + 0.005, strength=0.6, stretch=0.05, fade=0.4)
    return sheet.layer("water", 0.6, living="water", pace=0.6)


def _slopes(stage: Set) -> Layer:
    """Wooded banks on both sides into which the bridge runs."""
    sheet, light = stage.sheet(0.8), stage.light
    x, rng = sheet.frame.columns(5), stage.rng("slopes")
    aside = np.clip(np.abs(x - 0.5) - 0.36, 0, 1)
    y = _WATER + 0.085 - 1.25 * aside + 0.008 * np.sin(x * 40)
    green = light.pigment("#5f7a42", keep=0.55)
    lit, dark = light.lit(green, depth=0.9), light.shaded(green, depth=0.9)
    for sign in (-1, 1):
        part = (x - 0.5) * sign > 0.30
        if not part.any():  # a near view may not reach so far
            continue
        sheet.fill(path.under(x[part], y[part], 0.80), mix(lit, dark, 0.6))
        for _ in range(26):
            at = 0.5 + sign * rng.uniform(0.40, 0.68)
            foot = float(np.interp(at, x, y)) + rng.uniform(0.01, 0.05)
            flora.bush(sheet, (at, foot), rng.uniform(0.03, 0.07), rng, light, leaf="#55743f",
                       depth=0.85)  # fmt: skip
    stage.defocus(sheet, 0.8)
    return sheet.layer("banks", 0.8)


def _bank(stage: Set) -> Layer:
    """The grass we stand on, with a path and reeds."""
    sheet, light, rng = stage.sheet(1.0), stage.light, stage.rng("near bank")
    x = sheet.frame.columns(6)
    y = 0.845 + 0.010 * np.sin(x * 8 + 1)
    grass = light.pigment("#7f934c", keep=0.55)
    lit = light.lit(grass)
    fall = sheet.vertical([(0.83, lit), (1.06, lighter(lit, -0.24))])
    sheet.fill(path.under(x, y, 1.4), fall)
    sheet.grain(stage.rng("turf"), cells=(12, 50), lightness=0.035)
    trail = light.lit(light.open_pigment("#c4b090"))
    sheet.fill(path.rectangle(sheet.frame.left, 0.905, sheet.frame.right, 0.945), trail, soft=0.008,
               opacity=0.7)  # fmt: skip
    flora.grass_fringe(sheet, (x, y), 0.035, rng, light.lit(grass, depth=0.95), count=320)
    front = (x, np.full_like(x, 1.04))
    flora.grass_fringe(sheet, front, 0.11, rng, light.silhouette(1.0), count=220)
    sheet.rim((0.0, -1.0), 0.0025, light.key, strength=0.3)
    return sheet.layer("bank", 1.0, living="sway", pace=0.4)
