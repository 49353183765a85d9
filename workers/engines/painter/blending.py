"""The per-pixel loops: laying colour on a sheet and turning a sheet into 8-bit pixels.

A sheet holds premultiplied OKLab and alpha, float32, shape (h, w, 4). Laying a colour c with
coverage m is p = c m + p (1 - m) ("over"), or, on top only, with m multiplied by the alpha that
is already there.
"""

import numpy as np
from numpy.typing import NDArray

from workers.engines.jit import kernel

Pixels = NDArray[np.float32]


@kernel
def lay(
    sheet: Pixels,
    origin: tuple[int, int],
    mask: NDArray[np.float32] | NDArray[np.uint8],
    paint: Pixels,
    opacity: float,
    atop: bool,
) -> None:
    """Lay paint through a mask whose top left is at origin (x, y).

    Args:
        mask: 0..1 float32 or 0..255 uint8 with opacity scaled to match, shape (mh, mw).
        paint: OKLab, shape (1 or h, 1 or w, 3), in the sheet's coordinates.
        atop: paint only where the sheet is already covered.
    """
    height, width = sheet.shape[0], sheet.shape[1]
    tall, wide = paint.shape[0] > 1, paint.shape[1] > 1
    for j in range(mask.shape[0]):
        y = origin[1] + j
        if y < 0 or y >= height:
            continue
        for i in range(mask.shape[1]):
            x = origin[0] + i
            if x < 0 or x >= width or mask[j, i] == 0:
                continue
            m = np.float32(mask[j, i] * opacity)
            m = min(m, np.float32(1.0))
            keep = np.float32(1.0) - m
            if atop:
                m = m * sheet[y, x, 3]
            row, col = (y if tall else 0), (x if wide else 0)
            for c in range(3):
                sheet[y, x, c] = paint[row, col, c] * m + sheet[y, x, c] * keep
            if not atop:
                sheet[y, x, 3] = m + sheet[y, x, 3] * keep


@kernel
def shade(sheet: Pixels, values: NDArray[np.float32], amount: tuple[float, float, float]) -> None:
    """Add amount * value to each colour (L, a, b) where the sheet is covered; values (h, w)."""
    for y in range(sheet.shape[0]):
        for x in range(sheet.shape[1]):
            v = values[y, x] * sheet[y, x, 3]
            for c in range(3):
                sheet[y, x, c] += np.float32(amount[c]) * v


@kernel
def develop(
    sheet: Pixels,
    from_lab: NDArray[np.float32],
    from_lms: NDArray[np.float32],
    gamma: NDArray[np.float32],
    dither: NDArray[np.float32],
) -> NDArray[np.uint8]:
    """Straight-alpha sRGB bytes, shape (h, w, 4).

    Args:
        gamma: sRGB 0..255 at sqrt(linear) * (len - 1), so that darks have enough entries.
        dither: a tile of noise in 8-bit steps, side a power of two.
    """
    height, width = sheet.shape[0], sheet.shape[1]
    out = np.zeros((height, width, 4), np.uint8)
    wrap = dither.shape[0] - 1
    last = np.float32(gamma.shape[0] - 1)
    for y in range(height):
        for x in range(width):
            alpha = sheet[y, x, 3]
            if alpha < 0.002:
                continue
            over = np.float32(1.0) / alpha
            big_l, a, b = sheet[y, x, 0] * over, sheet[y, x, 1] * over, sheet[y, x, 2] * over
            l_ = (from_lab[0, 0] * big_l + from_lab[0, 1] * a + from_lab[0, 2] * b) ** 3
            m_ = (from_lab[1, 0] * big_l + from_lab[1, 1] * a + from_lab[1, 2] * b) ** 3
            s_ = (from_lab[2, 0] * big_l + from_lab[2, 1] * a + from_lab[2, 2] * b) ** 3
            for c in range(3):
                value = from_lms[c, 0] * l_ + from_lms[c, 1] * m_ + from_lms[c, 2] * s_
                value = min(max(value, np.float32(0.0)), np.float32(1.0))
                byte = gamma[int(np.sqrt(value) * last)] + dither[(y + 17 * c) & wrap, x & wrap]
                out[y, x, c] = np.uint8(min(max(byte + np.float32(0.5), 0.0), 255.0))
            solid = alpha * np.float32(255.0)
            if alpha < 0.98:  # thin glows would show rings
                solid += dither[(y + 51) & wrap, (x + 29) & wrap]
            out[y, x, 3] = np.uint8(min(max(solid + np.float32(0.5), 0.0), 255.0))
    return out
