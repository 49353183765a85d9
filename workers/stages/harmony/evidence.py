"""What a listener makes of the harmony, before anything is decided."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

CHORDS = 25
"""Twelve major triads from C upwards, twelve minor ones, and none."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Impression:
    """Keys and chords as far as the listener's model goes; logs are natural and up to a constant.

    Attributes:
        keys: probabilities of twelve major keys from C upwards and twelve minor ones, shape (24,).
        chords: log potential of each chord in each frame, shape (n, 25).
        transitions: log potential of a chord (row) before another (column), shape (25, 25).
        opening: log potential of the first chord, shape (25,).
        rate: frames a second; frame *i* is centred on i / rate seconds.
    """

    keys: Array
    chords: Array
    transitions: Array
    opening: Array
    rate: float


class HarmonyListener(Protocol):
    """Hears keys and chords."""

    @property
    def name(self) -> str:
        """What the harmony records as its source."""

    def listen(self, samples: NDArray[np.float32], sample_rate: int) -> Impression:
        """The impression of one channel, shape (n,), with its peak at 1 or silent throughout."""
