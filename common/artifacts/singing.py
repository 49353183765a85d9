"""What is sung in a song: its lines with their times, or that nobody sings."""

from typing import Literal, Self

from pydantic import Field, model_validator

from common.artifacts.document import Document, Seconds, Unit, Value
from common.artifacts.lyrics import LyricLine

Way = Literal["given", "pinned", "words", "voice", "guess"]
"""How a line came by its times: a file gave them, a person pinned them, a transcript's words were
found in it, a voice was heard, or nothing was and they are spread by syllables."""


class Word(Value):
    """A word as it was heard."""

    start: Seconds
    end: Seconds
    text: str = Field(min_length=1, max_length=100)
    confidence: Unit


class SungLine(LyricLine):
    """A phrase that no cut should part."""

    way: Way
    confidence: Unit
    words: tuple[Word, ...] = ()


class Reading(Value):
    """What the words are about, as far as counting them tells."""

    keywords: tuple[str, ...] = ()
    sentiment: float = Field(default=0.0, ge=-1, le=1, description="of words with a feeling")
    text: str = Field(default="", description="the same in a sentence or two")


class Singing(Document):
    """Times are seconds of the whole song, not of an excerpt."""

    format: Literal["scopitone.singing/1"] = "scopitone.singing/1"
    duration: float = Field(gt=0)
    source: Literal["given", "transcribed", "none"]
    lines: tuple[SungLine, ...]
    voice: Unit = Field(description="evidence of a voice: wandering pitch in the centre")
    instrumental: bool | None = Field(description="null where it cannot be told")
    reading: Reading
    transcriber: str = Field(description="the engine that wrote the words down; empty: none")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        starts = [line.start for line in self.lines]
        if starts != sorted(starts):
            raise ValueError("lines must be in the order of their starts")
        return self

    @property
    def sung(self) -> tuple[LyricLine, ...]:
        """The lines and nothing else of them."""
        return tuple(LyricLine(start=one.start, end=one.end, text=one.text) for one in self.lines)
