"""Seeded noise: ridges for mountains and waves, textures for ground, cloud and cloth.

Value noise on a lattice, summed over octaves that halve in size and strength (fbm). A lattice is
drawn from a numpy Generator, so that equal seeds give equal pictures at every size and zoom.
"""

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

FloatField = NDArray[np.float32]


def ridge(
    rng: Generator, x: NDArray[np.float64], *, scale: float, octaves: int = 5, gain: float = 0.5
) -> NDArray[np.float64]:
    """A 1-D fbm line, about -1..1.

    Args:
        x: positions, any shape, in whatever unit `scale` has; between -64 and 64 scales.
        scale: length of the largest features.
        gain: strength of each octave relative to the one before: 0.35 soft hills, 0.6 rugged.
    """
    total, strength, norm = np.zeros_like(x, dtype=np.float64), 1.0, 0.0
    for octave in range(octaves):
        lattice = rng.uniform(-1.0, 1.0, 512)
        place = x / scale * 2**octave + rng.uniform(0, 512)
        cell = np.floor(place).astype(int)
        t = place - cell
        t = t * t * (3 - 2 * t)
        total += strength * ((1 - t) * lattice[cell % 512] + t * lattice[(cell + 1) % 512])
        norm += strength
        strength *= gain
    return total / norm * 1.4


def peaks(
    rng: Generator, x: NDArray[np.float64], *, scale: float, octaves: int = 5
) -> NDArray[np.float64]:
    """A 1-D line of summits, about 0..1: the highest of many tents, with broken flanks.

    Args:
        x: positions between -6 and 6, in whatever unit `scale` has.
        scale: mean distance of two great summits.
    """
    line = np.zeros_like(x, dtype=np.float64)
    for size, spacing in ((1.0, scale), (0.62, scale * 0.45)):
        for tip in np.arange(-6.0, 6.0, spacing):
            top = size * rng.uniform(0.62, 1.0)
            slopes = rng.uniform(0.75, 1.25, 2) / scale
            away = x - tip - rng.uniform(-0.35, 0.35) * spacing
            fall = np.where(away < 0, -away * slopes[0], away * slopes[1])
            line = np.maximum(line, top - fall)
    rugged = ridge(rng, x, scale=scale * 0.28, octaves=octaves, gain=0.52)
    return np.asarray(line * (1 + 0.10 * rugged) + 0.05 * rugged)


def field(
    rng: Generator,
    matrix: NDArray[np.float64],
    size: tuple[int, int],
    *,
    cells: tuple[float, float],
    octaves: int = 4,
    gain: float = 0.5,
) -> FloatField:
    """A 2-D fbm texture, about -1..1.

    Args:
        matrix: 2x3, from pixels to shares of the picture (see `Frame.to_shares`).
        size: (width, height) of the answer in pixels.
        cells: features across one width and one height of the picture.

    Returns:
        float32, shape (height, width).
    """
    width, height = max(size[0] // 2, 1), max(size[1] // 2, 1)
    total = np.zeros((height, width), np.float32)
    strength, norm = 1.0, 0.0
    for octave in range(octaves):
        lattice = rng.uniform(-1.0, 1.0, (64, 64)).astype(np.float32)
        across = np.diag([cells[0] * 2**octave, cells[1] * 2**octave])
        offset = rng.uniform(8, 48, 2)
        to_cells = across @ (matrix * np.array([[2.0, 2.0, 1.0]]))
        to_cells[:, 2] += offset
        total += np.float32(strength) * _sample(lattice, to_cells, (width, height))
        norm += strength
        strength *= gain
    grown = cv2.resize(total / np.float32(norm / 1.6), size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(grown, np.float32)


def _sample(lattice: FloatField, matrix: NDArray[np.float64], size: tuple[int, int]) -> FloatField:
    """Read a lattice that repeats, smoothly, at matrix @ (x, y, 1)."""
    corners = matrix @ np.array([[0, size[0]], [0, size[1]], [1, 1]], np.float64)
    first = np.floor(corners.min(axis=1)).astype(int) - 2
    last = np.ceil(corners.max(axis=1)).astype(int) + 3
    rows = np.arange(first[1], last[1]) % lattice.shape[0]
    cols = np.arange(first[0], last[0]) % lattice.shape[1]
    patch = np.ascontiguousarray(lattice[np.ix_(rows, cols)])
    moved = matrix.copy()
    moved[:, 2] -= first
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(patch, moved, size, flags=flags, borderMode=cv2.BORDER_REPLICATE),
        np.float32,
    )
