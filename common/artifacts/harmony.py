"""The harmony of a song: its key, and its chords over time."""

import itertools
from typing import Literal, Self

from pydantic import Field, model_validator

from common.artifacts.document import Document, Seconds, Unit, Value

Mode = Literal["major", "minor"]
Pitch = Literal["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"]
PITCHES: tuple[Pitch, ...] = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
MODES: tuple[Mode, Mode] = ("major", "minor")
CLEAR = 0.35
"""From this confidence on, a key or a chord may be named to a person."""


class Key(Value):
    """A tonic, its mode, and how sure the listener is of both."""

    tonic: Pitch
    mode: Mode
    confidence: Unit

    @property
    def name(self) -> str:
        return f"{self.tonic} {self.mode}"


class Chord(Value):
    """A triad that sounds from one moment to another; without a root, none is heard."""

    start: Seconds
    end: Seconds
    root: Pitch | None
    mode: Mode | None
    confidence: Unit

    @property
    def name(self) -> str:
        """As a lead sheet has it: `C`, `F#m`, `N` where there is none."""
        if self.root is None:
            return "N"
        return self.root + ("m" if self.mode == "minor" else "")


class Harmony(Document):
    """Times are seconds from the start of the (excerpt of the) song."""

    format: Literal["scopitone.harmony/1"] = "scopitone.harmony/1"
    duration: float = Field(gt=0)
    keys: tuple[Key, ...] = Field(min_length=1, description="the likeliest keys, best first")
    chords: tuple[Chord, ...] = Field(min_length=1)
    tonality: Unit = Field(description="how much of what sounds holds its pitches; 0 in noise")
    listener: str = Field(description="the engine that heard it")

    @model_validator(mode="after")
    def _check(self) -> Self:
        edges = [(c.start, c.end) for c in self.chords]
        tiled = all(a[1] == b[0] for a, b in itertools.pairwise(edges))
        if edges[0][0] != 0 or not tiled or edges[-1][1] != self.duration:
            raise ValueError("chords must tile the song")
        return self

    @property
    def key(self) -> Key:
        return self.keys[0]

    @property
    def changes_a_minute(self) -> float:
        """The harmonic rhythm: changes from one chord to another, a minute."""
        named = [chord for chord in self.chords if chord.root is not None]
        return 60 * max(len(named) - 1, 0) / self.duration
