"""One poller for all who follow jobs: listeners cost a queue each, not a connection or a thread.

Every quarter of a second one query asks for the newest event number of all jobs that somebody
follows; only those that moved are read. A listener first catches up from the table and then hears
of new events from the poller; one that falls behind its queue catches up again, so nothing is lost
and nothing grows.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection

from common.db.repository.events import Event, events_after, last_sequences
from common.db.states import FINAL_EVENTS
from common.errors import ScopitoneError
from common.metrics import event_listeners
from services.api.errors import TooBusyError
from services.api.reading import Reader

_PAGE = 500
_ROOM = 1000
_LOG = logging.getLogger("scopitone.api")


class _Listener:
    """Events that wait for one client."""

    def __init__(self) -> None:
        self.behind = True
        self.waiting: list[Event] = []
        self.news = asyncio.Event()

    def hear(self, events: list[Event]) -> None:
        if len(self.waiting) + len(events) > _ROOM:
            self.behind = True
            self.waiting.clear()
        else:
            self.waiting.extend(events)
        self.news.set()


class _Channel:
    """Those who follow one job, and the newest event they were told of."""

    def __init__(self, sequence: int) -> None:
        self.sequence = sequence
        self.listeners: set[_Listener] = set()


class Feed:
    """Args:
    most: listeners of this process.
    """

    def __init__(self, read: Reader, *, poll_seconds: float, most: int) -> None:
        self._read, self._poll_seconds, self._most = read, poll_seconds, most
        self._channels: dict[str, _Channel] = {}
        self._wanted = asyncio.Event()
        self._closing = asyncio.Event()

    def check_room(self) -> None:
        """Raises:
        TooBusyError: as many follow events as may.
        """
        if sum(len(channel.listeners) for channel in self._channels.values()) >= self._most:
            raise TooBusyError("too many clients follow events")

    async def follow(
        self, job_id: str, *, after: int, revision: int, ping_seconds: float
    ) -> AsyncGenerator[Event | None, None]:
        """A job's events from the one after `after` on, as they happen; None as a sign of life.

        It ends with the final event of that revision or a later one, or when the server stops.
        """
        position = after
        with self._listening(job_id, position) as listener:
            while not self._closing.is_set():
                for event in await self._take(job_id, position, listener):
                    position = event.sequence
                    yield event
                    if _ends(event, revision):
                        return
                if not listener.behind and await _is_quiet(listener, ping_seconds):
                    yield None

    async def _take(self, job_id: str, position: int, listener: _Listener) -> list[Event]:
        listener.news.clear()
        if listener.behind:
            page = await self._read(lambda c: events_after(c, job_id, position, most=_PAGE))
            listener.behind = len(page) == _PAGE
            return page
        events, listener.waiting = listener.waiting, []
        return [event for event in events if event.sequence > position]

    @contextmanager
    def _listening(self, job_id: str, position: int) -> Iterator[_Listener]:
        self.check_room()
        listener = _Listener()
        channel = self._channels.setdefault(job_id, _Channel(position))
        channel.listeners.add(listener)
        self._wanted.set()
        event_listeners.inc()
        try:
            yield listener
        finally:
            event_listeners.dec()
            channel.listeners.discard(listener)
            if not channel.listeners:
                self._channels.pop(job_id, None)

    async def run(self) -> None:
        """Poll for as long as the process lives; at rest while nobody listens."""
        while not self._closing.is_set():
            if not self._channels:
                self._wanted.clear()
                await self._wanted.wait()
                continue
            try:
                await self._poll()
            except ScopitoneError as problem:
                _LOG.warning("events cannot be read: %s", problem)
            await asyncio.sleep(self._poll_seconds)

    def close(self) -> None:
        """End every stream; its client comes back with Last-Event-ID."""
        self._closing.set()
        self._wanted.set()
        for channel in self._channels.values():
            for listener in channel.listeners:
                listener.news.set()

    async def _poll(self) -> None:
        known = {job_id: channel.sequence for job_id, channel in self._channels.items()}
        for job_id, events in (await self._read(lambda c: _news(c, known))).items():
            channel = self._channels.get(job_id)
            if channel is not None and channel.sequence == known[job_id]:
                channel.sequence = events[-1].sequence
                for listener in channel.listeners:
                    listener.hear(events)


async def _is_quiet(listener: _Listener, seconds: float) -> bool:
    """Wait for news; True when none came for so long."""
    try:
        async with asyncio.timeout(seconds):
            await listener.news.wait()
    except TimeoutError:
        return True
    return False


def _news(connection: Connection, known: Mapping[str, int]) -> dict[str, list[Event]]:
    names, news = list(known), {}
    for begin in range(0, len(names), _PAGE):
        newest = last_sequences(connection, names[begin : begin + _PAGE])
        for job_id, sequence in newest.items():
            if sequence > known[job_id]:
                news[job_id] = events_after(connection, job_id, known[job_id], most=_PAGE)
    return {job_id: events for job_id, events in news.items() if events}


def _ends(event: Event, revision: int) -> bool:
    number = event.data.get("revision", revision)
    return event.type in FINAL_EVENTS and isinstance(number, int) and number >= revision
