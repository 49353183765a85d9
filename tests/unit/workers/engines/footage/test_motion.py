from fractions import Fraction

import pytest

from tests.support.pictures import brief
from workers.engines.footage.motion import FASTEST, SLOWEST, frame_rate, motion_bucket


def test_a_lively_scene_moves_more_and_faster() -> None:
    calm, lively = brief("slow push in", energy=0.1), brief("slow push in", energy=0.9)
    assert motion_bucket(calm) < 127 < motion_bucket(lively)
    assert frame_rate(calm, frames=25, duration=2) < frame_rate(lively, frames=25, duration=2)


def test_a_camera_at_rest_moves_less() -> None:
    assert motion_bucket(brief("static shot")) < motion_bucket(brief("handheld"))


@pytest.mark.parametrize("energy", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("duration", [0.5, 2.0, 4.2, 9.0])
def test_rates_are_those_that_the_model_knows(energy: float, duration: float) -> None:
    rate = frame_rate(brief("pan left", energy=energy), frames=25, duration=duration)
    assert SLOWEST <= rate <= FASTEST
    assert rate == int(rate)


def test_a_long_scene_is_shown_slower_before_it_needs_a_second_clip() -> None:
    rate = frame_rate(brief("pan left", energy=1.0), frames=25, duration=4.2)
    assert rate < FASTEST
    assert 25 / rate >= Fraction(3, 4) * Fraction(42, 10)
