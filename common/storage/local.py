"""A store in a folder of this machine, safe for any number of processes and for `kill -9`."""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from common.errors import InvalidInputError, StorageFullError, UnwritableOutputError
from common.storage.base import MissingObjectError
from common.storage.keys import checked, shelf, unshelved

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS}
_DRAFTS = ".drafts"


class LocalStorage:
    """Objects are files; each is written under a draft name and then linked to its own.

    Args:
        root: the folder; made when it is missing.
        durable: wait until each object is on the disk, for a store that must outlive a power cut.
    """

    def __init__(self, root: Path, *, durable: bool = False) -> None:
        self._root, self._durable = root, durable

    def has(self, key: str) -> bool:
        return self._path(key).is_file()

    def put(self, key: str, data: bytes) -> bool:
        def write(draft: BinaryIO) -> None:
            draft.write(data)

        return self._create(key, write)

    def put_file(self, key: str, path: Path) -> bool:
        try:
            source = path.open("rb")
        except OSError as problem:
            raise InvalidInputError(f"cannot read {path}: {problem.strerror}") from problem

        def write(draft: BinaryIO) -> None:
            shutil.copyfileobj(source, draft, 1 << 20)

        with source:
            return self._create(key, write)

    def get(self, key: str) -> bytes:
        with _there(key):
            return self._path(key).read_bytes()

    def fetch(self, key: str) -> Path:
        path = self._path(key)
        if not path.is_file():
            raise MissingObjectError(f"{key} is not in the store")
        return path

    def size(self, key: str) -> int:
        with _there(key):
            return self._path(key).stat().st_size

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def keys(self, prefix: str = "") -> Iterator[str]:
        kind, _, name = prefix.partition("/")
        folder = name[:2] if len(name) > 1 else "[0-9a-f][0-9a-f]"
        paths = self._root.glob(f"{kind if '/' in prefix else '[a-z]*'}/{folder}/*")
        keys = (unshelved(path) for path in paths)
        return iter(sorted(key for key in keys if key.startswith(prefix)))

    def _path(self, key: str) -> Path:
        return self._root / shelf(checked(key))

    def _create(self, key: str, write: Callable[[BinaryIO], None]) -> bool:
        path = self._path(key)
        if path.is_file():
            return False
        try:
            draft = self._draft(write)
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                return self._name(draft, path)
            finally:
                draft.unlink(missing_ok=True)
        except OSError as problem:
            if problem.errno in _FULL:
                raise StorageFullError(
                    f"no room left in {self._root}; free some and run again"
                ) from problem
            raise UnwritableOutputError(
                f"cannot write into {self._root}: {problem.strerror}"
            ) from problem

    def _draft(self, write: Callable[[BinaryIO], None]) -> Path:
        folder = self._root / _DRAFTS
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as draft:
                write(draft)
                if self._durable:
                    draft.flush()
                    os.fsync(draft.fileno())
            Path(name).chmod(0o444)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return Path(name)

    def _name(self, draft: Path, path: Path) -> bool:
        """Link fails where a name exists: that makes the first writer win, on every POSIX disk."""
        try:
            os.link(draft, path)
        except FileExistsError:
            return False
        except OSError as problem:
            if problem.errno not in _NO_LINKS:
                raise
            draft.rename(path)
        if self._durable:
            _sync_folder(path.parent)
        return True


@contextmanager
def _there(key: str) -> Iterator[None]:
    """Who looks first and reads then may be overtaken by a removal."""
    try:
        yield
    except FileNotFoundError:
        raise MissingObjectError(f"{key} is not in the store") from None


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
