"""Pieces on sampled instruments, where `fluidsynth` and a General MIDI SoundFont are."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from benchmarks.songbook.arranging import Piece

RATE = 44_100
SOUNDFONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")
SMALLER = Path("/usr/share/sounds/sf2/TimGM6mb.sf2")
_TICKS = 1000
"""A quarter of 500 000 microseconds has so many ticks: half a millisecond each."""
_PROGRAMS = {
    "piano": 0,
    "organ": 16,
    "guitar": 25,
    "bass": 33,
    "strings": 48,
    "choir": 52,
    "brass": 61,
    "flute": 73,
    "lead": 81,
    "pad": 89,
    "harp": 46,
    "epiano": 4,
    "vibes": 11,
    "accordion": 21,
    "sax": 66,
}
_DRUMS = {
    "kick": 36,
    "rim": 37,
    "snare": 38,
    "clap": 39,
    "hat": 42,
    "tom": 45,
    "open_hat": 46,
    "crash": 49,
    "ride": 51,
    "conga": 63,
    "shaker": 70,
}


def available() -> bool:
    return shutil.which("fluidsynth") is not None and SOUNDFONT.exists()


def play(piece: Piece, *, instruments: Path = SOUNDFONT) -> NDArray[np.float32]:
    """One channel at `RATE`, shape (n,)."""
    with tempfile.TemporaryDirectory() as folder:
        score, sound = Path(folder, "piece.mid"), Path(folder, "piece.wav")
        score.write_bytes(_midi(piece))
        subprocess.run(
            ["fluidsynth", "-niq", "-r", str(RATE), "-g", "0.5", "-F", sound, instruments, score],
            check=True,
            capture_output=True,
        )
        samples, _ = soundfile.read(sound, dtype="float32")
    heard: NDArray[np.float32] = samples.mean(axis=1)[: round(piece.seconds * RATE)]
    return heard / np.float32(max(float(np.abs(heard).max()), 1e-6))


def _midi(piece: Piece) -> bytes:
    channels = {name: (n if n < 9 else n + 1) for n, name in enumerate(_PROGRAMS)}
    events = [(0, bytes([0xC0 | channels[name], number])) for name, number in _PROGRAMS.items()]
    for note in piece.notes:
        drum = _DRUMS.get(note.instrument)
        channel, pitch = (9, drum) if drum else (channels[note.instrument], note.pitch)
        start, end = (round(t * 2 * _TICKS) for t in (note.time, note.time + note.length))
        events.append((start, bytes([0x90 | channel, pitch, max(round(note.loudness * 127), 1)])))
        events.append((max(end, start + 1), bytes([0x80 | channel, pitch, 0])))
    track, now = b"\x00\xff\x51\x03" + (500_000).to_bytes(3, "big"), 0
    for tick, message in sorted(events, key=lambda event: (event[0], event[1][0] & 0xF0)):
        track += _length(tick - now) + message
        now = tick
    track += b"\x00\xff\x2f\x00"
    head = b"MThd" + (6).to_bytes(4, "big") + b"\x00\x00\x00\x01" + _TICKS.to_bytes(2, "big")
    return head + b"MTrk" + len(track).to_bytes(4, "big") + track


def _length(value: int) -> bytes:
    parts = [value & 0x7F]
    while value := value >> 7:
        parts.insert(0, (value & 0x7F) | 0x80)
    return bytes(parts)
