"""The verb of this stage."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from common.artifacts.harmony import MODES, PITCHES, Chord, Harmony, Key
from workers.stages.harmony.agreement import agreement
from workers.stages.harmony.decoding import certainty, likeliest
from workers.stages.harmony.evidence import CHORDS, Array, HarmonyListener
from workers.stages.harmony.tonality import tonality

_KEYS_KEPT = 3
_ENOUGH = 30.0
"""Seconds of music from which on a key is as sure as it will get."""


def hear_harmony(
    *, samples: NDArray[np.float32], sample_rate: int, listener: HarmonyListener
) -> Harmony:
    """Find key and chords.

    Confidences are the listener's own, less where the sound hardly holds a pitch; that of the key
    is less, too, in an excerpt of under half a minute, where fewer than three chords are heard
    (a hum has a pitch and no key), and where stretches of the song are not in it.

    Args:
        samples: one channel with its peak at 1, or silent throughout; shape (n,).
    """
    duration = len(samples) / sample_rate
    heard, held = listener.listen(samples, sample_rate), tonality(samples, sample_rate)
    path, sure = likeliest(heard), certainty(heard)
    chords = _chords(path, sure * held, heard.rate, duration)
    [likely, *_] = _keys(heard.keys, 1.0)
    trust = held * min(1.0, duration / _ENOUGH) * _variety(path) * agreement(chords, likely)
    return Harmony(
        duration=duration,
        keys=_keys(heard.keys, trust),
        chords=chords,
        tonality=held,
        listener=listener.name,
    )


def _variety(path: NDArray[np.intp]) -> float:
    """1 where three chords or more take a twentieth of the time each, a third for one alone."""
    shares = np.bincount(path, minlength=CHORDS)[:-1] / len(path)
    return min(1.0, int(np.sum(shares > 0.05)) / 3)


def _keys(probabilities: Array, trust: float) -> tuple[Key, ...]:
    best = np.argsort(-probabilities, kind="stable")[:_KEYS_KEPT]
    return tuple(
        Key(
            tonic=PITCHES[index % 12],
            mode=MODES[index // 12],
            confidence=round(float(np.clip(probabilities[index] * trust, 0, 1)), 4),
        )
        for index in best.tolist()
    )


def _chords(path: NDArray[np.intp], sure: Array, rate: float, duration: float) -> tuple[Chord, ...]:
    """Runs of one chord; a change lies midway between two frames."""
    starts = np.flatnonzero(np.diff(path, prepend=-1))
    times = [0.0, *(float(round((s - 0.5) / rate, 3)) for s in starts[1:]), duration]
    frames = pairwise([*starts.tolist(), len(path)])
    return tuple(
        _chord(int(path[a]), (start, end), float(sure[a:b, path[a]].mean()))
        for (a, b), (start, end) in zip(frames, pairwise(times), strict=True)
        if end > start
    )


def _chord(index: int, span: tuple[float, float], sure: float) -> Chord:
    named = index < 24
    return Chord(
        start=span[0],
        end=span[1],
        root=PITCHES[index % 12] if named else None,
        mode=MODES[index // 12] if named else None,
        confidence=round(min(max(sure, 0.0), 1.0), 4),
    )
