"""Whether a song stays in its key: a mix of songs has a likeliest key too, and it means nothing.

The song is looked at in stretches of about 20 s: how much of the time that chords sound, are they
chords of the key? Of seven songs of several kinds the worst stretch has 0.47 to 0.86, of four mixes
of them 0.35, 0.35, 0.36 and 0.53.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from common.artifacts.harmony import PITCHES, Chord, Key

_STRETCH = 20.0
_LEAST, _ENOUGH, _FLOOR = 0.3, 0.47, 0.2
_MAJOR = {"major": {0, 5, 7}, "minor": {2, 4, 9}}
_MINOR = {"major": {3, 7, 8, 10}, "minor": {0, 5, 7}}
"""By the mode of a chord, how many semitones over the tonic one stands that belongs to the key."""


def agreement(chords: Sequence[Chord], key: Key) -> float:
    """1 where a song stays in its key, a fifth where stretches of it do not; 1 of a short one."""
    duration = chords[-1].end
    count = round(duration / _STRETCH)
    if count < 2:
        return 1.0
    edges = np.linspace(0, duration, count + 1).tolist()
    shares = [_share(chords, key, start, end) for start, end in pairwise(edges)]
    worst = float(np.percentile(shares, 10))
    return float(np.clip((worst - _LEAST) / (_ENOUGH - _LEAST), _FLOOR, 1))


def _share(chords: Sequence[Chord], key: Key, start: float, end: float) -> float:
    """Of the time of chords between two moments, that of the key's own; 1 where none sound."""
    own = _MAJOR if key.mode == "major" else _MINOR
    inside = total = 0.0
    for chord in chords:
        length = min(chord.end, end) - max(chord.start, start)
        if length > 0 and chord.root is not None and chord.mode is not None:
            total += length
            over = (PITCHES.index(chord.root) - PITCHES.index(key.tonic)) % 12
            inside += length * (over in own[chord.mode])
    return inside / total if total else 1.0
