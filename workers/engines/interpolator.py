"""A frame between two frames, by optical flow.

Aim. Show footage at fractional instants without the ghosts of a cross-fade.

Method. Dense inverse search flow (Kroeger et al., ECCV 2016; OpenCV, medium preset at up to 432
rows) in both directions between frames A and B. At fraction t each output pixel x looks back along
the flow interpolated to t (linear motion, Jiang et al., CVPR 2018, eq. 4):

    F_t0 = -(1 - t) t F_01 + t^2 F_10          A is sampled at x + F_t0
    F_t1 = (1 - t)^2 F_01 - t (1 - t) F_10     B is sampled at x + F_t1

Occlusion. Where A's flow is not undone by B's (forward/backward consistency), what A shows there is
covered in B or the reverse; such points count little in their own picture's share of the blend.
Where neither can be believed, or where the two warped pictures disagree strongly (the flow failed),
the two frames are cross-faded. Colours are 8-bit sRGB.

Trajectory. Between footage frames far apart in time (8 a second) straight, even motion makes a
staircase of velocities. Where the frames around the pair are known and motion changes gradually,
by at most half, each point follows the cubic through the mean velocities at A and B instead: its
own fraction tau(t) replaces t in F. Where motion changes abruptly it stopped or began, and keeps
its edge: a landing stays a landing. tau is monotone, since its slopes lie between 3/4 and 3/2.

At t = 0 and t = 1 the very frame is returned. The flows of the last three pairs are kept, since a
shot asks for several fractions of one pair in a row, and for its neighbours.
"""

from collections import OrderedDict
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from common.errors import InvalidInputError

Frame = NDArray[np.uint8]
Field = NDArray[np.float32]

ROWS = 432
_EXACT = 1e-4
"""Fractions nearer than this to a frame show that frame: at 8 fps it is 12 microseconds."""
_PAIRS = 3
_MOVING = 0.0625
"""Squared pixels between frames below which nothing moves."""
_CONSISTENT = 0.02
"""Share of the flow's length that there and back may miss by, above half a pixel (squared)."""
_DISAGREE = 48.0
"""Grey levels between the two warped pictures at which half is cross-faded."""


class _Flows(NamedTuple):
    """Flow there and back, (h, w, 2), and where each is not undone by the other, (h, w)."""

    there: Field
    back: Field
    hidden_before: Field
    hidden_after: Field


class FlowInterpolator:
    """Interpolates between two frames; keeps the flows of three pairs."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], tuple[Frame, Frame, _Flows]] = OrderedDict()

    def between(
        self,
        before: Frame,
        after: Frame,
        *,
        fraction: float,
        earlier: Frame | None = None,
        later: Frame | None = None,
    ) -> Frame:
        """The frame at `fraction` of the way from one frame to the next.

        Args:
            before, after: uint8 sRGB, (h, w, 3), of one shape.
            fraction: 0 is `before`, 1 is `after`.
            earlier, later: the frames around the pair, where there are any.

        Raises:
            InvalidInputError: the frames differ in shape, or the fraction is not within 0 to 1.
        """
        if before.shape != after.shape:
            raise InvalidInputError(f"frames of {before.shape} and {after.shape} cannot be mixed")
        if not 0 <= fraction <= 1:
            raise InvalidInputError(f"fraction {fraction} is not between two frames")
        if fraction < _EXACT:
            return before
        if fraction > 1 - _EXACT:
            return after
        flows = self._flows(before, after)
        t = np.float32(fraction)
        start = None if earlier is None else _slope(flows.there, -self._flows(earlier, before).back)
        end = None if later is None else _slope(-flows.back, self._flows(after, later).there)
        return _blend(before, after, flows, t, _own_fraction(flows.there, start, end, t))

    def _flows(self, before: Frame, after: Frame) -> _Flows:
        key = (id(before), id(after))
        kept = self._kept.get(key)
        if kept is None:
            there, back = _estimate(before, after)
            flows = _Flows(there, back, _mismatch(there, back), _mismatch(back, there))
            kept = self._kept[key] = (before, after, flows)
            if len(self._kept) > _PAIRS:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return kept[2]


def _slope(here: Field, beyond: Field) -> Field:
    """Speed at a frame over the pair's own mean speed, 3/4 to 3/2; 1 where motion is abrupt."""
    own = np.sum(here**2, axis=2)
    most = np.maximum(own, np.sum(beyond**2, axis=2))
    gradual = (np.sum((beyond - here) ** 2, axis=2) <= most / 4) & (own > _MOVING)
    share = np.sum((beyond + here) * here, axis=2) / (2 * np.maximum(own, _MOVING))
    slope = np.where(gradual, np.clip(share, 0.75, 1.5), 1.0).astype(np.float32)
    return np.asarray(cv2.blur(slope, (9, 9)), dtype=np.float32)


