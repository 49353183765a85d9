"""The visual envelope: how strongly motion comes to rest, and its peaks, the visual beats.

Aim. Say when things stop, land or turn in a clip, as onset strength says when notes begin.

Definition (design section 6). H[k, a] is the density of flow magnitude over direction a between
frames k - 1 and k, smoothed around the circle and over about 0.1 s of time. The envelope is the
mean over a of max(0, fall of H[., a] from one step to the next). It is given in speed lost in a
tenth of a second, so that the frame rate does not change its size.

Time. H[k] is motion *during* the interval that ends with frame k, so it stands at the interval's
middle, (k - 1/2) / fps. The fall from H[k] to H[k + 1] then stands at k / fps: the frame at which
the thing is first at rest, although the fall only shows with the next frame. This is the one-frame
correction. 0.1 s is less than a sample at 8 fps, so footage below 20 fps is interpolated to a
multiple of its rate first; symmetric smoothing keeps peaks where they are.

Shots. Nothing is smoothed or compared across a cut: each shot is measured alone, its first and last
motion held beyond its ends.

Scale. Peak heights of the clip give the scale, their 0.9 quantile: the only beat of a 25-frame clip
is its own scale, one freak peak in a long film is not. Below an absolute floor there is no beat, so
a still clip yields none, not its noise.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d, maximum_filter1d, uniform_filter1d

Array = NDArray[np.float64]

LEAST_RATE = 20.0
"""Samples a second below which time is interpolated."""
DENSE_RATE = 24.0
FLOOR = 0.0025
"""Loss of mean speed, in picture heights a second within 0.1 s, below which nothing stopped: twice
what even pans lost by error, measured on 288 rows; the error is one of pixels, so that fewer rows
have a higher floor (`noise_floor`)."""
SEPARATION = 0.15
"""Seconds between visual beats at least."""

_SMOOTH_ANGLE = 4.0
_SMOOTH_TIME = 0.042
"""Standard deviations: 4 bins are 11 degrees; 0.042 s is 0.1 s wide at half height."""
_LOCAL = 0.6
_OVER_LOCAL = 1.4
_WEAKEST = 0.08


class Envelope(NamedTuple):
    """Envelope and mean speed, both (n,), in picture heights a second; `rate` in samples a second.

    Sample i stands at i / rate; the first sample is the first frame, the last the last frame.
    """

    rate: float
    fall: Array
    speed: Array


def density(rate: float) -> int:
    """Samples a frame that footage of a rate is measured with."""
    return 1 if rate >= LEAST_RATE else int(np.ceil(DENSE_RATE / rate))


def noise_floor(rows: int) -> float:
    """`FLOOR` for flow measured on so many rows."""
    return FLOOR * min(4.0, max(1.0, 288 / rows))


def measure_envelope(directions: Array, *, fps: float, cuts: Sequence[int]) -> Envelope:
    """Build the envelope of a whole clip.

    Args:
        directions: shape (n - 1, DIRECTIONS): row k is the motion from frame k to k + 1, as a
            density whose mean is the mean displacement in picture heights.
        fps: frames a second.
        cuts: first frames after cuts, increasing; the motion into them is not read.
    """
    fine = density(fps)
    rate = fps * fine
    samples = len(directions) * fine + 1
    fall, speed = np.zeros(samples), np.zeros(samples)
    edges = [0, *cuts, len(directions) + 1]
    for first, after in pairwise(edges):
        motion = directions[first : after - 1] * fps
        if len(motion) < 2:
            continue
        at = slice(first * fine, (after - 1) * fine + 1)
        fall[at], speed[at] = _measure_shot(motion, fine=fine, rate=rate)
    return Envelope(rate, fall, speed)


def _measure_shot(motion: Array, *, fine: int, rate: float) -> tuple[Array, Array]:
    """Fall and speed at every sample of one shot, each (pairs * fine + 1,)."""
    pairs = len(motion)
    middles = (np.arange(pairs) + 0.5) * fine
    halves = np.arange(pairs * fine + 2) - 0.5
    position = np.clip(np.interp(halves, middles, np.arange(pairs)), 0, pairs - 1)
    below = np.minimum(position.astype(np.int64), pairs - 2)
    share = (position - below)[:, None]
    dense = motion[below] * (1 - share) + motion[below + 1] * share
    speed = dense.mean(axis=1)
    smooth = gaussian_filter1d(dense, _SMOOTH_ANGLE, axis=1, mode="wrap")
    smooth = gaussian_filter1d(smooth, _SMOOTH_TIME * rate, axis=0, mode="nearest")
    fall = np.maximum(0, smooth[:-1] - smooth[1:]).mean(axis=1) * (0.1 * rate)
    return fall, (speed[:-1] + speed[1:]) / 2


def pick_beats(envelope: Envelope, *, floor: float = FLOOR) -> tuple[Array, Array, float]:
    """Visual beats: local maxima over a local mean, at least `SEPARATION` apart.

    Returns:
        times in seconds (b,), weights 0 to 1 (b,), and the scale: the fall of a full-weight beat.
    """
    rate, fall, _ = envelope
    near = 2 * int(SEPARATION * rate) + 1
    local = uniform_filter1d(fall, 2 * round(_LOCAL * rate) + 1, mode="nearest")
    candidates = fall >= maximum_filter1d(fall, 3, mode="constant")
    candidates &= (fall > floor) & (fall > _OVER_LOCAL * local)
    candidates &= fall >= maximum_filter1d(fall, near, mode="constant")
    found = np.flatnonzero(candidates)
    if not len(found):
        return np.zeros(0), np.zeros(0), floor
    scale = float(max(np.quantile(fall[found], 0.9), floor))
    strong = found[fall[found] >= _WEAKEST * scale]
    apart = _keep_apart(strong, fall, gap=SEPARATION * rate)
    times = np.array([_vertex(fall, i) for i in apart]) / rate
    return times, np.minimum(1.0, fall[apart] / scale), scale


def _keep_apart(found: NDArray[np.int64], fall: Array, *, gap: float) -> NDArray[np.int64]:
    """Drop the weaker of two neighbours that are too close (a plateau gives equal neighbours)."""
    kept: list[int] = []
    for i in sorted(found, key=lambda i: (-fall[i], i)):
        if all(abs(i - j) >= gap for j in kept):
            kept.append(int(i))
    return np.array(sorted(kept), dtype=np.int64)


def _vertex(fall: Array, i: int) -> float:
    """Peak position between samples, by the parabola through three of them."""
    if not 0 < i < len(fall) - 1:
        return float(i)
    before, here, after = fall[i - 1 : i + 2]
    curve = before - 2 * here + after
    return float(i + 0.5 * (before - after) / curve) if curve < 0 else float(i)
