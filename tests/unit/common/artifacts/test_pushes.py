import numpy as np
import pytest

from common.artifacts.pushes import RELEASE, RISE, push
from common.artifacts.warp_plan import Accent

FINE = np.arange(0, 4, 0.001)


def test_a_push_ends_its_rise_on_the_beat() -> None:
    pushed = push(FINE, [Accent(time=1.0, strength=0.7)])
    assert FINE[np.argmax(pushed)] == pytest.approx(1.0)
    assert pushed.max() == pytest.approx(0.7)
    assert pushed[FINE < 1.0 - RISE - 1e-9].max() == pytest.approx(0, abs=1e-9)


def test_it_is_released_at_a_third_of_the_speed() -> None:
    pushed = push(FINE, [Accent(time=1.0, strength=1.0)])
    slopes = np.diff(pushed) / 0.001
    assert slopes.max() == pytest.approx(1 / RISE)
    assert slopes.min() == pytest.approx(-1 / RELEASE)
    assert slopes.max() == pytest.approx(-3 * slopes.min())


def test_overlapping_pushes_are_continuous_and_bounded() -> None:
    pushed = push(FINE, [Accent(time=t, strength=1.0) for t in (1.0, 1.2, 1.4)])
    assert np.abs(np.diff(pushed)).max() <= 0.001 / RISE + 1e-9
    assert pushed.max() <= 1


def test_without_accents_nothing_is_pushed() -> None:
    assert not push(FINE, []).any()
