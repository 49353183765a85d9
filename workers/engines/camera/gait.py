"""Fit a sprite's cycle to the beat: feet, wings and poses land on cues.

Walkers meet the ground at phases 0 and 0.5. The number of half cycles from one cue to the next is
the power of two nearest to the natural one (in log: twice as fast is as far off as half), so that
gaits stay believable at any tempo, and the phase between cues follows the shot's clock, which is
slowest just after a footfall. Whoever travels moves by the stride of the phase: feet do not slide.
"""

from dataclasses import dataclass
from math import log2

import numpy as np
from numpy.typing import NDArray

from common.artifacts.keyframes import Sprite
from workers.engines.camera.pulse import Pulse
from workers.engines.painter.subjects import cycle_seconds, stride

Array = NDArray[np.float64]

WIDEST_WALK = 0.6
"""Share of the layers' width that a sprite may travel during the shot; else its gait slows."""
_QUICKEST, _SLOWEST = 4.0, 1 / 16


@dataclass(frozen=True, eq=False, kw_only=True)
class Gait:
    """Cycles of a sprite over the shot's clock, piecewise linear between `clock` knots."""

    clock: Array
    cycles: Array
    heights_a_cycle: float

    def at(self, moving: float) -> float:
        """Cycles done at a moment of the shot's clock; the pace of the ends goes on beyond."""
        first, last = _slope(self.clock, self.cycles, 0), _slope(self.clock, self.cycles, -2)
        inside = float(np.interp(moving, self.clock, self.cycles))
        before, after = min(moving - self.clock[0], 0.0), max(moving - self.clock[-1], 0.0)
        return inside + float(before * first + after * last)


def _slope(x: Array, y: Array, at: int) -> float:
    return float((y[at + 1] - y[at]) / (x[at + 1] - x[at]))


def fit_gait(sprite: Sprite, pulse: Pulse, *, aspect: float) -> Gait:
    """Choose the gait of a sprite for a shot.

    Args:
        aspect: width over height of the layers.
    """
    natural = cycle_seconds(sprite)
    heights = stride(sprite) if sprite.travel else 0.0
    widths_a_cycle = heights * sprite.height / aspect
    slowest_free = pulse.duration * widths_a_cycle / WIDEST_WALK
    period = max(natural, slowest_free)
    if len(pulse.cues) < 2:
        ends = np.array([0.0, pulse.duration])
        free: Array = sprite.phase + ends / period
        return Gait(clock=ends, cycles=free, heights_a_cycle=heights)
    clock = pulse.moving(np.array([cue.time for cue in pulse.cues]))
    interval = float(np.median(np.diff(clock)))
    exponent = log2(2 * interval / period)
    steps = 2.0 ** (round(exponent) if period == natural else int(np.floor(exponent)))
    steps = min(max(steps, _SLOWEST), _QUICKEST)
    start = round(2 * sprite.phase) / 2
    cycles: Array = start + 0.5 * steps * np.arange(len(clock), dtype=np.float64)
    return Gait(clock=clock, cycles=cycles, heights_a_cycle=heights)
