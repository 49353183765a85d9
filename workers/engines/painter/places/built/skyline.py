"""Rows of towers one behind another: the far side of every town picture."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from workers.engines.painter.colour import Lab, lighter, mix
from workers.engines.painter.light import Light
from workers.engines.painter.place import Set
from workers.engines.painter.places.built.lighting import choose, lit_share
from workers.engines.painter.places.built.perspective import Board, Points
from workers.engines.painter.sheet import Sheet


@dataclass(frozen=True, kw_only=True)
class Row:
    """Attributes:
    depth: of its layer.
    base: y where the towers stand, in shares.
    heights: of the lowest and highest tower, in shares of the picture.
    widths: of the towers, in units.
    windows: height of a storey in units; 0 for towers too far away to show any.
    """

    name: str
    depth: float
    base: float
    heights: tuple[float, float]
    widths: tuple[float, float]
    windows: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Tower:
    """One tower of a row; u and v in units of the row's board."""

    left: float
    right: float
    top: float
    crown: str


_CROWNS = ("flat", "step", "flat", "spire", "slant", "notch", "step", "mast", "flat", "dome")


def towers(stage: Set, row: Row) -> list[Tower]:
    """Where a row's towers stand: taller in the middle of town, a little apart or overlapping."""
    rng = stage.rng(row.name)
    board = Board(frame=stage.frame(0.0), y=row.base)
    units, reach = 1 / board.frame.down(1), board.half * 1.5
    centre = rng.uniform(-0.35, 0.35) * board.half
    found, u = [], -reach
    while u < reach:
        width = rng.uniform(*row.widths)
        swell = np.exp(-(((u + width / 2 - centre) / (0.75 * board.half)) ** 2))
        share = (0.25 + 0.75 * swell) * rng.uniform(0.35, 1.0)
        top = (row.heights[0] + (row.heights[1] - row.heights[0]) * share) * units
        crown = _CROWNS[int(rng.integers(len(_CROWNS)))]
        found.append(Tower(left=u, right=u + width, top=top, crown=crown))
        u += width * rng.uniform(0.92, 1.25)
    return found


def outline(tower: Tower) -> Points:
    """The silhouette of a tower on its board, from left foot to right foot."""
    a, b, top = tower.left, tower.right, tower.top
    wide, middle = b - a, (a + b) / 2
    crowns: dict[str, list[tuple[float, float]]] = {
        "flat": [(a, top), (b, top)],
        "step": [
            (a, top),
            (a + 0.18 * wide, top),
            (a + 0.18 * wide, top + 0.22 * wide),
            (a + 0.34 * wide, top + 0.22 * wide),
            (a + 0.34 * wide, top + 0.4 * wide),
            (b - 0.34 * wide, top + 0.4 * wide),
            (b - 0.34 * wide, top + 0.22 * wide),
            (b - 0.18 * wide, top + 0.22 * wide),
            (b - 0.18 * wide, top),
            (b, top),
        ],
        "spire": [
            (a, top),
            (a + 0.2 * wide, top + 0.3 * wide),
            (middle - 0.03 * wide, top + 0.55 * wide),
            (middle, top + 1.5 * wide),
            (middle + 0.03 * wide, top + 0.55 * wide),
            (b - 0.2 * wide, top + 0.3 * wide),
            (b, top),
        ],
        "slant": [(a, top + 0.45 * wide), (b, top)],
        "notch": [
            (a, top + 0.2 * wide),
            (a + 0.3 * wide, top + 0.2 * wide),
            (a + 0.3 * wide, top),
            (b - 0.2 * wide, top),
            (b - 0.2 * wide, top + 0.12 * wide),
            (b, top + 0.12 * wide),
        ],
        "dome": [
            (middle - wide / 2 * np.cos(t), top + 0.42 * wide * np.sin(t))
            for t in np.linspace(0, np.pi, 15)
        ],
        "mast": [
            (a, top),
            (middle - 0.022 * wide, top),
            (middle - 0.008 * wide, top + 0.8 * wide),
            (middle + 0.008 * wide, top + 0.8 * wide),
            (middle + 0.022 * wide, top),
            (b, top),
        ],
    }
    return np.array([(a, -0.6), *crowns[tower.crown], (b, -0.6)])


def paint_row(sheet: Sheet, stage: Set, row: Row) -> None:
    """A row of towers: bodies that fade into the haze at their feet, lit sides, windows."""
    light, board = stage.light, Board(frame=sheet.frame, y=row.base)
    body, rng = light.silhouette(row.depth), stage.rng(row.name + " windows")
    bright = mix(body, light.key, 0.26 * (1 - 0.7 * light.night))
    side = 1.0 if light.towards[0] > 0 else -1.0
    foot = mix(body, light.haze, 0.6)
    crest = row.base - row.heights[1]
    for tower in towers(stage, row):
        tone = rng.uniform(-0.025, 0.025)
        paint = sheet.vertical(
            [
                (crest, lighter(body, tone)),
                (row.base - 0.04, mix(body, foot, 0.5)),
                (row.base, foot),
            ]
        )
        sheet.fill(board.at(outline(tower)), paint)
        _lit_side(sheet, board, tower, side, mix(bright, foot, 0.25))
        if row.windows > 0:
            _windows(sheet, board, tower, rng, light, row, body)
    sheet.rim(light.towards, 0.0035, light.key, strength=0.35 * (1 - 0.6 * light.night))


def _lit_side(sheet: Sheet, board: Board, tower: Tower, side: float, paint: Lab) -> None:
    """The narrow face of a block that looks at the sun."""
    wide = (tower.right - tower.left) * 0.3
    span = (tower.right - wide, tower.right) if side > 0 else (tower.left, tower.left + wide)
    stops = [(board.y - 0.5, paint), (board.y, paint)]
    sheet.fill(board.box(span, (0.03, tower.top)), sheet.vertical(stops), opacity=0.7, atop=True)


def _windows(
    sheet: Sheet, board: Board, tower: Tower, rng: Generator, light: Light, row: Row, body: Lab
) -> None:
    """Storeys of windows: dark glass by day, some lit from dusk on."""
    storey = row.windows
    columns = max(2, int((tower.right - tower.left) / (storey * 0.85)))
    rows = max(2, int(tower.top / storey))
    inset = storey * 0.35
    span = (tower.left + inset, tower.right - inset)
    share = (0.52, 0.5) if rng.random() < 0.7 else (0.86, 0.42)
    panes = board.grid(span, (0.0, tower.top - inset), (columns, rows), share)
    glass = mix(lighter(body, -0.05), light.sky_middle, 0.22 * light.exposure)
    sheet.fill(list(panes), glass, opacity=0.75)
    # Rooms on one floor are lit together more often than apart.
    floors = np.repeat(rng.uniform(0.35, 1.4, rows), columns)
    lit = panes[rng.uniform(0, 1, len(panes)) < lit_share(light) * floors * 0.75]
    warm = light.fade(light.lamp, 0.35 + 0.65 * row.depth)
    sheet.fill(list(lit), warm, opacity=0.9)
    sheet.fill(choose(rng, lit, 0.3), lighter(warm, 0.08), opacity=0.9)
    sheet.fill(choose(rng, lit, 0.3), mix(warm, light.tones.mid, 0.5))
