"""Track beats with madmom's recurrent networks.

Two ensembles listen: one trained for beats (Böck and Schedl, DAFx 2011), one for beats and
downbeats (Böck, Krebs and Widmer, ISMIR 2016). The mean of what both say is a better activation
than either; a dynamic Bayesian network reads the beats from it. The level of the beat and the bars
are settled by further evidence: onsets, harmony, bass and low strokes. The log of the downbeat
activation counts less half of that of the beat's, or loud beats would all be first. The trained
models are CC BY-NC-SA: not for commercial films.
"""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from workers.engines.trackers.bars import downbeats
from workers.engines.trackers.dbn import read_activation
from workers.engines.trackers.harmony import harmonic_change
from workers.engines.trackers.level import settle_level
from workers.engines.trackers.lstm import Network, probabilities
from workers.engines.trackers.madmom_import import import_madmom
from workers.engines.trackers.sampling import peaks_at
from workers.engines.trackers.strokes import low_rises, low_strokes
from workers.stages.analysis.grid import BeatGrid, Tracking
from workers.stages.analysis.listening import at_rate, flux, spectrum

_RATE = 44_100
_FPS = 100
_HOP = _RATE // _FPS
_PART, _MARGIN = 1500, 50
"""Frames heard at once, and those around them that reach into their windows and differences."""
_LEAST_SECONDS = 1.0
_FAINT = 0.01
"""Activation below which differences mean nothing."""


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
            mel = spectrum(samples, sample_rate).mel
            beats = settle_level(
                read_activation(activation, _FPS),
                rises=flux(mel),
                low=low_rises(mel),
                activation=activation,
                rate=_FPS,
            )
            if len(beats) < 2:
                return Tracking(grid=BeatGrid(beats=beats))
            chords, bass = harmonic_change(samples, sample_rate, beats)
        heard = peaks_at(activation, _FPS, beats)
        first = peaks_at(joint[:, 1], _FPS, beats)
        ratio = np.log(first + _FAINT) - 0.5 * np.log(heard + _FAINT)
        low = low_strokes(mel, beats)
        bars = downbeats(
            beats, [(0.5, ratio), (0.5, first), (1.0, chords), (0.5, bass), (0.5, low)]
        )
        grid = BeatGrid(beats=beats, downbeats=bars)
        return Tracking(grid=grid, salience=np.clip(heard, 0, 1))


def _activations(
    samples: NDArray[np.float32],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Beat activation, shape (n,), and beat and downbeat activations, shape (n, 2), at 100 Hz."""
    beats, bars = (listener(samples) for listener in _listeners())
    return beats[:, 0], bars[:, 1:]


@dataclass(frozen=True, eq=False)
class _Listener:
    """Feature extraction and an ensemble of networks."""

    features: Any
    networks: tuple[Network, ...]

    def __call__(self, samples: NDArray[np.float32]) -> NDArray[np.float64]:
        """Probabilities, shape (frames, outputs)."""
        total = -(-len(samples) // _HOP)
        opening = self._heard(samples, 0, total)
        features = np.empty((total, opening.shape[1]), np.float32)
        features[: len(opening)] = opening
        for first in range(_PART, total, _PART):
            features[first : first + _PART] = self._heard(samples, first, total)
        return probabilities(self.networks, features)

    def _heard(self, samples: NDArray[np.float32], first: int, total: int) -> NDArray[np.float32]:
        """Features of one part of the frames: the whole song's spectra would take gigabytes."""
        last = min(first + _PART, total)
        begin = max(first - _MARGIN, 0)
        part = samples[begin * _HOP : (last + _MARGIN) * _HOP]
        signal = import_madmom("audio.signal").Signal(part, sample_rate=_RATE, num_channels=1)
        return np.asarray(self.features(signal)[first - begin : last - begin], np.float32)


@functools.cache
def _listeners() -> tuple[_Listener, _Listener]:
    beats, bars = import_madmom("features.beats"), import_madmom("features.downbeats")
    chains = beats.RNNBeatProcessor(fps=_FPS), bars.RNNDownBeatProcessor(fps=_FPS)
    return _listener(chains[0]), _listener(chains[1])


def _listener(chain: Any) -> _Listener:
    """A chain of madmom's is: features, an ensemble (networks, then their mean), what follows."""
    features, ensemble, *_ = chain.processors
    return _Listener(features, tuple(Network.of(n) for n in ensemble.processors[0].processors))
