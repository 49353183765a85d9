"""Footage that is too short goes on with a second clip, made from its last frame.

A video model gives what it can: 25 frames are three seconds, and shots are longer. Slowing footage
beyond `ENOUGH` looks like slow motion, and a cut would be one that the script does not know. So the
model is asked once more, with the last frame as the picture to start from, for what is missing; the
second clip's first frame is that frame again and is left out. A third clip is not made: what a
model adds to its own last frames loses the picture it began with.
"""

from collections.abc import Callable, Sequence

import numpy as np

from common.artifacts.clips import ENOUGH, FOOTAGE, Cue, Footage
from common.artifacts.keyframes import Keyframe
from common.errors import EngineError

Again = Callable[[Keyframe, Sequence[Cue], float], Footage]
"""Asks for footage that starts with a picture: with these cues, of so many seconds."""


def go_on(footage: Footage, *, cues: Sequence[Cue], duration: float, again: Again) -> Footage:
    """The footage, with a second clip behind it if it is too short for its scene.

    Args:
        cues: of the scene, seconds from its start.
        duration: of the scene, seconds.

    Raises:
        EngineError: the second clip has another rate or size.
    """
    if footage.duration >= ENOUGH * duration:
        return footage
    reached = float((len(footage.frames) - 1) / footage.fps)
    later = [Cue(time=c.time - reached, weight=c.weight) for c in cues if c.time > reached]
    missing = float(FOOTAGE) * duration - reached
    second = again(Keyframe(image=footage.frames[-1]), later, missing)
    if second.fps != footage.fps or second.frames.shape[1:] != footage.frames.shape[1:]:
        raise EngineError("the engine goes on at another rate or size; footage cannot be joined")
    return Footage(frames=np.concatenate([footage.frames, second.frames[1:]]), fps=footage.fps)
