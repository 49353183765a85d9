import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.engines.painter import colour

channel = st.integers(0, 255)
BYTE = 1 / 255


@given(st.tuples(channel, channel, channel))
def test_hex_goes_to_oklab_and_back(rgb: tuple[int, int, int]) -> None:
    text = "#{:02x}{:02x}{:02x}".format(*rgb)
    assert colour.to_hex(colour.from_hex(text)) == text


def test_white_and_red_have_the_published_oklab_values() -> None:
    assert colour.from_hex("#ffffff") == pytest.approx([1, 0, 0], abs=1e-3)
    assert colour.from_hex("#ff0000") == pytest.approx([0.6280, 0.2249, 0.1258], abs=1e-3)


@given(st.floats(0, 1))
def test_srgb_and_linear_are_inverse(value: float) -> None:
    assert colour.linear_to_srgb(colour.srgb_to_linear(value)) == pytest.approx(value, abs=1e-6)


def test_mixing_blue_and_yellow_keeps_their_mean_lightness() -> None:
    blue, yellow = colour.from_hex("#0000ff"), colour.from_hex("#ffff00")
    assert colour.mix(blue, yellow, 0.5)[0] == pytest.approx((blue[0] + yellow[0]) / 2)


def test_a_ramp_holds_its_ends_and_meets_its_stops() -> None:
    dark, light = colour.lab(0.2, 0, 0), colour.lab(0.8, 0.1, 60)
    seen = colour.ramp([(0.25, dark), (0.75, light)], np.array([0.0, 0.5, 1.0]))
    assert seen.shape == (3, 3)
    assert seen[:, 0] == pytest.approx([0.2, 0.5, 0.8])


def test_another_lightness_keeps_the_hue() -> None:
    red = colour.from_hex("#b03030")
    pale = colour.with_lightness(red, 0.9)
    assert pale[0] == pytest.approx(0.9)
    assert pale[1] / pale[2] == pytest.approx(red[1] / red[2], rel=1e-4)
    assert np.hypot(*pale[1:]) < np.hypot(*red[1:])
    assert colour.saturate(red, 0)[1:] == pytest.approx([0, 0])
    assert colour.lighter(red, 2.0)[0] == 1
