"""Draw a scene at its warped times and encode it, once."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from common.artifacts.clips import Motion
from common.artifacts.warp_plan import WarpPlan
from common.pipeline import Order
from workers.engines.registry import engine
from workers.engines.video.encoder import encode
from workers.stages.interpolation import draw
from workers.steps.desk import Desk
from workers.steps.pictures import keyframe_of

Frames = Iterator[NDArray[np.uint8]]
_SIZE = TypeAdapter(tuple[int, int])


def run(order: Order, desk: Desk, out: Path) -> None:
    size = _SIZE.validate_python(order.options["size"])
    plan = desk.document(order, "plan", WarpPlan)
    shot = engine(order.engines[0]).open(
        keyframe_of(order, desk),
        desk.document(order, "clip", Motion),
        size=size,
    )
    frames = _counted(draw(drawable=shot, plan=plan), len(plan.source_times), desk)
    encode(frames, size=size, fps=plan.fps, out=out)


def _counted(frames: Frames, total: int, desk: Desk) -> Frames:
    for number, frame in enumerate(frames):
        yield frame
        desk.progress(number / total)
