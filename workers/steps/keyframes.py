"""Paint the still that starts a scene."""

from pathlib import Path

from common.artifacts.script import Brief
from common.pipeline import Order
from common.storage.codec import encode_keyframe
from workers.stages.keyframes import make_keyframe
from workers.steps.desk import Desk
from workers.steps.models import painter_of, size_of


def run(order: Order, desk: Desk, out: Path) -> None:
    keyframe = make_keyframe(
        brief=Brief.model_validate(order.options["brief"]),
        size=size_of(order),
        engine=painter_of(order, desk),
    )
    desk.progress(0.8)
    out.write_bytes(encode_keyframe(keyframe))
