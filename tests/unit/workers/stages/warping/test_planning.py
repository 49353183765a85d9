from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from common.artifacts.clips import Cue, MotionTrack
from common.artifacts.warp_plan import WarpPlan
from common.errors import InvalidInputError
from tests.support import clips
from workers.engines.motion import MotionMeter
from workers.stages.warping import frames_needed, plan_warp
from workers.stages.warping.timemap import LOCAL_SPEED

FPS = Fraction(24)
ROUNDING = 1e-6


def track(beats: list[float], *, seconds: float, weights: list[float] | None = None) -> MotionTrack:
    samples = round(seconds * 24) + 1
    return MotionTrack(
        rate=24.0,
        envelope=np.zeros(samples),
        speed=np.zeros(samples),
        beats=np.array(beats, dtype=np.float64),
        weights=np.array(weights or [1.0] * len(beats), dtype=np.float64),
        cuts=np.zeros(0),
    )


def bars(duration: float, *, period: float = 0.5, first: float = 0.0) -> list[Cue]:
    times = np.arange(first, duration, period)
    return [Cue(time=float(t), weight=1.0 if n % 4 == 0 else 0.5) for n, t in enumerate(times)]


def plan(
    beats: list[float],
    *,
    cues: list[Cue],
    frames: int,
    footage: float,
    fps: Fraction = FPS,
    weights: list[float] | None = None,
) -> WarpPlan:
    return plan_warp(
        track=track(beats, seconds=footage, weights=weights),
        cues=cues,
        frames=frames,
        fps=fps,
        grid=True,
        accents="none",
    )


def speeds(made: WarpPlan) -> NDArray[np.float64]:
    return np.diff(made.source_times) * float(made.fps)


def shown_at(made: WarpPlan, moment: float) -> float:
    times = np.arange(len(made.source_times)) / float(made.fps)
    return float(np.interp(moment, times, made.source_times))


@given(
    seed=st.integers(0, 10**6),
    frames=st.integers(1, 240),
    fps=st.sampled_from([Fraction(8), Fraction(24000, 1001), Fraction(24), Fraction(60)]),
    length=st.floats(0.75, 2.0),
    beats=st.integers(0, 12),
    period=st.floats(0.21, 1.2),
)
@settings(max_examples=150, deadline=None)
def test_every_plan_keeps_its_promises(
    seed: int, frames: int, fps: Fraction, length: float, beats: int, period: float
) -> None:
    random = np.random.default_rng(seed)
    duration = float(frames / fps)
    samples = max(2, round(duration * length * 24) + 2)
    footage = (samples - 1) / 24
    measured = MotionTrack(
        rate=24.0,
        envelope=np.zeros(samples),
        speed=np.zeros(samples),
        beats=np.sort(random.uniform(0, footage, beats)),
        weights=random.uniform(0, 1, beats),
        cuts=np.zeros(0),
    )
    made = plan_warp(
        track=measured,
        cues=bars(duration, period=period, first=float(random.uniform(0, period))),
        frames=frames,
        fps=fps,
        grid=True,
        accents="strong",
    )
    assert len(made.source_times) == frames
    assert made.source_times[0] == 0
    assert made.source_times[-1] <= footage + ROUNDING
    if frames > 1:
        assert speeds(made).min() >= LOCAL_SPEED[0] - ROUNDING
        assert speeds(made).max() <= LOCAL_SPEED[1] + ROUNDING
    for one, two in zip(made.matches, made.matches[1:], strict=False):
        mean = (two.visual - one.visual) / (two.music - one.music)
        assert 0.75 - ROUNDING <= mean <= 1.5 + ROUNDING


def test_matched_moments_are_shown_on_their_beats() -> None:
    made = plan([0.62, 1.4, 2.6], cues=bars(4.0), frames=96, footage=6.0)
    assert [m.visual for m in made.matches] == [0.62, 1.4, 2.6]
    for match in made.matches:
        assert shown_at(made, match.music) == pytest.approx(match.visual, abs=0.003)


def test_speed_falls_within_three_frames_at_every_match() -> None:
    made = plan([0.62, 1.4, 2.6], cues=bars(4.0), frames=96, footage=6.0)
    local = speeds(made)
    for match in made.matches:
        at = round(match.music * 24)
        assert local[at - 2] - local[at + 2] > 0.5


