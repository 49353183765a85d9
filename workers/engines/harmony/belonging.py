"""Which key do the chords belong to?

Relative and parallel keys share most of their notes; what tells them apart is where the chords go.
Each key has chords of its own, weighted by how common they are in songs; a key fits as far as the
time that the song spends on each chord is correlated with them.
"""

import numpy as np
from numpy.typing import NDArray

_MAJOR = {0: 3.0, 5: 2.0, 7: 2.0, 14: 1.0, 16: 1.0, 21: 2.0}
_MINOR = {12: 3.0, 17: 2.0, 7: 1.5, 19: 1.0, 3: 1.0, 8: 1.5, 10: 1.0}
"""By chord (0 is C, 12 C minor) how much it belongs to C major and to C minor."""


def belonging(durations: NDArray[np.float64]) -> NDArray[np.float64]:
    """How well the chords fit each of 24 keys, -1 to 1, shape (24,); 0 without chords.

    Args:
        durations: time on each of 24 triads, in any unit, shape (24,).
    """
    if not durations.std():
        return np.zeros(24)
    return np.array([np.corrcoef(own, durations)[0, 1] for own in _own_chords()])


def _own_chords() -> NDArray[np.float64]:
    table = np.zeros((24, 24))
    for key in range(24):
        mode, tonic = divmod(key, 12)
        for chord, weight in (_MAJOR, _MINOR)[mode].items():
            table[key, chord // 12 * 12 + (chord + tonic) % 12] = weight
    return table
