"""Raw moving footage of a scene, or the recipe to draw it at any instant."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from common.artifacts.document import Document, Seconds, Unit, Value

FOOTAGE = Fraction(3, 2)
"""Seconds of footage to ask for, for a second of film: its motion may have to run faster."""
ENOUGH = Fraction(3, 4)
"""Seconds of footage that fill a second of film within the speeds that look natural."""

Move = Literal["static", "push", "pull", "pan", "tilt", "orbit", "crane", "handheld"]


class Cue(Value):
    """A moment of the music inside a scene, in seconds from the scene's start."""

    time: Seconds
    weight: Unit = Field(description="1 for a downbeat, less for other beats")


class Motion(Document):
    """Footage not yet drawn: a camera move and the moments where things land.

    Whoever holds the keyframe and this can draw any instant of it.
    """

    format: Literal["scopitone.motion/1"] = "scopitone.motion/1"
    duration: float = Field(gt=0, description="seconds; instants beyond it may be drawn too")
    move: Move
    amount: float = Field(description="extent over the whole duration; 1 is a pronounced move")
    direction: float = Field(description="radians; 0 right, pi/2 up")
    landings: tuple[Cue, ...] = Field(description="where steps, swings and pulses come to rest")
    seed: int = Field(ge=0)


@dataclass(frozen=True, eq=False, kw_only=True)
class Footage:
    """Frames of a clip.

    Attributes:
        frames: uint8 sRGB, shape (n, h, w, 3), read-only.
        fps: frames a second.
    """

    frames: NDArray[np.uint8]
    fps: Fraction

    def __post_init__(self) -> None:
        self.frames.setflags(write=False)

    @property
    def duration(self) -> Fraction:
        return len(self.frames) / self.fps


@dataclass(frozen=True, eq=False, kw_only=True)
class MotionTrack:
    """How strongly the motion of a clip comes to rest, moment by moment.

    Attributes:
        rate: samples of the envelope a second.
        envelope: float64, shape (n,), 0 to about 1; sample *i* belongs to i / rate seconds and
            peaks where a rest begins.
        speed: float64, shape (n,), mean flow magnitude in shares of the frame height a second.
        beats: times in seconds of visual beats, increasing; `weights` their strengths, 0 to 1.
        cuts: times in seconds of the first frame after each cut.
    """

    rate: float
    envelope: NDArray[np.float64]
    speed: NDArray[np.float64]
    beats: NDArray[np.float64]
    weights: NDArray[np.float64]
    cuts: NDArray[np.float64]
