"""The compact decoder reads what madmom's own decoder reads."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workers.engines.trackers.dbn import SLOWEST, read_activation
from workers.engines.trackers.madmom_import import import_madmom

FPS = 100.0
FRAME = 1 / FPS


def pulses(period: float, seconds: float = 12.0) -> np.ndarray:
    activation = np.full(round(seconds * FPS), 0.02)
    activation[np.round(np.arange(0.2, seconds - FRAME, period) * FPS).astype(int)] = 0.8
    return activation


@pytest.mark.parametrize("tempo", [110, 128, 200])
def test_pulses_are_beats(tempo: float) -> None:
    activation = pulses(60 / tempo)
    found, true = read_activation(activation, FPS), np.flatnonzero(activation > 0.5) / FPS
    assert set(true[1:-1]) <= set(found)
    assert abs(len(found) - len(true)) <= 1


def test_a_missing_pulse_is_bridged() -> None:
    activation = pulses(0.5)
    activation[round(5.2 * FPS)] = 0.02
    assert np.abs(read_activation(activation, FPS) - 5.2).min() <= 3 * FRAME


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 1000), level=st.sampled_from([0.02, 0.3]))
def test_madmom_reads_the_same(seed: int, level: float) -> None:
    generator = np.random.default_rng(seed)
    noise = generator.uniform(0, level, round(8 * FPS))
    activation = np.clip(pulses(generator.uniform(0.3, 1.0), 8.0) + noise, 0, 0.99)
    decoder = import_madmom("features.beats").DBNBeatTrackingProcessor(fps=FPS, min_bpm=SLOWEST)
    assert np.array_equal(read_activation(activation, FPS), decoder(activation))
