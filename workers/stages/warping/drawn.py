"""The plan of a clip that can be drawn at any instant.

Whoever draws it knew the beats before: its landings stand at the cues, so its map is the identity,
and there is nothing to measure or to correct. (The correction of `correction.py`, applied to drawn
shots, moved them by 12 ms in the middle, a quarter of a frame, and cost half as much as drawing
the film.) What is planned are the accents.
"""

from collections.abc import Sequence
from fractions import Fraction

from common.artifacts.clips import Cue
from common.artifacts.warp_plan import Match, WarpPlan
from common.errors import InvalidInputError
from common.timebase import FrameSpan, frame_times
from workers.stages.warping.accents import Accents, place_accents
from workers.stages.warping.planning import usable

SAME_MOMENT = 0.07
"""Seconds within which a landing is on a cue."""


def plan_drawn(
    *,
    landings: Sequence[Cue],
    cues: Sequence[Cue],
    frames: int,
    fps: Fraction,
    grid: bool,
    accents: Accents,
) -> WarpPlan:
    """Plan one shot of a drawn clip.

    Args:
        landings: where the clip comes to rest, seconds from the shot's start.
        cues: music beats, seconds from the shot's start.
        frames, fps: length of the shot in output frames, and their rate.
        grid: whether the music has a beat to follow.
        accents: which beats are accented.

    Raises:
        InvalidInputError: no frame is asked for.
    """
    if frames < 1:
        raise InvalidInputError("a shot needs at least one frame")
    heard = usable(cues, duration=float(frames / fps), frame=float(1 / fps)) if grid else []
    return WarpPlan(
        fps=fps,
        source_times=tuple(frame_times(FrameSpan(0, frames), fps).tolist()),
        matches=_matches(heard, landings),
        accents=place_accents(heard, accents=accents),
        cost=0.0,
        grid=grid,
    )


def _matches(heard: Sequence[Cue], landings: Sequence[Cue]) -> tuple[Match, ...]:
    """The landings that stand on cues, each cue with the nearest one still free."""
    matches: list[Match] = []
    free = sorted(landings, key=lambda landing: landing.time)
    for cue in heard:
        near = [n for n, landing in enumerate(free) if abs(landing.time - cue.time) <= SAME_MOMENT]
        if near:
            best = min(near, key=lambda n: abs(free[n].time - cue.time))
            landing = free[best]
            free = free[best + 1 :]
            matches.append(Match(visual=landing.time, music=cue.time, weight=landing.weight))
    return tuple(matches)
