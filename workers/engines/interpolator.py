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

At t = 0 and t = 1 the very frame is returned. The flow of the pair last asked for is kept, since a
shot asks for several fractions of one pair in a row.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from common.errors import InvalidInputError

Frame = NDArray[np.uint8]
Field = NDArray[np.float32]

ROWS = 432
_EXACT = 1e-4
"""Fractions nearer than this to a frame show that frame: at 8 fps it is 12 microseconds."""
_CONSISTENT = 0.02
"""Share of the flow's length that there and back may miss by, above half a pixel (squared)."""
_DISAGREE = 48.0
"""Grey levels between the two warped pictures at which half is cross-faded."""


class FlowInterpolator:
    """Interpolates between two frames; keeps the flow of one pair."""

    name = "flow"

    def __init__(self) -> None:
        self._pair: tuple[Frame, Frame] | None = None
        self._flows: tuple[Field, Field, Field, Field] | None = None

    def between(self, before: Frame, after: Frame, *, fraction: float) -> Frame:
        """The frame at `fraction` of the way from one frame to the next.

        Args:
            before, after: uint8 sRGB, (h, w, 3), of one shape.
            fraction: 0 is `before`, 1 is `after`.

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
        return _blend(before, after, self._flow(before, after), np.float32(fraction))

    def _flow(self, before: Frame, after: Frame) -> tuple[Field, Field, Field, Field]:
        kept = self._pair is not None and self._pair[0] is before and self._pair[1] is after
        if not kept or self._flows is None:
            forward, backward = _estimate(before, after)
            hidden = _mismatch(forward, backward), _mismatch(backward, forward)
            self._pair, self._flows = (before, after), (forward, backward, *hidden)
        return self._flows


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


def _blend(
    before: Frame, after: Frame, flows: tuple[Field, Field, Field, Field], t: np.float32
) -> Frame:
    forward, backward, hidden_before, hidden_after = flows
    one = np.float32(1)
    to_before = -(one - t) * t * forward + t * t * backward
    to_after = (one - t) ** 2 * forward - t * (one - t) * backward
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
