"""What decoded sound looks like on its way through: blocks, and the form that they have."""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Block: TypeAlias = NDArray[np.float32]
"""Samples of shape (channels, n), nominally -1 to 1."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """How a file holds its sound; rate and channels are those of the first decoded samples."""

    codec: str
    container: str
    sample_rate: int
    channels: int


class Piece(NamedTuple):
    """Some samples, and the form in which this part of the file holds them."""

    form: Form
    samples: Block
