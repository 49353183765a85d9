"""Paint the still that starts a scene."""

from pathlib import Path

from pydantic import TypeAdapter

from common.artifacts.script import Brief
from common.pipeline import Order
from common.storage.codec import encode_keyframe
from workers.engines.registry import engine
from workers.stages.keyframes import make_keyframe
from workers.steps.desk import Desk

_SIZE = TypeAdapter(tuple[int, int])


def run(order: Order, desk: Desk, out: Path) -> None:
    keyframe = make_keyframe(
        brief=Brief.model_validate(order.options["brief"]),
        size=_SIZE.validate_python(order.options["size"]),
        engine=engine(order.engines[0]),
    )
    desk.progress(0.8)
    out.write_bytes(encode_keyframe(keyframe))
