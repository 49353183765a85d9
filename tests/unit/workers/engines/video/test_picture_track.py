from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from common.artifacts.frames import Segment
from common.errors import EngineError
from workers.engines.video.encoder import encode
from workers.engines.video.picture_track import inspect_segment, joined

FPS = Fraction(24000, 1001)


def segment(path: Path, count: int = 20) -> Path:
    rng = np.random.default_rng(count)
    noise = rng.integers(0, 256, (32, 48, 3), dtype=np.uint8)
    encode((np.roll(noise, n, axis=1) for n in range(count)), size=(48, 32), fps=FPS, out=path)
    return path


def without(path: Path, drop: Callable[[int], bool]) -> Path:
    """A copy of a segment that lacks some packets."""
    target = path.with_name(f"broken_{path.name}")
    with av.open(str(path)) as old, av.open(str(target), "w") as new:
        stream = new.add_stream_from_template(old.streams.video[0])
        for number, packet in enumerate(p for p in old.demux(video=0) if p.size):
            if not drop(number):
                packet.stream = stream
                new.mux(packet)
    return target


def read(paths: list[Path]) -> list[tuple[int, int]]:
    with av.open("/dev/null", "w", format="mp4") as sink:
        stream = sink.add_stream("libx264", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = 48, 32, "yuv420p"
        return [(p.pts, p.dts) for p in joined(paths, FPS, stream)]


def test_a_segment_is_described_by_its_packets(tmp_path: Path) -> None:
    found = inspect_segment(segment(tmp_path / "a.mp4", 7))
    assert found == Segment(frames=7, width=48, height=32, fps=FPS)


@pytest.mark.parametrize("counts", [[1], [2, 1, 1, 3], [20, 1, 50]])
def test_times_run_on_over_the_joints(tmp_path: Path, counts: list[int]) -> None:
    paths = [segment(tmp_path / f"{n}.mp4", count) for n, count in enumerate(counts)]
    times = read(paths)
    assert sorted(shown for shown, _ in times) == list(range(sum(counts)))
    assert [decoded for _, decoded in times] == list(range(-2, sum(counts) - 2))
    assert all(decoded <= shown for shown, decoded in times)


def test_a_segment_without_its_keyframe_is_refused(tmp_path: Path) -> None:
    broken = without(segment(tmp_path / "a.mp4"), lambda number: number == 0)
    with pytest.raises(EngineError, match=r"broken_a\.mp4"):
        read([broken])


def test_a_segment_with_a_hole_is_refused(tmp_path: Path) -> None:
    broken = without(segment(tmp_path / "a.mp4"), lambda number: number == 12)
    with pytest.raises(EngineError, match="holes in its times"):
        read([broken])
