import errno
import os
from pathlib import Path

import pytest
from av.error import InvalidDataError

from common.errors import EngineError, StorageFullError, UnwritableOutputError
from workers.engines.video.output import appearing


def test_a_file_appears_whole_with_the_usual_rights(tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    with appearing(out) as draft:
        draft.write_bytes(b"film")
        assert not out.exists()
    assert out.read_bytes() == b"film"
    (tmp_path / "other").touch()
    assert out.stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize(
    ("problem", "error"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), StorageFullError),
        (OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)), StorageFullError),
        (OSError(errno.EROFS, os.strerror(errno.EROFS)), UnwritableOutputError),
        (InvalidDataError(-1094995529, "Invalid data found"), EngineError),
    ],
)
def test_a_failure_gets_its_name_and_leaves_nothing(
    tmp_path: Path, problem: Exception, error: type[Exception]
) -> None:
    with pytest.raises(error, match=r"film\.mp4"):
        write(tmp_path / "film.mp4", problem)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").mkdir()
    with pytest.raises(UnwritableOutputError, match=r"film\.mp4"):
        write(tmp_path / "film.mp4", None)
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


def write(out: Path, problem: Exception | None) -> None:
    with appearing(out) as draft:
        draft.write_bytes(b"half")
        if problem:
            raise problem
