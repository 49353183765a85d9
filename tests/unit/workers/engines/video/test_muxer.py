import os
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
import pytest
import soundfile

from common.artifacts.video import Chapter
from common.errors import EngineError, InvalidInputError, UnwritableOutputError
from workers.engines.video.digest import video_digest
from workers.engines.video.encoder import encode
from workers.engines.video.muxer import clock_rate, mux
from workers.engines.video.reader import describe

NTSC = Fraction(24000, 1001)
RATES = [Fraction(24), NTSC, Fraction(30), Fraction(60)]
FLASHES = (0.5, 2.0, 3.25)
CLICK_SECONDS = 0.01
SAMPLE_TOLERANCE = 0.001
"""Seconds by which an AAC transient may smear before it rises above a quarter of its peak."""


def click_track(path: Path, *, seconds: float = 4.0, rate: int = 44_100, at=FLASHES) -> Path:
    sound = np.zeros((round(seconds * rate), 2), np.float32)
    for moment in at:
        start, length = round(moment * rate), round(CLICK_SECONDS * rate)
        sound[start : start + length] = np.sin(np.arange(length) * 0.6)[:, None] * 0.8
    soundfile.write(path, sound, rate)
    return path


def flashes(start: int, end: int, fps: Fraction) -> Iterator[np.ndarray]:
    lit = {round(moment * fps) for moment in FLASHES}
    for frame in range(start, end):
        yield np.full((32, 48, 3), 255 if frame in lit else frame % 50, np.uint8)


def shoot(folder: Path, fps: Fraction, edges: list[int], **options: int) -> list[Path]:
    paths = []
    for start, end in pairwise(edges):
        paths.append(folder / f"{start:06d}.mp4")
        encode(flashes(start, end, fps), size=(48, 32), fps=fps, out=paths[-1], **options)
    return paths


class Played(NamedTuple):
    """What a player shows and sounds: flash times, click times, frame times, seconds of sound."""

    flashes: list[float]
    clicks: list[float]
    frames: list[Fraction]
    sound: float


