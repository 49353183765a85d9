"""Draw a clip that can be drawn at any instant, at the instants of its plan."""

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from common.artifacts.pushes import push
from common.artifacts.warp_plan import WarpPlan
from common.timebase import FrameSpan, frame_times

Frame = NDArray[np.uint8]


class Drawable(Protocol):
    """Whatever can draw any instant of a clip."""

    def frames_at(
        self, times: NDArray[np.float64], *, pushes: NDArray[np.float64] | None = None
    ) -> Iterator[Frame]:
        """Frames at clip times, uint8 sRGB (h, w, 3), each pushed in by 0 to 1."""
        ...


def draw(*, drawable: Drawable, plan: WarpPlan) -> Iterator[Frame]:
    """Every output frame of a shot, drawn at its own instant: nothing is interpolated."""
    output = frame_times(FrameSpan(0, len(plan.source_times)), plan.fps)
    pushes = push(output, plan.accents) if plan.accents else None
    return drawable.frames_at(np.array(plan.source_times), pushes=pushes)
