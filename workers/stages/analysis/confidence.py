"""Is the beat in the music, or only in the tracker?

A tracker answers with a steady grid whatever it hears. Three things are true of music with a beat
and not of noise, drones, silence or free playing: the sound between one beat and the next recurs,
beats or bars later, when time is measured in beats; sound starts on the beats and not beside them;
and it starts alike on all of them or differently in a way that recurs, while a tracker that runs
after free playing meets a note on one beat and none on the next. Trackers that hear with a trained
network add a fourth: how salient each beat was to them.

With madmom, 37 of 38 pieces of `benchmarks/songbook` on sampled instruments get 0.58 to 1 (harp and
strings in a wet room 0.22) and 66 of 72 pieces drawn at random are believed; drones, tremolo, hum,
noise, rain, swelling pads, slow strings and bird calls get 0.0 to 0.1, free playing 0.0 to 0.45.
The limits of each kind of evidence lie between what these two groups show.
"""

import numpy as np
from numpy.typing import NDArray

from workers.stages.analysis.grid import BeatGrid, Tracking
from workers.stages.analysis.recurrence import beat_patterns, recurrence, similarity

_LAGS = range(1, 9)
"""Beats after which music may recur: bars of up to 7, two bars of 4."""
_LEAST_BEATS = 8
_CLEAR_RISE = 0.05
"""Flux at a beat from which on an onset is a struck one; a drone's stays below 0.01."""


def beat_confidence(tracking: Tracking, rises: NDArray[np.float64], frame_rate: float) -> float:
    """Confidence that a grid is the music's, 0 to 1; 0.5 divides.

    Args:
        rises: onset strength (flux), shape (n,), value *i* at i / frame_rate seconds.
    """
    grid = tracking.grid
    if len(grid.beats) < _LEAST_BEATS:
        return 0.0
    patterns = beat_patterns(grid.beats, rises, frame_rate)
    evidence = [
        _scale(max(recurrence(patterns, lag) for lag in _LAGS), none=0.25, full=0.5),
        _scale(_contrast(patterns), none=0.0, full=0.5),
        _scale(float(np.percentile(rises, 98)), none=0.01, full=_CLEAR_RISE),
        _scale(_regularity(grid), none=0.8, full=0.95),
        _scale(_unevenness(patterns), none=0.55, full=0.4),
    ]
    if tracking.salience is not None:
        evidence.append(_scale(float(np.mean(tracking.salience)), none=0.05, full=0.3))
    return round(float(np.sqrt(np.prod(evidence))), 4)


def _scale(value: float, *, none: float, full: float) -> float:
    return float(np.clip((value - none) / (full - none), 0, 1))


def _contrast(patterns: NDArray[np.float64]) -> float:
    """How much more starts on beats than in an average moment between: 0 nothing, 1 all."""
    on = patterns[:, 0].mean()
    between = patterns[:, 2:-1].mean()
    return float((on - between) / (on + between + 1e-9))


def _unevenness(patterns: NDArray[np.float64]) -> float:
    """How much what starts on beats varies from beat to beat without recurring: deviation / mean.

    Free playing in ten seconds or thirty gives 0.5 to 0.9, music 0.0 to 0.5.
    """
    struck = np.sqrt(patterns[:, :1])
    varying = np.sqrt(patterns) - np.sqrt(patterns).mean(axis=0)
    recurs = max(similarity(varying, lag) for lag in _LAGS)
    return float(struck.std() / (struck.mean() + 1e-9) * (1 - max(recurs, 0.0)))


def _regularity(grid: BeatGrid) -> float:
    """Share of beat intervals within 15 % of the one before."""
    intervals = np.diff(grid.beats)
    return float(np.mean(np.abs(np.log(intervals[1:] / intervals[:-1])) < 0.14))
