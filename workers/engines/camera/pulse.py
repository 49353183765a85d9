"""The pulse: one clock for everything that moves in a shot, slow after each landing.

Aim. What the eye and the scorer take for a visual beat is motion coming to rest: the fall of speed,
not its rise. So the speed of a shot's clock rises from one cue to the next ever faster, as a
conductor's hand does, and falls within three frames of film at the cue, where the fall is steepest.
Camera, figures, water and leaves all read this clock: nothing in the picture comes to rest anywhere
else. The rise is a parabola, since one that levels out leaves a plateau before the cue, on which
the eye (and any optical flow) finds rests that are none: on a ballad of 80 beats a minute in fog
an independent meter then saw 50 events for 28 beats (.46 above chance); with the parabola 28 (.95).

Where a camera hardly moves, or moves along the grain of the picture (a tilt over tree trunks), its
rests do not show. So the camera also shifts its weight, a little, from side to side, and arrives
with each cue: `rock`, in the same definition but at rest, exactly, after each cue.

Definition. Speed is a cubic spline through ``peak`` at c - d/2 and ``rest`` at c + d/2 for each cue
c, and d = 0.125 s; its slope is zero at rests and, at peaks, that of the parabola from the rest
before. A cue of weight 1 falls from 1.75 to 0.30, a lesser one by less on both sides. The clock is
the spline's exact integral, divided by its mean over the shot (0.85 or so): it is C2, strictly
monotone, and ends when the shot ends. Without cues it is time itself.
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicHermiteSpline, PPoly

from common.artifacts.clips import Cue

Array = NDArray[np.float64]

LEAST_WEIGHT = 0.4
"""Cues lighter than this are no landings."""
FALL = 0.125
"""Seconds of a landing: three frames of film."""
PEAK, REST = 0.75, 0.70
"""How far speed rises above, and falls below, the natural speed 1 at a cue of weight 1."""
REACH = 1.5
"""Instants up to this share of the duration are drawn with their own motion."""
_FAR = 0.8
"""Seconds between cues from which weight is shifted all the way; on faster beats less far, so that
it moves no faster."""
_RECOVERY = 0.8
_SHARE_LIVING = 0.75
"""How much of the pulse weather and plants take part in; more would look like a stutter."""


class Pulse:
    """Clock of a shot: `moving` for camera and figures, `living` for water, weather and plants."""

    def __init__(self, *, landings: Sequence[Cue], duration: float) -> None:
        self.cues = _usable(landings, duration)
        self.duration = duration

    @cached_property
    def _speed(self) -> CubicHermiteSpline:
        knots, values = _knots(self.cues, self.duration)
        return CubicHermiteSpline(knots, values, _slopes(knots, values))

    @cached_property
    def _clock(self) -> tuple[CubicHermiteSpline, float, float]:
        integral = self._speed.antiderivative()
        start = float(integral(0.0))
        return integral, start, (float(integral(self.duration)) - start) / self.duration

    def moving(self, times: Array | float) -> Array:
        """The clock at some moments, in seconds of natural motion; `duration` at the shot's end."""
        moments = np.asarray(times, dtype=np.float64)
        if not self.cues:
            return moments
        integral, start, mean = self._clock
        last = self.duration * REACH + _RECOVERY
        inside = (integral(np.clip(moments, 0.0, last)) - start) / mean
        beyond = np.maximum(moments - last, 0.0) / mean
        return np.asarray(inside + beyond, dtype=np.float64)

    def living(self, times: Array | float) -> Array:
        """The clock of what lives by itself: the pulse, softened."""
        moments = np.asarray(times, dtype=np.float64)
        return _SHARE_LIVING * self.moving(moments) + (1 - _SHARE_LIVING) * moments

    def rock(self, times: Array | float) -> Array:
        """Weight shifted right (1) to left (-1); C2; 0 without cues."""
        moments = np.asarray(times, dtype=np.float64)
        if not self.cues:
            return np.zeros_like(moments)
        spline, first, last = self._rocking
        return np.asarray(spline(np.clip(moments, first, last)), dtype=np.float64)

    @cached_property
    def _rocking(self) -> tuple[PPoly, float, float]:
        """Position from speeds that rise from each pose and fall to the next."""
        moments, poses = _poses(self.cues)
        knots, values = [moments[0]], [0.0]
        for (a, b), (start, end) in zip(pairwise(moments), pairwise(poses), strict=True):
            top = max(b - FALL, (a + b) / 2)
            rise, fall = top - a, b - top
            knots += [top, b]
            values += [(end - start) / (rise / 3 + fall / 2 + fall**2 / (6 * rise)), 0.0]
        slopes = _slopes(np.array(knots), np.abs(values)) * np.sign(values)
        speed = CubicHermiteSpline(knots, values, slopes)
        # The integral starts at 0; poses start at poses[0].
        position = speed.antiderivative()
        position.c[-1] += poses[0]
        return position, knots[0], knots[-1]

    def speed(self, times: Array | float) -> Array:
        """Derivative of `moving`; its mean over the shot is 1."""
        moments = np.asarray(times, dtype=np.float64)
        if not self.cues:
            return np.ones_like(moments)
        return np.asarray(self._speed(moments) / self._clock[2], dtype=np.float64)


