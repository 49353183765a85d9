"""Bands and weights are those that librosa computes."""

import librosa
import numpy as np
import pytest

from workers.stages.analysis.scales import a_weighting, mel_bands

ROUNDING = 1e-6


@pytest.mark.parametrize(("rate", "lowest"), [(24_000, 30.0), (44_100, 0.0)])
def test_mel_bands_are_librosa_s(rate: int, lowest: float) -> None:
    frequencies = np.fft.rfftfreq(1024, 1 / rate)
    expected = librosa.filters.mel(sr=rate, n_fft=1024, n_mels=64, fmin=lowest, norm=None)
    assert np.abs(mel_bands(frequencies, bands=64, lowest=lowest) - expected).max() < ROUNDING


def test_a_weighting_is_librosa_s() -> None:
    frequencies = np.linspace(1, 20_000, 500)
    assert np.allclose(a_weighting(frequencies), librosa.A_weighting(frequencies), atol=ROUNDING)
