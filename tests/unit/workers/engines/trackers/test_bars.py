"""Beats are counted into bars."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.engines.trackers import bars
from workers.engines.trackers.bars import METRES, bar_recurrences

BEATS = np.arange(48) / 2
EQUAL = dict.fromkeys(METRES, 0.0)


def downbeats(beats: np.ndarray, heard: np.ndarray) -> np.ndarray:
    return bars.downbeats(beats, heard, recurrences=EQUAL)


def likelihood(metre: int, first: int, *, high: float = 0.8, low: float = 0.1) -> np.ndarray:
    return np.where((np.arange(48) - first) % metre == 0, high, low)


@pytest.mark.parametrize(("metre", "first"), [(4, 0), (4, 2), (3, 0), (3, 2)])
def test_clear_bars_are_found(metre: int, first: int) -> None:
    assert downbeats(BEATS, likelihood(metre, first)).tolist() == BEATS[first::metre].tolist()


def test_half_of_the_downbeats_may_be_missing() -> None:
    heard = likelihood(3, 0)
    heard[3::6] = 0.05
    assert downbeats(BEATS, heard).tolist() == BEATS[::3].tolist()


def test_a_bar_of_another_length_shifts_those_behind_it() -> None:
    heard = np.concatenate([likelihood(4, 0)[:18], likelihood(4, 0)[:30]])
    found = downbeats(BEATS, heard) * 2
    assert found.tolist() == [0, 4, 8, 12, 16, *range(18, 48, 4)]


def test_nothing_to_tell_by_gives_bars_of_the_first_metre() -> None:
    assert np.all(np.diff(downbeats(BEATS, np.full(48, 0.5))) == 2.0)


def test_a_rhythm_that_recurs_decides_where_accents_do_not() -> None:
    found = bars.downbeats(BEATS, np.full(48, 0.5), recurrences={4: 0.3, 3: 0.7})
    assert np.all(np.diff(found) == 1.5)


def test_a_rhythm_in_threes_recurs_after_three_beats() -> None:
    rises = np.zeros(2400)
    rises[np.round(BEATS[::3] * 100).astype(int)] = 1.0
    measured = bar_recurrences(BEATS, rises, 100.0)
    assert measured[3] > 0.9
    assert measured[4] < 0.1
    assert bar_recurrences(BEATS[:1], rises, 100.0) == EQUAL


def test_no_beats_have_no_downbeats() -> None:
    assert downbeats(np.empty(0), np.empty(0)).size == 0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_downbeats_are_beats_at_most_a_bar_apart(heard: list[float]) -> None:
    found = downbeats(np.arange(len(heard), dtype=float), np.array(heard))
    assert set(found) <= set(range(len(heard)))
    assert np.all(np.diff(found) <= 4)
