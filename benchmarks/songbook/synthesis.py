"""Pieces on synthetic instruments: decaying partials, filtered noise and a short room.

Two bands of instruments, `bright` and `soft`, differ in partials, decay and attack, so that no
figure hangs on one sound.
"""

from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, fftconvolve, sosfilt

from benchmarks.songbook.arranging import Note, Piece

RATE = 44_100
Band = Literal["bright", "soft"]
Samples = NDArray[np.float32]

# Attack and decay in seconds (0: held), fall of the partials (a power), level.
_TONES: dict[str, tuple[float, float, float, float]] = {
    "piano": (0.003, 0.9, 1.6, 0.30),
    "guitar": (0.003, 0.5, 1.2, 0.22),
    "harp": (0.004, 0.7, 2.0, 0.30),
    "bass": (0.006, 0.6, 1.8, 0.45),
    "organ": (0.015, 0.0, 1.4, 0.12),
    "brass": (0.025, 0.0, 1.0, 0.12),
    "lead": (0.010, 0.0, 1.1, 0.14),
    "flute": (0.040, 0.0, 2.6, 0.22),
    "strings": (0.090, 0.0, 1.3, 0.09),
    "choir": (0.080, 0.0, 2.0, 0.10),
    "pad": (0.250, 0.0, 1.7, 0.10),
    "epiano": (0.005, 0.7, 2.4, 0.26),
    "vibes": (0.004, 0.9, 3.0, 0.28),
    "accordion": (0.030, 0.0, 1.1, 0.11),
    "sax": (0.030, 0.0, 0.9, 0.12),
}
# Lowest and highest frequency of the noise, decay in seconds, falling tone in hertz, level.
_DRUMS: dict[str, tuple[float, float, float, float, float]] = {
    "kick": (30, 400, 0.02, 55, 0.9),
    "snare": (900, 9000, 0.09, 185, 0.6),
    "clap": (800, 5000, 0.07, 0, 0.6),
    "rim": (1500, 6000, 0.02, 420, 0.4),
    "hat": (6000, 16000, 0.025, 0, 0.25),
    "open_hat": (5000, 15000, 0.12, 0, 0.25),
    "ride": (4000, 14000, 0.18, 0, 0.2),
    "crash": (2500, 15000, 0.45, 0, 0.35),
    "shaker": (5000, 12000, 0.04, 0, 0.15),
    "tom": (80, 900, 0.05, 110, 0.6),
    "conga": (200, 2000, 0.04, 220, 0.4),
}


def play(piece: Piece, *, band: Band) -> Samples:
    """One channel at `RATE` with its peak at 1, shape (n,)."""
    sound = np.zeros(round((piece.seconds + 4) * RATE), np.float32)
    for note in piece.notes:
        part = _struck(note, band) if note.instrument in _DRUMS else _toned(note, band)
        first = round(note.time * RATE)
        sound[first : first + len(part)] += part[: len(sound) - first]
    heard = _in_a_room(sound, 0.35 if band == "soft" else 0.12)[: round(piece.seconds * RATE)]
    return (heard / np.max(np.abs(heard))).astype(np.float32)


def _toned(note: Note, band: Band) -> Samples:
    attack, decay, fall, level = _TONES[note.instrument]
    if band == "soft":
        attack, decay, fall = attack * 1.6, decay * 0.8, fall + 0.5
    time = np.arange(round((note.length + 0.08) * RATE)) / RATE
    frequency = 440 * 2 ** ((note.pitch - 69) / 12)
    orders = np.arange(1, max(int(min(8000 / frequency, 10)), 1) + 1)
    wave = sum(np.sin(2 * np.pi * frequency * n * time) * n**-fall for n in orders)
    shape = np.minimum(time / attack, 1) * np.clip((note.length + 0.08 - time) / 0.08, 0, 1)
    if decay:
        shape *= np.exp(-time / decay)
    return np.asarray(level * note.loudness * wave * shape, np.float32)


def _struck(note: Note, band: Band) -> Samples:
    return _drum(note.instrument, band) * np.float32(note.loudness)


@lru_cache(maxsize=64)
def _drum(instrument: str, band: Band) -> Samples:
    low, high, decay, pitch, level = _DRUMS[instrument]
    if band == "soft":
        decay, high, level = decay * 1.5, high * 0.6, level * 0.7
    time = np.arange(round(0.5 * RATE)) / RATE
    rng = np.random.default_rng(sum(map(ord, instrument)))
    passed = sosfilt(
        butter(2, (low, high), "bandpass", fs=RATE, output="sos"), rng.normal(0, 1, len(time))
    )
    sound = passed / np.abs(passed).max() * np.exp(-time / decay)
    if pitch:
        bend = pitch * (time + 0.03 * (1 - np.exp(-time / 0.02)))
        sound += 1.2 * np.sin(2 * np.pi * bend) * np.exp(-time / (3 * decay + 0.05))
    return np.asarray(level * sound, np.float32)


def _in_a_room(sound: Samples, wet: float) -> NDArray[np.float64]:
    rng = np.random.default_rng(4)
    time = np.arange(round(0.6 * RATE)) / RATE
    room = rng.normal(0, 1, len(time)) * np.exp(-time / 0.12)
    room *= wet / np.sqrt(np.sum(room**2))
    echoes: NDArray[np.float64] = sound + fftconvolve(sound, room)[: len(sound)]
    return echoes
