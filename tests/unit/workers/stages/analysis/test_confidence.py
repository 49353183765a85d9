"""A grid is believed where the music repeats on it, and nowhere else."""

import numpy as np
import pytest

from common.artifacts.analysis import GRID_CONFIDENCE
from tests.support import sounds
from workers.stages.analysis import BeatGrid, Tracking
from workers.stages.analysis.confidence import beat_confidence
from workers.stages.analysis.listening import FRAME_RATE, flux, spectrum

SECONDS = 20.0
GRID = sounds.beat_times(120, SECONDS)


def confidence(
    sound: sounds.Mono, beats: np.ndarray = GRID, salience: float | None = None
) -> float:
    rises = flux(spectrum(sound, sounds.RATE).mel)
    heard = None if salience is None else np.full(len(beats), salience)
    tracking = Tracking(grid=BeatGrid(beats=beats), salience=heard)
    return beat_confidence(tracking, rises, FRAME_RATE)


def test_a_band_on_the_grid_is_believed() -> None:
    sound, beats = sounds.band(120, SECONDS)
    assert confidence(sound, beats) > 0.8


@pytest.mark.parametrize(
    "sound",
    [sounds.noise(SECONDS), sounds.drone(SECONDS), sounds.silence(SECONDS)],
    ids=["noise", "drone", "silence"],
)
def test_a_grid_laid_over_no_rhythm_is_not(sound: sounds.Mono) -> None:
    assert confidence(sound) < GRID_CONFIDENCE


def test_a_band_beside_the_grid_is_not_believed() -> None:
    sound, beats = sounds.band(120, SECONDS)
    assert confidence(sound, beats + 0.17) < GRID_CONFIDENCE


def test_free_playing_is_not_believed() -> None:
    generator = np.random.default_rng(3)
    notes = np.cumsum(generator.uniform(0.25, 1.4, 40))
    notes = notes[notes < SECONDS - 0.5]
    assert confidence(sounds.struck(notes, SECONDS), notes) < GRID_CONFIDENCE


def test_beats_without_a_note_are_believed_only_where_they_recur() -> None:
    beats = np.arange(0.5, SECONDS - 0.5, 0.5)
    played = np.arange(len(beats)) % 2 == 0
    chance = np.random.default_rng(2).permutation(played)
    recurring, random = (sounds.struck(beats[some], SECONDS) for some in (played, chance))
    assert confidence(random, beats) < GRID_CONFIDENCE < confidence(recurring, beats)


def test_what_a_network_hardly_heard_is_not_believed() -> None:
    sound, beats = sounds.band(120, SECONDS)
    assert (
        confidence(sound, beats, salience=0.06)
        < GRID_CONFIDENCE
        < confidence(sound, beats, salience=0.5)
    )


def test_a_few_beats_are_no_grid() -> None:
    sound, beats = sounds.band(120, SECONDS)
    assert confidence(sound, beats[:5]) == 0


def test_a_tempo_that_breathes_does_no_harm() -> None:
    beats = 0.3 + np.cumsum(0.5 + 0.05 * np.sin(np.arange(36) / 4))
    sound = sounds.struck(beats, 20.0) + sounds.struck(beats[::4], 20.0, pitch=70)
    assert confidence(sound, beats) > 0.7
