"""Track beats from onsets alone: no trained model, free of any licence.

Aim: beats at the rises of sound that recur at a steady tempo. The tempo is the highest peak of the
onset strength's autocorrelation, summed over its multiples and weighted by how often people tap at
that tempo (log-normal around 120 a minute); the beats are the best path by dynamic programming
(Ellis, "Beat tracking by dynamic programming", J. New Music Research 36, 2007). librosa's own onset
strength is 45 ms late; the flux used here is centred on the rise.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d, uniform_filter1d

from workers.engines.jit import kernel
from workers.engines.trackers.bars import downbeats
from workers.engines.trackers.harmony import harmonic_change
from workers.engines.trackers.level import settle_level
from workers.engines.trackers.strokes import low_rises, low_strokes
from workers.stages.analysis.grid import BeatGrid, Tracking
from workers.stages.analysis.listening import FRAME_RATE, flux, spectrum

SLOWEST, FASTEST = 50.0, 220.0
_USUAL, _SPREAD = 120.0, 0.9
_TIGHTNESS = 200.0


class OnsetTracker:
    """Onset strength and dynamic programming."""

    name = "onset"

    def track(self, samples: NDArray[np.float32], sample_rate: int) -> Tracking:
        """Beats of one channel, shape (n,)."""
        mel = spectrum(samples, sample_rate).mel
        rises = flux(mel)
        tempo = steady_tempo(rises)
        if not tempo:
            return Tracking(grid=BeatGrid())
        beats = settle_level(
            _beats(rises, tempo),
            rises=rises,
            low=low_rises(mel),
            activation=None,
            rate=FRAME_RATE,
        )
        if len(beats) < 2:
            return Tracking(grid=BeatGrid(beats=beats))
        chords, bass = harmonic_change(samples, sample_rate, beats)
        low = low_strokes(mel, beats)
        bars = downbeats(beats, [(1.0, chords), (0.5, bass), (0.5, low)])
        return Tracking(grid=BeatGrid(beats=beats, downbeats=bars))


def steady_tempo(rises: NDArray[np.float64]) -> float:
    """Beats a minute that explain an onset strength at `FRAME_RATE` best; 0 without any rise."""
    longest = round(60 / SLOWEST * FRAME_RATE)
    local = rises - uniform_filter1d(rises, round(FRAME_RATE))
    if not local.any() or len(local) <= 4 * longest:
        return 0.0
    spectrum_ = np.fft.rfft(local, 2 * len(local))
    recurrence = np.fft.irfft(np.square(np.abs(spectrum_)))[: 4 * longest + 1]
    # Quarters of a frame: at 110 a minute a lag off by half a frame misses the fourth multiple.
    lags = np.arange(60 / FASTEST * FRAME_RATE, longest, 0.25)
    support = sum(
        np.interp(lags * multiple, np.arange(len(recurrence)), recurrence) / multiple**0.5
        for multiple in (1, 2, 3, 4)
    )
    octaves = np.log2(60 * FRAME_RATE / lags / _USUAL)
    best = lags[int(np.argmax(support * np.exp(-0.5 * np.square(octaves / _SPREAD))))]
    return float(60 * FRAME_RATE / best)


def _beats(rises: NDArray[np.float64], tempo: float) -> NDArray[np.float64]:
    """Beat times in seconds, shape (b,): the best path, read backwards from its best end."""
    period = 60 * FRAME_RATE / tempo
    score, came_from = _paths(gaussian_filter1d(rises / rises.std(), period / 32), period)
    last_period = score[-round(period) :]
    frame = len(score) - len(last_period) + int(np.argmax(last_period))
    frames = []
    while frame >= 0:
        frames.append(frame)
        frame = int(came_from[frame])
    return np.array(frames[::-1], dtype=np.float64) / FRAME_RATE


@kernel
def _paths(
    onset: NDArray[np.float64], period: float
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Best score of a path of beats that ends at each frame, and the beat before (or -1).

    Ellis 2007, eq. 5: the onset strength at the beat, and for the interval to the one before a
    penalty of the squared logarithm of its ratio to the period.
    """
    score = onset.copy()
    came_from = np.full(len(onset), -1, np.int64)
    nearest, furthest = int(period / 2), int(2 * period)
    for frame in range(nearest, len(onset)):
        best = 0.0
        for before in range(max(0, frame - furthest), frame - nearest + 1):
            ratio = np.log((frame - before) / period)
            value = score[before] - _TIGHTNESS * ratio * ratio
            if value > best:
                best = value
                came_from[frame] = before
        score[frame] += best
    return score, came_from
