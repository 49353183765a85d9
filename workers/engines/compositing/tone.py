"""Tables between sRGB codes and linear light, and the noise that hides their steps."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

FULL = 65535
"""Linear light 1.0, or alpha 1.0, in a sheet."""
CODES = 16384
NOISE_TILE = 256
_BLUE_TILE = 64


@dataclass(frozen=True, eq=False, kw_only=True)
class Tables:
    """Attributes:
    to_linear: uint16, shape (256,): linear light of an sRGB code.
    to_code: uint16, shape (CODES,): sRGB code, times 256, of linear light i / (CODES - 1).
    """

    to_linear: NDArray[np.uint16]
    to_code: NDArray[np.uint16]


@cache
def tables() -> Tables:
    return Tables(to_linear=_decode_table(), to_code=_encode_table())


def noise(amount: float, shift: tuple[int, int]) -> NDArray[np.int16]:
    """What is added to a code, times 256, before it is cut off: it hides banding in skies.

    Args:
        amount: standard deviation of the grain, in codes.
        shift: rows and columns by which the grain is moved, below `NOISE_TILE`.

    Returns:
        int16, shape (256, 256), to be repeated: blue-noise thresholds from 0 to 255, and grain.
    """
    if amount <= 0:
        return _thresholds()
    return _thresholds() + np.roll(_grain(amount), (-shift[0], -shift[1]), axis=(0, 1))


@cache
def _thresholds() -> NDArray[np.int16]:
    repeats = NOISE_TILE // _BLUE_TILE
    return np.tile(_blue_noise(), (repeats, repeats)).astype(np.int16)


@cache
def _grain(amount: float) -> NDArray[np.int16]:
    noise = np.random.default_rng(35).standard_normal((NOISE_TILE, NOISE_TILE))
    soft = cv2.GaussianBlur(noise, (0, 0), 0.6, borderType=cv2.BORDER_REFLECT)
    return np.asarray(np.floor(soft / soft.std() * 256 * amount), dtype=np.int16)


def _decode_table() -> NDArray[np.uint16]:
    code = np.arange(256) / 255
    linear = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.rint(linear * FULL), dtype=np.uint16)


def _encode_table() -> NDArray[np.uint16]:
    linear = np.arange(CODES) / (CODES - 1)
    code = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(code * 255 * 256), dtype=np.uint16)


def _blue_noise() -> NDArray[np.uint8]:
    """Thresholds 0 to 255, equally frequent, with their energy at high spatial frequencies."""
    noise = np.random.default_rng(20).standard_normal((_BLUE_TILE, _BLUE_TILE))
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(_BLUE_TILE), np.fft.fftfreq(_BLUE_TILE)))
    for _ in range(8):
        sharp = np.fft.ifft2(np.fft.fft2(noise) * (1 - np.exp(-((frequency / 0.3) ** 2)))).real
        noise = sharp.ravel().argsort().argsort().reshape(noise.shape) / noise.size - 0.5
    return np.asarray((noise + 0.5) * 256, dtype=np.uint8)
