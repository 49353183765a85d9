"""Beats are counted into bars."""

from itertools import accumulate, cycle, islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workers.engines.trackers.bars import downbeats

COUNT = 84
BEATS = np.arange(COUNT) / 2


def starts(metres: list[int], *, first: int = 0, count: int = COUNT) -> list[int]:
    """Numbers of the beats that begin bars of these lengths, over and over."""
    places = accumulate(islice(cycle(metres), count), initial=first)
    return [place for place in places if place < count]


def evidence(firsts: list[int], *, seed: int = 0, noise: float = 0.1) -> np.ndarray:
    heard = np.random.default_rng(seed).normal(0, noise, COUNT)
    heard[firsts] += 1
    return heard


def found(*kinds: np.ndarray) -> list[int]:
    return (downbeats(BEATS, [(1.0, kind) for kind in kinds]) * 2).astype(int).tolist()


@pytest.mark.parametrize("metre", [2, 3, 4, 5, 6, 7])
@pytest.mark.parametrize("first", [0, 1])
def test_clear_bars_are_found_in_every_metre(metre: int, first: int) -> None:
    true = starts([metre], first=first)
    assert found(evidence(true)) == true


@pytest.mark.parametrize("metres", [[4, 3], [3, 2]])
def test_bars_that_alternate_are_found(metres: list[int]) -> None:
    true = starts(metres)
    assert found(evidence(true)) == true


def test_kinds_of_evidence_add_up() -> None:
    true = starts([4])
    weak = [evidence(true, seed=seed, noise=0.9) for seed in range(6)]
    assert found(*weak) == true


def test_one_crash_does_not_move_the_bars() -> None:
    heard = evidence(starts([4]))
    heard[10] = 50
    assert found(heard) == starts([4])


def test_half_of_the_downbeats_may_be_missing() -> None:
    assert found(evidence([*starts([4])[::2], 4, 20, 36])) == starts([4])


def test_a_song_may_change_its_metre() -> None:
    true = [*range(0, 40, 4), *range(40, COUNT, 3)]
    assert found(evidence(true)) == true


def test_one_short_bar_shifts_those_behind_it() -> None:
    true = [*range(0, 40, 4), *range(42, COUNT, 4)]
    shifted = found(evidence(true))
    assert shifted[:10] == true[:10]
    assert shifted[-8:] == true[-8:]


def test_nothing_to_tell_by_gives_bars_of_four() -> None:
    assert set(np.diff(found(np.full(COUNT, 0.5)))) == {4}


def test_no_beats_have_no_downbeats() -> None:
    assert downbeats(np.empty(0), [(1.0, np.empty(0))]).size == 0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_downbeats_are_beats_at_most_a_bar_apart(heard: list[float]) -> None:
    result = downbeats(np.arange(len(heard), dtype=float), [(1.0, np.array(heard))])
    assert set(result) <= set(range(len(heard)))
    assert np.all(np.diff(result) <= 7)
