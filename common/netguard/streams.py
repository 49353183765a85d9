"""One connection, and what came over it that nobody has read yet.

asyncio's own streams do not say whether bytes lie unread in them, and that decides whether a
connection may be used again.
"""

import asyncio
import select
from collections.abc import Callable
from typing import cast

from common.netguard.errors import UnreachableAddressError

_MOST_UNREAD = 128 << 10


class Stream(asyncio.Protocol):
    """Attributes:
    address: whom it is connected to.
    when_stirred: called when anything at all happens to it, its end included; nobody reads then.
    """

    address = ""
    _transport: asyncio.Transport

    def __init__(self) -> None:
        self.when_stirred: Callable[[Stream], None] | None = None
        self._unread = bytearray()
        self._is_over = self._is_paused = False
        self._problem: Exception | None = None
        self._waiting: asyncio.Future[None] | None = None
        self._fileno = -1

    @property
    def transport(self) -> asyncio.Transport:
        return self._transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.speak_through(cast("asyncio.Transport", transport))  # uvloop's is none by inheritance
        self._fileno = transport.get_extra_info("socket").fileno()

    def speak_through(self, transport: asyncio.Transport) -> None:
        """From now on; TLS is a transport over the first one."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._unread += data
        if len(self._unread) > _MOST_UNREAD and not self._is_paused:
            self._is_paused = True
            self._transport.pause_reading()
        self._stir()

    def eof_received(self) -> None:
        self._is_over = True
        self._stir()

    def connection_lost(self, problem: Exception | None) -> None:
        self._is_over, self._problem = True, problem
        self._stir()

    def _stir(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
        if self.when_stirred is not None:
            self.when_stirred(self)

    def write(self, data: bytes) -> None:
        """Raises:
        UnreachableAddressError: bytes came before anything was asked; they would be taken for the
            answer, and in front of TLS anybody can put them there.
        """
        if self._unread:
            raise UnreachableAddressError("it answers before it is asked")
        if not self._is_over:
            self._transport.write(data)

    async def read(self, most: int) -> bytes:
        """What came, as soon as there is something; nothing once the other side has ended.

        Raises:
            UnreachableAddressError: the connection broke.
        """
        if not self._unread and not self._is_over:
            self._waiting = asyncio.get_running_loop().create_future()
            try:
                await self._waiting
            finally:
                self._waiting = None
        data = bytes(self._unread[:most])
        del self._unread[:most]
        if self._is_paused and not self._unread and not self._is_over:
            self._is_paused = False
            self._transport.resume_reading()
        if not data and self._problem is not None:
            raise UnreachableAddressError(f"the connection broke: {self._problem}")
        return data

    @property
    def is_settled(self) -> bool:
        """Whether all that was written has left, and nothing lies here unread."""
        return not (
            self._unread
            or self._is_over
            or self._transport.is_closing()
            or self._transport.get_write_buffer_size()
        )

    @property
    def is_silent(self) -> bool:
        """Whether it is settled and the system too holds nothing that came, an end included."""
        if not self.is_settled:
            return False
        poll = select.poll()
        poll.register(self._fileno, select.POLLIN)
        return not poll.poll(0)

    def close(self) -> None:
        """At once: whoever sends without end is not waited for."""
        self.when_stirred = None
        self._transport.abort()
