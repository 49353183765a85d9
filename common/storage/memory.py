"""A store that ends with its process: for tests and notebooks."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from common.errors import InvalidInputError
from common.storage.base import MissingObjectError
from common.storage.keys import checked, shelf


class MemoryStorage:
    """Objects in a dictionary; `fetch` lays copies into a folder that goes with the store."""

    def __init__(self) -> None:
        self._objects: dict[str, bytes] = {}
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def has(self, key: str) -> bool:
        return checked(key) in self._objects

    def put(self, key: str, data: bytes) -> bool:
        kept = bytes(data)
        return self._objects.setdefault(checked(key), kept) is kept

    def put_file(self, key: str, path: Path) -> bool:
        try:
            return self.put(key, path.read_bytes())
        except OSError as problem:
            raise InvalidInputError(f"cannot read {path}: {problem.strerror}") from problem

    def get(self, key: str) -> bytes:
        try:
            return self._objects[checked(key)]
        except KeyError:
            raise MissingObjectError(f"{key} is not in the store") from None

    def fetch(self, key: str) -> Path:
        data = self.get(key)
        self._folder = self._folder or tempfile.TemporaryDirectory(prefix="scopitone-")
        path = Path(self._folder.name) / shelf(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def size(self, key: str) -> int:
        return len(self.get(key))

    def delete(self, key: str) -> None:
        self._objects.pop(checked(key), None)

    def keys(self, prefix: str = "") -> Iterator[str]:
        return iter(sorted(key for key in self._objects if key.startswith(prefix)))

    def close(self) -> None:
        """Remove the fetched copies."""
        if self._folder:
            self._folder.cleanup()
            self._folder = None
