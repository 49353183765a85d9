"""Sounds whose beats, pitches and faults are known because they are made here."""

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy.signal import lfilter

from common.artifacts.song import Audio

RATE = 44_100
Mono = NDArray[np.float32]


def silence(seconds: float) -> Mono:
    return np.zeros(round(seconds * RATE), np.float32)


def tone(frequency: float, seconds: float, *, level: float = 0.3) -> Mono:
    time = np.arange(round(seconds * RATE)) / RATE
    return (level * np.sin(2 * np.pi * frequency * time)).astype(np.float32)


def drone(seconds: float) -> Mono:
    return tone(110, seconds) + tone(165.3, seconds, level=0.2)


def noise(seconds: float, *, seed: int = 1, level: float = 0.2) -> Mono:
    generator = np.random.default_rng(seed)
    return generator.normal(0, level, round(seconds * RATE)).astype(np.float32)


def beat_times(tempo: float, seconds: float, *, start: float = 0.3) -> NDArray[np.float64]:
    return np.arange(start, seconds - 0.1, 60 / tempo)


def struck(times: NDArray[np.float64], seconds: float, *, pitch: float = 0.0) -> Mono:
    """A short percussive sound at each time: noise, or a decaying tone where a pitch is given."""
    length = round(0.12 * RATE)
    decay = np.exp(-np.arange(length) / (0.02 * RATE))
    shape = (
        np.sin(2 * np.pi * pitch * np.arange(length) / RATE) if pitch else noise(0.12, level=0.5)
    )
    sound = silence(seconds + 1)
    for time in times:
        first = round(float(time) * RATE)
        sound[first : first + length] += (shape[:length] * decay).astype(np.float32)
    return sound[: round(seconds * RATE)]


def chords(times: NDArray[np.float64], seconds: float, *, root: float = 220.0) -> Mono:
    """A triad from each time to the next, another one each time."""
    sound = silence(seconds)
    edges = [*times, seconds]
    for number, (start, end) in enumerate(pairwise(edges)):
        shift = 2 ** ((0, 5, 7, -3)[number % 4] / 12)
        part = sum(tone(root * shift * r, end - start, level=0.06) for r in (1, 1.26, 1.5))
        first = round(float(start) * RATE)
        length = min(len(part), len(sound) - first)
        sound[first : first + length] += part[:length]
    return sound


def band(tempo: float, seconds: float, *, metre: int = 4) -> tuple[Mono, NDArray[np.float64]]:
    """A rhythm section over chords, and its beats: bass drum on the first, hats on all."""
    beats = beat_times(tempo, seconds)
    bars = beats[::metre]
    off = (beats[:-1] + beats[1:]) / 2
    sound = struck(bars, seconds, pitch=70) * 0.9 + struck(beats, seconds) * 0.5
    sound += struck(off, seconds) * 0.1 + chords(bars, seconds)
    return sound.astype(np.float32), beats


def audio(*channels: Mono, sample_rate: int = RATE) -> Audio:
    return Audio(samples=np.stack(channels), sample_rate=sample_rate)


def write(path: Path, *channels: Mono, sample_rate: int = RATE, subtype: str = "PCM_16") -> Path:
    """Write a file in the format that its ending names."""
    soundfile.write(path, np.stack(channels).T, sample_rate, subtype=subtype)
    return path


class Sung(NamedTuple):
    """A line that was sung: when, and in how many syllables."""

    start: float
    end: float
    syllables: int


def singing(seconds: float, *, seed: int, lines: int = 8) -> tuple[Mono, tuple[Sung, ...]]:
    """A voice without words, and its lines: vowels by their formants (Peterson and Barney, 1952)
    over a pitch that wanders and trembles, a hiss before each, pauses and breaths between lines."""
    draw = np.random.default_rng(seed)
    sound, truth = silence(seconds + 8), []
    time = float(draw.uniform(2, 5))
    for line in range(lines):
        start, count = time, int(draw.integers(4, 11))
        for _ in range(count):
            length = float(draw.uniform(0.17, 0.3))
            part = _syllable(length, draw)
            first = round(time * RATE)
            sound[first : first + len(part)] += part
            time += length
        truth.append(Sung(start, time, count))
        time += float(draw.uniform(0.35, 1.6)) + (2.0 if line == lines // 2 else 0.0)
    assert time < seconds + 2, "the lines do not fit"
    return sound[: round(seconds * RATE)], tuple(truth)


_FORMANTS = ((730, 1090, 2440), (530, 1840, 2480), (270, 2290, 3010), (570, 840, 2410))


def _syllable(seconds: float, draw: np.random.Generator) -> Mono:
    count = round(seconds * RATE)
    time = np.arange(count) / RATE
    drift = 0.06 * np.sin(3 * np.pi * time / seconds + draw.uniform(0, 6))
    pitch = draw.uniform(150, 240) * (1 + drift + 0.02 * np.sin(11 * np.pi * time))
    buzz = 2 * (np.cumsum(pitch) / RATE % 1) - 1
    voice = np.zeros(count)
    for formant, level in zip(_FORMANTS[draw.integers(4)], (1.0, 0.6, 0.3), strict=True):
        radius = np.exp(-np.pi * 120 / RATE)
        turn = -2 * radius * np.cos(2 * np.pi * formant / RATE)
        voice += level * lfilter([1 - radius], [1, turn, radius**2], buzz)
    voice *= np.clip(np.minimum(time / 0.03, (seconds - time) / 0.04), 0, 1)
    voice *= 0.25 / np.abs(voice).max()
    hiss = round(0.05 * RATE)
    voice[:hiss] += draw.normal(0, 0.07, hiss) * np.hanning(hiss)
    return voice.astype(np.float32)
