import numpy as np
import pytest

from benchmarks.interpolation import average, flow, rebuilt
from common.artifacts.clips import Footage
from common.errors import InvalidInputError
from tests.support import clips
from tests.support.footage import real_footage
from workers.engines.interpolator import FlowInterpolator

VISIBLE = 4.0
"""Mean grey levels of error that one would notice."""


def pan(dx: float) -> clips.Frame:
    return clips.slide(clips.texture(144, 300, seed=1), -dx, 0)[:, :256].copy()


def error(shown: clips.Frame, truth: clips.Frame) -> float:
    difference = np.abs(shown.astype(np.float32) - truth.astype(np.float32))
    return float(difference[8:-8, 20:-20].mean())


def faded(one: clips.Frame, other: clips.Frame) -> clips.Frame:
    return ((one.astype(np.float32) + other) / 2).astype(np.uint8)


@pytest.mark.parametrize("fraction", [0.25, 0.5, 0.8])
def test_a_pan_is_shown_where_it_would_be(fraction: float) -> None:
    shown = FlowInterpolator().between(pan(0), pan(12), fraction=fraction)
    assert error(shown, pan(12 * fraction)) < VISIBLE
    assert error(shown, pan(12 * fraction)) < 0.3 * error(
        faded(pan(0), pan(12)), pan(12 * fraction)
    )


def test_a_moving_thing_is_not_doubled() -> None:
    clip = clips.Stopping([2.0], travel=2.0, speed=0.4)
    one, truth, other = (clip.frame(t) for t in (1.0, 1.0625, 1.125))
    shown = FlowInterpolator().between(one, other, fraction=0.5)
    assert error(shown, truth) < 0.5 * error(faded(one, other), truth)


def test_the_frames_themselves_are_shown_exactly() -> None:
    one, other = pan(0), pan(9)
    interpolator = FlowInterpolator()
    assert interpolator.between(one, other, fraction=0.0) is one
    assert interpolator.between(one, other, fraction=1.0) is other


def test_a_cut_stays_a_cut_and_nothing_repeats_before_it() -> None:
    other = clips.texture(144, 256, seed=2)
    interpolator = FlowInterpolator()
    shown = [interpolator.between(pan(6), other, fraction=t, earlier=pan(0)) for t in (0.3, 0.9)]
    assert error(shown[0], pan(6 + 6 * 0.3)) < VISIBLE
    assert error(shown[1], pan(6 + 6 * 0.9)) < VISIBLE


def test_a_cut_with_nothing_known_before_it_holds_the_first_picture() -> None:
    one, other = (clips.texture(144, 256, seed=n) for n in (1, 2))
    interpolator = FlowInterpolator()
    assert np.array_equal(interpolator.between(one, other, fraction=0.7), one)
    cut_before = clips.texture(144, 256, seed=3)
    assert np.array_equal(interpolator.between(one, other, fraction=0.7, earlier=cut_before), one)


def test_a_cut_beyond_the_pair_does_not_bend_its_motion() -> None:
    elsewhere = clips.texture(144, 256, seed=2)
    interpolator = FlowInterpolator()
    alone = interpolator.between(pan(0), pan(12), fraction=0.4)
    beside = interpolator.between(pan(0), pan(12), fraction=0.4, earlier=elsewhere, later=elsewhere)
    assert np.array_equal(alone, beside)


@pytest.mark.parametrize("fraction", [0.3, 0.5, 0.7])
def test_ground_uncovered_by_a_moving_thing_shows_no_ghost_of_it(fraction: float) -> None:
    clip = clips.Stopping([2.0], travel=2.0, speed=0.6)
    one, truth, other = (clip.frame(1 + t / 8) for t in (0.0, fraction, 1.0))
    shown = FlowInterpolator().between(one, other, fraction=fraction)
    wrong = np.abs(shown.astype(np.float32) - truth).mean(axis=2)
    ghosts = np.abs(faded(one, other).astype(np.float32) - truth).mean(axis=2)
    assert np.quantile(wrong, 0.98) < 0.5 * np.quantile(ghosts, 0.98)
    assert wrong.mean() < 0.3 * ghosts.mean()


@pytest.mark.parametrize(("name", "gain"), [("bikes", 2.5), ("carphone_pristine", 0.5)])
def test_dropped_frames_of_real_footage_are_rebuilt_better_than_by_averaging(
    name: str, gain: float
) -> None:
    clip = real_footage(name, rows=144)
    some = Footage(frames=clip.frames[40:73], fps=clip.fps)
    averaged, flowed = rebuilt(some, average), rebuilt(some, flow)
    assert flowed[0] > averaged[0] + gain
    assert flowed[1] > averaged[1]


def test_a_still_stays_still() -> None:
    shown = FlowInterpolator().between(pan(0), pan(0).copy(), fraction=0.4)
    assert error(shown, pan(0)) < 0.5


def test_a_new_pair_forgets_the_last() -> None:
    interpolator = FlowInterpolator()
    interpolator.between(pan(0), pan(12), fraction=0.5)
    again = interpolator.between(pan(12), pan(0), fraction=0.25)
    fresh = FlowInterpolator().between(pan(12), pan(0), fraction=0.25)
    assert np.array_equal(again, fresh)


@pytest.mark.parametrize("shape", [(16, 16), (20, 200), (500, 90)])
def test_any_shape_works(shape: tuple[int, int]) -> None:
    one, other = (clips.texture(*shape, seed=n) for n in (1, 2))
    assert FlowInterpolator().between(one, other, fraction=0.5).shape == (*shape, 3)


def test_frames_of_two_shapes_and_fractions_outside_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="cannot be mixed"):
        FlowInterpolator().between(pan(0), pan(0)[:100], fraction=0.5)
    with pytest.raises(InvalidInputError, match="not between"):
        FlowInterpolator().between(pan(0), pan(0), fraction=1.5)


def shown_between(moments: list[float], *, around: bool) -> clips.Frame:
    earlier, before, after, later = (pan(x) for x in moments)
    near = {"earlier": earlier, "later": later} if around else {}
    return FlowInterpolator().between(before, after, fraction=0.5, **near)


def test_a_gradual_change_of_speed_is_followed() -> None:
    quickening = [0.0, 6.0, 14.0, 25.0]
    truth = pan(9.7)
    straight = error(shown_between(quickening, around=False), truth)
    followed = error(shown_between(quickening, around=True), truth)
    assert followed < 0.7 * straight


def test_an_abrupt_stop_keeps_its_edge() -> None:
    stopping = [0.0, 10.0, 20.0, 20.0]
    assert error(shown_between(stopping, around=True), pan(15.0)) < VISIBLE


def test_frames_around_an_even_pan_change_nothing_that_shows() -> None:
    even = [0.0, 10.0, 20.0, 30.0]
    difference = error(shown_between(even, around=True), shown_between(even, around=False))
    assert difference < 0.5
