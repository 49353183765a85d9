"""The keyframe that a scene's steps share: decoded once, not by each of them (190 ms at 720p)."""

from functools import lru_cache

from common.artifacts.keyframes import Keyframe
from common.pipeline import Order
from common.storage.codec import decode_keyframe
from workers.steps.desk import Desk


def keyframe_of(order: Order, desk: Desk) -> Keyframe:
    return _decoded(desk.storage.get(order.inputs["keyframe"]))


@lru_cache(maxsize=1)
def _decoded(data: bytes) -> Keyframe:
    """One scene's at a time: its layers are 50 MB. By content, so that no key can mislead it."""
    return decode_keyframe(data)
