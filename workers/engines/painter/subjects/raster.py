"""Fill closed contours with exact coverage: a signed-area accumulation buffer.

Every edge leaves, in each pixel row it crosses, the area to its right; a running sum along the row
is then the winding number times the covered share of the pixel (the method of font rasterisers
such as font-rs). Contours of one orientation unite, an opposite one cuts a hole. Unlike
supersampling there are no levels: a thin limb crawls along sub-pixel positions without stepping,
and a fill costs one pass over its own bounding box.

Conventions: `edges` float64 (n, 4) rows x0, y0, x1, y1 in pixels, y down; `canvas` float32
(h, w, 5): sRGB-encoded colour and alpha, straight colour times alpha, then emission times alpha.

Whole arrays are neither added to nor assigned in the kernels: for the errors that this could raise
numba compiles half of its string library, 5 s of a fresh machine's time.
"""

import numpy as np
from numpy.typing import NDArray

from workers.engines.jit import kernel

F64 = NDArray[np.float64]
F32 = NDArray[np.float32]

INK_SIZE = 20
"""Layout of `ink`: 0-3 first colour RGBA, 4-7 second RGBA, 8-11 axis x0 y0 x1 y1, 12 radial,
13-15 shade colour factor, 16-18 rim colour, 19 emission."""


@kernel
def coverage(edges: F64, x: int, y: int, width: int, height: int) -> F32:
    """Covered share of each pixel of a window whose top left corner is (x, y)."""
    sums = np.zeros((height, width + 2), np.float32)
    for e in range(edges.shape[0]):
        xa, ya, xb, yb = edges[e, 0] - x, edges[e, 1] - y, edges[e, 2] - x, edges[e, 3] - y
        if ya == yb:
            continue
        sign = 1.0
        if ya > yb:
            xa, ya, xb, yb = xb, yb, xa, ya
            sign = -1.0
        slope = (xb - xa) / (yb - ya)
        top = max(ya, 0.0)
        for row in range(int(top), min(height, int(np.ceil(yb)))):
            y0, y1 = max(float(row), top), min(row + 1.0, yb)
            area = sign * (y1 - y0)
            xs, xe = xa + (y0 - ya) * slope, xa + (y1 - ya) * slope
            lo = min(max(min(xs, xe), 0.0), float(width))
            hi = min(max(xs, xe, 0.0), float(width))
            first, last = int(lo), int(np.ceil(hi))
            if last <= first + 1:
                share = 0.5 * (lo + hi) - first
                sums[row, first] += area * (1.0 - share)
                sums[row, first + 1] += area * share
            else:
                scale = 1.0 / (hi - lo)
                before = 0.0
                for column in range(first, last):
                    right = min(column + 1.0, hi)
                    left = max(float(column), lo)
                    inside = (right - left) * scale
                    mean = 0.5 * (left + right) - column
                    here = inside * (1.0 - mean)
                    sums[row, column] += area * (here + before)
                    before = inside * mean
                sums[row, last] += area * before
    out = np.empty((height, width), np.float32)
    for row in range(height):
        total = np.float32(0.0)
        for column in range(width):
            total += sums[row, column]
            out[row, column] = min(abs(total), np.float32(1.0))
    return out


@kernel
def shifted(edges: F64, dx: float, dy: float) -> F64:
    """The same contours moved by (dx, dy)."""
    out = np.empty_like(edges)
    for e in range(edges.shape[0]):
        out[e, 0], out[e, 1] = edges[e, 0] + dx, edges[e, 1] + dy
        out[e, 2], out[e, 3] = edges[e, 2] + dx, edges[e, 3] + dy
    return out


@kernel
def blend(canvas: F32, x: int, y: int, masks: F32, ink: F32) -> None:
    """Lay ink over a window of the canvas. `masks` (3, h, w): cover, shade share, rim share."""
    axis_x, axis_y = ink[10] - ink[8], ink[11] - ink[9]
    length = max(axis_x * axis_x + axis_y * axis_y, np.float32(1e-6))
    pixel = np.empty(3, np.float32)
    for row in range(masks.shape[1]):
        for column in range(masks.shape[2]):
            cover = masks[0, row, column]
            if cover <= 0.002:
                continue
            px, py = x + column + 0.5 - ink[8], y + row + 0.5 - ink[9]
            if ink[12] > 0:
                t = np.sqrt((px * px + py * py) / length)
            else:
                t = (px * axis_x + py * axis_y) / length
            t = min(max(t, 0.0), 1.0)
            shade, rim = masks[1, row, column], masks[2, row, column]
            for c in range(3):
                value = ink[c] + (ink[4 + c] - ink[c]) * t
                value *= 1.0 - shade * (1.0 - ink[13 + c])
                pixel[c] = value + (ink[16 + c] - value) * rim
            alpha = cover * (ink[3] + (ink[7] - ink[3]) * t)
            keep = 1.0 - alpha
            for c in range(3):
                canvas[y + row, x + column, c] = (
                    canvas[y + row, x + column, c] * keep + pixel[c] * alpha
                )
            canvas[y + row, x + column, 3] = canvas[y + row, x + column, 3] * keep + alpha
            canvas[y + row, x + column, 4] = canvas[y + row, x + column, 4] * keep + ink[19] * alpha


