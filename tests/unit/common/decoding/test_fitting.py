"""Channels are copied, mixed or padded; silence is what is not a number."""

import numpy as np
import pytest

from common.decoding.fitting import finite, with_channels

BLOCK = np.array([[1, 0, 0.5], [0, 1, 0.5], [0.5, 0.5, 1]], np.float32)


def test_mono_is_copied_to_both_sides() -> None:
    assert with_channels(BLOCK[:1], 2).tolist() == [[1, 0, 0.5], [1, 0, 0.5]]


def test_to_mono_is_the_mean() -> None:
    assert with_channels(BLOCK[:2], 1).tolist() == [[0.5, 0.5, 0.5]]


def test_surplus_channels_go_to_both_sides() -> None:
    assert with_channels(BLOCK, 2).tolist() == [[1.25, 0.25, 1.0], [0.25, 1.25, 1.0]]


def test_missing_channels_are_silent() -> None:
    assert with_channels(BLOCK[:2], 4)[2:].tolist() == [[0, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_any_number_of_channels_is_reached(count: int) -> None:
    assert with_channels(BLOCK, count).shape == (count, 3)


def test_finite_sound_is_not_copied() -> None:
    assert finite(BLOCK) is BLOCK
