import io

import pytest
from PIL import Image

from common.artifacts.song import Audio
from tests.support import sounds
from tests.support.understood import understood
from workers.engines.timeline import draw_timeline


def drawn(audio: Audio, *, title: str = "a song") -> bytes:
    analysis, harmony, understanding = understood(audio)
    return draw_timeline(
        audio=audio, analysis=analysis, harmony=harmony, understanding=understanding, title=title
    )


@pytest.fixture(scope="module")
def band() -> Audio:
    sound, _ = sounds.band(110, 9.0)
    return sounds.audio(sound, sound)


@pytest.fixture(scope="module")
def picture(band: Audio) -> bytes:
    return drawn(band)


def test_draws_a_png_fit_to_be_printed(picture: bytes) -> None:
    image = Image.open(io.BytesIO(picture))
    assert image.format == "PNG"
    assert image.width >= 1900
    assert len(image.convert("RGB").getcolors(1 << 24)) > 100


def test_same_song_same_bytes(band: Audio, picture: bytes) -> None:
    assert drawn(band) == picture


def test_a_long_song_has_more_rows(picture: bytes) -> None:
    long = sounds.audio(sounds.silence(61.0)[::5], sample_rate=sounds.RATE // 5)
    heights = [Image.open(io.BytesIO(one)).height for one in (picture, drawn(long))]
    assert heights[1] > 1.5 * heights[0]


@pytest.mark.parametrize(
    "sound", [sounds.silence(3.0), sounds.noise(0.4)], ids=["silence", "short"]
)
def test_hardly_anything_can_be_drawn_too(sound: sounds.Mono) -> None:
    assert Image.open(io.BytesIO(drawn(sounds.audio(sound)))).format == "PNG"
