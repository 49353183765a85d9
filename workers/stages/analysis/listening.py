"""From samples to what can be heard in them: one channel, and its spectrum over time.

All later measures share one short-time spectrum: 24 kHz, a Hann window of 1024 samples (43 ms)
every 240 (10 ms), in 64 mel bands. Frame *i* is centred on i / 100 seconds. The transform runs over
blocks of frames, so that a song of 20 minutes needs tens of megabytes and not gigabytes.
"""

from dataclasses import dataclass

import librosa
import numpy as np
from numpy.typing import NDArray

from common.artifacts.song import Audio

RATE = 24_000
HOP = 240
WINDOW = 1024
MEL_BANDS = 64
FRAME_RATE = RATE / HOP
_BLOCK = 2048
_SAMPLES = 1 << 20
"""Mixed down at once."""
_AUDIBLE = -60.0
"""Decibels below a full-scale tone at which a song has not begun yet, or is over."""
_CANCELLED = 0.1
"""A mix with less than this share (-20 dB) of its channels' power has cancelled itself out."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Spectrum:
    """What is heard, frame by frame at `FRAME_RATE`.

    Attributes:
        mel: log(1 + 1000 power) in mel bands of a signal with its peak at 1, shape (n, bands).
        loudness: decibels, A-weighted, shape (n,), at least -100.
        centroid: hertz, power-weighted mean frequency, shape (n,); 0 in silence.
    """

    mel: NDArray[np.float32]
    loudness: NDArray[np.float64]
    centroid: NDArray[np.float64]


def mono(audio: Audio) -> NDArray[np.float32]:
    """One channel with its peak at 1; zeros for silence. Shape (n,).

    The mean of the channels, or the strongest channel alone where the mean cancels (a stereo pair
    in opposite phase would leave silence).
    """
    samples = audio.samples
    peak = _peak(samples)
    mixed = np.zeros(samples.shape[1], np.float32)
    if peak == 0:
        return mixed
    powers, power = np.zeros(len(samples)), 0.0
    for start in range(0, samples.shape[1], _SAMPLES):
        part = slice(start, start + _SAMPLES)
        channels = samples[:, part] / peak
        mixed[part] = np.mean(channels, axis=0, dtype=np.float32)
        powers += np.square(channels, dtype=np.float64).sum(axis=1)
        power += float(np.square(mixed[part], dtype=np.float64).sum())
    if power < _CANCELLED * powers.mean():
        mixed = samples[int(np.argmax(powers))] / peak
    mixed /= _peak(mixed)
    return mixed


def _peak(samples: NDArray[np.float32]) -> np.float32:
    return np.float32(max(samples.max(initial=0), -samples.min(initial=0)))


def at_rate(samples: NDArray[np.float32], rate: int, wanted: int) -> NDArray[np.float32]:
    """The same sound at another sample rate, shape (n * wanted / rate,)."""
    if rate == wanted:
        return samples
    result: NDArray[np.float32] = librosa.resample(
        samples, orig_sr=rate, target_sr=wanted, res_type="soxr_mq"
    )
    return result


def spectrum(samples: NDArray[np.float32], sample_rate: int) -> Spectrum:
    """The spectrum of one channel, shape (n,), at any sample rate."""
    frames = framed(at_rate(samples, sample_rate, RATE), WINDOW, HOP)
    window = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
    window *= 2 / window.sum()
    bands = librosa.filters.mel(sr=RATE, n_fft=WINDOW, n_mels=MEL_BANDS, fmin=30, norm=None)
    frequencies = np.fft.rfftfreq(WINDOW, 1 / RATE)
    weights = np.append(0, 10 ** (librosa.A_weighting(frequencies[1:]) / 10))
    mel = np.empty((len(frames), MEL_BANDS), np.float32)
    loudness, centroid = np.empty(len(frames)), np.empty(len(frames))
    for start in range(0, len(frames), _BLOCK):
        part = slice(start, start + _BLOCK)
        power = np.square(np.abs(np.fft.rfft(frames[part] * window, axis=1)))
        mel[part] = np.log1p(1000 * (power @ bands.T))
        loudness[part] = 10 * np.log10(power @ weights + 1e-10)
        centroid[part] = (power @ frequencies) / (power.sum(axis=1) + 1e-12)
    return Spectrum(mel=mel, loudness=loudness, centroid=centroid)


def sounding(heard: Spectrum) -> tuple[float, float]:
    """The first and the last moment, in seconds, at which anything is to be heard; 0, 0 if none."""
    frames = np.flatnonzero(heard.loudness > _AUDIBLE)
    if not len(frames):
        return 0.0, 0.0
    return float(frames[0] / FRAME_RATE), float(frames[-1] / FRAME_RATE)


def framed(samples: NDArray[np.float32], window: int, hop: int) -> NDArray[np.float32]:
    """Overlapping frames as a view, shape (frames, window); frame *i* is centred on i * hop."""
    count = max(1, -(-len(samples) // hop))
    padding = (window // 2, max(0, (count - 1) * hop + window - window // 2 - len(samples)))
    padded = np.pad(samples, padding)
    view: NDArray[np.float32] = np.lib.stride_tricks.sliding_window_view(padded, window)
    return view[::hop][:count]


def flux(mel: NDArray[np.float32], *, bands: slice = slice(None)) -> NDArray[np.float64]:
    """How much louder the bands become around each frame, shape (n,).

    This is the rise from the frame before to the frame behind, so that no delay arises. The earlier
    frame is widened by one band on each side, so that vibrato is no onset (Böck and Widmer,
    "Maximum filter vibrato suppression for onset detection", DAFx 2013).
    """
    wide = np.maximum(mel, np.maximum(_shifted(mel, 1), _shifted(mel, -1)))
    rise = np.maximum(mel[2:] - wide[:-2], 0)[:, bands].mean(axis=1, dtype=np.float64)
    return np.concatenate([[0.0], rise, [0.0]])[: len(mel)]


def _shifted(mel: NDArray[np.float32], by: int) -> NDArray[np.float32]:
    shifted = np.roll(mel, by, axis=1)
    edge = 0 if by > 0 else -1
    shifted[:, edge] = mel[:, edge]
    return shifted
