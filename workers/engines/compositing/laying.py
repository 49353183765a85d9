"""The loops that lay sheets over one another, a row at a time, in tiles of 64 output pixels.

A tile is passed over when what lies in front covers it, or when the sheet is empty there. Where a
sheet is not turned, a row of the output lies between two rows of the sheet: these are mixed once,
in a loop without branches that the compiler makes a vector loop of, and then read at fractions
across. Slightly turned sheets are read so in short stretches, others at four neighbours a pixel, in
integers.

`light` is a band of output rows, float32, flat: of each pixel the red, green and blue light
gathered, and how far it is covered. `open_tiles` says where what lies behind still shows. Indices
are unsigned because numba guards signed ones against being negative, and arrays are passed whole
because it counts references to slices. Places in a sheet are in 1/2**20 pixels.
"""

import numpy as np

from workers.engines.compositing.quad import lay_pixel
from workers.engines.compositing.sheet import TILE
from workers.engines.jit import kernel

ONE = 1 << 20
_FIXED = float(ONE)
_COVERED = 0.998
_STRETCH = 16
"""Pixels of a slightly turned sheet that are read along one of its rows."""
_GENTLE = ONE // 100
"""Rows a pixel: over such a stretch a sheet is read at most 0.08 pixels beside its place, and a
handheld shot of eleven layers takes 32 ms a frame, by four neighbours a pixel 47."""


@kernel
def lay(  # type: ignore[no-untyped-def] # noqa: PLR0913, PLR0917
    light, open_tiles, top, width, channels, words, columns, inked, groups, wrap, matrix,
    row_shift, column_shift, bend, gains, opacity, mixed,
):  # fmt: skip
    """Lay one sheet behind what is already in a band of rows.

    Args:
        channels, words: the sheet's light, flat: uint16, and uint64 of four channels each.
        mixed: float32 scratch for a row of the sheet.
    """
    lines = inked.shape[0]
    du, dv = np.int64(matrix[0, 0] * _FIXED), np.int64(matrix[1, 0] * _FIXED)
    across, down = np.int64(columns - 2) << 20, np.int64(lines - 2) << 20
    widest = _widest(column_shift)
    for row in range(open_tiles.shape[0]):
        y = top + row
        u0 = np.int64((matrix[0, 1] * y + matrix[0, 2] + 1 + row_shift[y]) * _FIXED)
        v0 = np.int64((matrix[1, 1] * y + matrix[1, 2] + 1) * _FIXED)
        if wrap:
            u0, v0 = (u0 - ONE) % across + ONE, (v0 - ONE) % down + ONE
        lean = bend[y] * _FIXED
        margin = np.int64(np.abs(lean) * widest) + 1
        for tile in range(open_tiles.shape[1]):
            if not open_tiles[row, tile]:
                continue
            first = tile * TILE
            count, at = min(TILE, width - first), 4 * (row * width + first)
            start, line = u0 + du * first, v0 + dv * first
            if abs(dv) < _GENTLE:
                step = count if dv == 0 else _STRETCH
                laid = False
                for part in range(0, count, step):
                    some = min(step, count - part)
                    level = line + dv * part + dv * (some - 1) // 2
                    laid |= _lay_level(
                        light, at + 4 * part, some, channels, columns, inked, groups, wrap,
                        start + du * part, du, _wrapped(level, down) if wrap else level,
                        column_shift, first + part, lean, margin, gains, opacity, mixed,
                    )  # fmt: skip
            else:
                laid = _lay_turned(
                    light, at, count, words, columns, inked, groups, wrap, start, du, line, dv,
                    column_shift, first, lean, margin, gains, opacity,
                )  # fmt: skip
            if laid:
                open_tiles[row, tile] = _shows(light, at, count)


@kernel
def _widest(shifts):  # type: ignore[no-untyped-def]
    most = np.float32(0)
    for shift in shifts:
        most = max(most, abs(shift))
    return most


@kernel
def _shows(light, at, count):  # type: ignore[no-untyped-def]
    for place in range(np.uint64(at + 3), np.uint64(at + 4 * count), np.uint64(4)):
        if light[place] < _COVERED:
            return True
    return False


