from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workers.stages.animation import cues_for
from workers.stages.animation.cues import LEAST_GAP

ROUNDING = 1e-6
DURATION = 10.0

Beats = list[tuple[float, float]]


def _beats(*, bpm: float = 120, metre: int = 4, first: float = 0.0) -> Beats:
    times = np.arange(first, DURATION, 60 / bpm)
    return [(float(t), 0.5 if n % metre else 1.0) for n, t in enumerate(times)]


scenes = st.builds(
    _beats,
    bpm=st.floats(min_value=40, max_value=240),
    metre=st.integers(min_value=2, max_value=7),
    first=st.floats(min_value=0, max_value=1),
)


@given(scenes)
def test_cues_are_beats_with_their_weights(beats: Beats) -> None:
    assert {(cue.time, cue.weight) for cue in cues_for(beats=beats)} <= set(beats)


@given(scenes)
def test_cues_are_far_enough_apart(beats: Beats) -> None:
    cues = cues_for(beats=beats)
    assert all(b.time - a.time >= LEAST_GAP - ROUNDING for a, b in pairwise(cues))


@given(scenes)
def test_every_downbeat_stays(beats: Beats) -> None:
    """Bars of the songs here are never shorter than the least gap."""
    heavy = [cue.time for cue in cues_for(beats=beats) if cue.weight == 1]
    assert heavy == [time for time, weight in beats if weight == 1]


def test_slow_beats_all_become_cues() -> None:
    beats = _beats(bpm=120)
    assert [(cue.time, cue.weight) for cue in cues_for(beats=beats)] == beats


def test_a_fast_song_lands_on_every_second_beat() -> None:
    cues = cues_for(beats=_beats(bpm=200))
    assert np.allclose([cue.time for cue in cues[:4]], [0, 0.6, 1.2, 1.8])


def test_without_beats_there_are_no_cues() -> None:
    assert cues_for(beats=[]) == ()
