"""Energy, brightness and onsets on scales that mean the same in every song."""

import numpy as np
import pytest

from tests.support import sounds
from workers.stages.analysis import curves
from workers.stages.analysis.listening import FRAME_RATE, flux, spectrum


def energy_of(sound: sounds.Mono) -> np.ndarray:
    heard = spectrum(sound, sounds.RATE)
    return np.array(curves.energy(heard.loudness, FRAME_RATE, rate=10).values)


def test_loud_is_high_and_quiet_is_low() -> None:
    sound = np.concatenate([sounds.noise(5, level=0.01), sounds.noise(5, level=0.3)])
    energy = energy_of(sound)
    assert len(energy) == pytest.approx(100, abs=1)
    assert energy[5:45].max() < 0.2
    assert energy[55:95].min() > 0.8


def test_an_even_song_has_even_energy() -> None:
    assert np.ptp(energy_of(sounds.noise(5))[2:48]) < 0.2


def test_silence_has_none() -> None:
    assert not energy_of(sounds.silence(3)).any()


def test_a_pause_is_silent() -> None:
    sound = np.concatenate([sounds.noise(5), sounds.silence(2), sounds.noise(5)])
    assert energy_of(sound)[55:65].max() == 0


def test_brightness_follows_the_pitch_of_the_sound() -> None:
    sound = np.concatenate([sounds.tone(400, 2), sounds.tone(3200, 2), sounds.silence(2)])
    heard = spectrum(sound, sounds.RATE)
    curve = curves.brightness(heard.centroid, heard.loudness, FRAME_RATE, rate=10)
    assert curve.mean(0.5, 1.5) == pytest.approx(0.2, abs=0.05)
    assert curve.mean(2.5, 3.5) == pytest.approx(0.8, abs=0.02)
    assert curve.mean(4.5, 5.5) == 0


def test_onsets_stand_out() -> None:
    times = np.array([1.0, 2.0, 3.0])
    rises = flux(spectrum(sounds.struck(times, 4.0), sounds.RATE).mel)
    curve = np.array(curves.onset_strength(rises, FRAME_RATE, rate=50).values)
    assert all(curve[round(t * 50) - 1 : round(t * 50) + 2].max() > 0.8 for t in times)
    assert np.median(curve) < 0.05
