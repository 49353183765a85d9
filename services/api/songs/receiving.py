"""A song on its way in: from the network into a file of its own, a megabyte at a time.

The file lies in a folder of its own that goes when the request ends, whatever happened. It keeps
the name that its sender gave it, made harmless, because a refusal names the file.
"""

import re
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from anyio import to_thread

from common.errors import SongLimitError, StorageFullError

_PIECE = 1 << 20
_FOLDER = "scopitone-song-"
_HARMLESS = re.compile(r"[^\w .,()\[\]&'+-]", re.UNICODE)


def harmless_name(given: str) -> str:
    """A file name without folders, control characters or surprises, at most 100 bytes."""
    base = re.split(r"[/\\]", given)[-1]
    name = _HARMLESS.sub("_", base.encode("utf-8", "replace").decode()).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if dot and len(ending) <= 8:
        stem = stem.encode()[:90].decode(errors="ignore")
        return f"{stem or 'song'}.{ending}"
    return name.encode()[:100].decode(errors="ignore") or "song"


class ReceivedSong:
    """A song's file and how many bytes it has."""

    def __init__(self, path: Path, *, most: int) -> None:
        self.path, self.size = path, 0
        self._most = most
        self._pieces: list[bytes] = []
        self._waiting = 0
        self._file: BinaryIO = path.open("wb")

    async def add(self, piece: bytes) -> None:
        """Raises:
        SongLimitError: that makes it larger than songs may be.
        StorageFullError: no room to hold it while it is checked.
        """
        self.size += len(piece)
        self._waiting += len(piece)
        if self.size > self._most:
            raise SongLimitError(f"{self.path.name} is larger than {self._most / 1e6:g} MB")
        self._pieces.append(piece)
        if self._waiting >= _PIECE:
            await to_thread.run_sync(self._write)

    async def finish(self) -> None:
        await to_thread.run_sync(self._write)
        self._file.close()

    def close(self) -> None:
        self._file.close()

    def _write(self) -> None:
        data = b"".join(self._pieces)
        self._pieces.clear()
        self._waiting = 0
        try:
            self._file.write(data)
            self._file.flush()
        except OSError as problem:
            raise StorageFullError(f"cannot hold a song: {problem.strerror}") from problem


@contextmanager
def scratch_folder(parent: Path | None) -> Iterator[Path]:
    """A folder that is gone afterwards.

    Raises:
        StorageFullError: it cannot be made.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=parent))
    except OSError as problem:
        raise StorageFullError(f"cannot hold a song: {problem.strerror}") from problem
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def receive_plain(stream: AsyncIterator[bytes], path: Path, *, most: int) -> ReceivedSong:
    """A body that is the song itself."""
    song = ReceivedSong(path, most=most)
    try:
        async for piece in stream:
            await song.add(piece)
        await song.finish()
    finally:
        song.close()
    return song
