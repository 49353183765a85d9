"""What a file holds counts, not what it says; limits hold while it is decoded."""

import io
import os
from itertools import islice
from pathlib import Path

import av
import numpy as np
import pytest

from common.config import Settings
from common.decoding import Form, open_sound
from common.errors import InvalidInputError, SongLimitError, UnreadableSongError
from tests.support import sounds

SETTINGS = Settings()
SIXTEEN_BIT = 2 / 32768
RESAMPLED = 0.02
PACKET = 1024
"""Samples by which FFmpeg may trim or keep the first and last packet of a Vorbis stream."""


def read(path: Path, settings: Settings = SETTINGS, **most: int) -> tuple[Form, np.ndarray]:
    with open_sound(path, settings=settings, **most) as (form, blocks):
        return form, np.concatenate(list(blocks), axis=1)


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"])
def test_every_sample_format_gives_the_same_sound(tmp_path: Path, subtype: str) -> None:
    left, right = sounds.tone(440, 0.5), sounds.tone(660, 0.5)
    form, samples = read(sounds.write(tmp_path / "a.wav", left, right, subtype=subtype))
    tolerance = 2 / 128 if subtype == "PCM_U8" else SIXTEEN_BIT
    assert (form.sample_rate, form.channels, form.container) == (44_100, 2, "wav")
    assert samples.dtype == np.float32
    assert np.allclose(samples, [left, right], atol=tolerance)


@pytest.mark.parametrize(("name", "subtype"), [("a.flac", "PCM_16"), ("a.ogg", "VORBIS")])
def test_compressed_files_decode_to_their_length(tmp_path: Path, name: str, subtype: str) -> None:
    wave = sounds.tone(440, 1.0)
    _, samples = read(sounds.write(tmp_path / name, wave, subtype=subtype))
    assert samples.shape == (1, pytest.approx(44_100, abs=PACKET))
    assert np.abs(samples).max() == pytest.approx(0.3, abs=RESAMPLED)


def broadcast(seconds: int) -> bytearray:
    """Sound in an MPEG transport stream: packets of 188 bytes, each with its stream's number."""
    file, samples = io.BytesIO(), np.zeros((1, 48_000 * seconds), np.int16)
    with av.open(file, "w", format="mpegts") as output:
        stream = output.add_stream("mp2", rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples, "s16", "mono")
        frame.sample_rate = 48_000
        output.mux([*stream.encode(frame), *stream.encode(None)])
    return bytearray(file.getvalue())


def test_a_stream_that_begins_later_is_passed_over(tmp_path: Path) -> None:
    path, sent = tmp_path / "a.ts", broadcast(10)
    begins = [at for at in range(0, len(sent), 188) if sent[at + 1] == 0x41 and sent[at + 2] == 0]
    sent[begins[-3] + 2] = 8
    path.write_bytes(sent)
    _, samples = read(path)
    assert samples.shape == (1, pytest.approx(480_000, rel=0.05))


def test_what_is_not_a_number_becomes_silence(tmp_path: Path) -> None:
    wave = sounds.tone(440, 0.5)
    wave[100:103] = [np.nan, np.inf, -np.inf]
    _, samples = read(sounds.write(tmp_path / "a.wav", wave, subtype="FLOAT"))
    assert np.all(samples[0, 100:103] == 0)
    assert np.isfinite(samples).all()


def test_a_second_ogg_link_is_brought_to_the_form_of_the_first(tmp_path: Path) -> None:
    first = sounds.write(tmp_path / "1.ogg", *[sounds.tone(440, 1.0)] * 2, subtype="VORBIS")
    low = sounds.tone(440, 2.0)[::2]
    second = sounds.write(tmp_path / "2.ogg", low, sample_rate=22_050, subtype="VORBIS")
    chained = tmp_path / "chained.ogg"
    chained.write_bytes(first.read_bytes() + second.read_bytes())
    form, samples = read(chained)
    assert (form.sample_rate, form.channels) == (44_100, 2)
    assert samples.shape[1] == pytest.approx(3 * 44_100, abs=2 * PACKET)
    assert np.sqrt(np.mean(samples[:, -44_100:] ** 2)) == pytest.approx(0.3 / 2**0.5, abs=RESAMPLED)


