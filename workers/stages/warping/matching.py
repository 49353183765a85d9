"""Which visual beat goes to which music beat: the optimum, by dynamic programming.

Aim. A clip comes to rest at visual beats a_i (clip seconds, weight w_i); its shot has music beats,
the cues b_j (output seconds, weight s_j, 1 for a downbeat). Choose pairs, strictly monotone in
both, that maximise

    sum over pairs        w_i * s_j
    - lambda * sum over stretches   (log of mean speed / natural speed)^2
    - sum over visual beats inside the shot that are left unmatched   w_i
    - kappa * number of downbeats that are left unmatched

A stretch lies between neighbouring pairs, before the first (the clip's start is pinned to the
shot's) and behind the last (the end is free: pinning it too cost .12 of corrected alignment). Its
mean speed is clip seconds over output seconds and must stay within `MEAN_SPEED`; behind the last
pair it is natural speed where the footage suffices, slower where it does not.

Solution. best[i, j], the value of the best chain that ends with the pair (i, j), follows from all
best[i', j'] with i' < i and j' < j; a whole row i is one array operation over (i', j', j). A chain
never skips more than `REACH` visual beats in a row, which bounds the work on very long shots.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from common.artifacts.clips import ENOUGH, FOOTAGE

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

MEAN_SPEED = (float(ENOUGH), float(FOOTAGE))
"""Mean speed of a stretch over natural speed, at least and at most."""
LAMBDA = 1.0
KAPPA = 0.3
REACH = 64
_ROUNDING = 1e-9


class Pair(NamedTuple):
    """Indices of a visual beat and of the cue it is moved to."""

    visual: int
    cue: int


@dataclass(frozen=True, eq=False, kw_only=True)
class Problem:
    """What is to be matched.

    Attributes:
        visual, weights: visual beats in clip seconds, increasing, above 0; and their weights (v,).
        cues, strengths: music beats in output seconds, increasing, above 0; their weights (m,).
        duration: of the shot, seconds; beyond the last cue.
        footage: last instant of the clip that can be shown, clip seconds.
        natural: clip seconds a second of output at which the clip runs when left alone.
    """

    visual: Array
    weights: Array
    cues: Array
    strengths: Array
    duration: float
    footage: float
    natural: float = 1.0

    @property
    def downbeats(self) -> Array:
        return (self.strengths >= 1).astype(np.float64)


def allowed(problem: Problem, clip: Array, output: Array) -> Flags:
    """Whether stretches of so many clip and output seconds keep to the mean speeds."""
    slow, fast = (bound * problem.natural for bound in MEAN_SPEED)
    return (clip >= slow * output - _ROUNDING) & (clip <= fast * output + _ROUNDING)


def tail_speed(problem: Problem, visual: Array, cues: Array) -> Array:
    """Mean speed behind a pair at these moments; below the least speed if footage runs out."""
    left = np.maximum(problem.duration - cues, _ROUNDING)
    most: Array = np.minimum(problem.natural, (problem.footage - visual) / left)
    return most


def stretch_cost(problem: Problem, clip: Array, output: Array) -> Array:
    """lambda (log of speed over natural speed)^2; infinite outside the allowed speeds."""
    inside = allowed(problem, clip, output)
    speed = np.where(inside, clip / np.where(inside, output, 1.0), problem.natural)
    cost: Array = np.where(inside, LAMBDA * np.log(speed / problem.natural) ** 2, np.inf)
    return cost


def tail_value(problem: Problem, visual: Array, cues: Array, after: tuple[Any, Any]) -> Array:
    """Value of all that follows the last pair: -inf where the footage cannot reach the end.

    Args:
        visual, cues: moments of the last pair, any shape.
        after: how many visual beats and cues lie up to the pair, itself included: integers or
            arrays of the same shape.
    """
    speed = tail_speed(problem, visual, cues)
    left = problem.duration - cues
    seen = np.searchsorted(problem.visual, visual + speed * left)
    weight, strong = _sums(problem.weights), _sums(problem.downbeats)
    beats, bars = after
    missed: Array = weight[np.maximum(seen, beats)] - weight[beats]
    missed += KAPPA * (strong[-1] - strong[bars])
    value: Array = -missed - stretch_cost(problem, speed * left, left)
    return value


def best_matching(problem: Problem) -> tuple[tuple[Pair, ...], float]:
    """The optimal pairs, in order, and their value."""
    v, m = len(problem.visual), len(problem.cues)
    start = np.zeros(1)
    empty = float(tail_value(problem, start, start, (0, 0))[0])
    if v == 0 or m == 0:
        return (), empty
    best, came_from = _fill(problem)
    rows, columns = np.indices((v, m))
    total: Array = best + tail_value(
        problem, problem.visual[rows], problem.cues[columns], (rows + 1, columns + 1)
    )
    last = int(np.argmax(total))
    if total.flat[last] <= empty:
        return (), empty
    pairs: list[Pair] = []
    state = last
    while state >= 0:
        pairs.append(Pair(*divmod(state, m)))
        state = int(came_from.flat[state])
    return tuple(reversed(pairs)), float(total.flat[last])


def _fill(problem: Problem) -> tuple[Array, NDArray[np.int64]]:
    """best[i, j] and the flat index of the pair before, -1 for the start; both (v, m)."""
    v, m = len(problem.visual), len(problem.cues)
    weight, strong = _sums(problem.weights), KAPPA * _sums(problem.downbeats)
    best = np.full((v, m), -np.inf)
    came_from = np.full((v, m), -1, dtype=np.int64)
    gap = problem.cues[None, :] - problem.cues[:, None]
    earlier = gap > 0
    skipped = np.where(earlier, strong[:-1][None, :] - strong[1:][:, None], 0.0)
    for i in range(v):
        gain = problem.weights[i] * problem.strengths
        clip = np.full(m, problem.visual[i])
        start = -stretch_cost(problem, clip, problem.cues) - weight[i] - strong[:-1]
        best[i] = start + gain
        low = max(0, i - REACH)
        if low == i:
            continue
        moved = problem.visual[i] - problem.visual[low:i]
        cost = stretch_cost(problem, moved[:, None, None], np.where(earlier, gap, np.inf)[None])
        unmatched = weight[i] - weight[low + 1 : i + 1]
        chain = best[low:i, :, None] - cost - unmatched[:, None, None] - skipped[None]
        flat = chain.reshape(-1, m)
        winner = np.argmax(flat, axis=0)
        value = flat[winner, np.arange(m)] + gain
        better = value > best[i]
        best[i, better] = value[better]
        came_from[i, better] = winner[better] + low * m
    return best, came_from


def value_of(problem: Problem, pairs: tuple[Pair, ...]) -> float:
    """Value of any choice of pairs, by the definition above; -inf if a speed is not allowed."""
    weight, strong = _sums(problem.weights), KAPPA * _sums(problem.downbeats)
    total, clip, output, beats, bars = 0.0, 0.0, 0.0, 0, 0
    for i, j in pairs:
        here, there = float(problem.visual[i]), float(problem.cues[j])
        total -= float(stretch_cost(problem, np.array(here - clip), np.array(there - output)))
        total -= float(weight[i] - weight[beats] + strong[j] - strong[bars])
        total += float(problem.weights[i] * problem.strengths[j])
        clip, output, beats, bars = here, there, i + 1, j + 1
    tail = tail_value(problem, np.array([clip]), np.array([output]), (beats, bars))
    return total + float(tail[0])


def _sums(values: Array) -> Array:
    """Running sums from 0, one longer than the values."""
    return np.concatenate([[0.0], np.cumsum(values)])
