from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.artifacts.clips import Cue
from workers.engines.camera.pulse import FALL, Pulse

DURATION = 6.0
LANDED = 0.008
"""Seconds; a fifth of a frame of film."""
BEATS = tuple(Cue(time=k * 0.55, weight=1.0 if k % 4 == 0 else 0.5) for k in range(11))

cues = st.lists(
    st.builds(
        Cue,
        time=st.floats(min_value=0, max_value=DURATION),
        weight=st.floats(min_value=0, max_value=1),
    ),
    max_size=20,
)


@given(cues)
def test_the_clock_never_stops_or_turns_back(landings: list[Cue]) -> None:
    moments = np.linspace(0, 1.5 * DURATION, 700)
    clock = Pulse(landings=landings, duration=DURATION).moving(moments)
    assert np.all(np.diff(clock) > 0)


@given(cues)
def test_the_clock_ends_with_the_shot(landings: list[Cue]) -> None:
    pulse = Pulse(landings=landings, duration=DURATION)
    assert pulse.moving(0.0) == pytest.approx(0.0, abs=1e-9)
    assert pulse.moving(DURATION) == pytest.approx(DURATION)


def test_speed_falls_steepest_at_each_cue() -> None:
    pulse = Pulse(landings=BEATS, duration=DURATION)
    step = 0.001
    for cue in BEATS[1:-1]:
        around = np.arange(cue.time - 0.2, cue.time + 0.2, step)
        fall = np.diff(pulse.speed(around))
        assert around[fall.argmin()] == pytest.approx(cue.time, abs=LANDED)


def test_the_slowest_moment_comes_just_after_the_cue() -> None:
    pulse = Pulse(landings=BEATS, duration=DURATION)
    for cue in BEATS[1:-1]:
        around = np.arange(cue.time - 0.25, cue.time + 0.25, 0.001)
        slowest = around[pulse.speed(around).argmin()]
        assert cue.time < slowest <= cue.time + FALL


def test_a_downbeat_lands_harder_than_a_beat() -> None:
    pulse = Pulse(landings=BEATS, duration=DURATION)
    drop = [float(pulse.speed(c.time - FALL / 2) - pulse.speed(c.time + FALL / 2)) for c in BEATS]
    assert drop[4] > 1.2 * drop[5]


def test_speed_is_continuous_and_stays_moderate() -> None:
    pulse = Pulse(landings=BEATS, duration=DURATION)
    speed = pulse.speed(np.linspace(0, 1.5 * DURATION, 9001))
    assert np.abs(np.diff(speed)).max() < 0.03
    assert speed.min() > 0.25
    assert speed.max() < 2.2


def test_speed_rises_ever_faster_towards_a_landing() -> None:
    pulse = Pulse(landings=BEATS, duration=DURATION)
    for one, two in pairwise(BEATS[1:-1]):
        rise = pulse.speed(np.linspace(one.time + FALL / 2, two.time - FALL / 2, 50))
        assert (np.diff(rise, 2) > -1e-9).all()


def test_weight_shifts_less_far_on_faster_beats() -> None:
    def reach(gap: float) -> float:
        beats = [Cue(time=gap * n, weight=1.0) for n in range(1, 9)]
        rock = Pulse(landings=beats, duration=9 * gap).rock(np.linspace(gap, 8 * gap, 400))
        return float(np.abs(rock).max())

    assert reach(0.8) == pytest.approx(1, abs=0.001)
    assert reach(0.4) == pytest.approx(0.5, abs=0.001)
    assert reach(2.0) == pytest.approx(1, abs=0.001)


def test_without_cues_the_clock_is_time() -> None:
    pulse = Pulse(landings=(), duration=DURATION)
    moments = np.linspace(0, 9, 50)
    assert np.array_equal(pulse.moving(moments), moments)
    assert np.allclose(pulse.living(moments), moments)
    assert (pulse.speed(moments) == 1).all()
    assert not pulse.rock(moments).any()


def test_light_cues_are_no_landings() -> None:
    pulse = Pulse(landings=[Cue(time=1.0, weight=0.3)], duration=DURATION)
    assert pulse.cues == ()


def test_of_two_cues_too_close_the_heavier_holds() -> None:
    pair = [Cue(time=1.0, weight=0.5), Cue(time=1.1, weight=1.0)]
    assert [cue.time for cue in Pulse(landings=pair, duration=DURATION).cues] == [1.1]


def test_the_weight_rests_on_alternate_sides_after_each_cue() -> None:
    pulse = Pulse(landings=BEATS, duration=DURATION)
    poses = np.array([float(pulse.rock(cue.time + FALL / 2)) for cue in BEATS])
    assert (np.sign(poses[1:]) == -np.sign(poses[:-1])).all()
    assert np.abs(poses).min() > 0.5
    after = np.array([float(pulse.rock(cue.time + FALL / 2 + 0.002)) for cue in BEATS])
    assert np.abs(after - poses).max() < 0.01


@given(cues)
def test_the_rock_stays_within_its_bounds(landings: list[Cue]) -> None:
    rock = Pulse(landings=landings, duration=DURATION).rock(np.linspace(0, 1.5 * DURATION, 500))
    assert np.abs(rock).max() <= 1 + 1e-9
    assert np.abs(np.diff(rock)).max() < 0.5
