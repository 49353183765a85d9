"""Whether a song is one kind of music: of a mix no label of the whole is true.

Stretches of about 20 s are compared. Their spread is at most 0.10 within each of eight songs of
several kinds, and above that in four of five pairs of them, so that a mix of many songs is nearly
always found out, and one of two alike is not.
"""

from collections.abc import Sequence

import numpy as np

from common.artifacts.understanding import Descriptors

_STRETCH = 20.0
_COMPARED = ("brightness", "bass", "sustain", "width", "percussiveness", "density", "energy")
_SONG, _MIX, _FLOOR = 0.1, 0.16, 0.3


def unity(parts: Sequence[Descriptors], duration: float) -> float:
    """1 for one kind of music, less for several; 1 where there is too little to compare.

    Args:
        parts: descriptors of the segments, which are about equally long, in order.
    """
    count = min(round(duration / _STRETCH), len(parts))
    if count < 2:
        return 1.0
    table = np.array([[getattr(part, name) for name in _COMPARED] for part in parts])
    means = np.array([group.mean(axis=0) for group in np.array_split(table, count)])
    spread = float(np.sqrt(np.mean(np.square(means.std(axis=0)))))
    return float(1 - (1 - _FLOOR) * np.clip((spread - _SONG) / (_MIX - _SONG), 0, 1))
