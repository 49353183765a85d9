"""Hear keys and chords with madmom's networks.

Keys: a convolutional network over the log spectrum (Korzeniowski and Widmer, "Genre-agnostic key
classification with convolutional neural networks", ISMIR 2018). Chords: pitch classes that a
network takes from the spectrum, read by a conditional random field ("Feature learning for chord
recognition: the deep chroma extractor", ISMIR 2016). The key's networks take 4.8 s of CPU for a
minute of sound, those of the chords 0.13 s: of a long song the key is heard in four parts of ten
seconds. The trained models are CC BY-NC-SA: not for commercial films.
"""

import functools
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from workers.engines.harmony.belonging import belonging
from workers.engines.trackers.madmom_import import import_madmom
from workers.stages.analysis.listening import at_rate
from workers.stages.harmony.evidence import CHORDS, Impression

_RATE, _FPS = 44_100, 10
_HOP = _RATE // _FPS
_PART, _MARGIN = 600, 20
"""Frames of chords heard at once, and those around them that reach into a window of 15 frames."""
_KEY_PARTS, _KEY_SECONDS = 4, 10
_LEAST_SECONDS = 1.0
_BELONGING = 3.0
"""Log probability for a unit of fit: the network alone takes C minor with a G chord for C major."""
_FROM_C = np.r_[np.roll(np.arange(12), -3), 12 + np.roll(np.arange(12), -3)]
"""madmom counts pitch classes from A."""


class MadmomListener:
    """madmom's key and chord networks."""

    name = "madmom-harmony"

    def listen(self, samples: NDArray[np.float32], sample_rate: int) -> Impression:
        """The impression of one channel, shape (n,).

        Raises:
            MissingEngineError: madmom is not installed.
        """
        field = _networks().field
        order = np.r_[_FROM_C, 24]
        transitions = np.asarray(field.A, np.float64)[np.ix_(order, order)]
        opening = np.asarray(field.pi, np.float64)[order]
        if len(samples) < _LEAST_SECONDS * sample_rate or not samples.any():
            return _nothing(len(samples) / sample_rate, transitions, opening)
        # One thread: sums of another order give another answer on another number of cores.
        with threadpool_limits(1), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # an old call of numpy's maximum
            sound = at_rate(samples, sample_rate, _RATE)
            potentials = np.asarray(field.c + _classes(sound) @ field.W, np.float64)
            potentials[-1] += field.tau
            keys = _keys(sound)[_FROM_C]
        chords = potentials[:, order]
        return Impression(
            keys=_weighed(keys, np.bincount(chords.argmax(axis=1), minlength=CHORDS)[:24]),
            chords=chords,
            transitions=transitions,
            opening=opening,
            rate=_FPS,
        )


def _nothing(
    seconds: float, transitions: NDArray[np.float64], opening: NDArray[np.float64]
) -> Impression:
    chords = np.full((max(round(seconds * _FPS), 1), CHORDS), -10.0)
    chords[:, -1] = 0
    return Impression(
        keys=np.full(24, 1 / 24), chords=chords, transitions=transitions, opening=opening, rate=_FPS
    )


def _keys(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    """Probabilities of the 24 keys in madmom's order: their mean over the parts heard."""
    size = _KEY_SECONDS * _RATE
    spare = len(sound) - _KEY_PARTS * size
    if spare <= 0:
        parts = [sound]
    else:
        starts = [round(i * (spare / (_KEY_PARTS - 1) + size)) for i in range(_KEY_PARTS)]
        parts = [sound[start : start + size] for start in starts]
    heard = [np.asarray(_networks().key(_signal(part)), np.float64)[0] for part in parts]
    result: NDArray[np.float64] = np.mean(heard, axis=0)
    return result


def _weighed(keys: NDArray[np.float64], durations: NDArray[np.intp]) -> NDArray[np.float64]:
    """Key probabilities, weighed by how well the chords belong to each key."""
    weighed = keys * np.exp(_BELONGING * belonging(durations.astype(np.float64)))
    result: NDArray[np.float64] = weighed / weighed.sum()
    return result


def _classes(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Pitch classes as the network hears them, shape (frames, 12), part by part."""
    total = -(-len(sound) // _HOP)
    parts = []
    for first in range(0, total, _PART):
        begin, last = max(first - _MARGIN, 0), min(first + _PART, total)
        heard = _networks().classes(_signal(sound[begin * _HOP : (last + _MARGIN) * _HOP]))
        parts.append(np.asarray(heard[first - begin : last - begin], np.float32))
    return np.concatenate(parts)


def _signal(part: NDArray[np.float32]) -> Any:
    return import_madmom("audio.signal").Signal(part, sample_rate=_RATE, num_channels=1)


@dataclass(frozen=True, eq=False)
class _Networks:
    key: Any
    classes: Any
    field: Any


@functools.cache
def _networks() -> _Networks:
    chords = import_madmom("features.chords").DeepChromaChordRecognitionProcessor()
    return _Networks(
        key=import_madmom("features.key").CNNKeyRecognitionProcessor(),
        classes=import_madmom("audio.chroma").DeepChromaProcessor(),
        field=chords.processors[0],
    )
