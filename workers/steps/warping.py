"""Plan which instant of the clip each output frame shows."""

from pathlib import Path

from pydantic import TypeAdapter

from common.artifacts.clips import Footage, Motion
from common.artifacts.warp_plan import WarpPlan
from common.film_request import Accents
from common.pipeline import Order
from workers.engines.motion import MotionMeter
from workers.stages.interpolation import retime
from workers.stages.warping import correct, plan_drawn
from workers.steps.clips import clip_of
from workers.steps.desk import Desk
from workers.steps.measuring import planned, proxy_of
from workers.steps.models import interpolator_of
from workers.steps.music import SceneMusic, music_of

_ACCENTS: TypeAdapter[Accents] = TypeAdapter(Accents)


def run(order: Order, desk: Desk, out: Path) -> None:
    music = music_of(order)
    accents = _ACCENTS.validate_python(order.options["accents"])
    clip = clip_of(order, desk)
    plan = (
        _drawn(clip, music, accents)
        if isinstance(clip, Motion)
        else _warped(clip, music, accents, order, desk)
    )
    out.write_bytes(plan.to_json())


def _drawn(motion: Motion, music: SceneMusic, accents: Accents) -> WarpPlan:
    return plan_drawn(
        landings=motion.landings,
        cues=music.cues,
        frames=music.frames,
        fps=music.fps,
        grid=music.grid,
        accents=accents,
    )


def _warped(
    footage: Footage, music: SceneMusic, accents: Accents, order: Order, desk: Desk
) -> WarpPlan:
    """Measured, matched, and corrected once by what a small rendering of it shows."""
    proxy = proxy_of(footage)
    plan = planned(proxy, music, accents)
    if not plan.grid:
        return plan
    rendered = retime(clip=proxy, plan=plan, interpolator=interpolator_of(order, desk))
    return correct(plan, MotionMeter().measure(rendered, fps=plan.fps), music.cues)