@kernel
def bounds(points: F64) -> tuple[F64, F64]:
    """Smallest and largest x and y, of points or of the starts of closed contours' edges."""
    low, high = np.full(2, np.inf), np.full(2, -np.inf)
    for i in range(points.shape[0]):
        for k in range(2):
            low[k], high[k] = min(low[k], points[i, k]), max(high[k], points[i, k])
    return low, high


@kernel
def edges_of(contour: F64, scale: float, left: float, top: float) -> F64:
    """Edges in pixels of a closed contour in subject units, y up."""
    n = contour.shape[0]
    out = np.empty((n, 4), np.float64)
    for i in range(n):
        j = i + 1 if i + 1 < n else 0
        out[i, 0], out[i, 1] = contour[i, 0] * scale - left, top - contour[i, 1] * scale
        out[i, 2], out[i, 3] = contour[j, 0] * scale - left, top - contour[j, 1] * scale
    return out


@kernel
def lay(canvas: F32, edges: F64, within: F64, ink: F32, sides: F64) -> None:
    """Fill edges with ink, cut to `within` unless that is empty.

    Args:
        ink: as `INK_SIZE` says; where its axis is all zero it becomes the shape's top and bottom.
        sides: pixels the shape is moved by to find its shade side (dx, dy) and its rim (dx, dy),
            and the strength of the rim; shape (5,).
    """
    low, high = bounds(edges)
    x, y = int(low[0]), int(low[1])
    width, height = int(high[0]) + 1 - x, int(high[1]) + 1 - y
    masks = np.zeros((3, height, width), np.float32)
    for k in range(3):
        dx, dy = (0.0, 0.0) if k == 0 else (sides[2 * k - 2], sides[2 * k - 1])
        if k == 0 or dx != 0.0 or dy != 0.0:
            cover = coverage(shifted(edges, dx, dy), x, y, width, height)
            strength = np.float32(sides[4]) if k == 2 else np.float32(1)
            for row in range(height):
                for column in range(width):
                    share = cover[row, column]
                    masks[k, row, column] = share if k == 0 else (1.0 - share) * strength
    if within.shape[0] > 0:
        _cut(masks, coverage(within, x, y, width, height))
    if ink[8] == 0 and ink[9] == 0 and ink[10] == 0 and ink[11] == 0:
        ink[9], ink[11] = y, y + height
    blend(canvas, x, y, masks, ink)


@kernel
def _cut(masks: F32, within: F32) -> None:
    for row in range(within.shape[0]):
        for column in range(within.shape[1]):
            masks[0, row, column] *= within[row, column]


@kernel
def finish(canvas: F32, light: F32, haze: F32, amount: float) -> NDArray[np.uint8]:
    """Straight-alpha sRGB bytes, lit in linear light; what emits keeps its own colour.

    The sRGB curve is taken as a power of 2.2 both ways: its error cancels where light is white.
    """
    height, width = canvas.shape[0], canvas.shape[1]
    out = np.zeros((height, width, 4), np.uint8)
    factor = np.empty(3, np.float32)
    for c in range(3):
        factor[c] = light[c] ** np.float32(1.0 / 2.2)
    for row in range(height):
        for column in range(width):
            alpha = canvas[row, column, 3]
            if alpha < 0.002:
                continue
            glow = min(canvas[row, column, 4] / alpha, np.float32(1.0))
            for c in range(3):
                own = canvas[row, column, c] / alpha
                lit = own * (factor[c] + (1.0 - factor[c]) * glow)
                hazed = lit + (haze[c] - lit) * amount * (1.0 - 0.5 * glow)
                out[row, column, c] = np.uint8(min(max(hazed, 0.0), 1.0) * 255.0 + 0.5)
            out[row, column, 3] = np.uint8(min(alpha, np.float32(1.0)) * 255.0 + 0.5)
    return out
