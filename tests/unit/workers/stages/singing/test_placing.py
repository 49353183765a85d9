"""Lines are put where a voice sounds."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import sounds
from workers.stages.singing.activity import Activity, activity
from workers.stages.singing.placing import placed, spread
from workers.stages.understanding.curves import measures
from workers.stages.understanding.spectrum import FRAME_RATE, bands

TOLERANCE = 0.3
"""Seconds by which a line's start may be wrong."""


@pytest.mark.parametrize(("seed", "tempo"), [(0, 112), (1, 96), (4, 128)])
def test_lines_over_a_band_begin_where_they_are_sung(seed: int, tempo: int) -> None:
    voice, truth = sounds.singing(40.0, seed=seed)
    band, _ = sounds.band(tempo, 40.0)
    heard = activity(measures(bands(sounds.audio(band + voice))).voice, FRAME_RATE)
    places = placed([line.syllables for line in truth], heard)
    assert places is not None
    errors = [abs(place.start - line.start) for place, line in zip(places, truth, strict=True)]
    assert max(errors) <= TOLERANCE
    ends = [abs(place.end - line.end) for place, line in zip(places, truth, strict=True)]
    assert np.median(ends) <= TOLERANCE
    assert heard.clarity > 0.7


def test_a_band_alone_and_noise_show_no_clear_voice() -> None:
    band, _ = sounds.band(112, 20.0)
    sung = activity(measures(bands(sounds.audio(band))).voice, FRAME_RATE)
    assert sung.clarity < 0.5
    noise = activity(measures(bands(sounds.audio(sounds.noise(10.0)))).voice, FRAME_RATE)
    assert noise.clarity == 0
    assert len(noise.starts) == 0


def test_silence_has_no_stretches() -> None:
    assert len(activity(np.zeros(100), 50.0).starts) == 0


STRETCHES = st.lists(st.tuples(st.floats(0.08, 1.0), st.floats(0.0, 2.0)), min_size=1, max_size=30)


@settings(max_examples=50, deadline=None)
@given(STRETCHES, st.lists(st.integers(1, 12), min_size=1, max_size=8))
def test_places_are_in_order_and_made_of_stretches(
    stretches: list[tuple[float, float]], syllables: list[int]
) -> None:
    edges = np.cumsum([part for length, gap in stretches for part in (gap, length)]).reshape(-1, 2)
    heard = Activity(starts=edges[:, 0], ends=edges[:, 1], clarity=1.0)
    places = placed(syllables, heard)
    if len(stretches) < len(syllables):
        assert places is None
        return
    assert places is not None
    assert len(places) == len(syllables)
    assert all(a.end <= b.start for a, b in pairwise(places))
    assert all(place.start in heard.starts and place.end in heard.ends for place in places)
    assert all(0 <= place.fit <= 1 for place in places)


def test_without_a_voice_lines_are_spread_by_their_syllables() -> None:
    first, second = spread([2, 6], 10.0, 18.0)
    assert (first.start, first.end, second.end) == (10.0, 12.0, 18.0)
