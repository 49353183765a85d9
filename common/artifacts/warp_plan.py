"""The monotone map from output time to clip time, with its matches and cost."""

import itertools
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from common.artifacts.document import Document, Seconds, Unit, Value


class Match(Value):
    """A visual beat that was moved onto a music beat."""

    visual: Seconds
    music: Seconds
    weight: Unit


class Accent(Value):
    """A small push of the picture that comes to its end on a beat."""

    time: Seconds
    strength: Unit


class WarpPlan(Document):
    """Times are seconds from the scene's start (output, music) or the clip's start (visual)."""

    format: Literal["scopitone.warp_plan/1"] = "scopitone.warp_plan/1"
    fps: Fraction
    source_times: tuple[Seconds, ...] = Field(
        min_length=1, description="for every output frame, the clip time it shows"
    )
    matches: tuple[Match, ...]
    accents: tuple[Accent, ...] = ()
    cost: float
    grid: bool = Field(description="False when the music has no beat to follow")

    @model_validator(mode="after")
    def _check(self) -> Self:
        times = self.source_times
        if any(b <= a for a, b in itertools.pairwise(times)):
            raise ValueError("source times must increase: never backwards, never a repeated frame")
        return self
