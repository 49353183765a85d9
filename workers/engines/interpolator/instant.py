"""The picture at an instant between two frames, from their flows.

Method. Dense inverse search flow (Kroeger et al., ECCV 2016; OpenCV, medium preset at up to 432
rows) in both directions between frames A and B. What moves through a pixel x at fraction t, and how
far, v(x): the points of A are carried along their flow by t, those of B by 1 - t (Baker et al.,
IJCV 2011, section 3.3), each giving its motion to the four pixels where it arrives; where several
arrive, that one stays whose colours and whose way back agree best. Pixels at which nothing arrives
move as those around them. A is then sampled at x - t v and B at x + (1 - t) v.

Occlusion. A is believed at x only if its own flow at x - t v is v (else something else is there,
which hides or will hide the point), and B alike: what is uncovered comes from B alone, what is
covered from A alone. Where neither can be believed, or where both are and yet disagree strongly
(the flow failed), the nearer frame is shown, with a fade over the middle third: half of each for
longer is a ghost. Colours are 8-bit sRGB.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.engines.interpolator.flows import CONSISTENT, Field, Flows, Frame, apart, pull, squared
from workers.engines.jit import kernel

_DISAGREE = 48.0
"""Grey levels between the two warped pictures at which half is the nearer frame."""
_FADE = 1 / 3
"""Share of the way between two frames over which the nearer one changes."""


def onwards(frame: Frame, arrived: Flows | None, t: np.float32) -> Frame:
    """A frame that goes on moving as it moved since the one before it."""
    if arrived is None or arrived.unrelated:
        return frame
    return np.asarray(np.rint(pull(frame, t * arrived.back)), dtype=np.uint8)


def blend(before: Frame, after: Frame, flows: Flows, t: np.float32, tau: Field) -> Frame:
    one = np.float32(1)
    motion = _motion_at(before, after, flows, tau)
    rest = np.subtract(one, tau, dtype=np.float32)
    to_before, to_after = -tau * motion, rest * motion
    seen_before = _agrees(pull(flows.there, to_before), motion)
    seen_after = _agrees(-pull(flows.back, to_after), motion)
    first, second = pull(before, to_before), pull(after, to_after)
    trust_first = (one - t) * seen_before + np.float32(1e-3)
    trust_second = t * seen_after + np.float32(1e-3)
    share = (trust_second / (trust_first + trust_second))[..., None]
    moved = first * (one - share) + second * share
    both = np.minimum(seen_before, seen_after)
    unlike = np.asarray(cv2.blur(apart(first, second) * both, (7, 7)), dtype=np.float32)
    doubt = cv2.blur((one - seen_before) * (one - seen_after), (5, 5))
    failed = np.maximum(doubt, unlike**4 / (unlike**4 + np.float32(_DISAGREE**4)))[..., None]
    late = np.clip((t - np.float32(0.5)) / np.float32(_FADE) + np.float32(0.5), 0, 1)
    nearer = before * (one - late) + after * late
    return np.asarray(np.rint(moved * (one - failed) + nearer * failed), dtype=np.uint8)


def _motion_at(before: Frame, after: Frame, flows: Flows, tau: Field) -> Field:
    """What moves through each point at the instant, and how far from frame to frame, (h, w, 2)."""
    there, back = flows.there, flows.back
    height, width = there.shape[:2]
    own = np.broadcast_to(tau[..., 0], (height, width)).astype(np.float32)
    on_the_way = np.subtract(1, pull(own, back), dtype=np.float32)
    motion = np.zeros_like(there)
    doubts = np.full((height, width), np.inf, dtype=np.float32)
    _project(there, own, there, _doubt(before, after, there, flows.hidden_before), motion, doubts)
    came = -back
    _project(
        back, on_the_way, came, _doubt(after, before, back, flows.hidden_after), motion, doubts
    )
    filled = _filled(motion, np.isfinite(doubts))
    smooth = [cv2.medianBlur(np.ascontiguousarray(filled[..., axis]), 5) for axis in (0, 1)]
    return np.stack(smooth, axis=2)


def _doubt(frame: Frame, other: Frame, flow: Field, hidden: Field) -> Field:
    """How little the motion of each point can be believed: by its colours, by the way back."""
    colours = apart(frame, pull(other, flow))
    return np.asarray(hidden + colours / np.float32(_DISAGREE), dtype=np.float32)


@kernel
def _project(
    path: Field, way: Field, motion: Field, doubt: Field, result: Field, doubts: Field
) -> None:
    """Carry each point's motion `way` along its path; the least doubtful one stays."""
    height, width = doubt.shape
    for y in range(height):
        for x in range(width):
            across = x + way[y, x] * path[y, x, 0]
            down = y + way[y, x] * path[y, x, 1]
            left, top = int(np.floor(across)), int(np.floor(down))
            for row in range(max(top, 0), min(top + 2, height)):
                for column in range(max(left, 0), min(left + 2, width)):
                    if doubt[y, x] < doubts[row, column]:
                        doubts[row, column] = doubt[y, x]
                        result[row, column, 0] = motion[y, x, 0]
                        result[row, column, 1] = motion[y, x, 1]


def _filled(motion: Field, known: NDArray[np.bool_]) -> Field:
    """Points that nothing came to move as what is around them."""
    if known.all():
        return motion
    weight = known.astype(np.float32)
    sums, counts = motion * weight[..., None], weight
    filled, empty, reach = motion.copy(), ~known, 5
    while empty.any():
        near = cv2.blur(counts, (reach, reach))
        around = cv2.blur(sums, (reach, reach))
        now = empty & (near > 0)
        filled[now] = around[now] / near[now][:, None]
        empty &= ~now
        reach = 2 * reach + 1
    return filled


def _agrees(flow: Field, motion: Field) -> Field:
    """1 where a picture's own flow is the motion looked for, 0 where something else is there."""
    missed = squared(flow - motion)
    allowed = CONSISTENT * squared(motion) + np.float32(1)
    return np.asarray(cv2.blur(allowed**2 / (missed**2 + allowed**2), (3, 3)), dtype=np.float32)
