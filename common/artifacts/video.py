"""The film: what was made, and how well its motion sits on the beat."""

from fractions import Fraction
from typing import Literal

from pydantic import Field

from common.artifacts.document import Document, Seconds, Unit, Value


class Chapter(Value):
    start: Seconds
    end: Seconds
    title: str


class Film(Document):
    """A finished film file."""

    format: Literal["scopitone.film/1"] = "scopitone.film/1"
    frames: int = Field(gt=0)
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    fps: Fraction
    duration: float = Field(gt=0)
    chapters: tuple[Chapter, ...]
    video_digest: str = Field(
        pattern=r"^[0-9a-f]{64}$",
        description="sha256 of codec data, packets and timestamps, without metadata",
    )


class Scores(Document):
    """How a finished film follows its music; definitions in design section 6."""

    format: Literal["scopitone.scores/1"] = "scopitone.scores/1"
    sigma: float = Field(description="seconds")
    bas_visual: Unit
    bas_visual_chance: Unit
    bas_visual_corrected: float
    bas_music: Unit
    bas_music_chance: Unit
    bas_music_corrected: float
    precision70: Unit
    recall70: Unit
    downbeat_recall70: Unit
    visual_events: tuple[Seconds, ...]
    cuts: tuple[Seconds, ...]
    beats: tuple[Seconds, ...]
    downbeats: tuple[Seconds, ...]