@kernel
def _has_ink(inked, line, first, count, columns, wrap):  # type: ignore[no-untyped-def]
    """Whether anything is inked in columns of a row of the sheet and of the one below it."""
    if wrap and first + count > columns:
        return True
    last = min(first + count, columns) - 1
    for tile in range(first // TILE, last // TILE + 1):
        if inked[line, tile] or inked[min(line + 1, inked.shape[0] - 1), tile]:
            return True
    return False


@kernel
def _lay_level(  # type: ignore[no-untyped-def] # noqa: PLR0913, PLR0917
    light, at, count, channels, columns, inked, groups, wrap, start, du, line,
    column_shift, begin, lean, margin, gains, opacity, mixed,
):  # fmt: skip
    """Lay a stretch of a row that lies along the rows of the sheet."""
    far, period = np.int64(columns - 1) << 20, np.int64(columns - 2) << 20
    end = start + du * (count - 1)
    low, high = min(start, end) - margin, max(start, end) + margin
    if wrap:
        back = (low - ONE) // period * period
        start, low, high = start - back, low - back, high - back
        loose = margin > 1
    else:
        loose = margin > 1 or low < 0 or high > far
        low, high = max(low, 0), min(high, far)
        if high < low or line < 0 or line >= np.int64(inked.shape[0] - 1) << 20:
            return False
    first, v = low >> 20, line >> 20
    stretch = (high >> 20) - first + 2
    if not _has_ink(inked, v, first, stretch, columns, wrap):
        return False
    _mix(channels, columns, v, first, stretch, wrap, _fraction(line), mixed)
    glows, offset = groups.shape[0] > 1, first << 20
    for x in range(np.uint64(count)):
        u = start + du * np.int64(x)
        if loose:
            u = min(max(u + np.int64(lean * column_shift[np.uint64(begin) + x]), low), high)
        i = np.uint64((u - offset) >> 20)
        gain = gains[groups[v, np.uint64(first) + i]] if glows else np.float32(1)
        place = np.uint64(at) + (x << np.uint64(2))
        left = i << np.uint64(2)
        lay_pixel(light, place, mixed, left, _fraction(u), opacity, gain)  # type: ignore[call-arg]
    return True


@kernel
def _fraction(place):  # type: ignore[no-untyped-def]
    return np.float32(np.int32(place & (ONE - 1))) * np.float32(1 / _FIXED)


@kernel
def _mix(  # type: ignore[no-untyped-def]
    channels, columns, line, first, count, wrap, fraction, mixed
):
    """Mix two rows of the sheet; beyond its last column it is empty, or repeats."""
    done = 0
    while done < count:
        taken = min(count - done, (columns - 1 if wrap else columns) - first)
        if taken <= 0:
            for place in range(np.uint64(4 * done), np.uint64(4 * count)):
                mixed[place] = 0
            return
        here, target = np.uint64(4 * (line * columns + first)), np.uint64(4 * done)
        below = here + np.uint64(4 * columns)
        for k in range(np.uint64(4 * taken)):
            above = np.float32(channels[here + k])
            mixed[target + k] = above + (np.float32(channels[below + k]) - above) * fraction
        done += taken
        first = 1 if wrap else columns


@kernel
def _wrapped(at, period):  # type: ignore[no-untyped-def]
    """A place within the sheet; a step or two, where a division took a third of the frame."""
    while at >= period + ONE:
        at -= period
    while at < ONE:
        at += period
    return at


@kernel
def _lay_turned(  # type: ignore[no-untyped-def] # noqa: PLR0913, PLR0917
    light, at, count, words, columns, inked, groups, wrap, start, du, line, dv,
    column_shift, begin, lean, margin, gains, opacity,
):  # fmt: skip
    """Lay a stretch of a row that cuts across the rows of the sheet."""
    lines = inked.shape[0]
    far, deep = np.int64(columns - 1) << 20, np.int64(lines - 1) << 20
    across, down = np.int64(columns - 2) << 20, np.int64(lines - 2) << 20
    if not wrap and not _crosses_ink(
        inked, columns, start, start + du * (count - 1), line, line + dv * (count - 1), margin, wrap
    ):
        return False
    glows = groups.shape[0] > 1
    for x in range(count):
        u, v = start + du * x + np.int64(lean * column_shift[begin + x]), line + dv * x
        if wrap:
            u, v = _wrapped(u, across), _wrapped(v, down)
        if u < 0 or v < 0 or u >= far or v >= deep:
            continue
        here = np.uint64((v >> 20) * columns + (u >> 20))
        below = here + np.uint64(columns)
        p00, p01 = words[here], words[here + np.uint64(1)]
        p10, p11 = words[below], words[below + np.uint64(1)]
        if (p00 | p01 | p10 | p11) == 0:
            continue
        f, g = np.uint64((u >> 12) & 255), np.uint64((v >> 12) & 255)
        even, odd = _weighted(p00, p01, p10, p11, f, g)
        place = np.uint64(at + 4 * x)
        share = (1 - light[place + np.uint64(3)]) * opacity * np.float32(1 / 65536)
        light[place + np.uint64(3)] += share * np.float32(np.uint32(odd >> np.uint64(32)))
        if glows:
            share *= gains[groups[v >> 20, u >> 20]]
        light[place] += share * np.float32(np.uint32(even))
        light[place + np.uint64(1)] += share * np.float32(np.uint32(odd))
        light[place + np.uint64(2)] += share * np.float32(np.uint32(even >> np.uint64(32)))
    return True


@kernel
def _crosses_ink(  # type: ignore[no-untyped-def]
    inked, columns, left, right, upper, lower, margin, wrap
):
    low = max(min(left, right) - margin, 0) >> 20
    high = min(max(left, right) + margin, np.int64(columns - 1) << 20) >> 20
    above = max(min(upper, lower), 0) >> 20
    below = min(max(upper, lower) >> 20, inked.shape[0] - 2)
    if low > high:
        return False
    for v in range(above, below + 1):
        if _has_ink(inked, v, low, high - low + 2, columns, wrap):
            return True
    return False


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
