"""Track beats with madmom's recurrent networks.

Two ensembles listen: one trained for beats (Böck and Schedl, DAFx 2011), one for beats and
downbeats (Böck, Krebs and Widmer, ISMIR 2016). The mean of what both say is a better activation
than either; madmom's dynamic Bayesian network reads the beats from it. The octave and the bars are
settled here. The trained models are CC BY-NC-SA: not for commercial films.
"""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from workers.engines.trackers.bars import downbeats
from workers.engines.trackers.lstm import Network, probabilities
from workers.engines.trackers.madmom_import import import_madmom
from workers.engines.trackers.octave import settle_octave
from workers.engines.trackers.sampling import peaks_at
from workers.stages.analysis.grid import BeatGrid, Tracking
from workers.stages.analysis.listening import FRAME_RATE, at_rate, flux, spectrum

_RATE = 44_100
_FPS = 100
_LEAST_SECONDS = 1.0


class MadmomTracker:
    """madmom's beat and downbeat networks, averaged."""

    name = "madmom"

    def track(self, samples: NDArray[np.float32], sample_rate: int) -> Tracking:
        """Beats of one channel, shape (n,).

        Raises:
            MissingEngineError: madmom is not installed.
        """
        if len(samples) < _LEAST_SECONDS * sample_rate or not samples.any():
            return Tracking(grid=BeatGrid())
        # One thread: sums of another order give other beats on another number of cores.
        with threadpool_limits(1):
            beat, joint = _activations(at_rate(samples, sample_rate, _RATE))
            activation = (beat + joint.sum(axis=1)) / 2
            found = np.unique(_decoder()(activation)).astype(np.float64)
            rises = flux(spectrum(samples, sample_rate).mel)
        beats = settle_octave(found, peaks_at(rises, FRAME_RATE, found))
        first = peaks_at(joint[:, 1], _FPS, beats)
        other = peaks_at(joint[:, 0], _FPS, beats)
        grid = BeatGrid(beats=beats, downbeats=downbeats(beats, first / (first + other + 1e-6)))
        return Tracking(grid=grid, salience=np.clip(peaks_at(activation, _FPS, beats), 0, 1))


def _activations(
    samples: NDArray[np.float32],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Beat activation, shape (n,), and beat and downbeat activations, shape (n, 2), at 100 Hz."""
    signal = import_madmom("audio.signal").Signal(samples, sample_rate=_RATE, num_channels=1)
    beats, bars = (listener(signal) for listener in _listeners())
    return beats[:, 0], bars[:, 1:]


@dataclass(frozen=True, eq=False)
class _Listener:
    """Feature extraction and an ensemble of networks."""

    features: Any
    networks: tuple[Network, ...]

    def __call__(self, signal: Any) -> NDArray[np.float64]:
        return probabilities(self.networks, np.asarray(self.features(signal), np.float32))


@functools.cache
def _listeners() -> tuple[_Listener, _Listener]:
    beats, bars = import_madmom("features.beats"), import_madmom("features.downbeats")
    chains = beats.RNNBeatProcessor(fps=_FPS), bars.RNNDownBeatProcessor(fps=_FPS)
    return _listener(chains[0]), _listener(chains[1])


def _listener(chain: Any) -> _Listener:
    """A chain of madmom's is: features, an ensemble (networks, then their mean), what follows."""
    features, ensemble, *_ = chain.processors
    return _Listener(features, tuple(Network.of(n) for n in ensemble.processors[0].processors))


@functools.cache
def _decoder() -> Any:
    return import_madmom("features.beats").DBNBeatTrackingProcessor(fps=_FPS)
