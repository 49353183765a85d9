"""A doubled beat is halved where off-beats are weak or the tempo is beyond music."""

import numpy as np
import pytest

from workers.engines.trackers.octave import settle_octave


def settled(tempo: float, even: float, odd: float) -> float:
    beats = np.arange(40) * 60 / tempo
    strengths = np.where(np.arange(40) % 2 == 0, even, odd)
    return 60 / float(np.diff(settle_octave(beats, strengths))[0])


@pytest.mark.parametrize(
    ("tempo", "even", "odd", "expected"),
    [
        (200, 1.0, 1.0, 100),
        (160, 1.0, 0.5, 80),
        (160, 1.0, 0.9, 160),
        (130, 1.0, 0.3, 130),
        (100, 1.0, 0.1, 100),
    ],
)
def test_the_octave(tempo: float, even: float, odd: float, expected: float) -> None:
    assert settled(tempo, even, odd) == pytest.approx(expected)


def test_the_stronger_half_stays() -> None:
    beats = np.arange(40) * 0.3
    strengths = np.where(np.arange(40) % 2 == 0, 0.2, 1.0)
    assert settle_octave(beats, strengths).tolist() == beats[1::2].tolist()


def test_three_beats_are_left_alone() -> None:
    beats = np.array([0.0, 0.1, 0.2])
    assert settle_octave(beats, np.ones(3)) is beats
