"""Draw a frame from sheets of paper: warp each, lay them over one another in linear light.

Each output pixel (x, y) of a layer is read at ``(u, v) = A (x, y, 1)`` in the sheet, moved further
by the layer's offsets, bilinearly, from premultiplied linear light. Layers are laid front to back
(Porter and Duff, "Compositing digital images", 1984: `over` is associative), so a pixel that is
already covered is not sampled again: in a painted scene two or three layers of seven are read.

Conventions: pixel centres lie on integers; matrices map output to sheet pixels; sheets hold uint16
linear light, premultiplied, with a border of one pixel, empty or (for wrapping sheets) repeated.
The result is quantised to sRGB with an ordered blue-noise threshold, which hides banding in skies.

A frame is built in bands of rows that stay in the second-level cache: drawing whole layers over
whole frames was bound by memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.engines.jit import kernel

FULL = 65535
"""Linear light 1.0, or alpha 1.0, in a sheet."""
GLOW_GROUPS = 16
_CODES = 16384
_BAND = 32
_TILE = 64
_GRAIN_TILE = 256
_COVERED = 0.002
_ONE = 1 << 20
_FIXED = float(_ONE)

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
Lines = NDArray[np.float32]


@dataclass(frozen=True, eq=False, kw_only=True)
class Sheet:
    """A picture made ready to be sampled.

    Attributes:
        light: uint16, shape (h + 2, w + 2, 4), premultiplied linear RGB and alpha, with a border.
        spans: int32, shape (h + 2, 2), the columns from, and up to not including, which a row
            has any alpha.
        groups: uint8, shape (h + 2, w + 2) or (1, 1): which of the gains holds for a pixel.
        wrap: whether the sheet repeats endlessly in both directions.
    """

    light: NDArray[np.uint16]
    spans: NDArray[np.int32]
    groups: Bytes
    wrap: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, without the border."""
        return self.light.shape[1] - 2, self.light.shape[0] - 2


@dataclass(frozen=True, eq=False, kw_only=True)
class Placed:
    """A sheet at its place in a frame.

    Attributes:
        sheet: what is drawn.
        matrix: shape (2, 3), from output pixels to sheet pixels.
        row_shift: added to u for each output row; shape (h,). Ripples on water.
        column_shift, bend: `column_shift[x] * bend[y]` is added to u; shapes (w,), (h,). Grass.
        column_lift: added to v for each output column; shape (w,). Flags.
        gains: brightness of each glow group, shape (16,).
        opacity: 0 to 1.
    """

    sheet: Sheet
    matrix: Floats
    row_shift: Lines | None = None
    column_shift: Lines | None = None
    bend: Lines | None = None
    column_lift: Lines | None = None
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