def test_a_drifting_shot_lands_on_every_beat() -> None:
    made = plan([], cues=bars(4.0), frames=96, footage=6.0)
    local = speeds(made)
    falls = [n for n in range(1, 95) if local[n - 1] - local[n] > 0.2]
    landed = {round(cue.time * 24) for cue in bars(4.0)[1:]}
    assert all(any(abs(n - at) <= 2 for n in falls) for at in landed)
    assert all(any(abs(n - at) <= 2 for at in landed) for n in falls)


@pytest.mark.parametrize("count", [14, 25])
def test_model_clips_at_eight_frames_a_second_are_enough(count: int) -> None:
    footage = (count - 1) / 8
    made = plan([0.5, 1.1], cues=bars(3.0), frames=round(footage * 24 * 1.3), footage=footage)
    assert speeds(made).min() >= LOCAL_SPEED[0] - ROUNDING
    assert made.source_times[-1] <= footage


def test_two_seconds_of_clip_fill_ten_of_music_evenly_and_never_repeat() -> None:
    made = plan([0.5, 1.1, 1.6], cues=bars(10.0), frames=240, footage=2.0)
    assert speeds(made).min() > 0.2 * LOCAL_SPEED[0] - ROUNDING
    assert speeds(made).max() < 0.2 * LOCAL_SPEED[1] + ROUNDING
    assert made.source_times[-1] <= 2.0


def test_frames_needed_is_half_as_much_again() -> None:
    assert frames_needed(frames=96, fps=FPS, clip_fps=Fraction(8)) == 49
    assert frames_needed(frames=1, fps=Fraction(24000, 1001), clip_fps=Fraction(8)) == 2


def test_with_the_footage_asked_for_any_mean_speed_is_open() -> None:
    frames = 101
    asked = frames_needed(frames=frames, fps=FPS, clip_fps=Fraction(8))
    assert (asked - 1) / 8 >= 1.5 * frames / 24


def test_without_a_grid_time_runs_naturally() -> None:
    made = plan_warp(
        track=track([0.5, 1.3], seconds=6.0),
        cues=bars(4.0),
        frames=96,
        fps=FPS,
        grid=False,
        accents="strong",
    )
    assert speeds(made) == pytest.approx(np.ones(95))
    assert made.accents == made.matches == ()
    assert not made.grid


def test_a_cut_in_the_footage_lands_on_a_beat() -> None:
    seen = replace(track([0.4, 2.05], seconds=6.0, weights=[0.2, 0.9]), cuts=np.array([2.1]))
    made = plan_warp(track=seen, cues=bars(4.0), frames=96, fps=FPS, grid=True, accents="none")
    cut = next(m for m in made.matches if m.visual == 2.1)
    assert cut.weight == 1
    assert shown_at(made, cut.music) == pytest.approx(2.1, abs=0.003)
    assert 2.05 not in [m.visual for m in made.matches]


@pytest.mark.parametrize("frames", [*range(1, 6), 8, 25])
def test_measured_noise_and_stills_give_a_plan(frames: int) -> None:
    for clip in (clips.noise(max(2, frames)), clips.still(max(2, frames), grain=2.0)):
        measured = MotionMeter().measure(clip, fps=Fraction(8))
        made = plan_warp(
            track=measured, cues=bars(3.0), frames=72, fps=FPS, grid=True, accents="strong"
        )
        assert speeds(made).min() > 0
        assert made.source_times[-1] <= (max(2, frames) - 1) / 8 + ROUNDING


@pytest.mark.parametrize(("accents", "count"), [("none", 0), ("subtle", 1), ("strong", 7)])
def test_accents_end_on_beats(accents: str, count: int) -> None:
    made = plan_warp(
        track=track([], seconds=6.0),
        cues=bars(4.0),
        frames=96,
        fps=FPS,
        grid=True,
        accents=accents,  # type: ignore[arg-type]
    )
    assert len(made.accents) == count
    assert {a.time for a in made.accents} <= {c.time for c in bars(4.0)}


def test_a_match_costs_less_than_none() -> None:
    on_the_beat = plan([0.5, 1.0], cues=bars(4.0), frames=96, footage=6.0)
    assert on_the_beat.cost < plan([], cues=bars(4.0), frames=96, footage=6.0).cost


def test_no_frame_and_a_single_instant_of_footage_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="at least one frame"):
        plan([], cues=[], frames=0, footage=1.0)
    with pytest.raises(InvalidInputError, match="single frame"):
        plan([], cues=[], frames=24, footage=0.0)
