from fractions import Fraction

import numpy as np
import pytest

from common.artifacts.clips import Cue
from common.artifacts.warp_plan import WarpPlan
from common.errors import InvalidInputError
from workers.stages.warping import plan_drawn
from workers.stages.warping.accents import Accents

FPS = Fraction(24)
CUES = [Cue(time=n / 2, weight=1.0 if n % 4 == 0 else 0.5) for n in range(8)]


def plan(landings: list[float], *, grid: bool = True, accents: Accents = "subtle") -> WarpPlan:
    return plan_drawn(
        landings=[Cue(time=t, weight=0.5) for t in landings],
        cues=CUES,
        frames=96,
        fps=FPS,
        grid=grid,
        accents=accents,
    )


def test_what_lands_on_the_beats_already_is_left_alone() -> None:
    made = plan([0.5, 1.02, 1.8])
    assert made.source_times == pytest.approx(np.arange(96) / 24)
    assert [(m.visual, m.music) for m in made.matches] == [(0.5, 0.5), (1.02, 1.0)]
    assert [a.time for a in made.accents] == [2.0]


def test_a_landing_is_matched_once() -> None:
    made = plan([0.97, 1.03])
    assert [(m.visual, m.music) for m in made.matches] == [(0.97, 1.0)]


def test_without_a_grid_nothing_is_accented_or_matched() -> None:
    made = plan([0.5, 1.0], grid=False, accents="strong")
    assert made.accents == made.matches == ()
    assert not made.grid


def test_no_frame_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="at least one frame"):
        plan_drawn(landings=[], cues=[], frames=0, fps=FPS, grid=True, accents="none")