def prepare(pixels: Bytes, *, scale: float = 1.0, wrap: bool = False, glow: bool = False) -> Sheet:
    """Make a sheet of a picture.

    Args:
        pixels: uint8 sRGB, shape (h, w, 3) or (h, w, 4) with straight alpha.
        scale: sheets that will be drawn smaller are made smaller here, by area, in linear light.
        wrap: the sheet repeats endlessly.
        glow: give each separate spot its own gain group.
    """
    light = _linear(pixels)
    if scale < 1:
        width = max(1, round(pixels.shape[1] * scale))
        height = max(1, round(pixels.shape[0] * scale))
        light = cv2.resize(light, (width, height), interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
    padded = np.pad(light, ((1, 1), (1, 1), (0, 0)), mode="wrap" if wrap else "constant")
    padded = np.ascontiguousarray(padded)
    groups = _glow_groups(padded) if glow else np.zeros((1, 1), dtype=np.uint8)
    return Sheet(light=padded, spans=_row_spans(padded), groups=groups, wrap=wrap)


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
    finish, tables = finish or Finish(), _tables()
    frame = np.empty((height, width, 3), dtype=np.uint8)
    light = np.empty((min(_BAND, height), width, 4), dtype=np.float32)
    arguments = [_arguments(layer, width, height) for layer in reversed(layers)]
    fall = _vignette(width, height, finish)
    shift = np.random.default_rng(finish.grain_seed).integers(0, _GRAIN_TILE, 2)
    for top in range(0, height, _BAND):
        band = light[: min(_BAND, height - top)]
        _clear(band)
        for layer in arguments:
            _lay(band, top, *layer)
        _develop(
            band, frame[top : top + _BAND], top, tables.to_code, tables.threshold,
            tables.grain, finish.grain, int(shift[0]), int(shift[1]), *fall,
        )  # fmt: skip
    return frame


def _linear(pixels: Bytes) -> NDArray[np.uint16]:
    colour = _tables().to_linear[pixels[..., :3]]
    light = np.empty((*pixels.shape[:2], 4), dtype=np.uint16)
    if pixels.shape[2] == 3:
        light[..., :3], light[..., 3] = colour, FULL
        return light
    alpha = pixels[..., 3:].astype(np.uint32)
    light[..., :3] = (colour * alpha + 127) // 255
    light[..., 3] = alpha[..., 0] * 257
    return light


def _row_spans(light: NDArray[np.uint16]) -> NDArray[np.int32]:
    filled = light[..., 3] > 0
    width = filled.shape[1]
    spans = np.empty((len(filled), 2), dtype=np.int32)
    spans[:, 0] = filled.argmax(axis=1)
    spans[:, 1] = width - filled[:, ::-1].argmax(axis=1)
    spans[~filled.any(axis=1)] = (width, 0)
    return spans


def _glow_groups(light: NDArray[np.uint16]) -> Bytes:
    spots = (light[..., 3] > FULL // 64).astype(np.uint8)
    _, labels = cv2.connectedComponents(spots)
    scattered = (labels.astype(np.int64) * 2654435761 >> 7) % GLOW_GROUPS
    groups = scattered.astype(np.uint8)
    # The faint rim of a spot must blink with it, or it would leave a ring.
    return np.asarray(cv2.dilate(groups * spots, np.ones((5, 5), np.uint8)), dtype=np.uint8)


def _arguments(layer: Placed, width: int, height: int) -> tuple[object, ...]:
    matrix = np.asarray(layer.matrix, dtype=np.float64)
    none_wide, none_high = _no_offset(width), _no_offset(height)
    shift = none_high if layer.row_shift is None else layer.row_shift
    sideways = none_wide if layer.column_shift is None else layer.column_shift
    bend = none_high if layer.bend is None else layer.bend
    lift = none_wide if layer.column_lift is None else layer.column_lift
    gains = np.ones(GLOW_GROUPS, np.float32) if layer.gains is None else layer.gains
    margin = float(np.abs(shift).max() + np.abs(sideways).max() * np.abs(bend).max())
    offsets = np.array([margin, np.abs(lift).max(), np.abs(sideways).max()])
    sheet = layer.sheet
    return (
        sheet.light.view(np.uint64).ravel(), sheet.light.shape[1], sheet.spans, sheet.groups,
        sheet.wrap, matrix, offsets, shift, sideways, bend, lift, gains,
        np.float32(layer.opacity / (FULL * 65536)),
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


@dataclass(frozen=True, eq=False, kw_only=True)
class _Tables:
    to_linear: NDArray[np.uint16]
    to_code: NDArray[np.uint16]
    threshold: Bytes
    grain: Lines


@cache
def _tables() -> _Tables:
    return _Tables(
        to_linear=_decode_table(),
        to_code=_encode_table(),
        threshold=_blue_noise(),
        grain=_grain_tile(),
    )


def _decode_table() -> NDArray[np.uint16]:
    code = np.arange(256) / 255
    linear = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.rint(linear * FULL), dtype=np.uint16)


def _encode_table() -> NDArray[np.uint16]:
    """Entry i is the sRGB code, times 256, of linear light i / 16383."""
    linear = np.arange(_CODES) / (_CODES - 1)
    code = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(code * 255 * 256), dtype=np.uint16)


def _blue_noise() -> Bytes:
    """Thresholds 0 to 255, equally frequent, with their energy at high spatial frequencies."""
    noise = np.random.default_rng(20).standard_normal((_TILE, _TILE))
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(_TILE), np.fft.fftfreq(_TILE)))
    for _ in range(8):
        sharp = np.fft.ifft2(np.fft.fft2(noise) * (1 - np.exp(-((frequency / 0.3) ** 2)))).real
        noise = sharp.ravel().argsort().argsort().reshape(noise.shape) / noise.size - 0.5
    return np.asarray((noise + 0.5) * 256, dtype=np.uint8)


def _grain_tile() -> Lines:
    noise = np.random.default_rng(35).standard_normal((_GRAIN_TILE, _GRAIN_TILE))
    soft = cv2.GaussianBlur(noise, (0, 0), 0.6, borderType=cv2.BORDER_REFLECT)
    return np.asarray(soft / soft.std() * 256, dtype=np.float32)


@kernel
def _clear(light):  # type: ignore[no-untyped-def]
    light[:, :, :3] = 0
    light[:, :, 3] = 1


@kernel
def _row_range(y, width, spans, matrix, margins, lines):  # type: ignore[no-untyped-def]
    """Output columns of row y that can meet any alpha of the sheet."""
    v0 = matrix[1, 1] * y + matrix[1, 2] + 1
    v1 = v0 + matrix[1, 0] * (width - 1)
    low = max(0, int(np.floor(min(v0, v1) - margins[1])))
    high = min(lines, int(np.floor(max(v0, v1) + margins[1])) + 2)
    first, last = spans.shape[0] * 1000, 0
    for v in range(low, high):
        first = min(first, spans[v, 0])
        last = max(last, spans[v, 1])
    if last == 0:
        return 0, 0
    step, base = matrix[0, 0], matrix[0, 1] * y + matrix[0, 2] + 1
    if abs(step) < 1e-9:
        return 0, width
    a, b = (first - 1 - margins[0] - base) / step, (last + margins[0] - base) / step
    return max(0, int(np.floor(min(a, b)))), min(width, int(np.ceil(max(a, b))) + 1)


