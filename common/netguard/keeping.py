"""Connections that wait to be used again, for as long as nothing speaks against it.

A request to a new connection is cheap to judge and dear to make: a handshake, of TLS too. What is
kept here weakens no judgement. A connection is found only by the whole address that was asked for
(so also by the same name in TLS) and by the IP address that it is connected to, and that must be
among those judged for the request at hand. It is not shared between two URLs of one host: whoever
could slip a second answer in behind the first speaks for his own URL only.
"""

import asyncio
from collections.abc import Iterable

from common.netguard.streams import Stream
from common.netguard.targets import Target

_MOST = 400
_SECONDS = 4.0
"""Less than the five seconds after which Node.js, Apache and uvicorn close, so that they seldom do
so just as we ask again."""
_Place = tuple[Target, str]


class Keeping:
    """Closes what waits too long, what stirs while it waits, and the oldest of too many.

    Args:
        most: connections at once, those in use among them: with fewer in use more are kept, and a
            process needs no more of them than without any of this.
        seconds: of waiting.
    """

    def __init__(self, *, most: int = _MOST, seconds: float = _SECONDS) -> None:
        self._most, self._seconds = most, seconds
        self._waiting: dict[Stream, tuple[_Place, asyncio.TimerHandle]] = {}
        """The oldest first."""
        self._at: dict[_Place, list[Stream]] = {}
        self._in_use = 0

    def __len__(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def begin(self) -> None:
        """A request begins: it uses a connection until its `end`."""
        self._in_use += 1

    def end(self) -> None:
        self._in_use -= 1

    def take(self, target: Target, addresses: Iterable[str]) -> Stream | None:
        """One to use instead of a new one; if there is none, room is made for a new one."""
        for address in addresses:
            for stream in reversed(self._at.get((target, address), ())):
                self._forget(stream)
                if stream.is_silent:
                    return stream
                stream.close()
        while self._waiting and len(self._waiting) + self._in_use > self._most:
            self._drop(next(iter(self._waiting)))
        return None

    def keep(self, target: Target, stream: Stream) -> None:
        """After an answer that was read whole, by whom it was asked, before its `end`."""
        if len(self._waiting) + self._in_use > self._most or not stream.is_settled:
            stream.close()
            return
        place = (target, stream.address)
        timer = asyncio.get_running_loop().call_later(self._seconds, self._drop, stream)
        self._waiting[stream] = place, timer
        self._at.setdefault(place, []).append(stream)
        stream.when_stirred = self._drop

    def close(self) -> None:
        """All that wait; from now on none does."""
        self._most = 0
        for stream in list(self._waiting):
            self._drop(stream)

    def _drop(self, stream: Stream) -> None:
        self._forget(stream)
        stream.close()

    def _forget(self, stream: Stream) -> None:
        place, timer = self._waiting.pop(stream)
        timer.cancel()
        stream.when_stirred = None
        self._at[place].remove(stream)
        if not self._at[place]:
            del self._at[place]
