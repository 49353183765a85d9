"""Both trackers on made music whose beats are exact, and on sound without any."""

import numpy as np
import pytest

from tests.support import sounds
from workers.engines.trackers import madmom
from workers.engines.trackers.madmom import MadmomTracker
from workers.engines.trackers.onset import OnsetTracker
from workers.stages.analysis import BeatTracker, Tracking

SECONDS = 16.0
WINDOW = 0.07
BIAS = 0.015
TRACKERS = [MadmomTracker(), OnsetTracker()]

both = pytest.mark.parametrize("tracker", TRACKERS, ids=lambda tracker: tracker.name)


def tracked(tracker: BeatTracker, sound: sounds.Mono) -> Tracking:
    return tracker.track(sound / max(np.abs(sound).max(), 1e-9), sounds.RATE)


def errors(found: np.ndarray, true: np.ndarray) -> np.ndarray:
    """Signed distance of each true beat after 3 s to the nearest found one."""
    true = true[true > 3]
    nearest = found[np.abs(found[None, :] - true[:, None]).argmin(axis=1)]
    return nearest - true


@both
@pytest.mark.parametrize("tempo", [92, 126])
def test_beats_of_a_band_are_found_without_bias(tracker: BeatTracker, tempo: float) -> None:
    sound, beats = sounds.band(tempo, SECONDS)
    grid = tracked(tracker, sound).grid
    assert grid.tempo == pytest.approx(tempo, rel=0.03)
    assert np.abs(errors(grid.beats, beats)).max() < WINDOW
    assert abs(errors(grid.beats, beats).mean()) < BIAS


@both
def test_silence_has_no_beats(tracker: BeatTracker) -> None:
    assert tracked(tracker, sounds.silence(5.0)).grid.beats.size == 0


@both
def test_an_instant_has_no_beats(tracker: BeatTracker) -> None:
    assert tracked(tracker, sounds.noise(0.2)).grid.beats.size == 0


@both
def test_another_sample_rate_gives_the_same_beats(tracker: BeatTracker) -> None:
    sound, _ = sounds.band(110, SECONDS)
    half = sound[: len(sound) // 2 * 2].reshape(-1, 2).mean(axis=1)
    whole = tracked(tracker, sound).grid.beats
    again = tracker.track(half / np.abs(half).max(), sounds.RATE // 2).grid.beats
    assert len(whole) == len(again)
    assert np.abs(whole - again).max() < 0.03


@pytest.mark.parametrize("metre", [3, 4])
def test_bars_are_found_where_chords_change(metre: int) -> None:
    sound, beats = sounds.band(110, SECONDS, metre=metre)
    grid = tracked(OnsetTracker(), sound).grid
    assert grid.metre == metre
    assert np.abs(errors(grid.downbeats, beats[::metre])).max() < WINDOW


def test_madmom_finds_the_bars_and_says_how_clear_the_beats_are() -> None:
    sound, beats = sounds.band(110, SECONDS)
    tracking = tracked(MadmomTracker(), sound)
    assert tracking.grid.metre == 4
    assert np.abs(errors(tracking.grid.downbeats, beats[::4])).max() < WINDOW
    assert tracking.salience is not None
    assert tracking.salience.shape == tracking.grid.beats.shape
    assert tracking.salience.mean() > 0.3


def test_madmom_hardly_hears_a_beat_in_noise() -> None:
    salience = tracked(MadmomTracker(), sounds.noise(6.0)).salience
    assert salience is not None
    assert salience.mean() < 0.1


def test_a_song_heard_in_parts_sounds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    sound, _ = sounds.band(110, 8.0)
    whole = tracked(MadmomTracker(), sound)
    monkeypatch.setattr(madmom, "_PART", 300)
    parts = tracked(MadmomTracker(), sound)
    assert np.array_equal(whole.grid.beats, parts.grid.beats)
    assert whole.salience is not None
    assert np.allclose(whole.salience, parts.salience, atol=1e-4)
