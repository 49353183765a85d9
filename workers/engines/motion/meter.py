"""The motion meter: frames in, one at a time; a motion track out.

Frames may be looked at by several threads, each pair of them by one: OpenCV lets go of the
interpreter, and what one pair says hangs on no other, so the track is the same with any number.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from fractions import Fraction
from threading import local
from typing import TypeVar

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

T = TypeVar("T")
R = TypeVar("R")

LEAST_FRAMES = 8
"""Fewer frames have no local mean that a beat could stand out from: they yield none."""


_AHEAD = 3
"""Pieces of work a thread that wait for it or for their turn."""


class MotionMeter:
    """Measures visual beats and cuts. Holds a few small frames at a time, whatever the length."""

    def __init__(self, *, threads: int = 1) -> None:
        self._threads = threads

    def measure(self, frames: Iterable[NDArray[np.uint8]], *, fps: Fraction) -> MotionTrack:
        """Measure a clip or a film.

        Args:
            frames: uint8 sRGB, each (h, w, 3), all of one shape.
            fps: frames a second.

        Raises:
            InvalidInputError: no frame at all.
        """
        with ThreadPoolExecutor(self._threads) as pool:
            steps, rows = _steps(frames, _Crowd(pool, self._threads * _AHEAD))
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


class _Crowd:
    """Does things side by side and answers in their order, holding no more than `most` of them."""

    def __init__(self, pool: Executor, most: int) -> None:
        self._pool, self._most = pool, most

    def map(self, work: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
        waiting: deque[Future[R]] = deque()
        for thing in things:
            waiting.append(self._pool.submit(work, thing))
            if len(waiting) == self._most:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


Three = tuple[View | None, View, View]
"""A pair of frames, and the one before them if there is one."""


def _steps(frames: Iterable[NDArray[np.uint8]], crowd: _Crowd) -> tuple[list[Step], int]:
    """What happened between each two frames, and the rows they were looked at with."""
    views = crowd.map(look, frames)
    first = next(views, None)
    if first is None:
        raise InvalidInputError("there is no frame to measure; the clip or film is empty")
    rows = len(first.grey)
    own = local()

    def step(three: Three) -> Step:
        if not hasattr(own, "flow"):
            own.flow = FlowEstimator(rows)
        flow: FlowEstimator = own.flow
        return flow.step(three[1], three[2], earlier=three[0])

    return list(crowd.map(step, _threes(first, views))), rows


def _threes(before: View, views: Iterator[View]) -> Iterator[Three]:
    earlier: View | None = None
    for after in views:
        yield earlier, before, after
        earlier, before = before, after
