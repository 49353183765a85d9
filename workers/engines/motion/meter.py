"""The motion meter: frames in, one at a time; a motion track out."""

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from common.artifacts.clips import MotionTrack
from common.errors import InvalidInputError
from workers.engines.motion.cuts import find_cuts
from workers.engines.motion.envelope import (
    Envelope,
    density,
    measure_envelope,
    noise_floor,
    pick_beats,
)
from workers.engines.motion.flow import FlowEstimator, Step, View, look

LEAST_FRAMES = 8
"""Fewer frames have no local mean that a beat could stand out from: they yield none."""


class MotionMeter:
    """Measures visual beats and cuts. Holds three small frames at a time, whatever the length."""

    def measure(self, frames: Iterable[NDArray[np.uint8]], *, fps: Fraction) -> MotionTrack:
        """Measure a clip or a film.

        Args:
            frames: uint8 sRGB, each (h, w, 3), all of one shape.
            fps: frames a second.

        Raises:
            InvalidInputError: no frame at all.
        """
        steps, rows = _steps(frames)
        rate = float(fps)
        floor = noise_floor(rows)
        if len(steps) + 1 < LEAST_FRAMES:
            samples = len(steps) * density(rate) + 1
            quiet = Envelope(rate * density(rate), np.zeros(samples), np.zeros(samples))
            return _track(quiet, floor, cuts=np.zeros(0))
        cuts = find_cuts(steps, fps=rate)
        directions = np.array([s.directions for s in steps], dtype=np.float64)
        envelope = measure_envelope(directions, fps=rate, cuts=cuts.tolist())
        return _track(envelope, floor, cuts=cuts / rate)


def _track(envelope: Envelope, floor: float, *, cuts: NDArray[np.float64]) -> MotionTrack:
    beats, weights, scale = pick_beats(envelope, floor=floor)
    return MotionTrack(
        rate=envelope.rate,
        envelope=envelope.fall / scale,
        speed=envelope.speed,
        beats=beats,
        weights=weights,
        cuts=cuts,
    )


def _steps(frames: Iterable[NDArray[np.uint8]]) -> tuple[list[Step], int]:
    """What happened between each two frames, and the rows they were looked at with."""
    flow: FlowEstimator | None = None
    steps: list[Step] = []
    earlier: View | None = None
    before: View | None = None
    for frame in frames:
        after = look(frame)
        if before is not None:
            flow = flow or FlowEstimator(len(before.grey))
            steps.append(flow.step(before, after, earlier=earlier))
        earlier, before = before, after
    if before is None:
        raise InvalidInputError("there is no frame to measure; the clip or film is empty")
    return steps, len(before.grey)
