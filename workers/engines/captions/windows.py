"""Windows of a song, as models hear it."""

from collections.abc import Sequence

import librosa
import numpy as np
from numpy.typing import NDArray

from common.artifacts.song import Audio

Mono = NDArray[np.float32]


def mono_at(audio: Audio, rate: int) -> Mono:
    """One channel of a song at a model's sample rate."""
    heard: Mono = librosa.resample(
        audio.samples.mean(axis=0), orig_sr=audio.sample_rate, target_sr=rate, res_type="soxr_mq"
    )
    return heard


def around(samples: Mono, span: tuple[float, float], *, rate: int, seconds: float) -> Mono:
    """So many seconds around the middle of a span, or as much as there is."""
    size = round(seconds * rate)
    first = round(sum(span) / 2 * rate) - size // 2
    first = max(0, min(first, len(samples) - size))
    return samples[first : first + size]


def evenly(duration: float, *, seconds: float, most: int) -> Sequence[tuple[float, float]]:
    """Spans of at most so many seconds, spread evenly over a song, in order."""
    count = max(1, min(most, int(np.ceil(duration / seconds))))
    length = min(seconds, duration)
    starts = np.linspace(0, duration - length, count)
    return [(start, start + length) for start in starts.tolist()]
