"""A city: rows of towers in haze over a river, lit windows from dusk on, a quay in front."""

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter import path
from workers.engines.painter.colour import lighter, mix
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.lighting import bulb, lamps_on, reflect
from workers.engines.painter.places.built.perspective import Board
from workers.engines.painter.places.built.skyline import Row, paint_row, towers
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers
from workers.engines.painter.water import paint_water

_QUAY = 0.88


def paint(stage: Set) -> Painting:
    """Paint a skyline across the water."""
    shore = stage.focus[1] + 0.06
    layers = sky_layers(stage, horizon=shore)
    rows = _rows(shore)
    sheets = []
    for row in rows:
        sheet = stage.sheet(row.depth)
        paint_row(sheet, stage, row)
        _mist(sheet, stage, row.base)
        stage.defocus(sheet, row.depth)
        layers.append(sheet.layer(row.name, row.depth))
        if row.name == "towers":
            layers.append(_beacons(stage, row))
        sheets.append(sheet)
    layers.append(_river(stage, shore, sheets))
    layers.append(_quay(stage))
    board = Board(frame=stage.frame(1.0), y=_QUAY + 0.05)
    spots = tuple(board.spot(u * board.half, 0.0, 0.2, 1.0) for u in (-0.35, 0.3, 0.0))
    return Painting(layers=tuple(layers), spots=spots)


def _rows(shore: float) -> tuple[Row, ...]:
    return (
        Row(name="far towers", depth=0.12, base=shore, heights=(0.12, 0.44), widths=(0.03, 0.07)),
        Row(name="towers", depth=0.36, base=shore, heights=(0.10, 0.47), widths=(0.06, 0.12),
            windows=0.0095),
        Row(name="near towers", depth=0.62, base=shore, heights=(0.04, 0.27), widths=(0.09, 0.17),
            windows=0.0135),
    )  # fmt: skip


def _mist(sheet: Sheet, stage: Set, base: float) -> None:
    """Haze that rises from the streets between one row and the next."""
    frame = sheet.frame
    band = path.rectangle(frame.left, base - 0.05, frame.right, base + 0.1)
    glow = mix(stage.light.haze, stage.light.lamp, 0.25 if lamps_on(stage.light) else 0.0)
    sheet.fill(band, glow, opacity=0.45, soft=0.035, atop=True)


def _beacons(stage: Set, row: Row) -> Layer:
    """Red lights on the masts of the tallest towers."""
    sheet, light = stage.sheet(row.depth), stage.light
    board = Board(frame=sheet.frame, y=row.base)
    red = mix(light.pigment("#ff4a3c", keep=0.8), light.tones.accent, 0.3)
    if lamps_on(light):
        for tower in sorted(towers(stage, row), key=lambda tower: -tower.top)[:6]:
            wide = tower.right - tower.left
            rise = {"spire": 1.5, "mast": 0.8, "step": 0.4, "dome": 0.42}.get(tower.crown, 0.0)
            at = board.point((tower.left + tower.right) / 2, tower.top + rise * wide)
            sheet.glow(at, 0.022, red, strength=0.8, falloff=3)
            sheet.ellipse(at, (0.0025, 0.0025), lighter(red, 0.1))
    return sheet.layer("beacons", row.depth, living="twinkle")


def _river(stage: Set, shore: float, sheets: list[Sheet]) -> Layer:
    sheet = stage.sheet(0.7)
    paint_water(sheet, stage, shore)
    reflect(sheet, sheets, shore, strength=0.75, stretch=0.06, fade=0.28)
    frame, light = sheet.frame, stage.light
    line = path.rectangle(frame.left, shore - 0.004, frame.right, shore + 0.004)
    sheet.fill(line, light.silhouette(0.6))
    return sheet.layer("river", 0.7, living="water", pace=0.7)


def _quay(stage: Set) -> Layer:
    """Paving, a railing and lamps at the near bank."""
    sheet, light = stage.sheet(0.95), stage.light
    frame = sheet.frame
    stone = light.open_pigment("#6a6672")
    top = lighter(light.lit(stone), -0.12)
    sheet.fill(
        path.rectangle(frame.left, _QUAY, frame.right, 1.4),
        sheet.vertical([(_QUAY, top), (1.1, lighter(light.shaded(stone), -0.16))]),
    )
    sheet.grain(stage.rng("paving"), cells=(10, 60), lightness=0.02)
    dark = light.silhouette(1.0)
    board = Board(frame=frame, y=_QUAY)
    reach = board.half * 1.5
    posts = np.arange(-np.ceil(reach / 0.07), np.ceil(reach / 0.07) + 1) * 0.07
    sheet.fill([board.box((u - 0.003, u + 0.003), (0.0, 0.085)) for u in posts], dark)
    for v in (0.085, 0.055, 0.03):
        sheet.fill(board.box((-reach, reach), (v - 0.0025, v + 0.0025)), dark)
    sheet.rim((0.0, -1.0), 0.003, light.key, strength=0.4)
    for u in (-0.62, 0.62):
        _lamp_post(sheet, stage, board, u * board.half)
    return sheet.layer("quay", 0.95)


def _lamp_post(sheet: Sheet, stage: Set, board: Board, u: float) -> None:
    dark, light = stage.light.silhouette(1.0), stage.light
    sheet.fill(
        board.at([(u - 0.009, 0), (u + 0.009, 0), (u + 0.004, 0.34), (u - 0.004, 0.34)]), dark
    )
    sheet.fill(board.at([(u - 0.014, 0.34), (u + 0.014, 0.34), (u + 0.02, 0.385), (u, 0.41),
                         (u - 0.02, 0.385)]), dark)  # fmt: skip
    if lamps_on(light):
        bulb(sheet, board.point(u, 0.365), 0.16, light)
