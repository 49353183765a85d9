"""What a store of artifacts promises, whatever it is made of."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Protocol

from common.errors import ScopitoneError


class MissingObjectError(ScopitoneError):
    """An artifact is not in the store; run again to make it anew."""

    code: ClassVar[str] = "storage.missing"
    status: ClassVar[int] = 404


class Storage(Protocol):
    """Objects under keys that name their content (`common.storage.keys`).

    An object appears whole or not at all and never changes: of several writers the first wins, and
    the others learn from the answer that their bytes were not needed. Every method raises
    `InvalidInputError` for a key that is not one.
    """

    def has(self, key: str) -> bool:
        """Whether the object exists."""
        ...

    def put(self, key: str, data: bytes) -> bool:
        """Store bytes; False when the object existed and was left as it was.

        Raises:
            StorageFullError: no room; nothing of the object remains.
            UnwritableOutputError: the store refuses to be written.
        """
        ...

    def put_file(self, key: str, path: Path) -> bool:
        """Store a copy of a file; otherwise as `put`.

        Raises:
            InvalidInputError: the file cannot be read.
        """
        ...

    def get(self, key: str) -> bytes:
        """All bytes of an object.

        Raises:
            MissingObjectError: there is none.
        """
        ...

    def fetch(self, key: str) -> Path:
        """A local file with the object's bytes, to be read and not changed.

        Raises:
            MissingObjectError: there is none.
        """
        ...

    def size(self, key: str) -> int:
        """Bytes of an object.

        Raises:
            MissingObjectError: there is none.
        """
        ...

    def delete(self, key: str) -> None:
        """Remove an object; one that does not exist is no error."""
        ...

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Keys that begin so, in order."""
        ...
