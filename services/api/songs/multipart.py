"""The one file of a multipart/form-data body (RFC 7578), written as it is read.

The framework's own reader would hold the file under a name that no other process can open, and
would take any number of fields. This one takes the part called `file`, a bound of bytes of headers
and other fields, and nothing else.
"""

from collections.abc import AsyncIterator
from pathlib import Path

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from services.api.errors import Fault, InvalidRequestError, MalformedRequestError
from services.api.songs.receiving import ReceivedSong, harmless_name

_MOST_BESIDE = 64 << 10
"""Bytes of everything that is not the file; /v1/songs reads no other field."""


class _Form:
    """What the parser found in the piece it was last given."""

    def __init__(self) -> None:
        self.names: dict[bytes, bytes] = {}
        self.in_file = self.whole = False
        self.filename: str | None = None
        self.found: list[bytes] = []
        self.beside = 0
        self._field, self._value = b"", b""

    def on_part_begin(self) -> None:
        self.names, self.in_file = {}, False

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]
        self._count(end - start)

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]
        self._count(end - start)

    def on_header_end(self) -> None:
        self.names[self._field.lower()] = self._value
        self._field = self._value = b""

    def on_headers_finished(self) -> None:
        kind, options = parse_options_header(self.names.get(b"content-disposition"))
        if kind != b"form-data" or options.get(b"name") != b"file":
            return
        if self.filename is not None:
            raise InvalidRequestError("one file at a time", Fault("body", "/file", "sent twice"))
        self.filename = options.get(b"filename", b"song").decode("utf-8", "replace")
        self.in_file = True

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self.in_file:
            self.found.append(data[start:end])
        else:
            self._count(end - start)

    def on_end(self) -> None:
        self.whole = True

    def _count(self, size: int) -> None:
        self.beside += size
        if self.beside > _MOST_BESIDE:
            raise MalformedRequestError("too much beside the file")


async def receive_form(
    stream: AsyncIterator[bytes], content_type: str, folder: Path, *, most: int
) -> ReceivedSong:
    """The part called `file`, as a file in the folder.

    Raises:
        MalformedRequestError: not a whole form of that type.
        InvalidRequestError: no part, or two, of that name.
        SongLimitError: the file is larger than `most`.
    """
    form, song = _Form(), None
    parser = _parser(content_type, form)
    try:
        async for piece in stream:
            _feed(parser, piece)
            if song is None and form.filename is not None:
                song = ReceivedSong(folder / harmless_name(form.filename), most=most)
            for part in form.found:
                assert song is not None
                await song.add(part)
            form.found.clear()
        if not form.whole:
            raise MalformedRequestError("the form ends before its last boundary")
        if song is None:
            absent = Fault("body", "/file", "Field required")
            raise InvalidRequestError("send the song as a file in the field `file`", absent)
        await song.finish()
    finally:
        if song is not None:
            song.close()
    return song


def _parser(content_type: str, form: _Form) -> MultipartParser:
    boundary = parse_options_header(content_type)[1].get(b"boundary", b"")
    if not 1 <= len(boundary) <= 70:
        raise MalformedRequestError("multipart/form-data needs a boundary of 1 to 70 characters")
    names = ("part_begin", "header_field", "header_value", "header_end", "headers_finished")
    calls = {f"on_{name}": getattr(form, f"on_{name}") for name in (*names, "part_data", "end")}
    return MultipartParser(boundary, calls)  # type: ignore[arg-type]


def _feed(parser: MultipartParser, piece: bytes) -> None:
    try:
        parser.write(piece)
    except (FormParserError, UnicodeError) as problem:
        raise MalformedRequestError(f"not multipart/form-data: {problem}") from None
