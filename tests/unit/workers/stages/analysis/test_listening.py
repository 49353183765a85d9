"""One channel, and what is heard in it."""

import numpy as np
import pytest

from tests.support import sounds
from workers.stages.analysis.listening import FRAME_RATE, at_rate, flux, framed, mono, spectrum

ONE_FRAME = 1 / FRAME_RATE


def test_the_mix_is_the_mean_with_its_peak_at_one() -> None:
    wave = sounds.tone(440, 0.5, level=0.1)
    mixed = mono(sounds.audio(wave, 3 * wave))
    assert np.abs(mixed).max() == pytest.approx(1)
    assert np.corrcoef(mixed, wave)[0, 1] == pytest.approx(1)


def test_opposite_channels_do_not_fall_silent() -> None:
    wave = sounds.struck(np.array([0.5, 1.0]), 2.0)
    mixed = mono(sounds.audio(wave, -wave))
    assert abs(np.corrcoef(mixed, wave)[0, 1]) == pytest.approx(1)


def test_opposite_channels_with_a_trace_of_difference_do_not_either() -> None:
    wave = sounds.struck(np.array([0.5, 1.0]), 2.0)
    mixed = mono(sounds.audio(wave, -0.9 * wave))
    assert abs(np.corrcoef(mixed, wave)[0, 1]) == pytest.approx(1)


def test_wide_stereo_is_mixed() -> None:
    left, right = sounds.noise(1.0, seed=1), sounds.noise(1.0, seed=2)
    mixed = mono(sounds.audio(left, right))
    assert np.corrcoef(mixed, left + right)[0, 1] == pytest.approx(1)


def test_silence_stays_silence() -> None:
    assert not mono(sounds.audio(sounds.silence(1.0))).any()


def test_an_absurd_level_is_no_trouble() -> None:
    wave = sounds.tone(440, 0.5) * np.float32(1e38)
    assert np.abs(mono(sounds.audio(wave, wave))).max() == pytest.approx(1)


@pytest.mark.parametrize("rate", [8000, 44_100, 48_000])
def test_frames_come_a_hundred_a_second_at_any_rate(rate: int) -> None:
    heard = spectrum(np.zeros(2 * rate, np.float32), rate)
    assert len(heard.mel) == len(heard.loudness) == pytest.approx(200, abs=1)


def test_a_louder_and_a_higher_tone_are_heard_as_such() -> None:
    low = spectrum(sounds.tone(300, 1.0, level=0.1), sounds.RATE)
    high = spectrum(sounds.tone(3000, 1.0, level=0.2), sounds.RATE)
    middle = slice(20, 80)
    assert np.median(low.centroid[middle]) == pytest.approx(300, rel=0.1)
    assert np.median(high.centroid[middle]) == pytest.approx(3000, rel=0.02)
    assert np.median(high.loudness[middle] - low.loudness[middle]) > 6


def test_flux_peaks_where_a_sound_starts() -> None:
    times = np.array([0.5, 1.25, 2.0])
    rises = flux(spectrum(sounds.struck(times, 3.0), sounds.RATE).mel)
    for time in times:
        first = round((time - 0.2) * FRAME_RATE)
        peak = first + np.argmax(rises[first : first + 40])
        assert peak / FRAME_RATE == pytest.approx(time, abs=1.01 * ONE_FRAME)


def test_frames_are_centred_and_cover_the_end() -> None:
    view = framed(np.arange(10, dtype=np.float32), 4, 3)
    assert view.shape == (4, 4)
    assert [row[2] for row in view.tolist()] == [0, 3, 6, 9]


def test_the_same_rate_is_left_alone() -> None:
    wave = sounds.tone(440, 0.1)
    assert at_rate(wave, 100, 100) is wave
