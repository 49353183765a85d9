"""Read beats from an activation with a dynamic Bayesian network.

Aim: the most probable sequence of beat periods and phases, given how likely each frame is a beat.
The state is a period and the frames since its beat; the phase advances by one each frame, and the
period may change only at a beat, the less probably the larger its ratio of change (Krebs, Böck and
Widmer, "An efficient state-space model for joint tempo and meter tracking", ISMIR 2015; constants
as in madmom's DBNBeatTracker, but tempi from 40 on instead of 55: a ballad at 46 was found at 69).
A first sixteenth of the period is the beat.

madmom's own decoder keeps a pointer for every state of every frame: 2.7 GB for 20 minutes. As only
the first state of a period has a choice, 123 bytes a frame are enough: 15 MB, and the same path.
"""

import numpy as np
from numpy.typing import NDArray

from workers.engines.jit import kernel

SLOWEST, FASTEST = 40.0, 215.0
_STEADINESS = 100.0
_BEAT_SHARE = 16


def read_activation(activation: NDArray[np.float64], fps: float) -> NDArray[np.float64]:
    """Beat times in seconds, shape (b,), at peaks of the activation.

    Args:
        activation: how likely each frame is a beat, 0 to 1, shape (n,), at `fps` frames a second.
    """
    periods = np.arange(round(60 * fps / FASTEST), round(60 * fps / SLOWEST) + 1)
    safe = np.clip(activation, 1e-10, 1 - 1e-10)
    score, came_from = _forward(
        np.log(safe), np.log((1 - safe) / (_BEAT_SHARE - 1)), periods, _transitions(periods)
    )
    regions = _backward(score, came_from, periods)
    peaks = [start + int(np.argmax(activation[start:stop])) for start, stop in regions[::-1]]
    return np.unique(np.array(peaks, dtype=np.float64)) / fps


def _transitions(periods: NDArray[np.int64]) -> NDArray[np.float64]:
    """Log probability of going from one period (row) to another (column) at a beat."""
    ratio = periods[None, :] / periods[:, None]
    chance = np.exp(-_STEADINESS * np.abs(ratio - 1))
    chance[chance <= np.spacing(1.0)] = 0
    with np.errstate(divide="ignore"):
        result: NDArray[np.float64] = np.log(chance / chance.sum(axis=1, keepdims=True))
    return result


@kernel
def _forward(
    beat: NDArray[np.float64],
    other: NDArray[np.float64],
    periods: NDArray[np.int64],
    transitions: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """Viterbi: the last frame's scores, shape (periods, phases), and what each beat came from."""
    count, choices = len(beat), len(periods)
    score = np.full((choices, periods[choices - 1]), -np.inf)
    for place in range(choices):
        for phase in range(periods[place]):
            score[place, phase] = 0.0
    came_from = np.zeros((count, choices), np.uint8)
    leaving, arriving = np.empty(choices), np.empty(choices)
    for frame in range(count):
        for place in range(choices):
            leaving[place] = score[place, periods[place] - 1]
        for place in range(choices):
            best, most = 0, -np.inf
            for before in range(choices):
                value = leaving[before] + transitions[before, place]
                if value > most:
                    best, most = before, value
            came_from[frame, place], arriving[place] = best, most
        for place in range(choices):
            width = (periods[place] - 1) // _BEAT_SHARE + 1
            for phase in range(periods[place] - 1, 0, -1):
                seen = beat[frame] if phase < width else other[frame]
                score[place, phase] = score[place, phase - 1] + seen
            score[place, 0] = arriving[place] + beat[frame]
    return score, came_from


@kernel
def _backward(
    score: NDArray[np.float64], came_from: NDArray[np.uint8], periods: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Frames [start, stop) of the beats on the best path, last beat first."""
    count, widest = len(came_from), score.shape[1]
    place, phase = divmod(np.argmax(score), widest)
    found = np.empty((count, 2), np.int64)
    beats, frame = 0, count - 1
    while frame >= 0:
        start = frame - phase
        width = (periods[place] - 1) // _BEAT_SHARE + 1
        if start + width > 0:
            found[beats, 0], found[beats, 1] = max(start, 0), min(start + width, count)
            beats += 1
        if start < 0:
            break
        place = came_from[start, place]
        frame, phase = start - 1, periods[place] - 1
    return found[:beats]
