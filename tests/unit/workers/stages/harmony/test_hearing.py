import numpy as np
import pytest

from common.artifacts.harmony import Chord, Harmony, Key
from tests.support import sounds
from workers.stages.harmony import CHORDS, Impression, hear_harmony


class Told:
    """Hears C major for a second, then A minor."""

    name = "told"

    def listen(self, samples: np.ndarray, sample_rate: int) -> Impression:
        frames = len(samples) * 10 // sample_rate
        chords = np.zeros((frames, CHORDS))
        chords[:10, 0] = 4
        chords[10:, 12 + 9] = 4
        keys = np.full(24, 0.01)
        keys[0] = 0.77
        return Impression(
            keys=keys,
            chords=chords,
            transitions=np.where(np.eye(CHORDS) > 0, 0.0, -3.0),
            opening=np.zeros(CHORDS),
            rate=10,
        )


def heard(sound: sounds.Mono) -> Harmony:
    return hear_harmony(samples=sound, sample_rate=sounds.RATE, listener=Told())


def test_chords_tile_the_song_and_change_between_frames() -> None:
    harmony = heard(sounds.drone(3.0))
    assert [chord.name for chord in harmony.chords] == ["C", "Am"]
    assert harmony.chords[0].end == pytest.approx(0.95)
    assert harmony.key.name == "C major"
    assert harmony.changes_a_minute == pytest.approx(20)
    assert harmony.listener == "told"


def test_a_longer_song_is_surer_of_its_key() -> None:
    short, long = heard(sounds.drone(5.0)), heard(sounds.drone(30.0))
    assert long.key.confidence > 2 * short.key.confidence > 0


def test_noise_has_neither_key_nor_chords_to_believe() -> None:
    harmony = heard(sounds.noise(6.0))
    assert harmony.key.confidence < 0.05
    assert all(chord.confidence < 0.1 for chord in harmony.chords)


def test_same_sound_same_bytes_and_back() -> None:
    harmony = heard(sounds.drone(2.0))
    assert heard(sounds.drone(2.0)).to_json() == harmony.to_json()
    assert Harmony.from_json(harmony.to_json()) == harmony


def test_chords_with_a_hole_are_refused() -> None:
    key = Key(tonic="C", mode="major", confidence=0.5)
    chord = Chord(start=0, end=1, root="C", mode="major", confidence=0.5)
    with pytest.raises(ValueError, match="tile"):
        Harmony(duration=2, keys=(key,), chords=(chord,), tonality=1, listener="told")
