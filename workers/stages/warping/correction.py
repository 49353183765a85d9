"""One correction of a plan by what its rendered segment shows.

Aim. Where the landing of a cue is seen r seconds late (interpolation, easing, the shape of a ramp),
show r seconds earlier what is seen then.

Definition. r_j is the distance from cue b_j to the visual beat of the rendered segment nearest to
it, if it is within `NEAR`. Freak residuals are pulled to the median of all (`SPREAD`), none exceeds
`MOST`, and neighbours differ by no more than `BEND` of the time between them. phi is the monotone
cubic through (0, 0), all (b_j, b_j + r_j) and the end; the corrected map is the old one at phi(t).
If that would leave the speed caps, phi is drawn towards the identity until it does not.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from common.artifacts.clips import Cue, MotionTrack
from common.artifacts.warp_plan import WarpPlan
from common.timebase import FrameSpan, frame_times
from workers.stages.warping.timemap import LOCAL_SPEED

Array = NDArray[np.float64]

NEAR = 0.12
SPREAD = 0.04
MOST = 0.08
BEND = 0.06
_HALVINGS = 6
_ROUNDING = 1e-9


def correct(plan: WarpPlan, track_of_segment: MotionTrack, cues: Sequence[Cue]) -> WarpPlan:
    """Correct a plan once.

    Args:
        plan: as the segment was rendered.
        track_of_segment: measured on the segment, or on a small proxy of it; output seconds.
        cues: of the shot, seconds from its start.
    """
    times = frame_times(FrameSpan(0, len(plan.source_times)), plan.fps)
    moments, residuals = _residuals(track_of_segment, cues, end=float(times[-1]))
    if not plan.grid or len(times) < 3 or not len(moments):
        return plan
    knots = np.concatenate([[0.0], moments, [times[-1]]])
    shifts = _bend_little(knots, np.concatenate([[0.0], residuals, [0.0]]))
    moved = PchipInterpolator(knots, knots + shifts)(times) - times
    source = np.array(plan.source_times)
    for halving in range(_HALVINGS):
        corrected = PchipInterpolator(times, source)(times + moved / 2**halving)
        if _within_caps(corrected, source, rate=float(plan.fps)):
            return plan.model_copy(update={"source_times": tuple(corrected.tolist())})
    return plan


def _residuals(track: MotionTrack, cues: Sequence[Cue], *, end: float) -> tuple[Array, Array]:
    """Cue times that have a visual beat near them, and how late it is, made robust."""
    moments = np.unique([cue.time for cue in cues if 0 < cue.time < end])
    if not len(moments) or not len(track.beats):
        return np.zeros(0), np.zeros(0)
    late = track.beats[None, :] - moments[:, None]
    nearest = late[np.arange(len(moments)), np.argmin(np.abs(late), axis=1)]
    near = np.abs(nearest) <= NEAR
    residuals = nearest[near]
    if len(residuals):
        middle = float(np.median(residuals))
        residuals = np.clip(residuals, middle - SPREAD, middle + SPREAD)
    return moments[near], np.clip(residuals, -MOST, MOST)


def _bend_little(knots: Array, shifts: Array) -> Array:
    """Limit how fast the shift changes, from both ends inwards; the ends stay at 0."""
    limited = shifts.copy()
    for order in (range(1, len(knots) - 1), range(len(knots) - 2, 0, -1)):
        step = order.step
        for n in order:
            room = BEND * abs(knots[n] - knots[n - step])
            limited[n] = np.clip(limited[n], limited[n - step] - room, limited[n - step] + room)
    return limited


def _within_caps(corrected: Array, source: Array, *, rate: float) -> bool:
    """Whether every step keeps to the caps, or to what the plan itself needed of footage."""
    before, after = np.diff(source) * rate, np.diff(corrected) * rate
    slowest = min(LOCAL_SPEED[0], float(before.min()))
    fastest = max(LOCAL_SPEED[1], float(before.max()))
    return bool(after.min() >= slowest - _ROUNDING and after.max() <= fastest + _ROUNDING)
