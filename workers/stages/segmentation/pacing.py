"""Cut by the best path through all places where one may cut.

Every place has a price: nothing for a downbeat, less than nothing for a section boundary, much for
a moment inside a bar. Every shot has a price too: the squared distance, in octaves, of its length
from the ideal, which falls geometrically with its energy from nearly the longest to nearly the
shortest shot. Dynamic programming finds the cheapest cuts within the limits. An even division of
the song is always among the places, so there always is an answer.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from common.artifacts.analysis import Analysis, Curve
from workers.stages.segmentation.change import change
from workers.stages.segmentation.limits import TOLERANCE, Limits

_LATTICE = 0.25
"""Seconds between places that are nothing in particular."""
_SECTION, _DOWNBEAT, _BEAT, _BEAT_IN_LONG_BAR, _NOWHERE, _BEATLESS = -3.0, 0.0, 4.0, 0.3, 8.0, 2.0
_SNAP = 2.0
_SUNG, _EDGE = 1000.0, 0.12
"""Of a moment within a phrase, seconds from its edges: only where it is longer than any shot."""


def paced_cuts(
    analysis: Analysis, bounds: Limits, phrases: Sequence[tuple[float, float]] = ()
) -> list[float]:
    """Moments of the cuts, increasing, without 0 and the end; `phrases` are not to be cut."""
    places = _on_grid(analysis, bounds) if analysis.has_grid else _by_phrase(analysis)
    even = math.ceil(analysis.duration / bounds.longest - TOLERANCE)
    for part in range(1, even):
        places.setdefault(analysis.duration * part / even, 2 * _NOWHERE)
    inner = sorted(time for time in places if 0 < time < analysis.duration)
    times = np.array([0.0, *inner, analysis.duration])
    prices = np.array([0.0, *(places[time] for time in inner), 0.0])
    prices += _SUNG * _inside(times, phrases)
    return _cheapest(times, prices, analysis.energy, bounds)


def _inside(
    times: NDArray[np.float64], phrases: Sequence[tuple[float, float]]
) -> NDArray[np.bool_]:
    """Which moments fall into a phrase, and not just onto its edge."""
    inside = np.zeros(len(times), dtype=np.bool_)
    for start, end in phrases:
        inside |= (times > start + _EDGE) & (times < end - _EDGE)
    return inside


def _on_grid(analysis: Analysis, bounds: Limits) -> dict[float, float]:
    """Places by price where the music has a beat."""
    beats, downbeats = analysis.beats, analysis.downbeats
    bars = [b - a for a, b in pairwise(downbeats)]
    bar = float(np.median(bars)) if bars else math.inf
    places = {
        time: _NOWHERE if beats[0] < time < beats[-1] else _BEATLESS for time in _lattice(analysis)
    }
    places |= dict.fromkeys(beats, _BEAT if bar <= bounds.longest else _BEAT_IN_LONG_BAR)
    places |= dict.fromkeys(downbeats, _DOWNBEAT)
    marks = downbeats or beats
    for section in analysis.sections[1:]:
        nearest = min(marks, key=lambda mark: abs(mark - section.start))
        places[nearest if abs(nearest - section.start) <= _SNAP else section.start] = _SECTION
    return places


def _by_phrase(analysis: Analysis) -> dict[float, float]:
    """Places by price where it has none: cheap where the sound changes or falls quiet."""
    times = _lattice(analysis)
    novelty = change(analysis)
    places = {
        time: _BEATLESS * (1 - novelty.mean(time, time + _LATTICE))
        + analysis.energy.mean(time, time + _LATTICE)
        for time in times
    }
    return places | {section.start: _SECTION for section in analysis.sections[1:]}


def _lattice(analysis: Analysis) -> list[float]:
    return [n * _LATTICE for n in range(1, math.ceil(analysis.duration / _LATTICE))]


def _cheapest(
    times: NDArray[np.float64], prices: NDArray[np.float64], energy: Curve, bounds: Limits
) -> list[float]:
    total = _integral(energy, times)
    cost = np.full(len(times), math.inf)
    cost[0] = 0.0
    came_from = np.zeros(len(times), np.intp)
    firsts = np.searchsorted(times, times - bounds.longest - TOLERANCE)
    lasts = np.searchsorted(times, times - bounds.shortest + TOLERANCE, side="right")
    for place in range(1, len(times)):
        window = slice(int(firsts[place]), int(min(lasts[place], place)))
        if window.start >= window.stop:
            continue
        lengths = times[place] - times[window]
        loud = np.clip((total[place] - total[window]) / lengths, 0, 1)
        options = cost[window] + np.square(np.log2(lengths / _ideal(loud, bounds)))
        best = int(np.argmin(options))
        cost[place] = options[best] + prices[place]
        came_from[place] = window.start + best
    return _traced(times, came_from)


def _traced(times: NDArray[np.float64], came_from: NDArray[np.intp]) -> list[float]:
    cuts = []
    place = int(came_from[-1])
    while place > 0:
        cuts.append(float(times[place]))
        place = int(came_from[place])
    return cuts[::-1]


def _ideal(loud: NDArray[np.float64], bounds: Limits) -> NDArray[np.float64]:
    """The length in seconds that suits an energy: louder is shorter."""
    ratio = bounds.longest / bounds.shortest
    lengths: NDArray[np.float64] = bounds.shortest * ratio ** (0.9 - 0.8 * loud)
    return lengths


def _integral(curve: Curve, times: NDArray[np.float64]) -> NDArray[np.float64]:
    """The curve summed up to each time, in units times seconds."""
    total = np.concatenate([[0.0], np.cumsum(curve.values) / curve.rate])
    result: NDArray[np.float64] = np.interp(times, np.arange(len(total)) / curve.rate, total)
    return result
