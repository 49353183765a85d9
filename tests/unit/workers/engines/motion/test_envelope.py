import numpy as np
import pytest
from numpy.typing import NDArray

from workers.engines.motion.envelope import (
    FLOOR,
    Envelope,
    measure_envelope,
    noise_floor,
    pick_beats,
)

Array = NDArray[np.float64]
DIRECTIONS = 128


def moving(speeds: list[float], *, fps: float, towards: int = 0) -> Array:
    """Displacements of a picture that moves as one, in heights a second."""
    result = np.zeros((len(speeds), DIRECTIONS))
    result[:, towards] = np.array(speeds) / fps * DIRECTIONS
    return result


@pytest.mark.parametrize("fps", [8.0, 12.0, 24.0, 60.0])
def test_the_fall_stands_at_the_first_frame_of_rest(fps: float) -> None:
    motion = moving([0.3] * 10 + [0.0] * 10, fps=fps)
    fall = measure_envelope(motion, fps=fps, cuts=[])
    assert np.argmax(fall.fall) / fall.rate == pytest.approx(10 / fps, abs=0.5 / fall.rate)


def test_the_height_of_a_fall_does_not_hang_on_the_frame_rate() -> None:
    heights = [
        measure_envelope(moving([0.3] * n + [0.0] * n, fps=fps), fps=fps, cuts=[]).fall.max()
        for fps, n in ((24.0, 24), (30.0, 30), (60.0, 60))
    ]
    assert heights == pytest.approx([np.mean(heights)] * 3, rel=0.15)


def test_setting_out_is_no_fall() -> None:
    fall = measure_envelope(moving([0.0] * 10 + [0.3] * 10, fps=24.0), fps=24.0, cuts=[])
    assert fall.fall.max() == 0


def test_a_turn_is_a_fall_though_speed_stays() -> None:
    turning = np.concatenate(
        [moving([0.3] * 12, fps=24.0), moving([0.3] * 12, fps=24.0, towards=32)]
    )
    fall = measure_envelope(turning, fps=24.0, cuts=[])
    assert np.argmax(fall.fall) == 12
    assert fall.speed == pytest.approx(np.full(25, 0.3))


def test_nothing_falls_across_a_cut() -> None:
    motion = moving([0.3] * 12 + [9.0] + [0.0] * 12, fps=24.0)
    fall = measure_envelope(motion, fps=24.0, cuts=[13])
    assert fall.fall.max() == pytest.approx(0, abs=1e-12)
    assert fall.speed.max() == pytest.approx(0.3)


def test_a_shot_of_one_frame_has_no_envelope() -> None:
    motion = moving([0.3] * 24, fps=24.0)
    fall = measure_envelope(motion, fps=24.0, cuts=[10, 11])
    assert fall.fall[10] == 0


def bumps(heights: list[float], *, gap: int) -> Envelope:
    fall = np.zeros(gap * (len(heights) + 1))
    for n, height in enumerate(heights, start=1):
        fall[n * gap - 1 : n * gap + 2] = [height / 2, height, height / 2]
    return Envelope(24.0, fall, fall)


def test_beats_closer_than_the_separation_yield_to_the_stronger() -> None:
    times, _, _ = pick_beats(bumps([0.05, 0.1, 0.05], gap=3))
    assert times == pytest.approx([6 / 24], abs=0.02)


def test_one_freak_does_not_make_the_others_weightless() -> None:
    _, weights, _ = pick_beats(bumps([0.1] * 19 + [5.0], gap=24))
    assert len(weights) == 20
    assert weights.min() > 0.5


def test_what_falls_less_than_the_floor_is_no_beat() -> None:
    assert len(pick_beats(bumps([FLOOR * 0.9] * 3, gap=24))[0]) == 0
    assert len(pick_beats(bumps([FLOOR * 1.1] * 3, gap=24))[0]) == 3
    assert len(pick_beats(bumps([FLOOR * 1.1] * 3, gap=24), floor=noise_floor(144))[0]) == 0
