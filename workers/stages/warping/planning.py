"""From what was measured in footage and what is heard to a warp plan.

The clip's start is pinned to the shot's; its end is free, so an animator should be asked for
`frames_needed`, half as much again as the shot is long.

What is moved onto beats are the clip's visual beats and its cuts, if it has any: a cut is the
strongest visual beat there is, and swallows those beside it.

Natural speed is 1. Footage below three quarters of the shot cannot fill it within the caps, however
it is warped; it is then slowed as a whole: natural speed becomes footage over shot, and the caps
hold relative to that. Nothing is ever repeated or played backwards. The caller knows beforehand (it
asked for less than `frames_needed`) and afterwards (speeds below 0.5 in the plan).

Every cue becomes a landing, whether a visual beat was matched to it or not: the map falls in speed
there, so that a shot that only drifts lands on beats. Without a grid nothing is imposed: natural
speed, no accents.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from common.artifacts.clips import FOOTAGE, Cue, MotionTrack
from common.artifacts.warp_plan import Match, WarpPlan
from common.errors import InvalidInputError
from common.timebase import FrameSpan, frame_times
from workers.stages.warping.accents import Accents, place_accents
from workers.stages.warping.matching import (
    MEAN_SPEED,
    Pair,
    Problem,
    best_matching,
    tail_speed,
)
from workers.stages.warping.timemap import Knots, clip_times

Array = NDArray[np.float64]

CUE_GAP = 0.2
"""Seconds between the cues that are used: two landings closer than this look like a stutter."""
SWALLOWED = 0.1
"""Seconds beside a cut within which a visual beat is not seen for itself."""
_RAMP_STRENGTH = 0.8
"""Rise into a landing on a beat that is neither matched nor a downbeat."""


def frames_needed(*, frames: int, fps: Fraction, clip_fps: Fraction) -> int:
    """Clip frames to ask an animator for, so that any matching is possible.

    Args:
        frames, fps: of the shot.
        clip_fps: frame rate at which the animator delivers.
    """
    return math.ceil(FOOTAGE * frames / fps * clip_fps) + 1


def plan_warp(
    *,
    track: MotionTrack,
    cues: Sequence[Cue],
    frames: int,
    fps: Fraction,
    grid: bool,
    accents: Accents,
) -> WarpPlan:
    """Plan the warp of one shot of footage.

    Args:
        track: measured on the clip, clip seconds; its last sample is the last instant shown.
        cues: music beats, seconds from the shot's start.
        frames, fps: length of the shot in output frames, and their rate.
        grid: whether the music has a beat to follow.
        accents: which beats are accented.

    Returns:
        A plan whose `cost` is the negative value of its matching.

    Raises:
        InvalidInputError: no frame is asked for, or the clip holds a single instant.
    """
    if frames < 1:
        raise InvalidInputError("a shot needs at least one frame")
    times = frame_times(FrameSpan(0, frames), fps)
    duration = float(frames / fps)
    heard = usable(cues, duration=duration, frame=float(1 / fps)) if grid else []
    problem = pose(track, heard, duration=duration)
    pairs, value = best_matching(problem)
    return WarpPlan(
        fps=fps,
        source_times=tuple(warp(problem, pairs, times=times, fps=fps).tolist()),
        matches=tuple(_match(problem, pair) for pair in pairs),
        accents=place_accents(heard, accents=accents),
        cost=-value,
        grid=grid,
    )


def warp(
    problem: Problem, pairs: Sequence[Pair], *, times: Array, fps: Fraction, ramps: bool = True
) -> Array:
    """Clip times at the output times for a choice of pairs.

    Without `ramps` the map only passes through the pairs, as smoothly as it can.
    """
    visual = np.array([0.0, *(problem.visual[p.visual] for p in pairs)])
    cues = np.array([0.0, *(problem.cues[p.cue] for p in pairs)])
    left = problem.duration - cues[-1]
    end = visual[-1] + float(tail_speed(problem, visual[-1:], cues[-1:])[0]) * left
    visual, cues = np.append(visual, end), np.append(cues, problem.duration)
    if ramps and len(problem.cues):
        output = np.concatenate([[0.0], problem.cues, [problem.duration]])
        firm = np.isin(output, cues) | np.isin(output, problem.cues[problem.strengths >= 1])
        strength = np.where(firm, 1.0, _RAMP_STRENGTH)
        knots = Knots(output=output, clip=np.interp(output, cues, visual), strength=strength)
    else:
        knots = Knots(output=cues, clip=visual, strength=np.zeros(len(cues)))
    return clip_times(knots, times, frame=float(1 / fps), natural=problem.natural)


def pose(track: MotionTrack, heard: Sequence[Cue], *, duration: float) -> Problem:
    """The matching problem of a shot: what can be seen of the clip, what is heard."""
    footage = (len(track.envelope) - 1) / track.rate
    if footage <= 0:
        raise InvalidInputError("a single frame of footage cannot fill a shot; ask for more frames")
    moments, weights = _seen(track)
    inside = (moments > 0) & (moments < footage)
    short = footage < MEAN_SPEED[0] * duration
    return Problem(
        visual=moments[inside],
        weights=weights[inside],
        cues=np.array([cue.time for cue in heard]),
        strengths=np.array([cue.weight for cue in heard]),
        duration=duration,
        footage=footage,
        natural=footage / duration if short else 1.0,
    )


def _seen(track: MotionTrack) -> tuple[Array, Array]:
    """Visual beats and cuts of a clip in order, with their weights."""
    apart = np.abs(track.beats[:, None] - track.cuts[None, :]) > SWALLOWED
    alone = apart.all(axis=1)
    moments = np.concatenate([track.beats[alone], track.cuts])
    weights = np.concatenate([track.weights[alone], np.ones(len(track.cuts))])
    order = np.argsort(moments)
    return moments[order], weights[order]


def usable(cues: Sequence[Cue], *, duration: float, frame: float) -> list[Cue]:
    """Cues inside the shot, apart from its two cuts and from each other; the stronger stay."""
    margin = max(CUE_GAP, 2 * frame)
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda c: (-c.weight, c.time)):
        inside = margin <= cue.time <= duration - margin
        if inside and all(abs(cue.time - other.time) >= margin for other in kept):
            kept.append(cue)
    return sorted(kept, key=lambda c: c.time)


def _match(problem: Problem, pair: Pair) -> Match:
    return Match(
        visual=float(problem.visual[pair.visual]),
        music=float(problem.cues[pair.cue]),
        weight=float(problem.weights[pair.visual]),
    )
