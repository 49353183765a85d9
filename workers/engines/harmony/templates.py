"""Hear keys and chords from pitch classes alone: no trained model, free of any licence.

Peaks of the spectrum are folded into twelve pitch classes, relative to the tuning that most peaks
agree on (Gomez, "Tonal description of music audio signals", 2006). A frame is compared with what
each triad and its first partials would give; a chain that likes to stay reads the chords (Sheh and
Ellis, "Chord segmentation and recognition using EM-trained hidden Markov models", ISMIR 2003). The
key is the one whose profile of pitch classes fits best (Krumhansl and Kessler, Psychological Review
89, 1982; profiles as revised by Temperley, Music Perception 17, 1999) and to which the chords
belong.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter

from workers.engines.harmony.belonging import belonging
from workers.stages.analysis.listening import at_rate, framed
from workers.stages.harmony.evidence import CHORDS, Impression

Array = NDArray[np.float64]

_RATE, _WINDOW, _FPS = 12_000, 4096, 10
_LOWEST, _HIGHEST = 65.0, 2100.0
_BLOCK = 256
_STAY = 0.92
_SHARPNESS = 18.0
"""Log potentials a unit of likeness to a template; the likeness of a right chord is 0.7 to 0.95."""
_NO_CHORD = 0.55
"""Likeness that a frame without a chord is taken to have."""
_PARTIALS = ((0, 1.0), (12, 0.6), (19, 0.36), (24, 0.22), (28, 0.13))
_MAJOR = (5.0, 2.0, 3.5, 2.0, 4.5, 4.0, 2.0, 4.5, 2.0, 3.5, 1.5, 4.0)
_MINOR = (5.0, 2.0, 3.5, 4.5, 2.0, 4.0, 2.0, 4.5, 3.5, 2.0, 1.5, 4.0)
_KEY_SHARPNESS = 14.0


class TemplateListener:
    """Pitch classes against templates."""

    name = "templates"

    def listen(self, samples: NDArray[np.float32], sample_rate: int) -> Impression:
        """The impression of one channel, shape (n,)."""
        classes = _pitch_classes(at_rate(samples, sample_rate, _RATE))
        likeness = _unit(classes) @ _templates().T
        potentials = np.full((len(classes), CHORDS), _SHARPNESS * _NO_CHORD)
        potentials[:, :24] = _SHARPNESS * likeness
        moving = np.full((CHORDS, CHORDS), np.log((1 - _STAY) / (CHORDS - 1)))
        np.fill_diagonal(moving, np.log(_STAY))
        return Impression(
            keys=_keys(classes, likeness),
            chords=potentials,
            transitions=moving,
            opening=np.zeros(CHORDS),
            rate=_FPS,
        )


def _pitch_classes(samples: NDArray[np.float32]) -> Array:
    """Pitch classes from C, shape (frames, 12); a run of 0.7 s is smoothed to its median."""
    frames = framed(samples, _WINDOW, _RATE // _FPS)
    window = np.hanning(_WINDOW).astype(np.float32)
    blocks = [
        _peaks(np.abs(np.fft.rfft(frames[start : start + _BLOCK] * window, axis=1)))
        for start in range(0, len(frames), _BLOCK)
    ]
    pitches = np.concatenate([pitch for pitch, _ in blocks])
    weights = np.concatenate([weight for _, weight in blocks])
    off = _tuning(pitches, weights)
    classes = np.zeros((len(frames), 12))
    rows = np.arange(len(frames))
    for column in range(pitches.shape[1]):
        note = np.round(pitches[:, column] - off)
        near = np.exp(-0.5 * np.square((pitches[:, column] - off - note) / 0.2))
        classes[rows, note.astype(int) % 12] += weights[:, column] * near
    smooth: Array = median_filter(classes, size=(7, 1), mode="nearest")
    return smooth


def _peaks(magnitude: NDArray[np.float32], most: int = 24) -> tuple[Array, Array]:
    """MIDI pitch and weight of each frame's strongest peaks, both shape (frames, most)."""
    first, last = (int(f * _WINDOW / _RATE) for f in (_LOWEST, _HIGHEST))
    here, left, right = (
        np.log(magnitude[:, first + d : last + d].astype(np.float64) + 1e-6) for d in (0, -1, 1)
    )
    height = np.where((here > left) & (here >= right), np.exp(here), 0.0)
    bins = np.argpartition(-height, most, axis=1)[:, :most]
    a, b, c = (np.take_along_axis(x, bins, axis=1) for x in (left, here, right))
    bend = a - 2 * b + c
    shift = np.clip(0.5 * (a - c) / np.minimum(bend, -1e-9), -0.5, 0.5)
    pitch = 69 + 12 * np.log2((bins + first + shift) * _RATE / _WINDOW / 440)
    return pitch, np.sqrt(np.take_along_axis(height, bins, axis=1))


def _tuning(pitches: Array, weights: Array) -> float:
    """Semitones by which the song is off 440 Hz, -0.5 to 0.5."""
    turn = np.sum(weights * np.exp(2j * np.pi * pitches))
    return float(np.angle(turn) / (2 * np.pi)) if np.abs(turn) > 0 else 0.0


def _templates() -> Array:
    """What 24 triads and their partials give, each of length 1; shape (24, 12)."""
    triads = np.zeros((24, 12))
    for index in range(24):
        for note in (0, 3 if index >= 12 else 4, 7):
            for partial, weight in _PARTIALS:
                triads[index, (index + note + partial) % 12] += weight
    return _unit(triads)


def _keys(classes: Array, likeness: Array) -> Array:
    """Probabilities of the 24 keys, shape (24,)."""
    if not classes.any():
        return np.full(24, 1 / 24)
    heard = classes.sum(axis=0)
    chords = np.bincount(likeness[classes.any(axis=1)].argmax(axis=1), minlength=24).astype(float)
    fits = belonging(chords)
    for key in range(24):
        mode, tonic = divmod(key, 12)
        profile = np.roll((_MAJOR, _MINOR)[mode], tonic)
        fits[key] += np.corrcoef(profile, heard)[0, 1]
    weights = np.exp(_KEY_SHARPNESS / 2 * (fits - fits.max()))
    result: Array = weights / weights.sum()
    return result


def _unit(rows: Array) -> Array:
    result: Array = rows / (np.linalg.norm(rows, axis=-1, keepdims=True) + 1e-9)
    return result
