"""What every interpolator must do; a test module imports these and gives an `interpolator` fixture.

How well one guesses is told apart: weights at random guess nothing.
"""

from collections.abc import Callable

import numpy as np
import pytest

from common.errors import InvalidInputError
from tests.support import clips
from workers.stages.interpolation import Interpolator

Make = Callable[[], Interpolator]


def pan(dx: float, *, rows: int = 96, columns: int = 128) -> clips.Frame:
    wide = clips.texture(rows, columns + 44, seed=1)
    return clips.slide(wide, -dx, 0)[:, :columns].copy()


def test_the_frames_themselves_are_shown_exactly(interpolator: Interpolator) -> None:
    one, other = pan(0), pan(9)
    shown = interpolator.instants(one, other, fractions=[0.0, 1.0])
    assert shown[0] is one
    assert shown[1] is other


def test_each_fraction_has_its_frame_in_order(interpolator: Interpolator) -> None:
    one, other = pan(0), pan(6)
    together = interpolator.instants(one, other, fractions=[0.0, 0.3, 0.8, 1.0])
    assert [frame.shape for frame in together] == [one.shape] * 4
    assert {frame.dtype for frame in together} == {one.dtype}
    assert np.array_equal(together[0], one)
    alone = [interpolator.instants(one, other, fractions=[t])[0] for t in (0.3, 0.8)]
    for both, single in zip(together[1:3], alone, strict=True):
        assert np.abs(both.astype(int) - single).max() <= 1


def test_the_same_question_has_the_same_answer(interpolator: Interpolator) -> None:
    first = interpolator.instants(pan(0), pan(6), fractions=[0.4])[0]
    again = interpolator.instants(pan(0), pan(6), fractions=[0.4])[0]
    assert np.array_equal(first, again)


def test_a_cut_stays_a_cut_and_nothing_repeats_before_it(interpolator: Interpolator) -> None:
    other = clips.texture(96, 128, seed=2)
    shown = interpolator.instants(pan(6), other, fractions=[0.3, 0.9], earlier=pan(0))
    for frame, t in zip(shown, (0.3, 0.9), strict=True):
        off = np.abs(frame.astype(float) - pan(6 + 6 * t))[8:-8, 20:-20].mean()
        assert off < 6
    assert not np.array_equal(shown[0], shown[1])


def test_a_cut_with_nothing_known_before_it_holds_the_first_picture(
    interpolator: Interpolator,
) -> None:
    one, other = (clips.texture(96, 128, seed=n) for n in (1, 2))
    assert np.array_equal(interpolator.instants(one, other, fractions=[0.7])[0], one)


@pytest.mark.parametrize("shape", [(40, 40), (36, 150)])
def test_any_shape_works(interpolator: Interpolator, shape: tuple[int, int]) -> None:
    one = clips.texture(*shape, seed=1)
    shown = interpolator.instants(one, np.roll(one, 2, axis=1), fractions=[0.5])
    assert shown[0].shape == (*shape, 3)


def test_frames_of_two_shapes_and_fractions_outside_are_refused(
    interpolator: Interpolator,
) -> None:
    with pytest.raises(InvalidInputError, match="cannot be mixed"):
        interpolator.instants(pan(0), pan(0)[:50], fractions=[0.5])
    with pytest.raises(InvalidInputError, match="not between"):
        interpolator.instants(pan(0), pan(0), fractions=[0.5, 1.5])
