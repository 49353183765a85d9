"""Does the sound hold its pitches?

A listener names a key and chords whatever it hears. In music the pitch classes of one moment still
sound a third of a second later; in noise, and in drums without a pitch, they are drawn anew. The
measure is the correlation, over the twelve classes, of frames that far apart; the windows do not
overlap. Instruments give 0.4 to 1, noise and silence 0 to 0.05.
"""

import librosa
import numpy as np
from numpy.typing import NDArray

_RATE, _WINDOW = 12_000, 4096
_LOWEST, _HIGHEST = 60.0, 2000.0
_BLOCK = 256
_FAINT = 1e-3
"""Root mean square of a window below which nothing sounds; the song's peak is 1."""
_NONE, _FULL = 0.08, 0.4


def tonality(samples: NDArray[np.float32], sample_rate: int) -> float:
    """From 0, nothing holds a pitch, to 1.

    Args:
        samples: one channel, shape (n,).
    """
    heard = librosa.resample(samples, orig_sr=sample_rate, target_sr=_RATE, res_type="soxr_mq")
    count = len(heard) // _WINDOW
    if count < 3:
        return 0.0
    frames = heard[: count * _WINDOW].reshape(count, _WINDOW)
    loud = np.sqrt(np.mean(np.square(frames, dtype=np.float64), axis=1)) > _FAINT
    classes = _classes(frames)
    alike = np.sum(classes[1:] * classes[:-1], axis=1)
    both = loud[1:] & loud[:-1]
    if both.sum() < 2:
        return 0.0
    held = float(alike[both].mean())
    return round(float(np.clip((held - _NONE) / (_FULL - _NONE), 0, 1)), 4)


def _classes(frames: NDArray[np.float32]) -> NDArray[np.float64]:
    """Pitch classes of each frame around their mean, each row of length 1; shape (frames, 12)."""
    frequencies = np.fft.rfftfreq(_WINDOW, 1 / _RATE)
    tonal = np.flatnonzero((frequencies > _LOWEST) & (frequencies < _HIGHEST))
    pitch = np.round(12 * np.log2(frequencies[tonal] / 440)).astype(int) % 12
    fold = np.zeros((len(frequencies), 12))
    fold[tonal, pitch] = 1
    fold /= fold.sum(axis=0)
    window = np.hanning(_WINDOW).astype(np.float32)
    parts = [
        np.sqrt(np.abs(np.fft.rfft(frames[start : start + _BLOCK] * window, axis=1))) @ fold
        for start in range(0, len(frames), _BLOCK)
    ]
    classes = np.concatenate(parts).astype(np.float64)
    classes -= classes.mean(axis=1, keepdims=True)
    result: NDArray[np.float64] = classes / (np.linalg.norm(classes, axis=1, keepdims=True) + 1e-9)
    return result
