"""Show footage at the fractional instants of a plan, pushed in at its accents.

A clip of n frames at rate f is shown at clip time s by position p = s f between frames floor(p) and
floor(p) + 1; whole positions show the frame itself. The last instant is the last frame's: a plan
that asks for later ones was made for another clip and is refused, since it would repeat a frame.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from common.artifacts.clips import Footage
from common.artifacts.pushes import ZOOM, push
from common.artifacts.warp_plan import WarpPlan
from common.errors import InvalidInputError
from common.timebase import FrameSpan, frame_times

Frame = NDArray[np.uint8]

_ROUNDING = 1e-6
"""Frames; a clip time in seconds times a frame rate is off by as little."""


class Interpolator(Protocol):
    """Whatever can show instants between two frames."""

    def instants(
        self,
        before: Frame,
        after: Frame,
        *,
        fractions: Sequence[float],
        earlier: Frame | None = None,
        later: Frame | None = None,
    ) -> Sequence[Frame]:
        """The pictures at fractions of the way from `before` to `after`, themselves at 0 and 1.

        All that lie between two frames are asked for at once, so that a network works on them side
        by side. `earlier` and `later` are the frames around the two, for whoever smooths
        trajectories.
        """
        ...


def retime(*, clip: Footage, plan: WarpPlan, interpolator: Interpolator) -> Iterator[Frame]:
    """Every output frame of a shot, uint8 sRGB (h, w, 3).

    Raises:
        InvalidInputError: the plan reaches beyond the clip's last frame.
    """
    positions = np.array(plan.source_times) * float(clip.fps)
    last = len(clip.frames) - 1
    if positions[-1] > last + _ROUNDING:
        raise InvalidInputError(
            f"the plan shows clip frame {positions[-1]:.2f}, but the last is {last}; plan it anew"
        )
    output = frame_times(FrameSpan(0, len(positions)), plan.fps)
    return _frames(
        clip.frames, np.minimum(positions, last), push(output, plan.accents), interpolator
    )


def _frames(
    frames: Frame,
    positions: NDArray[np.float64],
    pushes: NDArray[np.float64],
    interpolator: Interpolator,
) -> Iterator[Frame]:
    # The same objects every time, so that an interpolator may know a pair that it has seen.
    pictures, last = list(frames), len(frames) - 1
    wholes = [max(0, min(int(position), last - 1)) for position in positions]
    zooms = iter(pushes)
    for whole, asked in groupby(zip(wholes, positions, strict=True), key=itemgetter(0)):
        shown = interpolator.instants(
            pictures[whole],
            pictures[min(whole + 1, last)],
            fractions=[min(1.0, float(position) - whole) for _, position in asked],
            earlier=pictures[whole - 1] if whole > 0 else None,
            later=pictures[whole + 2] if whole + 2 <= last else None,
        )
        for frame in shown:
            yield _enlarged(frame, 1 + ZOOM * float(next(zooms)))


def _enlarged(frame: Frame, factor: float) -> Frame:
    """The middle of a frame, filling it; not cut to whole pixels, so that slow zooms are smooth."""
    if factor <= 1:
        return frame
    height, width = frame.shape[:2]
    inset = np.array([width - 1, height - 1]) * (1 - 1 / factor) / 2
    matrix = np.array([[1 / factor, 0, inset[0]], [0, 1 / factor, inset[1]]])
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(frame, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REFLECT),
        dtype=np.uint8,
    )
