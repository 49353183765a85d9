"""What the matcher makes of footage, for its plan and for the choice between takes."""

import numpy as np

from common.artifacts.clips import Footage
from common.artifacts.warp_plan import WarpPlan
from workers.engines.motion import ROWS, MotionMeter
from workers.engines.video.fitting import at_most
from workers.stages.animation import Verdict
from workers.stages.warping import plan_warp
from workers.stages.warping.accents import Accents
from workers.steps.music import SceneMusic


def proxy_of(footage: Footage) -> Footage:
    """The footage on as few rows as motion is measured on."""
    frames = np.stack([at_most(frame, ROWS) for frame in footage.frames])
    return Footage(frames=frames, fps=footage.fps)


def planned(proxy: Footage, music: SceneMusic, accents: Accents) -> WarpPlan:
    """The plan of a scene's footage, by what a proxy of it shows."""
    return plan_warp(
        track=MotionMeter().measure(proxy.frames, fps=proxy.fps),
        cues=music.cues,
        frames=music.frames,
        fps=music.fps,
        grid=music.grid,
        accents=accents,
    )


def judged(footage: Footage, music: SceneMusic) -> Verdict:
    """How well a take's visual beats meet those of the music."""
    plan = planned(proxy_of(footage), music, "none")
    return Verdict(value=-plan.cost, flat=not plan.matches)
