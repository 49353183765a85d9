"""Chained Ogg files: several complete streams, one behind the other, in one file (RFC 3533).

FFmpeg's demuxer stops where a later link has another sample rate, and libsndfile returns garbage
lengths, so each link is given to the decoder as if it were a file of its own.
"""

import io
from typing import BinaryIO

_HEADER = 27
_BEGIN = 2
"""Header flag of the page that begins a logical stream."""


def ogg_links(file: BinaryIO) -> list[tuple[int, int]]:
    """Byte ranges of the links of an Ogg file; empty when there are not at least two."""
    size = file.seek(0, io.SEEK_END)
    starts, position, beginning = [], 0, False
    while header := _page_header(file, position):
        length, flags = header
        begins = bool(flags & _BEGIN)
        if begins and not beginning:
            starts.append(position)
        beginning, position = begins, position + length
    if len(starts) < 2:
        return []
    return list(zip(starts, [*starts[1:], size], strict=True))


def _page_header(file: BinaryIO, position: int) -> tuple[int, int] | None:
    """Length and flags of the page at a position; None where no page starts."""
    file.seek(position)
    header = file.read(_HEADER + 255)
    if len(header) < _HEADER or header[:4] != b"OggS":
        return None
    table = header[_HEADER : _HEADER + header[26]]
    return _HEADER + len(table) + sum(table), header[5]


class Window(io.RawIOBase):
    """A read-only view of a range of an open file, as a file of its own."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        super().__init__()
        self._file, self._start, self._end, self._at = file, start, end, start

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at - self._start

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        origin = {io.SEEK_SET: self._start, io.SEEK_CUR: self._at, io.SEEK_END: self._end}[whence]
        self._at = max(self._start, origin + offset)
        return self.tell()

    def read(self, size: int = -1) -> bytes:
        room = max(self._end - self._at, 0)
        self._file.seek(self._at)
        data = self._file.read(room if size < 0 else min(size, room))
        self._at += len(data)
        return data
