"""Chords from frames: the likeliest sequence, and how sure each frame of it is.

A chain in which each chord hangs on the one before: the sequence by Viterbi's algorithm, the
certainty by the forward-backward algorithm (Rabiner, "A tutorial on hidden Markov models", Proc.
IEEE 77, 1989). Both take log potentials, so that a conditional random field is read as well.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from workers.stages.harmony.evidence import Array, Impression


def likeliest(heard: Impression) -> NDArray[np.intp]:
    """The best sequence of chords, shape (n,)."""
    count, chords = heard.chords.shape
    came_from = np.zeros((count, chords), np.intp)
    score = heard.opening
    for frame in range(count):
        ways = score[:, None] + heard.transitions
        came_from[frame] = np.argmax(ways, axis=0)
        score = ways.max(axis=0) + heard.chords[frame]
    path = np.zeros(count, np.intp)
    path[-1] = int(np.argmax(score))
    for frame in range(count - 1, 0, -1):
        path[frame - 1] = came_from[frame, path[frame]]
    return path


def certainty(heard: Impression) -> Array:
    """The probability of each chord in each frame, shape (n, 25); rows sum to 1."""
    ahead = _forward(heard.chords, heard.transitions, heard.opening)
    behind = _backward(heard.chords, heard.transitions)
    total = ahead + behind
    result: Array = np.exp(total - logsumexp(total, axis=1, keepdims=True))
    return result


def _forward(chords: Array, transitions: Array, opening: Array) -> Array:
    table = np.empty_like(chords)
    steps, state = np.exp(transitions - transitions.max()), opening
    for frame, potential in enumerate(chords):
        state = _passed(state, steps) + potential
        table[frame] = state - state.max()
        state = table[frame]
    return table


def _backward(chords: Array, transitions: Array) -> Array:
    table = np.zeros_like(chords)
    steps = np.exp(transitions - transitions.max()).T
    for frame in range(len(chords) - 2, -1, -1):
        state = _passed(table[frame + 1] + chords[frame + 1], steps)
        table[frame] = state - state.max()
    return table


def _passed(state: Array, steps: Array) -> Array:
    """Log of the sum over all ways into each chord, up to a constant."""
    result: Array = np.log(np.exp(state - state.max()) @ steps + 1e-300)
    return result
