from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from common.errors import InvalidInputError
from workers.engines.video.digest import video_digest
from workers.engines.video.encoder import encode
from workers.engines.video.reader import describe, read_frames

NTSC = Fraction(30000, 1001)


def film(path: Path, *, count: int = 12, size: tuple[int, int] = (96, 64)) -> Path:
    frames = (np.full((size[1], size[0], 3), 20 * n, np.uint8) for n in range(count))
    encode(frames, size=size, fps=NTSC, out=path)
    return path


def test_frames_come_in_order(tmp_path: Path) -> None:
    fps, frames = read_frames(film(tmp_path / "film.mp4"))
    greys = [float(frame.mean()) for frame in frames]
    assert fps == NTSC
    assert greys == pytest.approx([20 * n for n in range(12)], abs=1.5)


def test_small_pictures_keep_the_shape(tmp_path: Path) -> None:
    _, frames = read_frames(film(tmp_path / "film.mp4", size=(160, 90)), rows=45)
    shapes = {frame.shape for frame in frames}
    assert shapes == {(44, 80, 3)}


def test_small_pictures_show_the_same(tmp_path: Path) -> None:
    """Shrunk while they are planes, or as whole pictures: nearly the same (chroma is coarser)."""
    ramp = np.mgrid[:144, :256].sum(axis=0)[..., None] * [0.4, 0.3, 0.6]
    path = tmp_path / "ramp.mp4"
    encode([ramp.astype(np.uint8)] * 3, size=(256, 144), fps=NTSC, out=path)
    whole, small = (next(read_frames(path, rows=rows)[1]) for rows in (None, 72))
    means = whole.reshape(72, 2, 128, 2, 3).mean(axis=(1, 3))
    assert np.abs(means - small).max() <= 4
    assert np.abs(means - small).mean() < 1


def test_pictures_are_never_enlarged(tmp_path: Path) -> None:
    _, frames = read_frames(film(tmp_path / "film.mp4"), rows=500)
    assert next(frames).shape == (64, 96, 3)


def test_footage_of_another_codec_is_read(tmp_path: Path) -> None:
    path = tmp_path / "footage.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "bgr0"
        for n in range(5):
            frame = av.VideoFrame.from_ndarray(np.full((32, 32, 3), 40 * n, np.uint8), "rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    fps, frames = read_frames(path)
    assert fps == 25
    assert [int(frame[0, 0, 0]) for frame in frames] == [0, 40, 80, 120, 160]


def test_a_file_is_described(tmp_path: Path) -> None:
    held = describe(film(tmp_path / "film.mp4"))
    assert (held.width, held.height, held.frames) == (96, 64, 12)
    assert (held.fps, held.video_codec, held.video_seconds) == (NTSC, "h264", 12 / NTSC)
    assert (held.audio_codec, held.audio_seconds) == (None, 0)


@pytest.mark.parametrize("content", [b"", b"hello", b"\x00" * 5000, b"#EXTM3U\n/etc/passwd\n"])
def test_what_is_no_video_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(content)
    for ask in (read_frames, describe, video_digest):
        with pytest.raises(InvalidInputError, match=r"film\.mp4") as caught:
            ask(path)
        assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    for ask in (read_frames, describe, video_digest):
        with pytest.raises(InvalidInputError, match=r"nowhere\.mp4"):
            ask(tmp_path / "nowhere.mp4")


def test_a_song_is_no_video(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "song.wav", np.zeros(8000), 8000)
    for ask in (read_frames, describe, video_digest):
        with pytest.raises(InvalidInputError, match=r"song\.wav"):
            ask(tmp_path / "song.wav")


def test_damage_on_the_way_is_told_while_reading(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mp4")
    data = bytearray(path.read_bytes())
    start, end = data.index(b"mdat") + 800, data.index(b"moov") - 8
    data[start:end] = b"\xff" * (end - start)
    path.write_bytes(data)
    _, frames = read_frames(path)
    with pytest.raises(InvalidInputError, match=r"film\.mp4 cannot be read"):
        list(frames)
