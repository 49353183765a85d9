"""What is said of music differs as music does, and of what is no music little is said."""

from pathlib import Path

import numpy as np
import pytest

from common.artifacts.harmony import CLEAR
from common.artifacts.understanding import Labelling, Understanding
from common.config import Settings
from tests.support import sounds
from tests.support.shared import shared_music
from tests.support.understood import understood, understood_song
from workers.engines.decoder import decode

SONGS = ("d02_imuh_ballad", "e02_electronic", "e03_electro_rock", "e01_fantasy")


def song(name: str) -> Understanding:
    return understood_song(Path(shared_music() / f"{name}.ogg"))


def best(understanding: Understanding, kind: str) -> str:
    kinds = {
        labels.kind: labels for labels in (*understanding.content, *understanding.visual_guide)
    }
    return kinds[kind].best.text


def score(understanding: Understanding, kind: str, text: str) -> float:
    kinds = {
        labels.kind: labels for labels in (*understanding.content, *understanding.visual_guide)
    }
    return next(label.score for label in kinds[kind].labels if label.text == text)


def certainty(labelling: Labelling) -> float:
    """How far the best label stands out: 0 when all score the same, 1 when it has it all."""
    even = 1 / len(labelling.labels)
    return (labelling.best.score - even) / (1 - even)


def test_a_ballad_a_rock_song_and_an_electronic_track_differ() -> None:
    ballad, electronic, rock = (song(name) for name in SONGS[:3])
    assert best(ballad, "genre") == "ballad"
    assert best(rock, "genre") == "rock"
    assert best(electronic, "genre") == "electronic"
    for own, text in ((ballad, "ballad"), (rock, "rock"), (electronic, "electronic")):
        others = [other for other in (ballad, rock, electronic) if other is not own]
        assert all(
            score(own, "genre", text) > 1.5 * score(other, "genre", text) for other in others
        )


def test_their_descriptors_differ_as_they_sound() -> None:
    ballad, electronic, rock = (song(name).descriptors for name in SONGS[:3])
    assert ballad.energy < electronic.energy
    assert ballad.energy < rock.energy
    assert ballad.arousal < min(electronic.arousal, rock.arousal)
    assert ballad.tempo < min(electronic.tempo, rock.tempo)
    assert ballad.dynamics > max(electronic.dynamics, rock.dynamics)
    assert electronic.percussiveness > max(ballad.percussiveness, rock.percussiveness)
    assert electronic.density > max(ballad.density, rock.density)
    assert electronic.danceability > max(ballad.danceability, rock.danceability)
    assert rock.sustain > max(ballad.sustain, electronic.sustain)
    assert ballad.valence > rock.valence


def test_their_moods_and_tempi_differ() -> None:
    ballad, electronic, rock = (song(name) for name in SONGS[:3])
    assert best(ballad, "tempo range") == "slow"
    assert {best(electronic, "tempo range"), best(rock, "tempo range")} == {"upbeat"}
    assert best(ballad, "mood") in {"calm", "tender", "hopeful"}
    assert best(rock, "mood") in {"driven", "tense", "dark", "aggressive"}
    assert len({best(one, "style") for one in (ballad, electronic, rock)}) == 3


def test_an_orchestra_is_sustained_and_hardly_danced_to() -> None:
    orchestra, electronic = song(SONGS[3]), song(SONGS[1])
    assert best(orchestra, "genre") == "orchestral"
    assert orchestra.descriptors.sustain > electronic.descriptors.sustain + 0.3
    assert orchestra.descriptors.danceability < electronic.descriptors.danceability - 0.3


@pytest.mark.parametrize(
    ("sound", "rate"),
    [
        pytest.param(sounds.noise(12.0), sounds.RATE, id="noise"),
        pytest.param(sounds.silence(10.0), sounds.RATE, id="silence"),
        pytest.param(sounds.noise(10.0)[::5], 8000, id="noise at 8 kHz"),
    ],
)
def test_of_no_music_nothing_is_claimed(sound: np.ndarray, rate: int) -> None:
    _, harmony, understanding = understood(sounds.audio(sound, sample_rate=rate))
    every = [*understanding.content, *understanding.visual_guide]
    every += [labels for segment in understanding.segments for labels in segment.labels]
    assert max(map(certainty, every)) < 0.1
    assert max(role.confidence for role in understanding.roles) < 0.1
    assert harmony.key.confidence < CLEAR / 2
    assert understanding.descriptors.vocals < 0.2
    assert "little here to tell" in understanding.caption
    assert "key is not clear" in understanding.caption


def test_ten_seconds_of_a_song_are_less_certain_than_forty() -> None:
    path = Path(shared_music() / f"{SONGS[2]}.ogg")
    short, long = understood_song(path, seconds=10.0), song(SONGS[2])
    assert short.descriptors.confidence < 0.6 * long.descriptors.confidence
    assert max(map(certainty, short.content)) < max(map(certainty, long.content))
    assert max(role.confidence for role in short.roles) < 0.2


def test_a_narrow_recording_is_judged_with_reserve() -> None:
    band, _ = sounds.band(110, 20.0)
    wide = understood(sounds.audio(band))[2]
    narrow_samples = np.interp(
        np.arange(0, len(band), sounds.RATE / 8000), np.arange(len(band)), band
    )
    narrow = understood(sounds.audio(narrow_samples.astype(np.float32), sample_rate=8000))[2]
    assert narrow.descriptors.confidence < 0.7 * wide.descriptors.confidence
    assert narrow.descriptors.vocals < 0.3


def test_a_mix_of_songs_is_no_one_kind_of_music() -> None:
    parts = [
        decode(shared_music() / f"{name}.ogg", settings=Settings(), excerpt=(0.0, 20.0))
        for name in (*SONGS[:3], "d03_three_four")
    ]
    assert len({part.sample_rate for part in parts}) == 1
    mix = np.concatenate([part.samples for part in parts], axis=1)
    _, harmony, mixed = understood(sounds.audio(*mix, sample_rate=parts[0].sample_rate))
    alone = [song(name) for name in SONGS[:3]]
    assert mixed.descriptors.confidence < 0.6 * min(one.descriptors.confidence for one in alone)
    doubt = max(map(certainty, mixed.content))
    assert doubt < min(max(map(certainty, one.content)) for one in alone)
    assert harmony.key.confidence < CLEAR
    assert max(role.confidence for role in mixed.roles) < 0.2