def play(path: Path) -> Played:
    with av.open(str(path)) as container:
        shown = [
            (f.pts * f.time_base, f.to_ndarray("gray").mean()) for f in container.decode(video=0)
        ]
    with av.open(str(path)) as container:
        blocks = [(f.pts * f.time_base, f.to_ndarray(), f.rate) for f in container.decode(audio=0)]
    rate = blocks[0][2]
    sound = np.abs(np.concatenate([block.mean(axis=0) for _, block, _ in blocks]))
    loud = np.flatnonzero(sound > 0.2)
    starts = loud[np.flatnonzero(np.diff(loud, prepend=-rate) > rate // 10)]
    return Played(
        flashes=[float(time) for time, light in shown if light > 180],
        clicks=[float(blocks[0][0]) + start / rate for start in starts],
        frames=[time for time, _ in shown],
        sound=len(sound) / rate,
    )


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("fps", RATES, ids=str)
def test_sound_and_picture_meet(tmp_path: Path, fps: Fraction, rate: int) -> None:
    total = round(4 * fps)
    song = click_track(tmp_path / "song.wav", rate=rate)
    segments = shoot(tmp_path, fps, [0, 17, 18, 20, total])
    film = mux(segments, audio=song, out=tmp_path / "film.mp4", fps=fps)
    seen = play(tmp_path / "film.mp4")
    assert film.frames == total == len(seen.frames)
    assert seen.frames == [n / fps for n in range(total)]
    assert np.abs(np.subtract(seen.clicks, FLASHES)).max() < SAMPLE_TOLERANCE
    assert np.abs(np.subtract(seen.flashes, seen.clicks)).max() <= 0.5 / fps + SAMPLE_TOLERANCE


def test_a_mono_song_sounds_on_both_sides(tmp_path: Path) -> None:
    tone = 0.5 * np.sin(np.arange(88_200) * 0.05)
    soundfile.write(tmp_path / "mono.wav", tone, 44_100)
    fps = Fraction(24)
    mux(shoot(tmp_path, fps, [0, 48]), audio=tmp_path / "mono.wav", out=tmp_path / "f.mp4", fps=fps)
    with av.open(str(tmp_path / "f.mp4")) as container:
        sound = np.concatenate([f.to_ndarray() for f in container.decode(audio=0)], axis=1)
    assert sound.shape[0] == 2
    middle = sound[:, 20_000:60_000]
    assert np.abs(middle).max(axis=1) == pytest.approx([0.5, 0.5], abs=0.02)


def test_an_excerpt_begins_where_it_was_cut(tmp_path: Path) -> None:
    song = click_track(tmp_path / "song.wav", seconds=9, at=[3 + moment for moment in FLASHES])
    fps = Fraction(24)
    segments = shoot(tmp_path, fps, [0, 96])
    mux(segments, audio=song, out=tmp_path / "film.mp4", fps=fps, excerpt=(3.0, 7.0))
    seen = play(tmp_path / "film.mp4")
    assert np.abs(np.subtract(seen.clicks, FLASHES)).max() < SAMPLE_TOLERANCE
    assert describe(tmp_path / "film.mp4").audio_seconds == 4


def test_aac_is_copied_untouched(tmp_path: Path) -> None:
    fps = Fraction(24)
    segments = shoot(tmp_path, fps, [0, 96])
    song = click_track(tmp_path / "song.wav")
    mux(segments, audio=song, out=tmp_path / "song.m4a.mp4", fps=fps)
    mux(segments, audio=tmp_path / "song.m4a.mp4", out=tmp_path / "film.mp4", fps=fps)
    packets = []
    for name in ("song.m4a.mp4", "film.mp4"):
        with av.open(str(tmp_path / name)) as container:
            packets.append([(p.pts, bytes(p)) for p in container.demux(audio=0) if p.size])
    assert packets[0] == packets[1]
    seen = play(tmp_path / "film.mp4")
    assert np.abs(np.subtract(seen.clicks, FLASHES)).max() < SAMPLE_TOLERANCE


def test_it_plays_in_browsers(tmp_path: Path) -> None:
    fps = Fraction(24)
    song = click_track(tmp_path / "song.wav")
    mux(shoot(tmp_path, fps, [0, 96]), audio=song, out=tmp_path / "film.mp4", fps=fps)
    data = (tmp_path / "film.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert b"avc1" in data
    held = describe(tmp_path / "film.mp4")
    assert (held.video_codec, held.audio_codec, held.fps, held.frames) == ("h264", "aac", fps, 96)
    assert (held.video_seconds, held.audio_seconds) == (4, 4)


def test_chapters_and_title_are_kept(tmp_path: Path) -> None:
    chapters = (Chapter(start=0, end=1.5, title="Verse"), Chapter(start=1.5, end=4, title="Refrän"))
    film = mux(
        shoot(tmp_path, NTSC, [0, 96]),
        audio=click_track(tmp_path / "song.wav"),
        out=tmp_path / "film.mp4",
        fps=NTSC,
        chapters=chapters,
        metadata={"title": "Zwölf Boxkämpfer", "artist": "Ada"},
    )
    assert film.chapters == chapters
    with av.open(str(tmp_path / "film.mp4")) as container:
        assert container.metadata["title"] == "Zwölf Boxkämpfer"
        assert container.metadata["artist"] == "Ada"
        read = container.chapters()
    assert [c["metadata"]["title"] for c in read] == ["Verse", "Refrän"]
    assert [float(c["start"] * c["time_base"]) for c in read] == pytest.approx([0, 1.5], abs=1e-3)


def test_the_digest_is_of_the_pictures_alone(tmp_path: Path) -> None:
    fps = Fraction(24)
    song, other = click_track(tmp_path / "a.wav"), click_track(tmp_path / "b.wav", at=[1.0])
    segments = shoot(tmp_path, fps, [0, 40, 96])
    plain = mux(segments, audio=song, out=tmp_path / "a.mp4", fps=fps)
    titled = mux(
        segments,
        audio=other,
        out=tmp_path / "b.mp4",
        fps=fps,
        metadata={"title": "B"},
        chapters=[Chapter(start=0, end=4, title="All")],
    )
    assert plain.video_digest == titled.video_digest == video_digest(tmp_path / "a.mp4")
    swapped = mux(segments[::-1], audio=song, out=tmp_path / "c.mp4", fps=fps)
    assert swapped.video_digest != plain.video_digest


def test_the_digest_hangs_on_the_frame_rate(tmp_path: Path) -> None:
    song = click_track(tmp_path / "a.wav")
    films = []
    for fps in (Fraction(24), NTSC):
        folder = tmp_path / str(fps.denominator)
        folder.mkdir()
        films.append(mux(shoot(folder, fps, [0, 96]), audio=song, out=folder / "f.mp4", fps=fps))
    assert films[0].video_digest != films[1].video_digest


def test_segments_encoded_otherwise_are_refused(tmp_path: Path) -> None:
    fps = Fraction(24)
    segments = [*shoot(tmp_path, fps, [0, 48]), *shoot(tmp_path, Fraction(30), [48, 96])]
    song = click_track(tmp_path / "song.wav")
    with pytest.raises(EngineError, match="not encoded like"):
        mux(segments, audio=song, out=tmp_path / "film.mp4", fps=fps)
    with pytest.raises(EngineError, match="whole frame"):
        mux(segments[:1], audio=song, out=tmp_path / "film.mp4", fps=NTSC)
    assert not list(tmp_path.glob("*film*"))


@pytest.mark.parametrize("content", [b"", b"not a film"])
def test_a_segment_that_is_none_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "scene.mp4").write_bytes(content)
    song = click_track(tmp_path / "song.wav")
    with pytest.raises(EngineError, match=r"scene\.mp4 is not a segment"):
        mux([tmp_path / "scene.mp4"], audio=song, out=tmp_path / "f.mp4", fps=Fraction(24))
    with pytest.raises(EngineError, match="holds no video"):
        mux([song], audio=song, out=tmp_path / "f.mp4", fps=Fraction(24))


def test_no_scenes_no_film(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="at least one scene"):
        mux([], audio=tmp_path / "song.wav", out=tmp_path / "f.mp4", fps=Fraction(24))


def test_a_song_that_cannot_be_read_leaves_no_film(tmp_path: Path) -> None:
    segments = shoot(tmp_path, Fraction(24), [0, 24])
    with pytest.raises(InvalidInputError, match="no file"):
        mux(segments, audio=tmp_path / "no.wav", out=tmp_path / "film.mp4", fps=Fraction(24))
    assert not list(tmp_path.glob("*film*"))


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    segments = shoot(tmp_path, Fraction(24), [0, 24])
    song = click_track(tmp_path / "song.wav")
    with pytest.raises(UnwritableOutputError, match="nowhere"):
        mux(segments, audio=song, out=tmp_path / "nowhere" / "film.mp4", fps=Fraction(24))


FULL_DISK = """
import resource, signal, sys
from fractions import Fraction
from pathlib import Path
from common.errors import StorageFullError
from workers.engines.video.muxer import mux
segment, song, out, whole = map(Path, sys.argv[1:])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = whole.stat().st_size
for limit in (10, size // 2, size - 3000, size - 1):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        mux([segment], audio=song, out=out, fps=Fraction(24))
    except StorageFullError as error:
        print(error)
"""


def test_a_full_disk_leaves_no_film(tmp_path: Path) -> None:
    """A limit on file size stands for the full disk, met early and with the very last byte."""
    [segment] = shoot(tmp_path, Fraction(24), [0, 96])
    song = click_track(tmp_path / "song.wav")
    mux([segment], audio=song, out=tmp_path / "whole.mp4", fps=Fraction(24))
    paths = [segment, song, tmp_path / "full.mp4", tmp_path / "whole.mp4"]
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, *map(os.fspath, paths)],
        capture_output=True,
        check=True,
        text=True,
    )
    assert run.stdout.count("no room left") == 4
    assert not list(tmp_path.glob("*full*"))


@pytest.mark.parametrize(("fps", "clock"), [("24", 12288), ("24000/1001", 24000), ("25/2", 12800)])
def test_the_clock_has_whole_ticks_a_frame(fps: str, clock: int) -> None:
    assert clock_rate(Fraction(fps)) == clock
    assert (clock / Fraction(fps)).denominator == 1
