"""A castle on its rock: keep and towers with pointed roofs, walls, flags, a winding way, firs."""

import itertools

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter import flora, path
from workers.engines.painter.colour import lighter, mix
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.lighting import lit_share
from workers.engines.painter.places.built.perspective import Board, Points, Span
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers
from workers.engines.painter.terrain import Ridge, far_ridge, paint_ridge, ridge_line

_STONE, _ROOF = "#b3a698", "#6a4a6a"
# (u, width, foot, top, roof height or 0 for battlements), back to front
_TOWERS = (
    (-0.02, 0.10, 0.05, 0.47, 0.17),
    (0.10, 0.075, 0.05, 0.37, 0.13),
    (-0.14, 0.085, 0.05, 0.34, 0.14),
    (0.03, 0.16, 0.04, 0.29, 0.0),
    (-0.07, 0.055, 0.04, 0.40, 0.11),
    (0.19, 0.09, 0.02, 0.25, 0.14),
    (-0.25, 0.10, 0.0, 0.24, 0.15),
    (0.30, 0.11, -0.03, 0.19, 0.15),
    (-0.36, 0.085, -0.04, 0.13, 0.12),
)
_WALLS = ((-0.36, -0.25, 0.08), (-0.25, 0.30, 0.115))


def paint(stage: Set) -> Painting:
    """Paint a castle above its valley."""
    level = stage.focus[1]
    layers = sky_layers(stage, horizon=level)
    for ridge in (
        Ridge(
            name="mountains", depth=0.08, level=level - 0.13, height=0.2, scale=0.8, form="peaks"
        ),
        Ridge(name="hills", depth=0.2, level=level - 0.02, height=0.06, scale=0.6),
    ):
        layers.append(far_ridge(stage, ridge).layer(ridge.name, ridge.depth))
    layers += [_castle(stage), _flags(stage), _woods(stage), _meadow(stage)]
    board = Board(frame=stage.frame(1.0), y=0.92)
    spots = tuple(
        board.spot(u, v, 0.19, 1.0) for u, v in ((-0.12, 0.0), (0.22, 0.01), (0.05, 0.03))
    )
    return Painting(layers=tuple(layers), spots=spots)


def _board(stage: Set, sheet: Sheet) -> Board:
    tall = 1.0 + 0.12 * max(0.0, 1 / stage.aspect - 1)
    return Board(
        frame=sheet.frame,
        x=0.5 + sheet.frame.across(0.06),
        y=stage.focus[1] - 0.01,
        scale=0.84 * tall,
    )


def _castle(stage: Set) -> Layer:
    depth = 0.42
    sheet, light = stage.sheet(depth), stage.light
    board = _board(stage, sheet)
    rock = [
        (-1.1, -0.5),
        (-0.75, -0.22),
        (-0.55, -0.14),
        (-0.47, -0.05),
        (-0.40, -0.02),
        (-0.2, 0.05),
        (0.2, 0.06),
        (0.36, 0.0),
        (0.46, -0.07),
        (0.62, -0.13),
        (0.9, -0.24),
        (1.2, -0.5),
    ]
    stone = light.pigment("#7d7268")
    paint = sheet.vertical(
        [
            (board.y - 0.05, light.shaded(stone, depth=0.6)),
            (board.y + 0.16, light.fade(light.shaded(stone), 0.35)),
        ]
    )
    shape = board.at(rock)
    sheet.fill(shape, paint)
    side = 1 if light.towards[0] > 0 else -1
    rng = stage.rng("rock")
    bright = light.lit(stone, depth=0.6)
    for u, v in zip(rng.uniform(-0.6, 0.6, 34), rng.uniform(-0.22, 0.03, 34), strict=True):
        size = rng.uniform(0.015, 0.05)
        facet = [
            (u, v),
            (u + side * size, v - size * 0.4),
            (u + side * size * 0.7, v - size * 2.2),
            (u - side * size * 0.3, v - size * 1.2),
        ]
        sheet.fill(board.at(facet), bright, opacity=0.5, atop=True)
    for tower in _TOWERS[:5]:
        _tower(sheet, stage, board, tower, 0.52)
    for left, right, top in _WALLS:
        _wall(sheet, stage, board, (left, right), (-0.1, top))
    for tower in _TOWERS[5:]:
        _tower(sheet, stage, board, tower, 0.6)
    _gate(sheet, stage, board)
    sheet.rim(light.towards, 0.004, light.key, strength=0.55 * (1 - 0.4 * light.night))
    mist = path.rectangle(sheet.frame.left, board.y + 0.10, sheet.frame.right, board.y + 0.4)
    sheet.fill(mist, light.haze, opacity=0.6, soft=0.05, atop=True)
    stage.defocus(sheet, depth)
    return sheet.layer("castle", depth)