def test_sound_above_the_maxima_is_brought_down(tmp_path: Path) -> None:
    high = sounds.tone(440, 1.0)
    path = sounds.write(tmp_path / "a.wav", high, high, high, sample_rate=96_000)
    form, samples = read(path, max_rate=48_000, max_channels=2)
    assert (form.sample_rate, form.channels) == (96_000, 3)
    assert samples.shape == (2, pytest.approx(44_100 / 2, abs=2))


def test_an_ogg_named_wav_is_known_by_its_content(tmp_path: Path) -> None:
    sounds.write(tmp_path / "a.ogg", sounds.tone(440, 0.5), subtype="VORBIS")
    (tmp_path / "a.ogg").rename(tmp_path / "a.wav")
    assert read(tmp_path / "a.wav")[0].container == "ogg"


def test_a_file_cut_short_gives_what_is_there(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.flac", sounds.noise(2.0))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert 0.5 * 44_100 < read(path)[1].shape[1] < 1.5 * 44_100


def test_damage_in_the_middle_costs_only_the_middle(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.mp3", sounds.drone(4.0), subtype="MPEG_LAYER_III")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 2000] = np.random.default_rng(1).bytes(2000)
    path.write_bytes(data)
    assert read(path)[1].shape[1] > 3 * 44_100


def test_a_song_over_the_time_limit_is_refused_before_its_end(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "long.flac", sounds.silence(60))
    settings = Settings(max_song_seconds=5)
    seen = 0
    with open_sound(path, settings=settings) as (form, blocks):

        def count() -> None:
            nonlocal seen
            for block in blocks:
                seen += block.shape[1]

        with pytest.raises(SongLimitError, match=r"long\.flac lasts longer than 5 seconds"):
            count()
    assert 4 * form.sample_rate < seen <= 5 * form.sample_rate


def test_a_song_over_the_size_limit_is_refused(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "big.wav", sounds.silence(30))
    with pytest.raises(SongLimitError, match="has 3 MB; the limit is 1 MB"):
        read(path, Settings(max_song_bytes=1_000_000))


def test_a_song_with_too_many_channels_is_refused(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "wide.wav", *[sounds.silence(0.1)] * 9)
    with pytest.raises(SongLimitError, match="9 channels; the limit is 8"):
        read(path)


def test_an_impossible_sample_rate_is_refused(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "slow.wav", sounds.silence(0.1), sample_rate=10)
    with pytest.raises(UnreadableSongError, match="10 Hz"):
        read(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"Dear diary, nothing happened today.\n" * 100, "is not a sound file"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(2000), "is not a sound file"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "is not a sound file"),
    ],
)
def test_what_holds_no_sound_is_refused_by_name(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(content)
    with pytest.raises(UnreadableSongError, match=rf"^song\.mp3 {reason}[^\n]*$"):
        read(path)


def test_a_playlist_is_not_followed(tmp_path: Path) -> None:
    secret = sounds.write(tmp_path / "secret.wav", sounds.tone(440, 1.0))
    playlist = tmp_path / "song.mp3"
    playlist.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{secret}\n#EXT-X-ENDLIST\n")
    with pytest.raises(UnreadableSongError):
        read(playlist)
    playlist.write_text(f"ffconcat version 1.0\nfile '{secret}'\n")
    with pytest.raises(UnreadableSongError):
        read(playlist)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="is a folder"):
        read(tmp_path)
    with pytest.raises(InvalidInputError, match="there is no file"):
        read(tmp_path / "none.wav")
    with pytest.raises(InvalidInputError, match="cannot be opened"):
        read(tmp_path / ("long" * 100))


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    with pytest.raises(InvalidInputError, match="is not a file"):
        read(tmp_path / "pipe.wav")


def test_blocks_are_small(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.wav", sounds.silence(20))
    with open_sound(path, settings=SETTINGS) as (_, blocks):
        assert all(block.shape[1] <= 65_536 for block in islice(blocks, 10))
