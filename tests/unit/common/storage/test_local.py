import errno
import subprocess
import sys
from pathlib import Path

import pytest

from common.errors import StorageFullError, UnwritableOutputError
from common.storage.local import LocalStorage

KEY = "frames/" + "ab" * 32 + ".mp4"


def test_objects_lie_two_folders_deep(tmp_path: Path) -> None:
    LocalStorage(tmp_path).put(KEY, b"x")
    assert (tmp_path / "frames" / "ab" / KEY.split("/")[1]).read_bytes() == b"x"


def test_no_draft_is_left(tmp_path: Path) -> None:
    store = LocalStorage(tmp_path)
    store.put(KEY, b"x")
    store.put(KEY, b"y")
    assert list((tmp_path / ".drafts").iterdir()) == []


def test_a_store_that_is_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("no folder")
    with pytest.raises(UnwritableOutputError, match="store"):
        LocalStorage(tmp_path / "store").put(KEY, b"x")


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """A limit on file size stands for the full disk: writing fails half-way, as there."""
    program = f"""
import resource, signal
from pathlib import Path
from common.errors import StorageFullError
from common.storage.local import LocalStorage
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    LocalStorage(Path({str(tmp_path)!r})).put({KEY!r}, bytes(1_000_000))
except StorageFullError as error:
    print(error)
"""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert "no room left" in run.stdout
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_without_hard_links_an_object_is_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr("common.storage.local.os.link", refuse)
    store = LocalStorage(tmp_path)
    assert store.put(KEY, b"x")
    assert store.get(KEY) == b"x"
    assert list((tmp_path / ".drafts").iterdir()) == []


def test_a_failing_name_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no inode left")

    monkeypatch.setattr("common.storage.local.os.link", refuse)
    with pytest.raises(StorageFullError):
        LocalStorage(tmp_path).put(KEY, b"x")
