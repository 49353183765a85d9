"""Songs and excerpts at their own rate."""

from pathlib import Path

import numpy as np
import pytest

from common.config import Settings
from common.errors import InvalidInputError
from tests.support import sounds
from workers.engines.decoder import decode

SETTINGS = Settings()
SIXTEEN_BIT = 2 / 32768


@pytest.fixture
def ramp(tmp_path: Path) -> Path:
    """Ten seconds that tell the time by their level."""
    wave = np.linspace(0, 1, 10 * 8000, endpoint=False, dtype=np.float32)
    return sounds.write(tmp_path / "ramp.wav", wave, sample_rate=8000)


def test_a_song_is_decoded_whole_and_read_only(ramp: Path) -> None:
    audio = decode(ramp, settings=SETTINGS)
    assert audio.samples.shape == (1, 80_000)
    assert audio.duration == 10
    assert not audio.samples.flags.writeable


@pytest.mark.parametrize(("start", "end"), [(0.0, 3.0), (2.5, 7.25), (8.0, None), (0.0, 10.0)])
def test_an_excerpt_is_that_part(ramp: Path, start: float, end: float | None) -> None:
    audio = decode(ramp, settings=SETTINGS, excerpt=(start, end))
    assert float(audio.duration) == (end or 10) - start
    assert audio.samples[0, 0] == pytest.approx(start / 10, abs=SIXTEEN_BIT)
    assert audio.samples[0, -1] == pytest.approx((end or 10) / 10, abs=10 * SIXTEEN_BIT)


@pytest.mark.parametrize("excerpt", [(10.0, None), (11.0, 14.0), (5.0, 10.5)])
def test_an_excerpt_beyond_the_end_is_refused(
    ramp: Path, excerpt: tuple[float, float | None]
) -> None:
    with pytest.raises(InvalidInputError, match=r"lasts 10\.00 s; the excerpt reaches beyond"):
        decode(ramp, settings=SETTINGS, excerpt=excerpt)


@pytest.mark.parametrize(
    "excerpt", [(-1.0, 5.0), (5.0, 5.0), (6.0, 5.0), (float("nan"), 5.0), (1.0, float("inf"))]
)
def test_a_senseless_excerpt_is_refused(ramp: Path, excerpt: tuple[float, float | None]) -> None:
    with pytest.raises(InvalidInputError, match="excerpt"):
        decode(ramp, settings=SETTINGS, excerpt=excerpt)


def test_too_short_an_excerpt_is_refused(ramp: Path) -> None:
    with pytest.raises(InvalidInputError, match="at least 2 seconds"):
        decode(ramp, settings=SETTINGS, excerpt=(1.0, 2.0))


def test_an_excerpt_of_a_song_over_the_limit_needs_only_its_own_part(ramp: Path) -> None:
    settings = Settings(max_song_seconds=5)
    assert decode(ramp, settings=settings, excerpt=(1.0, 4.0)).duration == 3
    with pytest.raises(InvalidInputError, match="longer than 5 seconds"):
        decode(ramp, settings=settings)


def test_high_rates_and_many_channels_are_reduced(tmp_path: Path) -> None:
    wave = sounds.tone(440, 6.0)
    path = sounds.write(tmp_path / "a.wav", wave, wave, wave, sample_rate=96_000)
    audio = decode(path, settings=SETTINGS)
    assert audio.sample_rate == 48_000
    assert audio.samples.shape[0] == 2
    assert float(audio.duration) == pytest.approx(len(wave) / 96_000, abs=0.001)
