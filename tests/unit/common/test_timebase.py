import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import InvalidInputError
from common.timebase import beat_position, frame_at, frame_rate, frame_times, seconds_at, tile

RATES = st.sampled_from(
    [
        Fraction(24),
        Fraction(25),
        Fraction(30),
        Fraction(60),
        Fraction(24000, 1001),
        Fraction(30000, 1001),
    ]
)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("24", Fraction(24)),
        ("23.976", Fraction(24000, 1001)),
        ("30000/1001", Fraction(30000, 1001)),
    ],
)
def test_frame_rates_are_read_exactly(text: str, rate: Fraction) -> None:
    assert frame_rate(text) == rate


@pytest.mark.parametrize(
    "text", ["", "fast", "24/0", "0", "-24", "1000", "nan", "inf", "1e999999999"]
)
def test_what_is_no_frame_rate_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="frame rate"):
        frame_rate(text)


@given(rate=RATES, frame=st.integers(0, 10**7))
def test_a_frame_survives_the_way_to_seconds_and_back(rate: Fraction, frame: int) -> None:
    assert frame_at(seconds_at(frame, rate), rate) == frame
    assert frame_at(float(seconds_at(frame, rate)), rate) == frame


@given(rate=RATES, lengths=st.lists(st.floats(1.0, 30.0), min_size=1, max_size=60))
def test_scenes_tile_the_song_in_whole_frames(rate: Fraction, lengths: list[float]) -> None:
    edges = [0.0, *np.cumsum(lengths).tolist()]
    spans = tile(edges, rate)
    assert spans[0].start == 0
    assert all(a.end == b.start for a, b in itertools.pairwise(spans))
    assert spans[-1].end == sum(span.frames for span in spans) == round(Fraction(edges[-1]) * rate)


@pytest.mark.parametrize("edges", [[], [0.0], [1.0, 2.0], [0.0, 1.0, 1.0], [0.0, 2.0, 1.0]])
def test_boundaries_that_do_not_tile_are_refused(edges: list[float]) -> None:
    with pytest.raises(InvalidInputError, match="do not tile"):
        tile(edges, Fraction(24))


def test_frame_times_do_not_drift() -> None:
    rate = Fraction(24000, 1001)
    hour = tile([0.0, 3600.0], rate)[0]
    times = frame_times(hour, rate)
    assert len(times) == hour.frames
    assert times[-1] == float((hour.frames - 1) / rate)


def test_beat_positions_go_on_beyond_the_grid() -> None:
    beats = np.array([1.0, 1.5, 2.5])
    asked = np.array([0.0, 1.25, 2.0, 3.5])
    assert beat_position(asked, beats).tolist() == [-2.0, 0.5, 1.5, 3.0]
