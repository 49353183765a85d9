"""Reading an answer's head and body off a connection, within limits.

The parser is llhttp, strict; it never sees more than a piece at a time, and what it found is
counted before it is kept.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

from common.netguard.errors import AnswerLimitError, UnansweredError, UnreachableAddressError
from common.netguard.streams import Stream

_PIECE = 64 << 10
_INTERIM = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What we bear of a stranger's server.

    Attributes:
        seconds: for all of it, from the name's look-up to the last byte.
        idle_seconds: without a byte.
        least_rate: bytes a second on average once `idle_seconds` have passed; against servers that
            drip a byte at a time.
        body_bytes: of the body; the head has its own bound.
    """

    seconds: float
    idle_seconds: float
    body_bytes: int
    least_rate: float = 0.0
    head_bytes: int = 32 << 10


class _Found:
    """What the parser told of the pieces so far. Heads of 1xx are passed over."""

    def __init__(self) -> None:
        self.parser = HttpResponseParser(self)
        self.status = 0
        self.headers: dict[str, str] = {}
        self.pieces: list[bytes] = []
        self.has_head = self.is_whole = False
        self._goes_on = self._ends_here = False

    def feed(self, data: bytes) -> None:
        """The last byte by itself: what is whole before it is followed by something."""
        self.parser.feed_data(data[:-1])
        was_whole = self.is_whole
        self.parser.feed_data(data[-1:])
        self._ends_here = not was_whole

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self.is_whole:
            self.headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        if not self.is_whole:
            self.status = self.parser.get_status_code()
            self.has_head = self.status >= _INTERIM

    def on_body(self, body: bytes) -> None:
        if not self.is_whole:
            self.pieces.append(body)

    def on_message_complete(self) -> None:
        if self.is_whole:
            return
        if self.has_head:
            self.is_whole = True
            is_newest = self.parser.get_http_version() == "1.1"
            self._goes_on = is_newest and self.parser.should_keep_alive()
        else:
            self.headers.clear()

    @property
    def ends_with_connection(self) -> bool:
        """RFC 9112, 6.3: a body without a length lasts until the connection closes."""
        return self.has_head and not {"content-length", "transfer-encoding"} & self.headers.keys()

    @property
    def leaves_connection(self) -> bool:
        """RFC 9112, 9.3: framed by itself, HTTP/1.1, without `Connection: close`; and nothing
        came after it."""
        return self.is_whole and self._goes_on and self._ends_here


class Answer:
    """An answer; read its head first. `pieces` reads the body, once."""

    def __init__(self, stream: Stream, limits: Limits) -> None:
        self._stream, self._limits = stream, limits
        self._found = _Found()
        self._begun = asyncio.get_running_loop().time()
        self._read = 0

    @property
    def status(self) -> int:
        return self._found.status

    @property
    def headers(self) -> Mapping[str, str]:
        """By lower-case name; of a name that came twice, the last."""
        return self._found.headers

    @property
    def has_come(self) -> bool:
        """Whether the whole of it is here, so that reading it waits for nobody."""
        return self._found.is_whole

    @property
    def leaves_connection(self) -> bool:
        """Whether it was read whole and another may follow it on the same connection."""
        return self._found.leaves_connection

    async def read_head(self) -> None:
        """Raises:
        AnswerLimitError: too long or too slow.
        UnansweredError: the connection was closed before the first byte.
        UnreachableAddressError: no HTTP, or the connection was closed.
        """
        while not self._found.has_head:
            await self._step()
            if not self._found.has_head and self._read > self._limits.head_bytes:
                raise AnswerLimitError(f"the answer's head exceeds {self._limits.head_bytes} bytes")

    async def pieces(self) -> AsyncGenerator[bytes, None]:
        """The body as it comes.

        Raises:
            AnswerLimitError: too long or too slow.
            UnreachableAddressError: it was cut off.
        """
        size = 0
        while True:
            for piece in self._found.pieces:
                size += len(piece)
                self._check_size(size)
                yield piece
            self._found.pieces.clear()
            if self._found.is_whole:
                return
            await self._step()
            self._check_size((self._read - self._limits.head_bytes - _PIECE) // 2)

    async def start_of_body(self, most: int) -> bytes:
        """At most so many bytes of it; the rest is never read."""
        kept = b""
        async with aclosing(self.pieces()) as pieces:
            async for piece in pieces:
                kept += piece
                if len(kept) >= most:
                    break
        return kept[:most]

    async def _step(self) -> None:
        try:
            async with asyncio.timeout(self._limits.idle_seconds):
                data = await self._stream.read(_PIECE)
        except TimeoutError:
            raise AnswerLimitError(f"no byte came for {self._limits.idle_seconds:g} s") from None
        except UnreachableAddressError as problem:
            raise self._cut_off(str(problem)) from None
        if not data:
            self._close()
            return
        self._read += len(data)
        self._check_rate()
        try:
            self._found.feed(data)
        except (HttpParserError, HttpParserUpgrade) as problem:
            if not self._found.is_whole:
                raise UnreachableAddressError(f"the answer is not HTTP: {problem}") from None

    def _close(self) -> None:
        if not self._found.ends_with_connection:
            raise self._cut_off("the connection was closed before the answer ended")
        self._found.is_whole = True

    def _cut_off(self, why: str) -> UnreachableAddressError:
        return UnreachableAddressError(why) if self._read else UnansweredError(why)

    def _check_size(self, size: int) -> None:
        """Of the body; also of half of all that came, since framing can be endless too."""
        if size > self._limits.body_bytes:
            raise AnswerLimitError(f"the answer is larger than {self._limits.body_bytes} bytes")

    def _check_rate(self) -> None:
        spent = asyncio.get_running_loop().time() - self._begun
        least = self._limits.least_rate * (spent - self._limits.idle_seconds)
        if self._read < least:
            raise AnswerLimitError(f"fewer than {self._limits.least_rate:g} bytes a second come")
