"""Bring a keyframe to life, with its landings where the music wants them."""

from pathlib import Path

from common.artifacts.script import Brief
from common.pipeline import Order
from workers.stages.animation import animate
from workers.steps.clips import write_clip
from workers.steps.desk import Desk
from workers.steps.models import animator_of
from workers.steps.music import length_of, music_of
from workers.steps.pictures import keyframe_of


def run(order: Order, desk: Desk, out: Path) -> None:
    clip = animate(
        keyframe=keyframe_of(order, desk),
        brief=Brief.model_validate(order.options["brief"]),
        cues=music_of(order).cues if "beats" in order.options else (),
        duration=length_of(order).duration,
        engine=animator_of(order, desk),
    )
    write_clip(clip, out)
