"""Cottages: gabled houses with a lit face, a roof, windows, a door and a chimney."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from workers.engines.painter.colour import lighter, mix
from workers.engines.painter.light import Light
from workers.engines.painter.places.built.lighting import lit_share
from workers.engines.painter.places.built.perspective import Board
from workers.engines.painter.sheet import Sheet

_WALLS = ("#e6d6b8", "#d9b98f", "#c9c2b4", "#e0c4a0", "#cfa98a")
_ROOFS = ("#9a4a3c", "#7d4a44", "#5f4f5c", "#a3603f")


@dataclass(frozen=True, kw_only=True)
class Cottage:
    """A gable `wide` and a flank `long` units broad; walls `tall`, ridge `peak` above them."""

    wide: float
    long: float
    tall: float
    peak: float
    wall: str
    roof: str
    flank: int
    lit: tuple[bool, ...]


def draw_cottage(rng: Generator, light: Light, size: float) -> Cottage:
    """A random cottage about `size` units broad; equal draws at every hour."""
    wide = size * rng.uniform(0.42, 0.52)
    chances = rng.uniform(0, 1, 6)
    return Cottage(
        wide=wide,
        long=size * rng.uniform(0.55, 0.8),
        tall=size * rng.uniform(0.34, 0.44),
        peak=wide * rng.uniform(0.72, 0.95),
        wall=_WALLS[int(rng.integers(len(_WALLS)))],
        roof=_ROOFS[int(rng.integers(len(_ROOFS)))],
        flank=int(rng.choice((-1, 1))),
        lit=tuple(bool(c < lit_share(light) * 1.35) for c in chances),
    )


def paint_cottage(
    sheet: Sheet, board: Board, light: Light, house: Cottage, *, depth: float
) -> None:
    """Paint a cottage standing on the board's origin, gable to one side, flank to the other."""
    f, w, g, tall = house.flank, house.wide, house.long, house.tall
    ridge, eave = tall + house.peak, 0.06 * house.wide
    wall, tiles = light.pigment(house.wall), light.open_pigment(house.roof, keep=0.6)
    sunny = (light.towards[0] > 0) == (f > 0)
    gable = light.shaded(wall, depth=depth) if sunny else light.lit(wall, depth=depth)
    flank = light.lit(wall, depth=depth) if sunny else light.shaded(wall, depth=depth)
    gable = mix(gable, flank, 0.3)
    # The origin is the corner between gable and flank; the gable goes away from `f`.
    chimney = board.at(
        [
            (f * 0.62 * g, ridge * 0.8),
            (f * 0.62 * g, ridge + 0.14 * w),
            (f * (0.62 * g + 0.2 * w), ridge + 0.14 * w),
            (f * (0.62 * g + 0.2 * w), ridge * 0.8),
        ]
    )
    sheet.fill(chimney, lighter(light.shaded(light.pigment("#8a5f50"), depth=depth), 0.02))
    sheet.fill(board.box((min(0, f * g), max(0, f * g)), (0, tall)), flank)
    shape = [(0, 0), (0, tall), (-f * w / 2, ridge), (-f * w, tall), (-f * w, 0)]
    sheet.fill(board.at(shape), gable)
    _beams(sheet, board, light, house, depth)
    bright = light.lit(tiles, depth=depth) if sunny else light.shaded(tiles, depth=depth)
    roof = [
        (-f * w / 2, ridge),
        (f * (g - w / 2 + eave), ridge),
        (f * (g + eave), tall - 0.08 * w),
        (f * 0.0 + f * eave * 0.5, tall - 0.08 * w),
    ]
    sheet.fill(board.at(roof), bright)
    for share in (0.25, 0.5, 0.75):
        line = [
            (-f * w / 2 * (1 - share) + f * eave * share, ridge + (tall - ridge) * share),
            (f * (g - w / 2 * (1 - share) + eave), ridge + (tall - ridge) * share),
        ]
        sheet.stroke(board.at(line), 0.05 * w * board.scale, lighter(bright, -0.05), opacity=0.6)
    edge = [
        (f * eave, tall - 0.1 * w),
        (-f * w / 2, ridge + 0.01),
        (-f * (w + eave), tall - 0.1 * w),
    ]
    sheet.stroke(
        board.at(edge), 0.09 * w * board.scale, lighter(light.shaded(tiles, depth=depth), -0.03)
    )
    _openings(sheet, board, light, house, depth)


def _beams(sheet: Sheet, board: Board, light: Light, house: Cottage, depth: float) -> None:
    """Timber in the gable."""
    f, w, tall = house.flank, house.wide, house.tall
    wood = light.shaded(light.pigment("#5a3f30"), depth=depth)
    lines = [
        ((0, tall), (-f * w, tall)),
        ((-f * w / 2, tall), (-f * w / 2, tall + house.peak)),
        ((-f * 0.25 * w, tall), (-f * w / 2, tall + 0.5 * house.peak)),
        ((-f * 0.75 * w, tall), (-f * w / 2, tall + 0.5 * house.peak)),
    ]
    for line in lines:
        sheet.stroke(board.at(line), 0.045 * w * board.scale, wood, opacity=0.8)


def _openings(sheet: Sheet, board: Board, light: Light, house: Cottage, depth: float) -> None:
    """Windows with bars and shutters, a door."""
    f, w, g, tall = house.flank, house.wide, house.long, house.tall
    glass = light.fade(mix(light.shaded(light.pigment("#3f4c5c")), light.sky_middle, 0.25), depth)
    frame = light.lit(light.pigment("#efe6d4"), depth=depth)
    shutter = light.lit(light.pigment("#4f7a6a"), depth=depth)
    lamp = light.fade(light.lamp, 0.5 + 0.5 * depth)
    size = 0.11 * w
    places = [
        (-f * 0.74 * w, 0.52 * tall),
        (-f * 0.28 * w, 0.52 * tall),
        (-f * 0.5 * w, tall + 0.28 * house.peak),
        (f * 0.3 * g, 0.52 * tall),
        (f * 0.78 * g, 0.52 * tall),
    ]
    for number, ((u, v), lit) in enumerate(zip(places, house.lit, strict=False)):
        if number != 2:
            for side in (-1, 1):
                a = u + side * size * 1.5
                sheet.fill(
                    board.box((a - size * 0.45, a + size * 0.45), (v - size * 1.3, v + size * 1.3)),
                    shutter,
                )
        if lit:
            sheet.glow(board.point(u, v), size * 6 * board.scale, lamp, strength=0.3 * light.glow)
        sheet.fill(
            board.box((u - size * 1.15, u + size * 1.15), (v - size * 1.4, v + size * 1.4)), frame
        )
        sheet.fill(
            board.box((u - size, u + size), (v - size * 1.25, v + size * 1.25)),
            lamp if lit else glass,
        )
        bars = [
            board.box((u - size * 0.08, u + size * 0.08), (v - size * 1.25, v + size * 1.25)),
            board.box((u - size, u + size), (v - size * 0.05, v + size * 0.11)),
        ]
        for bar in bars:
            sheet.fill(bar, frame)
    door = light.lit(light.pigment(("#8a4a35", "#3f5f6a")[int(house.lit[5])]), depth=depth)
    u = f * 0.54 * g
    turn = np.linspace(0, np.pi, 9)
    arch = [(u + 0.11 * w * np.cos(t), 0.5 * tall + 0.11 * w * np.sin(t)) for t in turn]
    sheet.fill(board.at([(u + 0.11 * w, 0), *arch, (u - 0.11 * w, 0)]), door)
