"""Colours and how they mix.

Aim: gradients and tints that stay luminous. Mixing in sRGB goes through mud, so every colour here
is an OKLab vector (Ottosson 2020, "A perceptual color space for image processing"): float32,
shape (3,), lightness L 0 (black) to 1 (white), a green to red, b blue to yellow, both about
-0.3 to 0.3. Arrays of colours have a last axis of 3. `srgb` values are 0..1 with gamma.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Lab = NDArray[np.float32]
"""OKLab colours, last axis 3."""

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
FROM_LMS, FROM_LAB = np.linalg.inv(_TO_LMS), np.linalg.inv(_TO_LAB)


def srgb_to_linear(srgb: ArrayLike) -> NDArray[np.float64]:
    """IEC 61966-2-1, any shape."""
    value = np.asarray(srgb, dtype=np.float64)
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def linear_to_srgb(linear: ArrayLike) -> NDArray[np.float64]:
    """IEC 61966-2-1, any shape; what lies outside 0..1 is clipped."""
    value = np.clip(np.asarray(linear, dtype=np.float64), 0.0, 1.0)
    return np.where(value <= 0.0031308, value * 12.92, 1.055 * value ** (1 / 2.4) - 0.055)


def srgb_to_lab(srgb: ArrayLike) -> Lab:
    """Shape (..., 3), 0..1 with gamma, to OKLab."""
    lms = np.cbrt(srgb_to_linear(srgb) @ _TO_LMS.T)
    return np.asarray(lms @ _TO_LAB.T, np.float32)


def lab_to_srgb(lab: ArrayLike) -> NDArray[np.float64]:
    """Shape (..., 3), OKLab to 0..1 with gamma, clipped to the gamut."""
    lms = (np.asarray(lab, dtype=np.float64) @ FROM_LAB.T) ** 3
    return linear_to_srgb(lms @ FROM_LMS.T)


def from_hex(text: str) -> Lab:
    """#rrggbb to an OKLab colour."""
    number = int(text.removeprefix("#"), 16)
    return srgb_to_lab(np.array([number >> 16 & 255, number >> 8 & 255, number & 255]) / 255)


def to_hex(colour: Lab) -> str:
    """An OKLab colour to #rrggbb."""
    red, green, blue = (round(float(v) * 255) for v in lab_to_srgb(colour))
    return f"#{red:02x}{green:02x}{blue:02x}"


def lab(lightness: float, chroma: float, hue: float) -> Lab:
    """A colour by lightness 0..1, chroma 0..0.3 and hue in degrees.

    Hues: 30 red, 60 orange, 100 yellow, 140 green, 200 cyan, 260 blue, 310 purple, 350 pink.
    """
    angle = math.radians(hue)
    return np.array([lightness, chroma * math.cos(angle), chroma * math.sin(angle)], np.float32)


def mix(one: Lab, other: Lab, share: float) -> Lab:
    """`share` 0 gives one, 1 the other."""
    return (one + (other - one) * np.float32(share)).astype(np.float32)


def lighter(colour: Lab, by: float) -> Lab:
    """Raise lightness by an amount (negative darkens), clipped to 0..1."""
    result = colour.copy()
    result[..., 0] = np.clip(result[..., 0] + by, 0.0, 1.0)
    return result


def with_lightness(colour: Lab, lightness: float) -> Lab:
    """The same hue at another lightness; chroma follows as far as the gamut asks."""
    chroma_room = min(1.0, max(0.25, (1.05 - lightness) / max(1.05 - float(colour[0]), 0.05)))
    return np.array([lightness, *(colour[1:] * chroma_room)], np.float32)


def saturate(colour: Lab, factor: float) -> Lab:
    """Multiply chroma."""
    result = colour.copy()
    result[..., 1:] *= factor
    return result


def ramp(stops: Sequence[tuple[float, Lab]], at: ArrayLike) -> Lab:
    """Colours along a gradient.

    Args:
        stops: (position, colour), positions increasing.
        at: positions to read, shape (...); beyond the ends the end colours hold.

    Returns:
        OKLab, shape (..., 3).
    """
    where = np.asarray(at, dtype=np.float64)
    places = [position for position, _ in stops]
    channels = [np.interp(where, places, [float(c[i]) for _, c in stops]) for i in range(3)]
    return np.stack(channels, axis=-1).astype(np.float32)
