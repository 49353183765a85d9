"""Smooth motion through footage frames that are far apart in time.

Between frames at 8 a second straight, even motion makes a staircase of velocities. Where the frames
around the pair are known and motion changes gradually, by at most half, each point follows the
cubic through the mean velocities at A and B instead: its own fraction tau(t) replaces t. Where
motion changes abruptly it stopped or began, and keeps its edge: a landing stays a landing. tau is
monotone, since its slopes lie between 3/4 and 3/2.
"""

import cv2
import numpy as np

from workers.engines.interpolator.flows import Field, pull, squared

_MOVING = 0.0625
"""Squared pixels between frames below which nothing moves."""


def slope(here: Field, beyond: Field) -> Field:
    """Speed at a frame over the pair's own mean speed, 3/4 to 3/2; 1 where motion is abrupt."""
    own = squared(here)
    most = np.maximum(own, squared(beyond))
    gradual = (squared(beyond - here) <= most / 4) & (own > _MOVING)
    along = (beyond + here) * here
    share = (along[..., 0] + along[..., 1]) / (2 * np.maximum(own, _MOVING))
    slope = np.where(gradual, np.clip(share, 0.75, 1.5), 1.0).astype(np.float32)
    return np.asarray(cv2.blur(slope, (9, 9)), dtype=np.float32)


def own_fraction(there: Field, start: Field | None, end: Field | None, t: np.float32) -> Field:
    """tau(t) of every point, (h, w, 1); (1, 1, 1) where it is t everywhere."""
    if start is None and end is None:
        return np.full((1, 1, 1), t, dtype=np.float32)
    one = np.float32(1)
    first = one if start is None else start
    last = one if end is None else pull(end, there)
    tau = first * (t**3 - 2 * t**2 + t) + (3 * t**2 - 2 * t**3) + last * (t**3 - t**2)
    return np.asarray(tau, dtype=np.float32)[..., None]
