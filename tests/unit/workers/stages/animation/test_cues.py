from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from common.artifacts.analysis import Analysis, Curve, Section
from workers.stages.animation import cues_for
from workers.stages.animation.cues import LEAST_GAP

DURATION = 30.0
ROUNDING = 1e-6


def _analysis(
    *, bpm: float = 120, metre: int = 4, first: float = 0.0, confidence: float = 0.9
) -> Analysis:
    beats = [float(t) for t in np.arange(first, DURATION, 60 / bpm)]
    quiet = Curve(rate=1.0, values=(0.5,))
    return Analysis(
        duration=DURATION,
        tempo=bpm,
        metre=metre,
        beat_confidence=confidence,
        beats=tuple(beats),
        downbeats=tuple(beats[::metre]),
        sections=(Section(start=0, end=DURATION, label="A", energy=0.5),),
        onset_strength=quiet,
        energy=quiet,
        brightness=quiet,
        tracker="given",
    )


songs = st.builds(
    _analysis,
    bpm=st.floats(min_value=40, max_value=240),
    metre=st.integers(min_value=2, max_value=7),
    first=st.floats(min_value=0, max_value=1),
)
scenes = st.tuples(
    st.floats(min_value=0, max_value=20), st.floats(min_value=0.5, max_value=10)
).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(songs, scenes)
def test_cues_are_beats_of_the_scene(analysis: Analysis, scene: tuple[float, float]) -> None:
    start, end = scene
    for cue in cues_for(analysis=analysis, start=start, end=end):
        assert 0 <= cue.time < end - start
        assert np.abs(analysis.beat_array() - start - cue.time).min() < ROUNDING


@given(songs, scenes)
def test_cues_are_far_enough_apart(analysis: Analysis, scene: tuple[float, float]) -> None:
    cues = cues_for(analysis=analysis, start=scene[0], end=scene[1])
    assert all(b.time - a.time >= LEAST_GAP - ROUNDING for a, b in pairwise(cues))


@given(songs, scenes)
def test_every_downbeat_stays_and_weighs_most(
    analysis: Analysis, scene: tuple[float, float]
) -> None:
    """Bars of the songs here are never shorter than the least gap."""
    start, end = scene
    heavy = [c.time for c in cues_for(analysis=analysis, start=start, end=end) if c.weight == 1]
    downbeats = [t - start for t in analysis.downbeats if start <= t < end]
    assert np.allclose(heavy, downbeats)


def test_other_beats_weigh_half() -> None:
    cues = cues_for(analysis=_analysis(), start=4.0, end=6.0)
    assert [(c.time, c.weight) for c in cues] == [(0, 1.0), (0.5, 0.5), (1.0, 0.5), (1.5, 0.5)]


def test_a_fast_song_lands_on_every_second_beat() -> None:
    cues = cues_for(analysis=_analysis(bpm=200), start=0.0, end=2.4)
    assert np.allclose([c.time for c in cues], [0, 0.6, 1.2, 1.8])


def test_without_a_grid_there_are_no_cues() -> None:
    assert cues_for(analysis=_analysis(confidence=0.2), start=0, end=10) == ()
