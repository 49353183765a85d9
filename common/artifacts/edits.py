"""What people correct in what was heard. Beats and sections are found by their times, not by their
numbers, so that the same corrections hold when the song is analysed anew."""

from typing import Annotated, Literal, Self

from pydantic import Field

from common.artifacts.document import Document, Seconds, Value
from common.artifacts.lyrics import MOST_LINES, LyricLine

_MOST_BEATS = 5000
_Times = Annotated[tuple[Seconds, ...], Field(max_length=_MOST_BEATS)]


class MovedBeat(Value):
    """A beat and where it belongs."""

    at: Seconds
    to: Seconds


class NamedSection(Value):
    """The section that lasts at a moment, and its name; one of the roles is taken for its role."""

    at: Seconds
    name: str = Field(min_length=1, max_length=40)


class Edits(Document):
    """Corrections in seconds of the song's own time, applied in the order of these fields."""

    format: Literal["scopitone.edits/1"] = "scopitone.edits/1"
    tempo: Literal["heard", "half", "double"] = Field(
        default="heard", description="every second beat is left out, or one put between two"
    )
    shift: int = Field(
        default=0,
        ge=-11,
        le=11,
        strict=True,
        description="beats by which bars begin later than heard",
    )
    remove: _Times = Field(default=(), description="no beat near these moments")
    move: Annotated[tuple[MovedBeat, ...], Field(max_length=_MOST_BEATS)] = ()
    add: _Times = ()
    trust: bool = Field(
        default=False, strict=True, description="these are the beats: shots follow them"
    )
    sections: Annotated[tuple[NamedSection, ...], Field(max_length=500)] = ()
    lines: Annotated[tuple[LyricLine, ...], Field(max_length=MOST_LINES)] = Field(
        default=(), description="lines of the lyrics, put where they are sung"
    )

    @property
    def of_music(self) -> Self:
        """Those of beats and sections, without which an analysis stays what it is."""
        return self.model_copy(update={"lines": ()})

    @property
    def touch_music(self) -> bool:
        """Whether there are any such."""
        return self.of_music != type(self)()
