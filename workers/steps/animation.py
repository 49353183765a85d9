"""Bring a keyframe to life, with its landings where the music wants them."""

from functools import partial
from pathlib import Path

import numpy as np

from common.artifacts.clips import Footage
from common.artifacts.keyframes import Keyframe
from common.artifacts.script import Brief
from common.pipeline import Order
from workers.engines.safety import screened_footage
from workers.stages.animation import animate, animate_takes
from workers.steps.clips import write_clip
from workers.steps.desk import Desk
from workers.steps.measuring import judged
from workers.steps.models import animator_of, retaking_of, safety_of, takes_of
from workers.steps.music import length_of, music_of
from workers.steps.pictures import keyframe_of

_NONE = Keyframe(image=np.zeros((1, 1, 3), np.uint8))
"""For an animator that sees none."""


def run(order: Order, desk: Desk, out: Path) -> None:
    brief = Brief.model_validate(order.options["brief"])
    takes = takes_of(order)
    keyframe = keyframe_of(order, desk) if "keyframe" in order.inputs else _NONE
    if takes == 1:
        clip = animate(
            keyframe=keyframe,
            brief=brief,
            cues=music_of(order).cues if "beats" in order.options else (),
            duration=length_of(order).duration,
            engine=animator_of(order, desk),
        )
    else:
        music = music_of(order)
        clip = animate_takes(
            keyframe=keyframe,
            brief=brief,
            cues=music.cues,
            duration=music.duration,
            engine=retaking_of(order, desk),
            takes=takes if music.grid else 1,
            judge=partial(judged, music=music),
        )
    if isinstance(clip, Footage):
        frames = screened_footage(clip.frames, safety_of(order))
        clip = Footage(frames=frames, fps=clip.fps)
    write_clip(clip, out)
