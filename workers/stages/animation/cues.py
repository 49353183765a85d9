"""The beats of a scene that motion should land on."""

from common.artifacts.analysis import Analysis
from common.artifacts.clips import Cue

LEAST_GAP = 0.33
"""Seconds between landings; closer ones look like a stutter, and the meter sees one of them."""
_ROUNDING = 1e-6


def cues_for(*, analysis: Analysis, start: float, end: float) -> tuple[Cue, ...]:
    """Choose the beats inside a scene.

    Downbeats weigh 1, other beats 0.5. Where beats follow one another faster than `LEAST_GAP`,
    every second one from the downbeat is kept, then every fourth; downbeats go first. In a bar
    whose count is odd the last kept beat may be too close to the next downbeat: it goes.

    Args:
        analysis: of the whole song.
        start, end: the scene in seconds of the song; a beat at `start` belongs to the scene.

    Returns:
        Cues in seconds from the scene's start, increasing; none without a beat grid.
    """
    if not analysis.has_grid:
        return ()
    downbeats = set(analysis.downbeats)
    inside = [beat for beat in analysis.beats if start <= beat < end]
    kept: list[float] = []
    for beat in inside:
        if kept and beat - kept[-1] < LEAST_GAP - _ROUNDING:
            if beat not in downbeats or kept[-1] in downbeats:
                continue
            kept.pop()
        kept.append(beat)
    return tuple(Cue(time=beat - start, weight=1.0 if beat in downbeats else 0.5) for beat in kept)
