"""The audio: what the file is, and its decoded samples."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from common.artifacts.document import Document


class Song(Document):
    """A playable song file. Durations are of decoded samples: headers lie."""

    format: Literal["scopitone.song/1"] = "scopitone.song/1"
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    name: str
    samples: int = Field(gt=0, description="samples per channel, after decoding")
    sample_rate: int = Field(gt=0)
    channels: int = Field(gt=0)
    codec: str
    container: str

    @property
    def duration(self) -> Fraction:
        return Fraction(self.samples, self.sample_rate)


@dataclass(frozen=True, eq=False, kw_only=True)
class Audio:
    """Decoded sound.

    Attributes:
        samples: float32, shape (channels, n), nominally -1 to 1, read-only.
        sample_rate: hertz.
    """

    samples: NDArray[np.float32]
    sample_rate: int

    def __post_init__(self) -> None:
        self.samples.setflags(write=False)

    @property
    def duration(self) -> Fraction:
        return Fraction(self.samples.shape[1], self.sample_rate)