def _own_fraction(there: Field, start: Field | None, end: Field | None, t: np.float32) -> Field:
    """tau(t) of every point, (h, w, 1); (1, 1, 1) where it is t everywhere."""
    if start is None and end is None:
        return np.full((1, 1, 1), t, dtype=np.float32)
    one = np.float32(1)
    first = one if start is None else start
    last = one if end is None else _pull(end, there)
    tau = first * (t**3 - 2 * t**2 + t) + (3 * t**2 - 2 * t**3) + last * (t**3 - t**2)
    return np.asarray(tau, dtype=np.float32)[..., None]


def _estimate(before: Frame, after: Frame) -> tuple[Field, Field]:
    """Flow there and back in pixels of the full picture, (h, w, 2)."""
    height, width = before.shape[:2]
    scale = max(min(1.0, ROWS / height), 32 / min(height, width))
    size = (max(32, round(width * scale)), max(32, round(height * scale)))
    shrink = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    first, second = (
        cv2.resize(cv2.cvtColor(f, cv2.COLOR_RGB2GRAY), size, interpolation=shrink)
        for f in (before, after)
    )
    dis = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    there = dis.calc(first, second, None)  # type: ignore[call-overload]
    back = dis.calc(second, first, None)  # type: ignore[call-overload]
    grow = np.array([width / size[0], height / size[1]], dtype=np.float32)
    full = (width, height)
    return cv2.resize(there, full) * grow, cv2.resize(back, full) * grow


def _mismatch(flow: Field, back: Field) -> Field:
    """0 where going there and back returns, 1 where it does not, (h, w)."""
    returned = flow + _pull(back, flow)
    missed = np.sum(returned**2, axis=2)
    allowed = _CONSISTENT * np.sum(flow**2, axis=2) + 0.25
    share = missed / (missed + allowed)
    return np.asarray(cv2.blur(share, (5, 5)), dtype=np.float32)


def _blend(before: Frame, after: Frame, flows: _Flows, t: np.float32, tau: Field) -> Frame:
    there, back, hidden_before, hidden_after = flows
    one = np.float32(1)
    rest = np.subtract(one, tau, dtype=np.float32)
    to_before = np.asarray(tau * tau * back - rest * tau * there, dtype=np.float32)
    to_after = np.asarray(rest * rest * there - tau * rest * back, dtype=np.float32)
    first, second = _pull(before, to_before), _pull(after, to_after)
    trust_first = (one - t) * (one - _pull(hidden_before, to_before)) + np.float32(1e-3)
    trust_second = t * (one - _pull(hidden_after, to_after)) + np.float32(1e-3)
    share = (trust_second / (trust_first + trust_second))[..., None]
    moved = first * (one - share) + second * share
    apart = cv2.blur(np.abs(first - second).mean(axis=2), (7, 7))
    doubt = hidden_before * hidden_after
    failed = np.maximum(doubt, apart**4 / (apart**4 + np.float32(_DISAGREE**4)))[..., None]
    faded = before * (one - t) + after * t
    return np.asarray(np.rint(moved * (one - failed) + faded * failed), dtype=np.uint8)


def _pull(picture: NDArray[np.uint8] | Field, flow: Field) -> Field:
    """Sample a picture at every pixel plus its flow, as float32."""
    height, width = flow.shape[:2]
    columns = np.arange(width, dtype=np.float32)[None, :] + flow[..., 0]
    rows = np.arange(height, dtype=np.float32)[:, None] + flow[..., 1]
    pulled = cv2.remap(picture, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(pulled, dtype=np.float32)
