"""A village: cottages with gables among hills, a steeple, a lane, a fence, smoke from chimneys."""

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter import flora, path
from workers.engines.painter.colour import lighter, mix
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.cottages import draw_cottage, paint_cottage
from workers.engines.painter.places.built.lighting import bulb, lamps_on, lit_share
from workers.engines.painter.places.built.perspective import Board
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers
from workers.engines.painter.terrain import Ridge, far_ridge, paint_ridge, ridge_line


def paint(stage: Set) -> Painting:
    """Paint a village in its valley."""
    level = stage.focus[1]
    layers = sky_layers(stage, horizon=level)
    for ridge in (
        Ridge(name="mountains", depth=0.1, level=level - 0.1, height=0.13, scale=0.6, form="peaks"),
        Ridge(name="hills", depth=0.24, level=level - 0.04, height=0.05, scale=0.5),
    ):
        layers.append(far_ridge(stage, ridge).layer(ridge.name, ridge.depth))
    layers += [_far_village(stage), _smoke(stage), _near_village(stage), _foreground(stage)]
    board = Board(frame=stage.frame(1.0), y=0.9)
    spots = tuple(
        board.spot(u, v, 0.21, 0.95) for u, v in ((0.02, 0.0), (-0.16, 0.03), (0.2, 0.01))
    )
    return Painting(layers=tuple(layers), spots=spots)


def _far_village(stage: Set) -> Layer:
    """The far side of the valley: a church and a crowd of small houses between trees."""
    depth, level = 0.45, stage.focus[1] + 0.04
    sheet, light, rng = stage.sheet(depth), stage.light, stage.rng("far village")
    line = ridge_line(
        stage, sheet.frame, Ridge(name="slope", depth=depth, level=level, height=0.03, scale=0.7)
    )
    green = light.lit(light.pigment("#8a9a5a"), depth=depth)
    paint_ridge(sheet, line, green, light.fade(light.lit(light.pigment("#7f9450")), 0.6))
    sheet.grain(stage.rng("slope grain"), cells=(8, 30), lightness=0.025)
    board = Board(frame=sheet.frame, y=level)
    _church(sheet, stage, board.moved(-0.16, 0.0), depth)
    reach = board.half * 1.5
    places = sorted(
        zip(rng.uniform(-reach, reach, 26), rng.uniform(-0.09, 0.02, 26), strict=True),
        key=lambda place: -place[1],
    )
    for number, (u, v) in enumerate(places):
        size = 0.13 - 0.25 * v
        spot = board.moved(float(u), float(v) - 0.01)
        if number % 3 == 2:
            flora.bush(sheet, spot.point(0, 0), size * 0.6, rng, light, leaf="#66803f", depth=depth)
        else:
            paint_cottage(sheet, spot, light, draw_cottage(rng, light, size), depth=depth)
    haze = path.rectangle(sheet.frame.left, level + 0.1, sheet.frame.right, level + 0.2)
    sheet.fill(haze, light.haze, opacity=0.35, soft=0.05, atop=True)
    stage.defocus(sheet, depth)
    return sheet.layer("far village", depth)


def _church(sheet: Sheet, stage: Set, board: Board, depth: float) -> None:
    """A nave and a tower with a pointed roof."""
    light = stage.light
    stone, slate = light.pigment("#d9cdb8"), light.open_pigment("#5f5a6a")
    sheet.fill(board.box((0.0, 0.15), (-0.05, 0.085)), light.shaded(stone, depth=depth))
    sheet.fill(
        board.at([(-0.01, 0.08), (0.16, 0.08), (0.13, 0.15), (0.0, 0.15)]),
        light.shaded(slate, depth=depth),
    )
    sheet.fill(board.box((-0.05, 0.02), (-0.05, 0.2)), light.lit(stone, depth=depth))
    sheet.fill(
        board.box((-0.05, -0.02), (-0.05, 0.2)), light.shaded(stone, depth=depth), opacity=0.6
    )
    sheet.fill(
        board.at([(-0.062, 0.2), (0.032, 0.2), (-0.015, 0.37)]), light.lit(slate, depth=depth)
    )
    sheet.fill(
        board.at([(-0.062, 0.2), (-0.015, 0.2), (-0.015, 0.37)]), light.shaded(slate, depth=depth)
    )
    on = lit_share(light) > 0.1
    glass = light.fade(light.lamp if on else light.shaded(light.pigment("#3f4c5c")), 0.6)
    for u in (0.045, 0.08, 0.115):
        sheet.fill(board.box((u - 0.008, u + 0.008), (0.015, 0.06)), glass)
    sheet.fill(board.box((-0.025, -0.005), (0.13, 0.165)), glass)


def _smoke(stage: Set) -> Layer:
    """Thin smoke over the roofs."""
    sheet, light, rng = stage.sheet(0.5), stage.light, stage.rng("smoke")
    board = Board(frame=sheet.frame, y=stage.focus[1] - 0.02)
    pale = mix(light.haze, light.sky_horizon, 0.5)
    for u in (-0.42, 0.18, 0.5):
        for step in range(9):
            at = board.point(u + 0.012 * step**1.3 + rng.uniform(-0.01, 0.01), 0.02 + 0.028 * step)
            sheet.glow(at, 0.016 + 0.007 * step, pale, strength=0.34 - 0.03 * step)
    return sheet.layer("smoke", 0.5, living="drift", pace=0.6)


