"""The compiled networks say what madmom's own code says."""

import numpy as np
import pytest

from tests.support import sounds
from workers.engines.trackers import lstm
from workers.engines.trackers.lstm import Network, probabilities
from workers.engines.trackers.madmom_import import import_madmom

ROUNDING = 1e-5


def test_a_network_of_each_ensemble_agrees_with_madmom() -> None:
    sound, _ = sounds.band(110, 3.0)
    signal = import_madmom("audio.signal").Signal(sound, sample_rate=sounds.RATE, num_channels=1)
    for chain in (
        import_madmom("features.beats").RNNBeatProcessor(fps=100),
        import_madmom("features.downbeats").RNNDownBeatProcessor(fps=100),
    ):
        features = chain.processors[0](signal)
        theirs = chain.processors[1].processors[0].processors[0]
        expected = np.asarray(theirs(features)).reshape(len(features), -1)
        found = probabilities([Network.of(theirs)], features)
        assert np.abs(found - expected).max() < ROUNDING


def test_the_ensemble_is_the_mean() -> None:
    nothing, other = (
        Network(layers=(), weights=np.full((1, 1), w, np.float32), bias=np.zeros(1, np.float32))
        for w in (0.0, 100.0)
    )
    assert probabilities([nothing, other], np.ones((1, 1), np.float32)).tolist() == [[0.75]]


def test_a_song_stepped_through_in_parts_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = import_madmom("features.beats").RNNBeatProcessor(fps=100)
    network = Network.of(chain.processors[1].processors[0].processors[0])
    inputs = network.layers[0][0].weights.shape[0]
    features = np.random.default_rng(3).random((250, inputs), np.float32)
    whole = network(features)
    monkeypatch.setattr(lstm, "_PART", 64)
    assert np.abs(network(features) - whole).max() < ROUNDING
