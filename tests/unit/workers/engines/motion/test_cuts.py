import numpy as np

from workers.engines.motion.cuts import find_cuts
from workers.engines.motion.flow import DIRECTIONS, Step

NONE = np.zeros(DIRECTIONS, dtype=np.float32)


def step(
    residual: float = 0.03, colour: float = 0.02, layout: float = 0.005, flash: float = 1.0
) -> Step:
    return Step(NONE, residual, colour, layout, flash)


def cut_after(*steps: Step) -> list[int]:
    quiet = [step() for _ in range(24)]
    return find_cuts([*quiet, *steps, *quiet], fps=24.0).tolist()


def test_a_picture_that_no_motion_explains_is_a_cut() -> None:
    assert cut_after(step(residual=0.6, layout=0.1)) == [25]


def test_new_colours_with_a_raised_residual_are_a_cut() -> None:
    assert cut_after(step(residual=0.15, colour=0.6, layout=0.1)) == [25]


def test_new_colours_alone_are_light_and_no_cut() -> None:
    assert cut_after(step(residual=0.05, colour=0.6, layout=0.02)) == []


def test_a_flash_is_no_cut() -> None:
    lit = step(residual=0.8, colour=0.9, layout=0.4)
    assert cut_after(lit, step(residual=0.8, colour=0.9, layout=0.4, flash=0.01)) == []


def test_a_film_that_is_all_unrest_has_no_cuts() -> None:
    assert find_cuts([step(residual=0.9, layout=0.3)] * 48, fps=24.0).tolist() == []


def test_two_cuts_half_a_second_apart_are_both_found() -> None:
    between = [step() for _ in range(11)]
    cut = step(residual=0.6, layout=0.1)
    assert cut_after(cut, *between, cut) == [25, 37]
