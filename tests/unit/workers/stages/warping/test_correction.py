from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from common.artifacts.clips import Cue, MotionTrack
from common.artifacts.warp_plan import WarpPlan
from workers.stages.warping import correct

FPS = Fraction(24)
CUES = [Cue(time=t, weight=0.5) for t in (0.5, 1.0, 1.5, 2.0, 2.5, 3.0)]


def seen(beats: list[float] | NDArray[np.float64]) -> MotionTrack:
    times = np.array(beats, dtype=np.float64)
    return MotionTrack(
        rate=24.0,
        envelope=np.zeros(97),
        speed=np.zeros(97),
        beats=times,
        weights=np.ones(len(times)),
        cuts=np.zeros(0),
    )


def identity(*, grid: bool = True) -> WarpPlan:
    times = tuple((np.arange(96) / 24).tolist())
    return WarpPlan(fps=FPS, source_times=times, matches=(), cost=0, grid=grid)


def when_shown(plan: WarpPlan, source: float) -> float:
    return float(np.interp(source, plan.source_times, np.arange(96) / 24))


def test_what_is_late_is_shown_earlier() -> None:
    late = 0.025
    corrected = correct(identity(), seen([c.time + late for c in CUES]), CUES)
    moved = [when_shown(corrected, c.time + late) - c.time for c in CUES]
    assert np.abs(moved).max() < 0.003


def test_what_is_on_the_beat_stays() -> None:
    corrected = correct(identity(), seen([c.time for c in CUES]), CUES)
    assert corrected.source_times == pytest.approx(identity().source_times)


def test_one_freak_does_not_drag_its_neighbours() -> None:
    beats = [c.time for c in CUES]
    beats[2] += 0.11
    corrected = correct(identity(), seen(beats), CUES)
    assert when_shown(corrected, 1.5) == pytest.approx(1.5, abs=0.045)
    assert when_shown(corrected, 0.5) == pytest.approx(0.5, abs=0.01)


def test_beats_far_from_any_cue_are_left_alone() -> None:
    corrected = correct(identity(), seen([0.75, 1.75, 2.25]), CUES)
    assert corrected == identity()


def test_without_beats_cues_or_grid_nothing_changes() -> None:
    assert correct(identity(), seen([]), CUES) == identity()
    assert correct(identity(), seen([1.03]), []) == identity()
    assert correct(identity(grid=False), seen([1.03]), CUES) == identity(grid=False)


def test_a_plan_at_its_cap_is_corrected_less_or_not_at_all() -> None:
    fast = tuple((np.arange(96) / 12).tolist())
    plan = WarpPlan(fps=FPS, source_times=fast, matches=(), cost=0, grid=True)
    corrected = correct(plan, seen([c.time + 0.03 for c in CUES]), CUES)
    assert (np.diff(corrected.source_times) * 24).max() <= 2.0 + 1e-6


@given(st.lists(st.floats(0, 4), max_size=20))
@settings(max_examples=100, deadline=None)
def test_any_measurement_leaves_a_valid_plan(beats: list[float]) -> None:
    corrected = correct(identity(), seen(np.sort(beats)), CUES)
    steps = np.diff(corrected.source_times) * 24
    assert corrected.source_times[0] == 0
    assert len(corrected.source_times) == 96
    assert steps.min() >= 0.5
    assert steps.max() <= 2
    assert corrected.source_times[-1] <= identity().source_times[-1] + 1e-9