def _near_village(stage: Set) -> Layer:
    """Larger cottages at both sides of the lane, with trees."""
    depth = 0.75
    sheet, light, rng = stage.sheet(depth), stage.light, stage.rng("near village")
    level = 0.79
    line = ridge_line(
        stage, sheet.frame, Ridge(name="meadow", depth=depth, level=level, height=0.012, scale=0.8)
    )
    grass = light.pigment("#7f9448")
    paint_ridge(sheet, line, light.lit(grass, depth=0.9), lighter(light.lit(grass), -0.12))
    sheet.grain(stage.rng("meadow grain"), cells=(10, 50), lightness=0.03)
    board = Board(frame=sheet.frame, y=level)
    half = max(board.half, 0.5)
    for u, v, size in (
        (-0.92, 0.01, 0.30),
        (0.93, 0.01, 0.30),
        (-0.5, -0.015, 0.36),
        (0.5, -0.02, 0.40),
    ):
        spot = board.moved(u * half + (0.07 if u < 0 else -0.07), v)
        flora.leafy_tree(
            sheet,
            board.point(u * half * 0.74 - np.sign(u) * 0.02, v + 0.02),
            0.3,
            rng,
            light,
            leaf="#6f8a44",
            depth=0.9,
        )
        paint_cottage(sheet, spot, light, draw_cottage(rng, light, size), depth=0.88)
        for side in (-0.16, 0.12):
            flora.bush(
                sheet,
                spot.point(side * size * 2.6, -0.012),
                0.055,
                rng,
                light,
                leaf="#5d7a3c",
                depth=0.95,
            )
    sheet.rim(light.towards, 0.003, light.key, strength=0.3)
    stage.defocus(sheet, depth)
    return sheet.layer("cottages", depth)


def _foreground(stage: Set) -> Layer:
    """The lane with its cobbles, a fence, flowers and a lantern."""
    sheet, light, rng = stage.sheet(0.92), stage.light, stage.rng("lane")
    frame, board = sheet.frame, Board(frame=sheet.frame, y=0.83)
    grass = light.pigment("#6f8a44")
    x = frame.columns(8)
    y = 0.835 + 0.012 * np.sin(x * 7) + 0.05 * np.exp(-(((x - 0.5) / frame.across(0.25)) ** 2)) * 0
    paint = sheet.vertical(
        [(0.82, light.lit(grass, depth=0.95)), (1.05, lighter(light.lit(grass), -0.2))]
    )
    sheet.fill(path.under(x, y, 1.4), paint)
    sheet.grain(stage.rng("turf"), cells=(14, 60), lightness=0.04)
    lane = light.lit(light.open_pigment("#c4ab84"))
    left = [(-0.02, 0.0), (-0.05, -0.03), (-0.12, -0.08), (-0.26, -0.2), (-0.5, -0.5)]
    right = [(0.5, -0.5), (0.3, -0.2), (0.15, -0.08), (0.045, -0.03), (0.03, 0.0)]
    shape = np.concatenate([path.smooth(board.at(side), closed=False) for side in (left, right)])
    sheet.fill(shape, sheet.vertical([(0.83, lane), (1.1, lighter(lane, -0.16))]), soft=0.003)
    for _ in range(120):
        v = rng.uniform(0.01, 0.32)
        u = rng.uniform(-1, 1) * (0.03 + 1.1 * v)
        size = 0.004 + 0.03 * v
        sheet.ellipse(
            board.point(u, -v),
            (size, size * 0.4),
            lighter(lane, rng.uniform(-0.12, 0.02)),
            opacity=0.6,
            atop=True,
        )
    _fence(sheet, stage, board)
    flora.grass_fringe(
        sheet, (x, np.full_like(x, 1.03)), 0.08, rng, light.silhouette(1.0), count=240
    )
    return sheet.layer("lane", 0.92)


def _fence(sheet: Sheet, stage: Set, board: Board) -> None:
    """Pickets at both sides of the lane and a lantern on a post."""
    light = stage.light
    wood = light.lit(light.pigment("#d9cdb8"))
    for side in (-1, 1):
        for number in range(14):
            u, v = side * (0.2 + number * 0.062), -0.045 - 0.004 * number
            tall = 0.075 + 0.002 * number
            picket = [
                (u - 0.011, v),
                (u - 0.011, v + tall),
                (u, v + tall + 0.014),
                (u + 0.011, v + tall),
                (u + 0.011, v),
            ]
            sheet.fill(board.at(picket), lighter(wood, -0.05 if number % 2 else -0.02))
        for rise in (0.02, 0.055):
            line = [(side * 0.19, -0.045 + rise), (side * 1.05, -0.10 + rise)]
            sheet.stroke(board.at(line), 0.011, lighter(wood, -0.1))
    dark = light.silhouette(1.0)
    sheet.stroke(board.at([(-0.2, -0.06), (-0.2, 0.17)]), 0.012, dark)
    at = board.point(-0.2, 0.2)
    if lamps_on(light):
        bulb(sheet, at, 0.16, light)
    sheet.fill(board.at([(-0.222, 0.225), (-0.2, 0.25), (-0.178, 0.225)]), dark)
    glass = light.lamp if lamps_on(light) else light.sky_horizon
    sheet.fill(
        board.at([(-0.217, 0.225), (-0.183, 0.225), (-0.188, 0.175), (-0.212, 0.175)]),
        glass,
        opacity=0.9,
    )
