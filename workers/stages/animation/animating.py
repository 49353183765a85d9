"""Ask an animator for the motion of a scene, and check what it answers."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from common.artifacts.clips import FOOTAGE, Cue, Footage, Motion
from common.artifacts.keyframes import Keyframe
from common.artifacts.script import Brief
from common.errors import EngineError
from workers.stages.animation.chaining import go_on

Frame = NDArray[np.uint8]

LONGEST = 600.0
"""Seconds; a longer shot is a mistake of the segmentation."""
LEAST_FOOTAGE = 0.25
"""Share of the asked duration below which footage cannot be stretched to fill the scene."""


class Animator(Protocol):
    """A camera that plans a motion, or a video model that makes footage."""

    def animate(
        self, keyframe: Keyframe, *, brief: Brief, cues: Sequence[Cue], duration: float
    ) -> Motion | Footage:
        """Animate a scene's keyframe; equal arguments give equal results.

        Args:
            cues: where motion should come to rest, seconds from the scene's start.
            duration: seconds of the scene. Footage should be `FOOTAGE` times as long; an engine
                that cannot is asked once more, from its last frame.
        """
        ...


class Drawable(Protocol):
    """A motion opened for drawing: any instant, in any order."""

    @property
    def duration(self) -> float:
        """Seconds; instants up to 1.5 times as late may be asked."""
        ...

    def frames_at(
        self, times: NDArray[np.float64], *, pushes: NDArray[np.float64] | None = None
    ) -> Iterator[Frame]:
        """Frames at clip times (n,), uint8 sRGB (h, w, 3), each pushed in by 0 to 1."""
        ...


def animate(
    *, keyframe: Keyframe, brief: Brief, cues: Sequence[Cue], duration: float, engine: Animator
) -> Motion | Footage:
    """The motion of a scene.

    Args:
        keyframe: the still that starts it.
        cues: from `cues_for`; increasing.
        duration: seconds of the scene.

    Raises:
        EngineError: a duration or cue that no engine can follow, or an answer that is not what
            was asked: another duration, landings elsewhere, too little or empty footage.
    """
    if not 0 < duration <= LONGEST:
        raise EngineError(f"scene {brief.scene.index} lasts {duration} s; shots are 0 to {LONGEST}")
    if any(b.time <= a.time for a, b in pairwise(cues)):
        raise EngineError(f"the cues of scene {brief.scene.index} do not increase")
    answer = engine.animate(keyframe, brief=brief, cues=cues, duration=duration)
    if isinstance(answer, Motion):
        _check_motion(answer, cues, duration)
        return answer
    _check_footage(answer, duration)

    def again(start: Keyframe, later: Sequence[Cue], missing: float) -> Footage:
        more = engine.animate(start, brief=brief, cues=later, duration=missing / float(FOOTAGE))
        if isinstance(more, Motion):
            raise EngineError("the engine began with footage and goes on with a plan")
        return more

    return go_on(answer, cues=cues, duration=duration, again=again)


def _check_motion(motion: Motion, cues: Sequence[Cue], duration: float) -> None:
    if abs(motion.duration - duration) > 1e-6:
        raise EngineError(f"asked for {duration} s of motion, the engine plans {motion.duration}")
    asked = {cue.time for cue in cues}
    strayed = [landing.time for landing in motion.landings if landing.time not in asked]
    if strayed:
        raise EngineError(f"the engine lands at {strayed[0]:.3f} s, where nothing was asked")


def _check_footage(footage: Footage, duration: float) -> None:
    frames = footage.frames
    if frames.ndim != 4 or frames.shape[3] != 3 or frames.dtype != np.uint8:
        raise EngineError(f"footage must be uint8 (n, h, w, 3), not {frames.dtype} {frames.shape}")
    if len(frames) < 2 or footage.duration < LEAST_FOOTAGE * duration:
        raise EngineError(
            f"{float(footage.duration):.2f} s of footage cannot fill {duration:.2f} s; "
            "ask the engine for more frames"
        )