@kernel
def _wrapped(at, period):  # type: ignore[no-untyped-def]
    """A place within the sheet; a step or two, where a division took a third of the frame."""
    while at >= period + _ONE:
        at -= period
    while at < _ONE:
        at += period
    return at


@kernel
def _weighted(p00, p01, p10, p11, f, g):  # type: ignore[no-untyped-def]
    """Four neighbours at fractions f across and g down, in 1/256: even and odd channels.

    A pixel's four channels are one word of 64 bits. Its even and odd channels are weighted as two
    lanes of 32 bits each: weights in 1/65536 sum to one, so that no lane spills into the next.
    """
    lanes, half = np.uint64(0x0000FFFF0000FFFF), np.uint64(16)
    c11 = f * g
    c10, c01 = (g << np.uint64(8)) - c11, (f << np.uint64(8)) - c11
    c00 = np.uint64(65536) - c11 - c10 - c01
    even = c00 * (p00 & lanes) + c01 * (p01 & lanes) + c10 * (p10 & lanes) + c11 * (p11 & lanes)
    p00, p01, p10, p11 = p00 >> half, p01 >> half, p10 >> half, p11 >> half
    odd = c00 * (p00 & lanes) + c01 * (p01 & lanes) + c10 * (p10 & lanes) + c11 * (p11 & lanes)
    return even, odd


@kernel
def _lay(  # type: ignore[no-untyped-def] # noqa: C901, PLR0913, PLR0917
    light, top, pixels, columns, spans, groups, wrap, matrix, margins,
    row_shift, column_shift, bend, column_lift, gains, opacity,
):  # fmt: skip
    """Lay one sheet behind what is already in a band of rows."""
    width, lines = light.shape[1], len(pixels) // columns
    du, dv = np.int64(matrix[0, 0] * _FIXED), np.int64(matrix[1, 0] * _FIXED)
    bends, lifts, glows = margins[2] > 0, margins[1] > 0, groups.shape[0] > 1
    far, deep = np.int64(columns - 1) << 20, np.int64(lines - 1) << 20
    across, down = np.int64(columns - 2) << 20, np.int64(lines - 2) << 20
    for row in range(light.shape[0]):
        y = top + row
        first, last = 0, width
        if not wrap:
            first, last = _row_range(y, width, spans, matrix, margins, lines)
        u0 = np.int64((matrix[0, 1] * y + matrix[0, 2] + 1 + row_shift[y]) * _FIXED)
        v0 = np.int64((matrix[1, 1] * y + matrix[1, 2] + 1) * _FIXED)
        lean = bend[y] * _FIXED
        if wrap:
            u0, v0 = (u0 - _ONE) % across + _ONE, (v0 - _ONE) % down + _ONE
        for x in range(first, last):
            clear = light[row, x, 3]
            if clear < _COVERED:
                continue
            u, v = u0 + du * x, v0 + dv * x
            if bends:
                u += np.int64(lean * column_shift[x])
            if lifts:
                v += np.int64(column_lift[x] * _FIXED)
            if wrap:
                u, v = _wrapped(u, across), _wrapped(v, down)
            if u < 0 or v < 0 or u >= far or v >= deep:
                continue
            at = np.uint64((v >> 20) * columns + (u >> 20))
            p00, p01 = pixels[at], pixels[at + np.uint64(1)]
            at += np.uint64(columns)
            p10, p11 = pixels[at], pixels[at + np.uint64(1)]
            if (p00 | p01 | p10 | p11) == 0:
                continue
            f, g = np.uint64((u >> 12) & 255), np.uint64((v >> 12) & 255)
            even, odd = _weighted(p00, p01, p10, p11, f, g)
            share = clear * opacity
            light[row, x, 3] = clear - share * np.float32(np.uint32(odd >> np.uint64(32)))
            if glows:
                share *= gains[groups[v >> 20, u >> 20]]
            light[row, x, 0] += share * np.float32(np.uint32(even))
            light[row, x, 1] += share * np.float32(np.uint32(odd))
            light[row, x, 2] += share * np.float32(np.uint32(even >> np.uint64(32)))


@kernel
def _develop(  # type: ignore[no-untyped-def] # noqa: PLR0913, PLR0917
    light, frame, top, to_code, threshold, grain, amount, down, along, columns, rows
):
    """Turn light into sRGB codes."""
    for row in range(light.shape[0]):
        y = top + row
        for x in range(light.shape[1]):
            gain = (rows[y] - columns[x]) * np.float32(_CODES - 1)
            noise = np.int32(threshold[y & (_TILE - 1), x & (_TILE - 1)])
            if amount > 0:
                speck = grain[(y + down) & (_GRAIN_TILE - 1), (x + along) & (_GRAIN_TILE - 1)]
                noise += np.int32(np.floor(amount * speck))
            for k in range(3):
                index = min(np.int32(light[row, x, k] * gain), np.int32(_CODES - 1))
                code = (np.int32(to_code[index]) + noise) >> 8
                frame[row, x, k] = min(max(code, 0), 255)
