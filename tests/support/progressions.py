"""Chord progressions in any key, played on the songbook's instruments; their truth is exact."""

from functools import cache
from typing import NamedTuple

import numpy as np

from benchmarks.songbook import Piece
from benchmarks.songbook.arranging import Note
from benchmarks.songbook.synthesis import RATE, play
from common.artifacts.harmony import PITCHES, Harmony
from tests.support.sounds import Mono

MAJOR = ("1", "6m", "4", "5", "1", "4", "5", "1")
MINOR = ("1m", "6b", "4m", "5", "1m", "7b", "5", "1m")
_STEPS = {"1": 0, "2": 2, "3": 4, "3b": 3, "4": 5, "5": 7, "6": 9, "6b": 8, "7b": 10}


class Truth(NamedTuple):
    """One chord: seconds, seconds, name."""

    start: float
    end: float
    name: str


def progression(
    tonic: int, mode: str, *, seconds_a_chord: float = 1.6, band: str = "soft"
) -> tuple[Mono, int, tuple[Truth, ...]]:
    """One channel, its sample rate, and the chords: piano and strings over a bass."""
    degrees = MAJOR if mode == "major" else MINOR
    size = round(seconds_a_chord * RATE)
    sound = np.zeros((len(degrees) + 1) * size, np.float32)
    truth: list[Truth] = []
    for number, degree in enumerate(degrees):
        minor = degree.endswith("m")
        root = (tonic + _STEPS[degree.removesuffix("m")]) % 12
        start, end = number * size, (number + 1) * size
        truth.append(Truth(start / RATE, end / RATE, PITCHES[root] + ("m" if minor else "")))
        sound[start : start + 2 * size] += _chord(root, minor, seconds_a_chord, band)
    return sound[:-size] / np.abs(sound).max(), RATE, tuple(truth)


@cache
def _chord(root: int, minor: bool, seconds: float, band: str) -> Mono:
    """One chord, and as long again for it to die away."""
    notes = [Note(0.0, seconds, 36 + root, 0.8, "bass")]
    for pitch in (60 + (root + note) % 12 for note in (0, 3 if minor else 4, 7)):
        notes.append(Note(0.0, seconds, pitch, 0.5, "strings"))
        notes += [Note(t, 0.5, pitch, 0.8, "piano") for t in (0.0, seconds / 2)]
    piece = Piece(
        name="chord",
        notes=tuple(notes),
        beats=np.empty(0),
        downbeats=np.empty(0),
        seconds=2 * seconds,
    )
    return play(piece, band="bright" if band == "bright" else "soft")[: 2 * round(seconds * RATE)]


def recall(harmony: Harmony, truth: tuple[Truth, ...]) -> float:
    """The share of the time in which the right triad is named."""
    right = sum(
        max(0.0, min(chord.end, true.end) - max(chord.start, true.start))
        for chord in harmony.chords
        for true in truth
        if chord.name == true.name
    )
    return right / sum(true.end - true.start for true in truth)
