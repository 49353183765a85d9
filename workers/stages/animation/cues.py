"""The beats of a scene that motion should land on."""

from collections.abc import Sequence

from common.artifacts.clips import Cue

LEAST_GAP = 0.33
"""Seconds between landings; closer ones look like a stutter, and the meter sees one of them."""
_ROUNDING = 1e-6


def cues_for(*, beats: Sequence[tuple[float, float]]) -> tuple[Cue, ...]:
    """Choose the beats of a scene that motion can follow.

    Where beats come faster than `LEAST_GAP`, every second one from the downbeat is kept, then
    every fourth; downbeats go first. In a bar whose count is odd the last kept beat may be too
    close to the next downbeat: it goes.

    Args:
        beats: increasing seconds from the scene's start, each with its weight: 1 on a downbeat,
            less on others.

    Returns:
        Cues in seconds from the scene's start, increasing, weighted as the beats are.
    """
    kept: list[Cue] = []
    for time, weight in beats:
        if kept and time - kept[-1].time < LEAST_GAP - _ROUNDING:
            if weight <= kept[-1].weight:
                continue
            kept.pop()
        kept.append(Cue(time=time, weight=weight))
    return tuple(kept)
