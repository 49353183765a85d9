"""Show a scene at its warped times and encode it, once."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from common.artifacts.clips import Footage
from common.artifacts.lyrics import LyricLine
from common.artifacts.warp_plan import WarpPlan
from common.pipeline import Order
from workers.engines.registry import engine
from workers.engines.video.encoder import encode
from workers.engines.video.fitting import fit
from workers.engines.video.lettering import lettered
from workers.stages.interpolation import draw, retime
from workers.steps.clips import clip_of
from workers.steps.desk import Desk
from workers.steps.models import interpolator_of, size_of
from workers.steps.pictures import keyframe_of

_LINES = TypeAdapter(tuple[LyricLine, ...])
_BEATS = TypeAdapter(tuple[float, ...])
Frames = Iterator[NDArray[np.uint8]]


def run(order: Order, desk: Desk, out: Path) -> None:
    plan = desk.document(order, "plan", WarpPlan)
    shown = _lettered(_shown(order, desk, plan), order, plan)
    frames = _counted(shown, len(plan.source_times), desk)
    encode(frames, size=size_of(order), fps=plan.fps, out=out)


def _shown(order: Order, desk: Desk, plan: WarpPlan) -> Frames:
    """Plans are drawn at the film's size; footage is interpolated at its own, then scaled."""
    size, clip = size_of(order), clip_of(order, desk)
    if isinstance(clip, Footage):
        shown = retime(clip=clip, plan=plan, interpolator=interpolator_of(order, desk))
        return (fit(frame, size) for frame in shown)
    shot = engine(order.engines[0]).open(keyframe_of(order, desk), clip, size=size)
    return draw(drawable=shot, plan=plan)


def _lettered(frames: Frames, order: Order, plan: WarpPlan) -> Frames:
    if "lines" not in order.options:
        return frames
    lines = _LINES.validate_python(order.options["lines"])
    beats = _BEATS.validate_python(order.options["beats"])
    return lettered(frames, lines, rate=float(plan.fps), beats=beats)


def _counted(frames: Frames, total: int, desk: Desk) -> Frames:
    for number, frame in enumerate(frames):
        yield frame
        desk.progress(number / total)
