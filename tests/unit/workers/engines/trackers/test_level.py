"""The level of the beat: doubled beats are thinned, a hemiola is undone, the rest is left alone."""

import numpy as np
import pytest

from workers.engines.trackers.level import settle_level

RATE = 100.0


def accents(times: np.ndarray, strengths: np.ndarray) -> np.ndarray:
    """A frame-wise measure that is `strengths`, over and over, at the times."""
    values = np.zeros(round((times[-1] + 1) * RATE))
    values[np.round(times * RATE).astype(int)] = np.resize(strengths, len(times))
    return values


def settled(
    beats: np.ndarray,
    rises: list[float],
    heard: list[float] | None,
    low: list[float] | None = None,
) -> np.ndarray:
    """`low` is as `rises` where it is not said."""
    return settle_level(
        beats,
        rises=accents(beats, np.array(rises)),
        low=accents(beats, np.array(low or rises)),
        activation=None if heard is None else accents(beats, np.array(heard)),
        rate=RATE,
    )


def grid(tempo: float) -> np.ndarray:
    return np.arange(60) * 60 / tempo


@pytest.mark.parametrize(
    ("tempo", "rises", "heard", "kept"),
    [
        (200, [1.0, 1.0], [0.8, 0.8], 2),
        (160, [1.0, 0.3], [0.8, 0.8], 2),
        (160, [1.0, 1.0], [0.8, 0.05], 2),
        (160, [1.0, 0.7], [0.8, 0.7], 1),
        (160, [1.0, 0.5], None, 2),
        (125, [1.0, 0.1], [0.8, 0.3], 1),
        (100, [1.0, 0.1], None, 1),
    ],
)
def test_doubled_beats_are_halved(
    tempo: float, rises: list[float], heard: list[float] | None, kept: int
) -> None:
    assert settled(grid(tempo), rises, heard).tolist() == grid(tempo)[::kept].tolist()


def test_a_snare_on_every_second_beat_of_a_fast_song_halves_nothing() -> None:
    beats = grid(174)
    assert settled(beats, [0.3, 1.0], [0.4, 0.8], low=[0.8, 0.9]).tolist() == beats.tolist()


def test_the_stronger_half_stays() -> None:
    beats = grid(170)
    assert settled(beats, [0.2, 1.0], [0.1, 0.8]).tolist() == beats[1::2].tolist()


def test_triplets_of_a_slow_shuffle_are_thinned_to_a_third() -> None:
    beats = grid(198)
    assert settled(beats, [0.1, 0.1, 1.0], None).tolist() == beats[2::3].tolist()


def test_every_second_eighth_of_six_eight_becomes_every_third() -> None:
    eighths = np.arange(120) * 0.2
    rises = accents(eighths, np.array([1.0, 0.1, 0.1, 0.8, 0.1, 0.2]))
    found = settle_level(eighths[1::2], rises=rises, low=rises, activation=None, rate=RATE)
    assert np.allclose(found, eighths[3::3][: len(found)])


def test_a_bar_whose_halves_differ_is_compound_all_the_same() -> None:
    eighths = np.arange(120) * 0.2
    rises = accents(eighths, np.array([1.0, 0.3, 0.3, 0.8, 0.7, 0.2]))
    found = settle_level(eighths[::2], rises=rises, low=rises, activation=None, rate=RATE)
    assert np.allclose(found, eighths[::3][: len(found)])


@pytest.mark.parametrize(("between", "step"), [(None, 2), (0.02, 2), (0.2, 3)])
def test_where_six_eight_and_three_four_sound_the_same_a_sure_network_is_believed(
    between: float | None, step: int
) -> None:
    eighths = np.arange(120) * 0.25
    rises = accents(eighths, np.array([1.0, 0.3, 0.3, 0.3, 0.3, 0.3]))
    heard = None if between is None else accents(eighths, np.array([0.6, between]))
    found = settle_level(eighths[::2], rises=rises, low=rises, activation=heard, rate=RATE)
    assert np.allclose(found, eighths[::step][: len(found)])


def test_three_four_is_no_hemiola() -> None:
    eighths = np.arange(120) * 0.25
    rises = accents(eighths, np.array([1.0, 0.2, 0.6, 0.2, 0.6, 0.2]))
    beats = eighths[::2]
    assert settle_level(beats, rises=rises, low=rises, activation=None, rate=RATE) is beats


def test_a_few_beats_are_left_alone() -> None:
    beats = np.array([0.0, 0.1, 0.2])
    assert (
        settle_level(beats, rises=np.ones(30), low=np.ones(30), activation=None, rate=RATE) is beats
    )
