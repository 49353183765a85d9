"""Plan which instant of the clip each output frame shows."""

from pathlib import Path

from pydantic import TypeAdapter

from common.artifacts.clips import Motion
from common.pipeline import Accents, Order
from workers.stages.warping import plan_drawn
from workers.steps.desk import Desk
from workers.steps.music import music_of

_ACCENTS: TypeAdapter[Accents] = TypeAdapter(Accents)


def run(order: Order, desk: Desk, out: Path) -> None:
    music = music_of(order)
    plan = plan_drawn(
        landings=desk.document(order, "clip", Motion).landings,
        cues=music.cues,
        frames=music.frames,
        fps=music.fps,
        grid=music.grid,
        accents=_ACCENTS.validate_python(order.options["accents"]),
    )
    out.write_bytes(plan.to_json())
