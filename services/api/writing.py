"""Writes of this process, in the order they came, many to a transaction.

SQLite lets one writer in at a time, and a commit costs more than what is committed: 300 jobs a
second fit because those that arrive while one transaction runs share the next. A write that is
refused (MissingRowError, ConflictError …) has changed nothing, so the others of its group stand.
PostgreSQL takes writers side by side and gains nothing from groups.
"""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from common.db.failures import DatabaseBusyError
from common.db.session import Database
from common.errors import ScopitoneError
from common.metrics import write_group_size, write_queue
from services.api.errors import TooBusyError

A = TypeVar("A")
T = TypeVar("T")
Kind = Callable[[Connection, Sequence[A]], Sequence[T | ScopitoneError]]
"""Does many writes; a refusal is answered in the place of its write, which has changed nothing."""
_MOST = 32
"""Of a group: a job takes about 1 ms, so that nobody waits much longer for company than for the
disk."""
_LOG = logging.getLogger("scopitone.api")


def attempted(work: Callable[[], T]) -> T | ScopitoneError:
    """What it answers, or its refusal; a database that gave way is no refusal."""
    try:
        return work()
    except DatabaseBusyError:
        raise
    except ScopitoneError as refusal:
        return refusal


def _each(connection: Connection, works: Sequence[Callable[[Connection], Any]]) -> list[Any]:
    return [attempted(partial(work, connection)) for work in works]


class _Waiting(Generic[A]):
    """One of a kind of write, and where its outcome is awaited."""

    def __init__(self, kind: "Kind[A, Any]", asked: A) -> None:
        self.kind, self.asked = kind, asked
        self.future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.outcome: Any = None

    def settle(self) -> None:
        """Within the loop that waits."""
        if self.future.cancelled():
            return  # its client has gone; what was written stays
        if isinstance(self.outcome, BaseException):
            self.future.set_exception(self.outcome)
        else:
            self.future.set_result(self.outcome)


def _settle(group: list[_Waiting[Any]], failure: BaseException | None = None) -> None:
    """Wake the loop once for all of them: all requests of a process are served by one."""
    if failure is not None:
        for one in group:
            one.outcome = failure

    def settle_all() -> None:
        for one in group:
            one.settle()

    group[0].future.get_loop().call_soon_threadsafe(settle_all)


class Writer:
    """Call it with a function that writes and, if it refuses, does so before it writes.

    Args:
        pending: writes that may wait; beyond it they are refused at once.
    """

    def __init__(self, database: Database, *, pending: int) -> None:
        self._database = database
        self._pending = pending
        self._most = _MOST if database.is_sqlite else 1
        self._queue: queue.SimpleQueue[_Waiting[Any] | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._run, name=f"api-writer-{number}", daemon=True)
            for number in range(1 if database.is_sqlite else 2)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish what waits, then end."""
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()

    async def __call__(self, work: Callable[[Connection], T]) -> T:
        """Do it within the next transaction; committed when this returns.

        Raises:
            TooBusyError: too many writes wait.
            RetryLaterError: the database does not answer; whatever `work` raises.
        """
        return await self.together(_each, work)

    async def together(self, kind: Kind[A, T], asked: A) -> T:
        """Do one of a kind of write; those of a kind that wait side by side are done in one go.

        Raises:
            TooBusyError, RetryLaterError: as above; whatever `kind` answers for this one.
        """
        waiting = _Waiting(kind, asked)
        if self._queue.qsize() >= self._pending:
            raise TooBusyError
        self._queue.put(waiting)
        return await waiting.future  # type: ignore[no-any-return]

    def _run(self) -> None:
        while group := self._next_group():
            write_group_size.observe(len(group))
            write_queue.set(self._queue.qsize())
            self._write(group)

    def _next_group(self) -> list[_Waiting[Any]]:
        """At least one, as soon as there is one; none when it is time to end."""
        group: list[_Waiting[Any]] = []
        while len(group) < self._most:
            try:
                one = self._queue.get(block=not group)
            except queue.Empty:
                break
            if one is None:
                self._queue.put(None)  # after this group, and for the other threads
                break
            group.append(one)
        return group

    def _write(self, group: list[_Waiting[Any]]) -> None:
        def attempt_all(connection: Connection) -> None:
            for kind, alike in groupby(group, key=attrgetter("kind")):
                some = list(alike)
                outcomes = kind(connection, [one.asked for one in some])
                for one, outcome in zip(some, outcomes, strict=True):
                    one.outcome = outcome

        try:
            self._database.run(attempt_all)
        except ScopitoneError as failure:
            _settle(group, failure)
        except Exception as failure:  # a fault in one write must not fail its neighbours
            self._blame(group, failure)
        else:
            _settle(group)

    def _blame(self, group: list[_Waiting[Any]], failure: Exception) -> None:
        if len(group) == 1:
            _settle(group, failure)
            return
        _LOG.warning("a group of %d writes failed: %s; one at a time now", len(group), failure)
        for one in group:
            self._write([one])