def _battlements(board: Board, u: Span, v: Span, teeth: int) -> Points:
    """A wall's outline with merlons on top."""
    step = (u[1] - u[0]) / (2 * teeth - 1)
    rise = min(step * 1.1, 0.022)
    points = [(u[0], v[0])]
    for number in range(2 * teeth - 1):
        top = v[1] + (rise if number % 2 == 0 else 0)
        points += [(u[0] + number * step, top), (u[0] + (number + 1) * step, top)]
    return board.at([*points, (u[1], v[0])])


def _tower(
    sheet: Sheet,
    stage: Set,
    board: Board,
    tower: tuple[float, float, float, float, float],
    depth: float,
) -> None:
    """A round tower: five strips from dark to lit, a parapet, a pointed roof, windows."""
    light = stage.light
    middle, wide, foot, top, roof = tower
    stone = light.pigment(_STONE)
    side = 1 if light.towards[0] > 0 else -1
    dark, lit = light.shaded(stone, depth=depth), light.lit(stone, depth=depth)
    edges = np.linspace(-1, 1, 7)
    for a, b in itertools.pairwise(edges):
        tone = mix(dark, lit, float(np.clip(0.5 + 0.62 * (a + b) / 2 * side, 0, 1)))
        strip = (middle + a * wide / 2, middle + b * wide / 2 + 0.001)
        sheet.fill(board.box(strip, (foot - 0.12, top)), tone)
    crown = (middle - wide * 0.58, middle + wide * 0.58)
    sheet.fill(_battlements(board, crown, (top - 0.025, top + 0.012), 5), mix(dark, lit, 0.45))
    sheet.fill(board.box(crown, (top - 0.032, top - 0.025)), lighter(dark, -0.04))
    if roof:
        tiles = light.open_pigment(_ROOF, keep=0.5)
        peak, reach, base = (middle, top + roof), wide * 0.56, top + 0.006
        sheet.fill(
            board.at([(middle - reach, base), (middle + reach, base), peak]),
            light.shaded(tiles, depth=depth),
        )
        lit_part = [(middle - side * reach * 0.1, base), (middle + side * reach, base), peak]
        sheet.fill(board.at(lit_part), light.lit(tiles, depth=depth))
    rng = stage.rng(f"slits {middle}")
    on = rng.random(4) < lit_share(light) * 1.3
    for number, v in enumerate(np.arange(top - 0.065, foot + 0.02, -0.075)[:4]):
        u = middle + (rng.random() - 0.5) * wide * 0.4
        glass = light.fade(light.lamp, 0.75) if on[number] else lighter(dark, -0.1)
        if on[number]:
            sheet.glow(board.point(u, v), 0.035, light.lamp, strength=0.35 * light.glow)
        turn = np.linspace(0, np.pi, 7)
        head = [(u + 0.0085 * np.cos(t), v + 0.014 + 0.0085 * np.sin(t)) for t in turn]
        sheet.fill(board.at([(u + 0.0085, v - 0.014), *head, (u - 0.0085, v - 0.014)]), glass)


def _wall(sheet: Sheet, stage: Set, board: Board, u: Span, v: Span) -> None:
    light = stage.light
    stone = light.pigment(_STONE)
    tone = mix(light.shaded(stone, depth=0.58), light.lit(stone, depth=0.58), 0.4)
    sheet.fill(_battlements(board, u, v, max(4, int((u[1] - u[0]) / 0.034))), tone)
    rng = stage.rng(f"stones {u[0]}")
    for a, b in zip(
        rng.uniform(u[0], u[1] - 0.02, 40), rng.uniform(v[0], v[1] - 0.02, 40), strict=True
    ):
        sheet.fill(
            board.box((a, a + 0.018), (b, b + 0.007)),
            lighter(tone, rng.uniform(-0.05, 0.04)),
            opacity=0.7,
        )
    sheet.fill(board.box(u, (v[1] - 0.018, v[1] - 0.012)), lighter(tone, -0.07))


def _gate(sheet: Sheet, stage: Set, board: Board) -> None:
    """The gatehouse and the way that winds up to it."""
    light = stage.light
    way = light.lit(light.open_pigment("#c9b08a"), depth=0.6)
    line = [
        (0.03, -0.045),
        (0.05, -0.085),
        (-0.10, -0.12),
        (-0.16, -0.15),
        (0.05, -0.20),
        (0.2, -0.26),
        (0.05, -0.36),
    ]
    sheet.stroke(board.at(line), [0.03, 0.026, 0.026, 0.034, 0.045, 0.06, 0.09], way, smooth=True)
    stone = light.pigment(_STONE)
    tone = light.lit(stone, depth=0.65)
    sheet.fill(_battlements(board, (-0.045, 0.105), (-0.09, 0.15), 5), lighter(tone, -0.06))
    turn = np.linspace(0, np.pi, 13)
    for reach, paint in (
        (0.045, lighter(tone, -0.16)),
        (
            0.034,
            light.fade(light.lamp, 0.6)
            if lit_share(light) > 0.1
            else light.fade(light.silhouette(1.0), 0.75),
        ),
    ):
        head = [(0.03 + reach * np.cos(t), 0.02 + reach * np.sin(t)) for t in turn]
        sheet.fill(board.at([(0.03 + reach, -0.055), *head, (0.03 - reach, -0.055)]), paint)


