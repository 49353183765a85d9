"""The sound in bands of a semitone, its centre and its sides, its tones and its strokes.

One short-time spectrum of the sum and one of the difference of two channels: 24 kHz, windows of
2048 samples (85 ms) every 480 (20 ms). What stays the same in time is a tone, what is the same in
all bands at once is a stroke, by median filters and soft masks (Fitzgerald, "Harmonic/percussive
separation using median filtering", DAFx 2010). What is steady for 0.1 s and not for 0.5 s wanders:
voices do, and bowed or bent notes (Tachibana, Ono and Sagayama, "Singing voice enhancement in
monaural music signals based on two-stage harmonic/percussive sound separation", IEEE/ACM TASLP 22,
2014). It is done on bands, of which there are a tenth as many as there are lines.
"""

from dataclasses import dataclass

import librosa
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter

from common.artifacts.song import Audio

RATE, WINDOW, HOP = 24_000, 2048, 480
FRAME_RATE = RATE / HOP
_LOWEST, _HIGHEST, _BANDS = 40.0, 11_900.0, 99
_SHORT, _LONG, _WIDE = 5, 25, 11
"""Frames and bands of the medians: 0.1 s, 0.5 s, most of an octave."""
_BLOCK = 1024

Matrix = NDArray[np.float32]
Row = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Bands:
    """Power in bands, frame by frame at `FRAME_RATE`; the song's peak is 1.

    Attributes:
        frequencies: hertz, the middle of each band, shape (b,).
        centre, sides: of the sum and the difference of the channels, shape (n, b).
        steady, wandering, struck: shares of each value of `centre`, 0 to 1; they sum to 1.
    """

    frequencies: Row
    centre: Matrix
    sides: Matrix
    steady: Matrix
    wandering: Matrix
    struck: Matrix


def bands(audio: Audio) -> Bands:
    """The bands of a song of one channel or more; of more than two the first two are heard."""
    left = _resampled(audio.samples[0], audio.sample_rate)
    is_mono = len(audio.samples) == 1 or np.array_equal(audio.samples[0], audio.samples[1])
    right = left if is_mono else _resampled(audio.samples[1], audio.sample_rate)
    scale = np.float32(2 * max(_peak(left), _peak(right), 1e-9))
    edges = _edges()
    centre = _powers((left + right) / scale, edges)
    sides = np.zeros_like(centre) if is_mono else _powers((left - right) / scale, edges)
    level = np.sqrt(centre)
    struck, steady, wandering = _parts(level)
    return Bands(
        frequencies=np.sqrt(edges[:-1] * edges[1:]) * RATE / WINDOW,
        centre=centre,
        sides=sides,
        steady=steady,
        wandering=wandering,
        struck=struck,
    )


def _edges() -> NDArray[np.intp]:
    """The lines of the spectrum at which bands begin, and the end of the last."""
    spaced = np.geomspace(_LOWEST, _HIGHEST, _BANDS) * WINDOW / RATE
    return np.unique(np.round(spaced).astype(np.intp))


def _resampled(channel: Matrix, sample_rate: int) -> Matrix:
    heard: Matrix = librosa.resample(
        channel, orig_sr=sample_rate, target_sr=RATE, res_type="soxr_mq"
    )
    return heard


def _peak(channel: Matrix) -> float:
    return float(max(channel.max(initial=0), -channel.min(initial=0)))


def _powers(heard: Matrix, edges: NDArray[np.intp]) -> Matrix:
    count = max(1, -(-len(heard) // HOP))
    padded = np.pad(heard, (WINDOW // 2, max(0, count * HOP + WINDOW - len(heard))))
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][:count]
    window = np.hanning(WINDOW).astype(np.float32)
    window *= 2 / window.sum()
    result = np.empty((count, len(edges) - 1), np.float32)
    for start in range(0, count, _BLOCK):
        lines = np.fft.rfft(frames[start : start + _BLOCK] * window, axis=1)[:, : edges[-1]]
        power = np.square(lines.real) + np.square(lines.imag)
        result[start : start + _BLOCK] = np.add.reduceat(power, edges[:-1], axis=1)
    return result


def _parts(level: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """Soft masks of what is struck, what is steady and what lies between."""
    at_once, briefly, staying = (
        _median_power(level, size) for size in ((1, _WIDE), (_SHORT, 1), (_LONG, 1))
    )
    one, least = np.float32(1), np.float32(1e-12)
    struck = at_once / (at_once + briefly + least)
    steady = (one - struck) * np.minimum(staying / (briefly + least), one)
    return struck, steady, np.maximum(one - struck - steady, np.float32(0))


def _median_power(level: Matrix, size: tuple[int, int]) -> Matrix:
    return np.asarray(np.square(median_filter(level, size=size, mode="nearest")), np.float32)
