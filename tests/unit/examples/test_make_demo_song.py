import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import soundfile

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
ATTACK_TOLERANCE = 0.015
"""Seconds from a beat to the steepest rise of loudness near it."""


@pytest.fixture(scope="module")
def song() -> ModuleType:
    spec = importlib.util.spec_from_file_location("demo_song", EXAMPLES / "make_demo_song.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_chords_fill_the_bars(song: ModuleType) -> None:
    assert sum(song.CHORDS[name][0] for name in song.HARMONY) == song.BARS * song.METRE


def test_every_bar_of_melody_is_full(song: ModuleType) -> None:
    assert len(song.MELODY) == song.BARS
    for bar in (*song.MELODY[:-1], *song.SECOND_VOICE):
        assert sum(float(word.split(":")[1]) for word in bar.split()) == song.METRE


def test_a_is_440(song: ModuleType) -> None:
    assert song.hertz("A4") == 440
    assert song.hertz("C#5") / song.hertz("A4") == pytest.approx(2 ** (4 / 12))
    assert song.hertz("C4") == pytest.approx(261.626, abs=0.001)


def test_the_tune_is_highest_in_the_third_bar_of_the_chorus(song: ModuleType) -> None:
    notes = list(song.melody(song.MELODY, 0))
    highest = max(notes, key=lambda note: song.hertz(note.pitch))
    assert int(highest.start // song.METRE) == song.FIRST_CHORUS[2]


def test_the_file_is_small_and_does_not_clip() -> None:
    path = EXAMPLES / "demo.ogg"
    sound, rate = soundfile.read(path)
    assert path.stat().st_size < 1_000_000
    assert (rate, sound.shape[1]) == (48_000, 2)
    assert 40 < len(sound) / rate < 50
    assert 0.5 < np.abs(sound).max() < 1
    assert np.abs(sound[-480:]).max() < 0.001


def test_the_beats_are_those_of_the_score(song: ModuleType) -> None:
    beats = np.loadtxt(EXAMPLES / "demo.beats")
    assert beats.shape == (song.BARS * song.METRE, 2)
    assert beats[:, 0] == pytest.approx([song.moment(n) for n in range(len(beats))], abs=1e-6)
    assert beats[:8, 1].tolist() == [1, 2, 3, 4, 1, 2, 3, 4]


def test_the_sound_rises_on_the_beats() -> None:
    """Where drums play, the steepest rise of the high band lies at the beat."""
    sound, rate = soundfile.read(EXAMPLES / "demo.ogg")
    beats = np.loadtxt(EXAMPLES / "demo.beats")[24:40, 0]
    hop = rate // 500
    detail = np.diff(sound.mean(axis=1), n=2)
    power = np.sqrt((detail[: len(detail) // hop * hop].reshape(-1, hop) ** 2).mean(axis=1))
    rise = np.diff(power)
    for beat in beats:
        first = round((beat - 0.05) * 500)
        found = (first + int(np.argmax(rise[first : first + 50])) + 1) / 500
        assert abs(found - beat) < ATTACK_TOLERANCE
