"""Flow between two frames in both directions, and what can be believed of it.

Conventions: frames are uint8 sRGB (h, w, 3); flow is float32 (h, w, 2) in pixels of the full
picture (right, down), from the frame where it stands to the other one.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]
Field = NDArray[np.float32]

ROWS = 432
CONSISTENT = 0.02
"""Share of the flow's length that there and back may miss by, above half a pixel (squared)."""
_UNRELATED = 0.6
"""What flow leaves of the difference, over the contrast: pure noise leaves 0.9, motion 0.1."""
_LEAST_CONTRAST = 4.0


class Flows(NamedTuple):
    """Flow there and back, (h, w, 2), where each is not undone by the other, (h, w), and a cut."""

    there: Field
    back: Field
    hidden_before: Field
    hidden_after: Field
    unrelated: bool


def flows_between(before: Frame, after: Frame) -> Flows:
    there, back = _estimate(before, after)
    return Flows(
        there=there,
        back=back,
        hidden_before=_mismatch(there, back),
        hidden_after=_mismatch(back, there),
        unrelated=_are_unrelated(before, after, there),
    )


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
    returned = flow + pull(back, flow)
    missed = squared(returned)
    allowed = CONSISTENT * squared(flow) + 0.25
    share = missed / (missed + allowed)
    return np.asarray(cv2.blur(share, (5, 5)), dtype=np.float32)


def _are_unrelated(before: Frame, after: Frame, there: Field) -> bool:
    """Whether no motion makes one picture of the other; looked at on 144 rows or so."""
    step = max(1, len(before) // 144)
    first, moved = before[::step, ::step], np.rint(pull(after, there))[::step, ::step]
    contrast = max(float(first.std() + after[::step, ::step].std()) / 2, _LEAST_CONTRAST)
    return float(np.abs(first - moved).mean()) > _UNRELATED * contrast


def pull(picture: NDArray[np.uint8] | Field, flow: Field) -> Field:
    """Sample a picture at every pixel plus its flow, as float32."""
    height, width = flow.shape[:2]
    columns = np.arange(width, dtype=np.float32)[None, :] + flow[..., 0]
    rows = np.arange(height, dtype=np.float32)[:, None] + flow[..., 1]
    pulled = cv2.remap(picture, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(pulled, dtype=np.float32)


def squared(flow: Field) -> Field:
    """Squared lengths, (h, w); a sum over an axis of two takes ten times as long."""
    return np.asarray(flow[..., 0] ** 2 + flow[..., 1] ** 2, dtype=np.float32)


def apart(one: NDArray[np.uint8] | Field, other: Field) -> Field:
    """Mean difference of the three colours, (h, w)."""
    difference = cv2.absdiff(np.asarray(one, dtype=np.float32), other)
    return np.asarray(cv2.transform(difference, np.full((1, 3), 1 / 3)), dtype=np.float32)
