"""Objects of a distant store, kept in a folder of this machine within a bound.

Any number of processes may share the folder. A file that was used lately is never dropped: whoever
was handed its path may be about to open it.
"""

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from common.errors import StorageFullError
from common.storage.keys import shelf

_IN_USE = 15 * 60
"""Seconds after its last use during which a file stays."""


class FetchCache:
    """Args:
    root: the folder; made when it is missing.
    most: bytes to keep; files in use may lift it above that.
    """

    def __init__(self, root: Path, *, most: int) -> None:
        self._root, self._most = root, most

    def fetch(self, key: str, download: Callable[[BinaryIO], None]) -> Path:
        """The object's file, downloaded unless it lies here.

        Raises:
            StorageFullError: no room on this machine; whatever `download` raises.
        """
        path = self._root / shelf(key)
        with suppress(FileNotFoundError):
            os.utime(path)
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._keep(path, download)
        except OSError as problem:
            raise StorageFullError(f"cannot keep {key}: {problem.strerror}") from problem
        self._trim()
        return path

    def forget(self, key: str) -> None:
        (self._root / shelf(key)).unlink(missing_ok=True)

    def _keep(self, path: Path, download: Callable[[BinaryIO], None]) -> None:
        number, name = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
        draft = Path(name)
        try:
            with os.fdopen(number, "wb") as file:
                download(file)
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise

    def _trim(self) -> None:
        """Drop what was used longest ago until the rest fits."""
        known: list[tuple[float, int, Path]] = []
        for path in self._root.rglob("*"):
            with suppress(FileNotFoundError):
                facts = path.stat()
                if path.is_file():
                    known.append((facts.st_mtime, facts.st_size, path))
        excess = sum(size for _, size, _ in known) - self._most
        for used, size, path in sorted(known):
            if excess <= 0 or used > time.time() - _IN_USE:
                return
            path.unlink(missing_ok=True)
            excess -= size
