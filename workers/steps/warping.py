"""Plan which instant of the clip each output frame shows."""

from pathlib import Path

from pydantic import TypeAdapter

from common.artifacts.clips import Motion
from common.pipeline import Accents, Order
from common.timebase import FrameSpan, frame_times
from workers.engines.motion import MotionMeter
from workers.engines.registry import engine
from workers.stages.warping import correct, plan_warp
from workers.steps.desk import Desk
from workers.steps.music import music_of
from workers.steps.pictures import keyframe_of

_ACCENTS: TypeAdapter[Accents] = TypeAdapter(Accents)
_PROXY = 288
"""Rows of the small drawing that is measured: as many as optical flow looks at."""


def run(order: Order, desk: Desk, out: Path) -> None:
    music = music_of(order)
    motion = desk.document(order, "clip", Motion)
    keyframe = keyframe_of(order, desk)
    height, width = keyframe.image.shape[:2]
    scale = min(1.0, _PROXY / height)
    shot = engine(order.engines[0]).open(
        keyframe, motion, size=(round(width * scale), round(height * scale))
    )
    times = frame_times(FrameSpan(0, music.frames), music.fps)
    track = MotionMeter().measure(shot.frames_at(times), fps=music.fps)
    desk.progress(0.9)
    plan = plan_warp(
        track=track,
        cues=music.cues,
        frames=music.frames,
        fps=music.fps,
        clip_duration=motion.duration,
        grid=music.grid,
        accents=_ACCENTS.validate_python(order.options["accents"]),
        landings=motion.landings,
    )
    out.write_bytes(correct(plan, track, music.cues).to_json())