def _flags(stage: Set) -> Layer:
    """Pennants on the pointed roofs."""
    sheet, light = stage.sheet(0.42), stage.light
    board = _board(stage, sheet)
    cloth = light.fade(
        mix(light.lit(light.pigment("#c2473f", keep=0.6)), light.tones.accent, 0.5), 0.7
    )
    for middle, _, _, top, roof in _TOWERS:
        if roof:
            v = top + roof
            sheet.stroke(
                board.at([(middle, v - 0.01), (middle, v + 0.05)]),
                0.0025,
                light.fade(light.silhouette(1), 0.7),
            )
            flag = [
                (middle, v + 0.05),
                (middle + 0.025, v + 0.046),
                (middle + 0.055, v + 0.038),
                (middle + 0.028, v + 0.032),
                (middle, v + 0.026),
            ]
            sheet.fill(board.at(flag), cloth)
    stage.defocus(sheet, 0.42)
    return sheet.layer("flags", 0.42, living="sway", pace=1.2)


def _woods(stage: Set) -> Layer:
    """Firs at the foot of the rock, two rows deep."""
    depth = 0.66
    sheet, light, rng = stage.sheet(depth), stage.light, stage.rng("woods")
    frame = sheet.frame
    line = ridge_line(
        stage, frame, Ridge(name="woodland", depth=depth, level=0.8, height=0.02, scale=0.5)
    )
    body = light.silhouette(0.62)
    for row, (count, size, tone) in enumerate(
        ((70, 0.11, mix(body, light.haze, 0.3)), (50, 0.15, body))
    ):
        for x in rng.uniform(-0.2, 1.2, count):
            y = float(np.interp(x, *line)) - 0.03 + 0.03 * row + 0.02
            gap = abs(x - 0.52) / frame.across(1)
            height = size * rng.uniform(0.7, 1.2) * min(1.0, 0.45 + gap)
            flora.paint_conifer(sheet, (float(x), y), height, rng, light, tone, lit=0.5)
    paint_ridge(sheet, line, body, lighter(body, -0.02))
    stage.defocus(sheet, depth)
    return sheet.layer("woods", depth)


def _meadow(stage: Set) -> Layer:
    """The near bank: grass, the way's beginning, flowers."""
    sheet, light, rng = stage.sheet(0.95), stage.light, stage.rng("meadow")
    frame = sheet.frame
    x = frame.columns(6)
    y = 0.865 + 0.03 * np.cos((x - 0.5) * 3.0) * -1 + 0.03
    grass = light.pigment("#7d8f4c")
    sheet.fill(
        path.under(x, y, 1.4),
        sheet.vertical(
            [(0.85, light.lit(grass, depth=0.95)), (1.06, lighter(light.lit(grass), -0.24))]
        ),
    )
    sheet.grain(stage.rng("turf"), cells=(12, 50), lightness=0.04)
    board = Board(frame=frame, y=0.87)
    way = light.lit(light.open_pigment("#c9b08a"))
    left, right = (
        [(0.0, 0.015), (-0.03, -0.06), (-0.25, -0.4)],
        [(0.3, -0.4), (0.08, -0.06), (0.04, 0.015)],
    )
    sheet.fill(
        board.at([*left, *right]),
        sheet.vertical([(0.86, way), (1.1, lighter(way, -0.2))]),
        smooth=False,
        soft=0.004,
    )
    flora.grass_fringe(sheet, (x, y), 0.03, rng, light.lit(grass, depth=0.95), count=260)
    flora.grass_fringe(
        sheet, (x, np.full_like(x, 1.02)), 0.10, rng, light.silhouette(1.0), count=240
    )
    petal = light.lit(mix(light.pigment("#e8c66a", keep=0.7), light.tones.accent, 0.4))
    for px, py in zip(rng.uniform(-0.1, 1.1, 46), rng.uniform(0.88, 1.05, 46), strict=True):
        if abs(px - 0.5) > frame.across(0.16):
            sheet.ellipse((float(px), float(py)), (0.006, 0.005), petal)
    return sheet.layer("meadow", 0.95)
