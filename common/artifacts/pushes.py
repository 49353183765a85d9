"""The shape of an accent: a push of the picture that comes to its end on a beat.

A push that starts on the beat scores worse than none: what the eye takes for the beat is the end
of the motion. So the zoom rises over 125 ms, ends on the beat, and is released at a third of that
speed.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from common.artifacts.warp_plan import Accent

ZOOM = 0.03
"""Enlargement of the picture at a push of 1."""
RISE = 0.125
RELEASE = 3 * RISE


def push(times: NDArray[np.float64], accents: Sequence[Accent]) -> NDArray[np.float64]:
    """How far the picture is pushed in at some moments, 0 to 1; continuous.

    Args:
        times: seconds from the scene's start, (n,).
        accents: where they overlap, the stronger push holds.
    """
    pushed = np.zeros(len(times))
    for accent in accents:
        since = times - accent.time
        shape = np.minimum(1 + since / RISE, 1 - since / RELEASE)
        pushed = np.maximum(pushed, accent.strength * shape)
    return pushed
