"""Which beats of a shot are accented, and how strongly."""

from collections.abc import Sequence
from typing import Literal

from common.artifacts.clips import Cue
from common.artifacts.warp_plan import Accent

Accents = Literal["none", "subtle", "strong"]

_SUBTLE, _STRONG, _STRONG_BEAT = 0.7, 1.0, 0.6


def place_accents(cues: Sequence[Cue], *, accents: Accents) -> tuple[Accent, ...]:
    """Accents for the beats that something lands on: downbeats, or all when strong."""
    if accents == "none":
        return ()
    if accents == "subtle":
        return tuple(Accent(time=c.time, strength=_SUBTLE) for c in cues if c.weight >= 1)
    strength = (_STRONG if c.weight >= 1 else _STRONG_BEAT for c in cues)
    return tuple(Accent(time=c.time, strength=s) for c, s in zip(cues, strength, strict=True))
