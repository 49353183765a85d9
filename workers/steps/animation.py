"""Bring a keyframe to life, with its landings where the music wants them."""

from pathlib import Path

from common.artifacts.clips import Footage
from common.artifacts.script import Brief
from common.errors import EngineError
from common.pipeline import Order
from workers.engines.registry import engine
from workers.stages.animation import animate
from workers.steps.desk import Desk
from workers.steps.music import music_of
from workers.steps.pictures import keyframe_of


def run(order: Order, desk: Desk, out: Path) -> None:
    music = music_of(order)
    clip = animate(
        keyframe=keyframe_of(order, desk),
        brief=Brief.model_validate(order.options["brief"]),
        cues=music.cues,
        duration=music.duration,
        engine=engine(order.engines[0]),
    )
    if isinstance(clip, Footage):
        raise EngineError("this engine answers with footage, which no profile here stores yet")
    out.write_bytes(clip.to_json())
