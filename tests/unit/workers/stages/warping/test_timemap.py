import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workers.stages.warping.timemap import LOCAL_SPEED, Knots, clip_times, speed_profile

FRAME = 1 / 24
EXACT = 1e-9


def random_knots(seed: int, *, natural: float = 1.0) -> Knots:
    random = np.random.default_rng(seed)
    lengths = random.uniform(0.2, 3.0, random.integers(1, 12))
    means = natural * random.uniform(0.75, 1.5, len(lengths))
    output = np.concatenate([[0.0], np.cumsum(lengths)])
    clip = np.concatenate([[0.0], np.cumsum(lengths * means)])
    return Knots(output=output, clip=clip, strength=random.uniform(0, 1, len(output)))


@given(seed=st.integers(0, 10**6), natural=st.sampled_from([0.2, 1.0]))
@settings(max_examples=200, deadline=None)
def test_passes_through_every_knot_within_the_caps(seed: int, natural: float) -> None:
    knots = random_knots(seed, natural=natural)
    reached = clip_times(knots, knots.output, frame=FRAME, natural=natural)
    _, speeds = speed_profile(knots, frame=FRAME, natural=natural)
    assert reached == pytest.approx(knots.clip, abs=1e-6)
    assert speeds.min() >= LOCAL_SPEED[0] * natural - EXACT
    assert speeds.max() <= LOCAL_SPEED[1] * natural + EXACT


@given(seed=st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_speed_is_continuous_and_time_strictly_increases(seed: int) -> None:
    knots = random_knots(seed)
    times = np.linspace(0, knots.output[-1], 4001)
    clip = clip_times(knots, times, frame=FRAME, natural=1.0)
    corners, speeds = speed_profile(knots, frame=FRAME, natural=1.0)
    measured = np.diff(clip) / np.diff(times)
    middle = (times[1:] + times[:-1]) / 2
    assert (np.diff(corners) > 0).all()
    assert (np.diff(clip) > 0).all()
    assert np.abs(measured - np.interp(middle, corners, speeds)).max() < 0.15


def test_speed_rises_into_a_landing_and_falls_at_it() -> None:
    knots = Knots(
        output=np.array([0.0, 1.0, 2.0]), clip=np.array([0.0, 1.0, 2.0]), strength=np.ones(3)
    )
    times = np.array([0.9, 0.94, 1.06, 1.1])
    corners, speeds = speed_profile(knots, frame=FRAME, natural=1.0)
    local = np.interp(times, corners, speeds)
    assert local[1] > local[0] > 1
    assert local[1] - local[2] > 1
    assert local[3] < 0.6


def test_without_strength_speed_is_even() -> None:
    knots = Knots(output=np.array([0.0, 2.0]), clip=np.array([0.0, 1.6]), strength=np.zeros(2))
    _, speeds = speed_profile(knots, frame=FRAME, natural=1.0)
    assert speeds == pytest.approx([0.8] * len(speeds))
