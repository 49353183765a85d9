"""The warp itself: a monotone C1 map from output time to clip time, with landings.

Aim. Pass through the matched moments, and make whatever drifts at a beat land there: speed rises
into a landing and falls at it.

Definition. Knots are output times 0 = t_0 < t_1 < ... < t_n = end of the shot, with clip times
c_k; every inner knot is a landing. Speed v is continuous and piecewise linear. In the stretch from
t_k to t_{k+1}, L long and of mean speed m, it goes from a low l to a high h; at a landing it falls
within delta (2.5 output frames, at most half a neighbouring stretch), centred on the knot, from the
h before to the l behind, through u, the mean of the neighbouring mean speeds. What lies between two
falls is the body, B = L - delta_k/2 - delta_{k+1}/2 long; its mean speed follows from the area,

    m L = delta_k/4 (u_k + l) + B body + delta_{k+1}/4 (h + u_{k+1}),

and a single corner realises it: v holds l, then rises to h; or, in fast stretches, rises to h and
holds it. l and h lie as far apart as `RAMP` allows, times the strength of the landing, and neither
is more than `SKEW` times as far from the level speed as the other, which keeps body between them
(delta/4 is at most a quarter of B). delta is 0 at both ends of the shot.

Then clip time is the integral of speed: C1, strictly increasing, exact at the knots. `RAMP` lies
inside the caps of 0.5 to 2, so that the correction after rendering has room.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LOCAL_SPEED = (0.5, 2.0)
"""Speed at any instant over natural speed, at least and at most."""
RAMP = (0.55, 1.9)
FALL_FRAMES = 2.5
SKEW = 3.0
_LEAST_PART = 1e-9
"""Of a body, on either side of its corner: corners must differ for their slopes to exist."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Knots:
    """Moments that the map passes through.

    Attributes:
        output, clip: seconds, strictly increasing, (n,), from (0, 0) to the end of the shot.
        strength: 0 to 1, (n,): how far speed rises into the knot.
    """

    output: Array
    clip: Array
    strength: Array


def clip_times(knots: Knots, times: Array, *, frame: float, natural: float) -> Array:
    """Clip time at output times within the knots; `frame` is the length of an output frame."""
    corners, speeds = speed_profile(knots, frame=frame, natural=natural)
    lengths = np.diff(corners)
    areas = lengths * (speeds[1:] + speeds[:-1]) / 2
    reached = np.concatenate([[0.0], np.cumsum(areas)])
    at = np.clip(np.searchsorted(corners, times, side="right") - 1, 0, len(lengths) - 1)
    into = times - corners[at]
    slope = np.diff(speeds) / lengths
    result: Array = reached[at] + into * (speeds[at] + slope[at] * into / 2)
    return result


def speed_profile(knots: Knots, *, frame: float, natural: float) -> tuple[Array, Array]:
    """Corners of the piecewise linear speed: output times, strictly increasing, and speeds."""
    lengths = np.diff(knots.output)
    means = np.diff(knots.clip) / lengths
    falls = np.zeros(len(knots.output))
    falls[1:-1] = np.minimum(FALL_FRAMES * frame, np.minimum(lengths[:-1], lengths[1:]) / 2)
    through = np.concatenate([means[:1], (means[:-1] + means[1:]) / 2, means[-1:]])
    stretches = _Stretches(lengths, means, falls[:-1], falls[1:], through[:-1], through[1:])
    times, speeds = _ramps(stretches, knots.strength[1:], natural)
    corners = np.concatenate([(knots.output[:-1, None] + times).ravel(), knots.output[1:-1]])
    values = np.concatenate([speeds.ravel(), through[1:-1]])
    order = np.argsort(corners, kind="stable")
    return corners[order], values[order]


class _Stretches(NamedTuple):
    """All stretches at once, each (n - 1,): seconds and speeds."""

    length: Array
    mean: Array
    fall_before: Array
    fall_after: Array
    through_before: Array
    through_after: Array


def _ramps(stretches: _Stretches, strength: Array, natural: float) -> tuple[Array, Array]:
    """Start, corner and end of the body of every stretch: times from its start, speeds; (n, 3)."""
    length, mean, before, after, u_before, u_after = stretches
    first, last = before / 4, after / 4
    level = mean * length - first * u_before - last * u_after
    level = level / (length - first - last)
    slowest, fastest = (bound * natural for bound in RAMP)
    below, above = np.maximum(0, level - slowest), np.maximum(0, fastest - level)
    low = level - strength * np.minimum(below, SKEW * above)
    high = level + strength * np.minimum(above, SKEW * below)
    body = length - 2 * first - 2 * last
    inside = (mean * length - first * (u_before + low) - last * (high + u_after)) / body
    span = np.maximum(high - low, 1e-12)
    holds_low = inside <= (low + high) / 2
    rising = np.clip(
        2 * np.where(holds_low, inside - low, high - inside) / span, _LEAST_PART, 1 - _LEAST_PART
    )
    start, end = 2 * first, length - 2 * last
    corner = np.where(holds_low, end - rising * body, start + rising * body)
    speeds = np.stack([low, np.where(holds_low, low, high), high], axis=1)
    return np.stack([start, corner, end], axis=1), speeds
