"""What may be asked of a film: the only form in which a request is kept and passed on."""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from common.aesthetics import AestheticName
from common.artifacts.document import Seconds, Value
from common.artifacts.edits import Edits
from common.artifacts.lyrics import Line, LyricLine, undrawable, within
from common.artifacts.script import CastSheet, Palette, Script
from common.artifacts.singing import Singing
from common.catalogue import ENGINES, PROFILES, Profile, profile
from common.config import Settings
from common.engine_options import EngineOptions
from common.errors import InvalidInputError
from common.script_options import ALL_TOLD, ScriptOptions
from common.timebase import frame_rate

Aspect = Literal["16:9", "9:16", "1:1"]
Accents = Literal["none", "subtle", "strong"]
SegmentationMode = Literal["beat", "random", "rules"]
MvType = Literal[
    "live performance",
    "lyric video",
    "animation",
    "story narrative",
    "artistic/abstract",
    "dance performance",
    "behind-the-scenes",
    "nature/scenic",
    "picture montage",
    "cinematic drama",
]

LETTERED: MvType = "lyric video"
"""The type of film that shows its lines."""


class Excerpt(Value):
    """A part of the song, in seconds; without an end it goes on to the last sample."""

    start: Seconds = 0.0
    end: Seconds | None = None

    def of(self, lines: Sequence[LyricLine]) -> tuple[LyricLine, ...]:
        """The lines that are sung in it, in seconds from its start."""
        return within(lines, self.start, math.inf if self.end is None else self.end)


class GivenBeats(Value):
    """Beats that a person supplied, in seconds of the song's own time."""

    beats: tuple[Seconds, ...]
    downbeats: tuple[Seconds, ...] = ()


class FilmRequest(Value):
    """All that may be asked of a film, apart from the song."""

    theme: str
    style: str = ""
    mv_type: MvType = "story narrative"
    profile: str = "sketch"
    aspect: Aspect = "16:9"
    height: int = Field(default=720, ge=128, le=2160, multiple_of=2)
    fps: Fraction = Fraction(24)
    excerpt: Excerpt | None = None
    beats: GivenBeats | None = None
    segmentation: SegmentationMode = "beat"
    accents: Accents = "subtle"
    cast: tuple[CastSheet, ...] | None = None
    palette: Palette | None = None
    lyrics: tuple[LyricLine, ...] | tuple[Line, ...] | None = Field(
        default=None,
        description="phrases as they are sung, or their words alone; no cut falls into one",
    )
    edits: Edits | None = Field(
        default=None,
        description="corrections of what is heard; without any, a job takes those of its song",
    )
    aesthetic: AestheticName | None = None
    script: Script | None = None
    """A person's own, filmed instead of a written one."""
    engines: EngineOptions = EngineOptions()
    writing: ScriptOptions = Field(
        default=ALL_TOLD, description="what the writer is told, and which steps it takes"
    )
    seed: int = Field(default=0, ge=0, lt=2**53)

    @field_validator("fps", mode="before")
    @classmethod
    def _read_rate(cls, value: str | float | Fraction) -> Fraction:
        try:
            return frame_rate(value)
        except InvalidInputError as error:
            raise ValueError(str(error)) from None

    @model_validator(mode="after")
    def _can_be_done(self) -> Self:
        """A plan moves layers, and an image model paints none; distilled models count steps."""
        if self.profile in PROFILES:
            chosen = self.chosen
            painter, animator = ENGINES[chosen.painter], ENGINES[chosen.animator]
            if painter.image is not None and animator.clip is None:
                raise ValueError(f"{painter.name} paints no layers for the {animator.name} to move")
            self.engines.check_steps(painter, animator)
        return self

    @model_validator(mode="after")
    def _cast_once(self) -> Self:
        own = self.writing.characters is not None or self.writing.character_kind is not None
        if own and self.cast is not None:
            raise ValueError("give either a cast or how many characters of which kind")
        return self

    @model_validator(mode="after")
    def _can_be_lettered(self) -> Self:
        texts = (one if isinstance(one, str) else one.text for one in self.lyrics or ())
        strange = undrawable(texts) if self.mv_type == LETTERED else ""
        if strange:
            raise ValueError(f"the lettering of lyric videos has no {strange[:20]!r}")
        return self

    @property
    def listens_to_words(self) -> bool:
        """Whether the sound is asked what is sung: lyrics with all their times are taken as is."""
        return self.lyrics_are_open or bool(self.pins) or bool(self.chosen.transcriber)

    @property
    def pins(self) -> tuple[LyricLine, ...]:
        """Lines that a person put in their place."""
        return self.edits.lines if self.edits else ()

    @property
    def lyrics_are_open(self) -> bool:
        """Whether the times of a line, or its end, are to be heard in the song."""
        return any(isinstance(one, str) or one.estimated for one in self.lyrics or ())

    @property
    def sung(self) -> tuple[LyricLine, ...]:
        """The lyrics of the excerpt that have times, in seconds from its start."""
        return self._cut([one for one in self.lyrics or () if isinstance(one, LyricLine)])

    def heard(self, singing: Singing) -> tuple[LyricLine, ...]:
        """What is sung in the excerpt, in seconds from its start."""
        return self._cut(singing.sung)

    def _cut(self, lines: Sequence[LyricLine]) -> tuple[LyricLine, ...]:
        return (self.excerpt or Excerpt()).of(lines)

    def filmed(self, duration: float) -> float:
        """Seconds of a song of this length that the film shows."""
        if self.excerpt is None:
            return duration
        end = duration if self.excerpt.end is None else min(self.excerpt.end, duration)
        return max(end - self.excerpt.start, 0.0)

    @property
    def chosen(self) -> Profile:
        """The profile, with the engines that were asked for in place of its own.

        Raises:
            InvalidInputError: there is no such profile.
        """
        return self.engines.over(profile(self.profile))

    def settled(self, settings: Settings) -> Self:
        """The same with what the installation decides.

        Raises:
            MissingEngineError: a language model is asked for and none is set.
        """
        engines = self.engines.settled(profile(self.profile), settings)
        return self.model_copy(update={"engines": engines})

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, both even; `height` is the shorter side of a tall film."""
        wide = 2 * round(self.height * 16 / 9 / 2)
        return {
            "16:9": (wide, self.height),
            "9:16": (self.height, wide),
            "1:1": (self.height, self.height),
        }[self.aspect]
