import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from common.errors import EngineError, InvalidInputError, UnwritableOutputError
from workers.engines.video.encoder import encode
from workers.engines.video.reader import read_frames

RATES = [Fraction(24), Fraction(24000, 1001), Fraction(30), Fraction(60)]
COLOUR_TOLERANCE = 2
"""Steps of 255: 8-bit limited-range YUV cannot name every RGB colour."""
PATCHES = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (128, 128, 128)]


def moving(count: int, *, size: tuple[int, int] = (64, 48)) -> Iterator[np.ndarray]:
    ramp = np.add.outer(np.arange(size[1]), np.arange(size[0]))
    for number in range(count):
        grey = ((ramp * 3 + number * 5) % 256).astype(np.uint8)
        yield np.stack([grey, 255 - grey, np.roll(grey, number, axis=0)], axis=-1)


@pytest.mark.parametrize("fps", RATES, ids=str)
@pytest.mark.parametrize("count", [1, 2, 3, 61])
def test_every_frame_is_there_at_its_exact_time(fps: Fraction, count: int) -> None:
    file = io.BytesIO()
    segment = encode(moving(count), size=(64, 48), fps=fps, out=file)
    assert (segment.frames, segment.width, segment.height, segment.fps) == (count, 64, 48, fps)
    file.seek(0)
    with av.open(file) as container:
        times = [frame.pts * frame.time_base for frame in container.decode(video=0)]
    assert times == [n / fps for n in range(count)]


@pytest.mark.parametrize("size", [(96, 32), (1280, 720)])
def test_colours_come_back(tmp_path: Path, size: tuple[int, int]) -> None:
    width = size[0] // len(PATCHES) + 1
    row = np.repeat(np.array(PATCHES, np.uint8), width, axis=0)[: size[0]]
    picture = np.repeat(row[None], size[1], axis=0)
    encode([picture] * 2, size=size, fps=Fraction(24), out=tmp_path / "patches.mp4")
    _, frames = read_frames(tmp_path / "patches.mp4")
    seen = next(frames)[size[1] // 2, width // 2 :: width].astype(int)
    assert np.abs(seen - np.array(PATCHES)).max() <= COLOUR_TOLERANCE


def test_the_file_says_what_its_colours_mean() -> None:
    file = io.BytesIO()
    encode(moving(2), size=(64, 48), fps=Fraction(24), out=file)
    file.seek(0)
    with av.open(file) as container:
        context = container.streams.video[0].codec_context
        assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
        tags = (context.colorspace, context.color_primaries, context.color_trc, context.color_range)
        assert tags == (1, 1, 1, 1), "BT.709, limited range"


def test_it_starts_with_a_keyframe_and_has_another_every_two_seconds() -> None:
    file = io.BytesIO()
    encode(moving(100), size=(64, 48), fps=Fraction(24), out=file)
    file.seek(0)
    with av.open(file) as container:
        keys = [p.pts * p.time_base for p in container.demux(video=0) if p.is_keyframe]
    assert keys[0] == 0
    assert max(np.diff([*map(float, keys), 100 / 24])) <= 2


PROGRAM = """
import hashlib, io
from fractions import Fraction
import numpy as np
from workers.engines.video.encoder import encode
rng = np.random.default_rng(5)
noise = rng.integers(0, 256, (144, 256, 3), dtype=np.uint8)
frames = (np.roll(noise, 2 * n, axis=1) for n in range(30))
out = io.BytesIO()
encode(frames, size=(256, 144), fps=Fraction(24), out=out)
print(hashlib.sha256(out.getvalue()).hexdigest())
"""


def test_the_bytes_do_not_hang_on_the_number_of_cores() -> None:
    cores = sorted(os.sched_getaffinity(0))
    digests = set()
    for use in ({cores[0]}, set(cores)):
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            preexec_fn=lambda use=use: os.sched_setaffinity(0, use),
            capture_output=True,
            check=True,
        )
        digests.add(run.stdout)
    assert len(digests) == 1


def test_the_same_frames_give_the_same_file(tmp_path: Path) -> None:
    for name in ("a.mp4", "b.mp4"):
        encode(moving(10), size=(64, 48), fps=Fraction(24), out=tmp_path / name)
    digests = [hashlib.sha256((tmp_path / n).read_bytes()).digest() for n in ("a.mp4", "b.mp4")]
    assert digests[0] == digests[1]


def test_frames_are_taken_one_at_a_time() -> None:
    taken = []

    def watched() -> Iterator[np.ndarray]:
        for number, frame in enumerate(moving(200)):
            taken.append(number)
            yield frame

    class Spy(io.BytesIO):
        first_write_after = 0

        def write(self, data: object) -> int:
            self.first_write_after = self.first_write_after or len(taken)
            return super().write(data)  # type: ignore[arg-type]

    spy = Spy()
    encode(watched(), size=(64, 48), fps=Fraction(24), out=spy)
    assert spy.first_write_after < 50


@pytest.mark.parametrize("size", [(63, 48), (64, 47), (0, 0)])
def test_odd_sizes_are_refused(size: tuple[int, int]) -> None:
    with pytest.raises(InvalidInputError, match="even"):
        encode(moving(1), size=size, fps=Fraction(24), out=io.BytesIO())


def test_a_frame_of_another_size_stops_it(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="shape"):
        encode(moving(1), size=(64, 64), fps=Fraction(24), out=tmp_path / "film.mp4")
    assert list(tmp_path.iterdir()) == []


def test_no_frames_are_no_segment(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="no frames"):
        encode([], size=(64, 48), fps=Fraction(24), out=tmp_path / "film.mp4")
    assert list(tmp_path.iterdir()) == []


def test_a_failing_painter_leaves_no_file(tmp_path: Path) -> None:
    def failing() -> Iterator[np.ndarray]:
        yield from moving(30)
        raise RuntimeError("painter")

    (tmp_path / "film.mp4").write_text("the film before")
    with pytest.raises(RuntimeError, match="painter"):
        encode(failing(), size=(64, 48), fps=Fraction(24), out=tmp_path / "film.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]
    assert (tmp_path / "film.mp4").read_text() == "the film before"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnwritableOutputError, match=r"nowhere.film\.mp4"):
        encode(moving(1), size=(64, 48), fps=Fraction(24), out=tmp_path / "nowhere" / "film.mp4")


FULL_DISK = """
import io, resource, signal, sys
from fractions import Fraction
from pathlib import Path
import numpy as np
from common.errors import StorageFullError
from workers.engines.video.encoder import encode
noise = np.random.default_rng(5).integers(0, 256, (144, 256, 3), dtype=np.uint8)
frames = [np.roll(noise, 7 * n, axis=0) for n in range(5)]
whole = io.BytesIO()
encode(frames, size=(256, 144), fps=Fraction(24), out=whole)
size = len(whole.getvalue())
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for limit in (10, size // 2, size - 1):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        encode(frames, size=(256, 144), fps=Fraction(24), out=Path(sys.argv[1]))
    except StorageFullError as error:
        print(error)
"""


def test_a_full_disk_leaves_no_file(tmp_path: Path) -> None:
    """A limit on file size stands for the full disk, met early and with the very last byte."""
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path / "film.mp4")],
        capture_output=True,
        check=True,
        text=True,
    )
    assert run.stdout.count("no room left") == 3
    assert list(tmp_path.iterdir()) == []
