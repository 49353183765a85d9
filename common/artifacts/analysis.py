"""What we know of a song."""

import itertools
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from common.artifacts.document import Document, Seconds, Unit, Value

GRID_CONFIDENCE = 0.5
"""From this beat confidence on, the beat grid is the music's and not the tracker's."""


class Curve(Value):
    """A quantity over time: value *i* is measured around (i + 0.5) / rate seconds."""

    rate: float = Field(gt=0, description="values a second")
    values: tuple[Unit, ...]

    def mean(self, start: float, end: float) -> float:
        """Mean over a span in seconds; at least one value is taken."""
        first = min(int(start * self.rate), len(self.values) - 1)
        last = max(first + 1, round(end * self.rate))
        return float(np.mean(self.values[first:last]))


class Section(Value):
    """A part of the song's form. Equal labels mean repeated material."""

    start: Seconds
    end: Seconds
    label: str
    energy: Unit


class Span(Value):
    """A stretch of song that will be one shot."""

    start: Seconds
    end: Seconds
    energy: Unit
    section: int = Field(ge=0, description="index into the analysis' sections")


class Analysis(Document):
    """Times are seconds from the start of the (excerpt of the) song."""

    format: Literal["scopitone.analysis/1"] = "scopitone.analysis/1"
    duration: float = Field(gt=0)
    tempo: float = Field(ge=0, description="median beats a minute; 0 without beats")
    metre: int = Field(ge=1, description="beats in a bar")
    beat_confidence: Unit
    beats: tuple[Seconds, ...]
    downbeats: tuple[Seconds, ...] = Field(description="a subset of beats")
    sections: tuple[Section, ...] = Field(min_length=1)
    onset_strength: Curve
    energy: Curve
    brightness: Curve
    tracker: str = Field(description="where the beats come from: an engine's name, or `given`")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if any(b <= a for a, b in zip(self.beats, self.beats[1:], strict=False)):
            raise ValueError("beats must increase")
        if not set(self.downbeats) <= set(self.beats):
            raise ValueError("every downbeat must be a beat")
        edges = [(s.start, s.end) for s in self.sections]
        tiled = all(a[1] == b[0] for a, b in itertools.pairwise(edges))
        if edges[0][0] != 0 or not tiled or edges[-1][1] != self.duration:
            raise ValueError("sections must tile the song")
        return self

    @property
    def has_grid(self) -> bool:
        """Whether pictures should follow the beats; if not, they follow phrase and energy."""
        return self.beat_confidence >= GRID_CONFIDENCE and len(self.beats) >= 4

    def beat_array(self) -> NDArray[np.float64]:
        return np.array(self.beats, dtype=np.float64)

    def beat_weights(self) -> NDArray[np.float64]:
        """1 for a downbeat, 0.5 for another beat; shape as `beat_array()`."""
        return np.where(np.isin(self.beats, self.downbeats), 1.0, 0.5)
