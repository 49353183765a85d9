import io
from fractions import Fraction

import numpy as np
import pytest
from PIL import Image

from common.artifacts.analysis import Analysis, Curve, Section
from common.artifacts.clips import Cue, MotionTrack
from common.artifacts.video import Scores
from tests.support import clips
from workers.engines.motion import MotionMeter
from workers.engines.plot import plot, plot_warp
from workers.stages.evaluation import evaluate
from workers.stages.warping import plan_warp

BEATS = np.arange(0.5, 3.2, 0.5)


def analysis() -> Analysis:
    curve = Curve(rate=2.0, values=(0.2, 0.5, 0.9, 0.4, 0.6, 0.1, 0.3))
    return Analysis(
        duration=3.2,
        tempo=120,
        metre=4,
        beat_confidence=1,
        beats=tuple(BEATS),
        downbeats=(0.5, 2.5),
        sections=(Section(start=0, end=3.2, label="A", energy=0.5),),
        onset_strength=curve,
        energy=curve,
        brightness=curve,
        tracker="given",
    )


def measured() -> tuple[Scores, MotionTrack]:
    fps = Fraction(24)
    clip = clips.Stopping([0.5, 1.2, 2.0])
    track = MotionMeter().measure(clips.sampled(clip.frame, fps=fps, seconds=3.2), fps=fps)
    return evaluate(track=track, duration=3.2, beats=BEATS, downbeats=(0.5, 2.5)), track


def test_draws_a_png_of_readable_size() -> None:
    scores, track = measured()
    picture = Image.open(io.BytesIO(plot(scores, track, analysis())))
    assert picture.format == "PNG"
    assert picture.width > 1000
    assert len(np.unique(np.asarray(picture))) > 50


def test_same_scores_same_bytes() -> None:
    scores, track = measured()
    assert plot(scores, track, None) == plot(scores, track, None)


def test_energy_is_drawn_when_the_song_is_known() -> None:
    scores, track = measured()
    assert plot(scores, track, analysis()) != plot(scores, track, None)


def test_a_film_without_events_can_be_drawn() -> None:
    track = MotionMeter().measure(clips.still(24), fps=Fraction(24))
    assert plot(evaluate(track=track, duration=1.0, beats=(), downbeats=()), track, None)


@pytest.mark.parametrize("grid", [True, False])
def test_a_warp_is_drawn_with_or_without_a_grid(grid: bool) -> None:
    _, track = measured()
    cues = [Cue(time=beat, weight=1.0 if beat == 0.5 else 0.5) for beat in BEATS if beat < 2]
    plan = plan_warp(track=track, cues=cues, frames=48, fps=Fraction(24), grid=grid, accents="none")
    picture = Image.open(io.BytesIO(plot_warp(plan, track, cues)))
    assert picture.format == "PNG"
    assert picture.width > 800
