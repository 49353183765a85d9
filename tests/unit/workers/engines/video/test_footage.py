from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from common.artifacts.clips import Footage
from common.errors import InvalidInputError
from tests.support.clips import Stopping
from workers.engines.video.footage import read_footage, write_footage


@pytest.fixture(scope="module")
def footage() -> Footage:
    world = Stopping([0.4, 1.0], height=72, width=128)
    frames = np.stack([world.frame(n / 7) for n in range(14)])
    return Footage(frames=frames, fps=Fraction(7))


def test_nothing_is_lost(footage: Footage, tmp_path: Path) -> None:
    write_footage(footage, tmp_path / "clip.mp4")
    again = read_footage(tmp_path / "clip.mp4")
    assert again.fps == 7
    assert np.array_equal(again.frames, footage.frames)


@pytest.mark.parametrize("fps", [Fraction(8), Fraction(24000, 1001)])
def test_rates_are_exact(fps: Fraction, footage: Footage, tmp_path: Path) -> None:
    write_footage(Footage(frames=footage.frames, fps=fps), tmp_path / "clip.mp4")
    assert read_footage(tmp_path / "clip.mp4").fps == fps


def test_equal_frames_give_equal_bytes(footage: Footage, tmp_path: Path) -> None:
    for name in ("a.mp4", "b.mp4"):
        write_footage(footage, tmp_path / name)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_what_is_no_footage_is_refused(tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_bytes(b"no film")
    with pytest.raises(InvalidInputError, match=r"clip\.mp4"):
        read_footage(tmp_path / "clip.mp4")
