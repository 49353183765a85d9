"""A scene's clip as its steps pass it on: a plan to draw it, or footage."""

from pathlib import Path, PurePosixPath

from common.artifacts.clips import Footage, Motion
from common.pipeline import FOOTAGE_SUFFIX, Order
from workers.engines.video.footage import read_footage, write_footage
from workers.steps.desk import Desk


def write_clip(clip: Motion | Footage, out: Path) -> None:
    if isinstance(clip, Footage):
        write_footage(clip, out)
    else:
        out.write_bytes(clip.to_json())


def clip_of(order: Order, desk: Desk) -> Motion | Footage:
    if PurePosixPath(order.inputs["clip"]).suffix == FOOTAGE_SUFFIX:
        return read_footage(desk.file(order, "clip"))
    return desk.document(order, "clip", Motion)