def _usable(landings: Sequence[Cue], duration: float) -> tuple[Cue, ...]:
    """Cues heavy enough, in order, far enough apart to fall and rise between them."""
    kept: list[Cue] = []
    for cue in sorted(landings, key=lambda cue: cue.time):
        if cue.weight < LEAST_WEIGHT or cue.time > duration * REACH:
            continue
        if kept and cue.time - kept[-1].time < 2 * FALL:
            if cue.weight > kept[-1].weight:
                kept[-1] = cue
            continue
        kept.append(cue)
    return tuple(kept)


def _poses(cues: Sequence[Cue]) -> tuple[list[float], list[float]]:
    """Moments of rest and the weight's place at them, one more than cues on each side."""
    gap = float(np.median(np.diff([cue.time for cue in cues]))) if len(cues) > 1 else 1.0
    moments = [cue.time + FALL / 2 for cue in cues]
    far = min(1.0, gap / _FAR)
    poses = [(1, -1)[k % 2] * far * _strength(cue.weight) for k, cue in enumerate(cues)]
    before = min(0.0, moments[0] - gap)
    return [before, *moments, moments[-1] + gap], [-poses[0], *poses, -poses[-1]]


def _strength(weight: float) -> float:
    return 0.5 + 0.5 * weight


def _knots(cues: Sequence[Cue], duration: float) -> tuple[Array, Array]:
    """Moments and speeds of the spline, from before the start to beyond the reach."""
    points: list[tuple[float, float]] = []
    for cue in cues:
        strength = _strength(cue.weight)
        points.append((cue.time - FALL / 2, 1 + PEAK * strength))
        points.append((cue.time + FALL / 2, 1 - REST * strength))
    if points[0][0] < FALL:
        # The shot opens on a landing (cuts fall on downbeats): it starts from rest.
        points[0] = (min(-FALL, points[0][0]), points[1][1])
    else:
        points.insert(0, (0.0, 1.0))
    points.append((points[-1][0] + _RECOVERY, 1.0))
    points.append((max(duration * REACH, points[-1][0]) + _RECOVERY, 1.0))
    knots, values = np.array(points).T
    return knots, values


def _slopes(knots: Array, values: Array) -> Array:
    """Of parabolas into the peaks; 0 at every other knot."""
    slopes = np.zeros(len(knots))
    inner = values[1:-1]
    peaks = np.flatnonzero((inner > values[:-2]) & (inner > values[2:])) + 1
    slopes[peaks] = 2 * (values[peaks] - values[peaks - 1]) / (knots[peaks] - knots[peaks - 1])
    return slopes
