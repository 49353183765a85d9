"""A frame from placed sheets: laid over one another in bands of rows, then developed to sRGB."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from workers.engines.compositing.laying import lay
from workers.engines.compositing.sheet import GLOW_GROUPS, TILE, Bytes, Sheet
from workers.engines.compositing.tone import CODES, FULL, NOISE_TILE, noise, tables
from workers.engines.jit import kernel

_BAND = 32
"""Rows drawn at once: 1280 pixels of them stay in the second-level cache."""

Floats = NDArray[np.float64]
Lines = NDArray[np.float32]


@dataclass(frozen=True, eq=False, kw_only=True)
class Placed:
    """A sheet at its place in a frame.

    Attributes:
        sheet: what is drawn.
        matrix: shape (2, 3), from output pixels to sheet pixels.
        row_shift: added to u for each output row; shape (h,). Ripples on water.
        column_shift, bend: `column_shift[x] * bend[y]` is added to u; shapes (w,), (h,). Grass.
        gains: brightness of each glow group, shape (16,).
        opacity: 0 to 1.
    """

    sheet: Sheet
    matrix: Floats
    row_shift: Lines | None = None
    column_shift: Lines | None = None
    bend: Lines | None = None
    gains: Lines | None = None
    opacity: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Finish:
    """What happens to the finished light.

    Attributes:
        vignette: share of the light lost in the corners.
        grain: standard deviation of film grain in sRGB codes.
        grain_seed: another number, another grain.
        gain: brightness of the whole frame.
    """

    vignette: float = 0.0
    grain: float = 0.0
    grain_seed: int = 0
    gain: float = 1.0


def composite(
    layers: Sequence[Placed], *, size: tuple[int, int], finish: Finish | None = None
) -> Bytes:
    """Draw a frame.

    Args:
        layers: back to front.
        size: width and height of the frame.
        finish: vignette, grain and brightness.

    Returns:
        uint8 sRGB, shape (height, width, 3); black where no layer is.
    """
    width, height = size
    finish = finish or Finish()
    frame = np.empty((height, width, 3), dtype=np.uint8)
    light = np.empty(min(_BAND, height) * width * 4, dtype=np.float32)
    open_tiles = np.empty((min(_BAND, height), -(-width // TILE)), dtype=np.bool_)
    widest = max((layer.sheet.light.shape[1] for layer in layers), default=0)
    mixed = np.empty(4 * (widest + 4 * width + 8), dtype=np.float32)
    arguments = [
        (_reach(layer, size), (*_arguments(layer, width, height), mixed))
        for layer in reversed(layers)
    ]
    columns, rows = _vignette(width, height, finish)
    shift = np.random.default_rng(finish.grain_seed).integers(0, NOISE_TILE, 2)
    specks = noise(finish.grain, (int(shift[0]), int(shift[1])))
    for top in range(0, height, _BAND):
        bottom = min(top + _BAND, height)
        tiles = open_tiles[: bottom - top]
        light.fill(0)
        tiles.fill(True)
        for (first, last), layer in arguments:
            if first < bottom and last > top:
                lay(light, tiles, top, width, *layer)
        _develop(
            light,
            frame[top:bottom].reshape(-1),
            top,
            width,
            tables().to_code,
            specks,
            columns,
            rows,
        )
    return frame


def _reach(layer: Placed, size: tuple[int, int]) -> tuple[int, int]:
    """Output rows from, and up to not including, which a sheet can be seen."""
    width, height = size
    if layer.sheet.wrap:
        return 0, height
    (turn, step, base), (first, last) = layer.matrix[1].tolist(), layer.sheet.rows
    if first == last:
        return 0, 0
    if abs(step) < 1e-6:
        return 0, height
    ends = [(v - 1 - base - turn * x) / step for v in (first - 1, last) for x in (0, width - 1)]
    return int(min(ends)), int(max(ends)) + 2


def _arguments(layer: Placed, width: int, height: int) -> tuple[object, ...]:
    none_wide, none_high = _no_offset(width), _no_offset(height)
    sheet = layer.sheet
    return (
        sheet.light.reshape(-1), sheet.light.view(np.uint64).reshape(-1), sheet.light.shape[1],
        sheet.inked, sheet.groups, sheet.wrap, np.asarray(layer.matrix, dtype=np.float64),
        none_high if layer.row_shift is None else layer.row_shift,
        none_wide if layer.column_shift is None else layer.column_shift,
        none_high if layer.bend is None else layer.bend,
        _no_gains() if layer.gains is None else layer.gains,
        np.float32(layer.opacity / FULL),
    )  # fmt: skip


def _vignette(width: int, height: int, finish: Finish) -> tuple[Lines, Lines]:
    across = np.linspace(-1, 1, width) ** 2
    down = np.linspace(-1, 1, height) ** 2
    loss = finish.vignette / 2
    columns = finish.gain * loss * across
    rows = finish.gain * (1 - loss * down)
    return columns.astype(np.float32), rows.astype(np.float32)


@cache
def _no_offset(length: int) -> Lines:
    return np.zeros(length, dtype=np.float32)


@cache
def _no_gains() -> Lines:
    return np.ones(GLOW_GROUPS, dtype=np.float32)


@kernel
def _develop(  # type: ignore[no-untyped-def]
    light, codes, top, width, to_code, specks, columns, rows
):
    """Turn light into sRGB codes, both flat."""
    most = np.float32(CODES - 1)
    for row in range(len(codes) // (3 * width)):
        shade, speckled = rows[top + row] * most, (top + row) & (NOISE_TILE - 1)
        source, target = np.uint64(row * width * 4), np.uint64(row * width * 3)
        for x in range(np.uint64(width)):
            gain = shade - columns[x] * most
            speck = np.int32(specks[speckled, x & np.uint64(NOISE_TILE - 1)])
            codes[target] = _code(light[source], gain, to_code, speck)
            codes[target + np.uint64(1)] = _code(light[source + np.uint64(1)], gain, to_code, speck)
            codes[target + np.uint64(2)] = _code(light[source + np.uint64(2)], gain, to_code, speck)
            source += np.uint64(4)
            target += np.uint64(3)


@kernel
def _code(light, gain, to_code, speck):  # type: ignore[no-untyped-def]
    index = np.uint64(np.int64(min(light * gain, np.float32(CODES - 1))))
    return np.uint8(min(max((np.int32(to_code[index]) + speck) >> 8, 0), 255))
