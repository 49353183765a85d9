"""The sender's loop: any number may run side by side, and any may die at any moment.

Every turn is one transaction: write down how attempts ended, claim what is due. Nothing waits in
memory: what cannot be sent now is not claimed. An endpoint has at most eight attempts under way,
and one once an attempt failed; those that fail share slots that the others never need, so that the
slow and the dead wait for each other only.
"""

import asyncio
import json
import logging
import secrets
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from sqlalchemy import Connection

from common.db.clock import read_clock
from common.db.repository.sending import (
    Attempt,
    Due,
    Full,
    claim,
    due_of_failing,
    due_of_sound,
    record,
)
from common.db.session import Database
from common.errors import RetryLaterError
from common.metrics import webhook_attempt_seconds
from services.webhooks.messages import body_of, headers_of
from services.webhooks.posting import SECONDS, Post, Reply
from services.webhooks.verdicts import judge

_log = logging.getLogger(__name__)
_OUTAGE_PAUSE = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """Attempts under way at once, of one endpoint and of all, in both moods.

    A tenant may have `share` times as many as are free: alone it gets two thirds of the places, two
    get two fifths each, and some are always left. One with dozens of new endpoints that all hang
    keeps others from none of theirs until its first failures are known.
    """

    each: int = 8
    share: float = 2.0
    most: int = 400
    most_failing: int = 200
    poll_seconds: float = 0.25


@dataclass(slots=True)
class _UnderWay:
    """Attempts that were begun and are not over."""

    endpoints: Counter[str] = field(default_factory=Counter)
    tenants: Counter[str] = field(default_factory=Counter)
    total: int = 0

    def add(self, endpoint: str, tenant: str, number: int = 1) -> None:
        self.total += number
        for counts, name in ((self.endpoints, endpoint), (self.tenants, tenant)):
            counts[name] += number
            if not counts[name]:
                del counts[name]

    def copy(self) -> "_UnderWay":
        return _UnderWay(self.endpoints.copy(), self.tenants.copy(), self.total)


class _Lane:
    """The attempts under way of one mood."""

    def __init__(self, *, failing: bool, each: int, share: float, most: int) -> None:
        self.failing, self.each, self.share, self.most = failing, each, share, most
        self.under_way = _UnderWay()

    def look(self, connection: Connection, under_way: _UnderWay, *, now: float) -> list[str]:
        """Ids to claim, `under_way` being how things stood when the look began."""
        room = self.most - under_way.total
        if room <= 0:
            return []
        full = Full(
            [name for name, number in under_way.endpoints.items() if number >= self.each],
            [name for name, number in under_way.tenants.items() if number >= self.share * room],
        )
        if self.failing:
            found = due_of_failing(connection, now=now, full=full, most=room)
        else:
            found = due_of_sound(connection, now=now, full=full, each=self.each, most=room)
        taken, ids = under_way.copy(), []
        for name, endpoint, tenant in found:
            bound = self.share * (self.most - taken.total)
            if taken.endpoints[endpoint] < self.each and taken.tenants[tenant] < bound:
                taken.add(endpoint, tenant)
                ids.append(name)
        return ids


def _measure(reply: Reply, seconds: float) -> None:
    if reply.status is None:
        outcome = "unreachable"
    else:
        outcome = "delivered" if 200 <= reply.status < 300 else "refused"
    webhook_attempt_seconds.labels(outcome).observe(max(seconds, 0.0))


class Sender:
    """Sends what is due until it is told to stop.

    Args:
        post: makes one attempt.
        clock: the time by which deliveries are due; the database's own.
        wall: the time that signatures tell.
        dice: the jitter.
        alive: called at every turn, also in an outage.
    """

    def __init__(
        self,
        database: Database,
        post: Post,
        *,
        pace: Pace | None = None,
        clock: Callable[[Connection], float] = read_clock,
        wall: Callable[[], float] = time.time,
        dice: Random | None = None,
        alive: Callable[[], object] = lambda: None,
    ) -> None:
        self._database, self._post = database, post
        self._pace = pace or Pace()
        self._clock, self._wall = clock, wall
        self._dice = dice or Random()
        self._alive = alive
        pace = self._pace
        self._lanes = (
            _Lane(failing=False, each=pace.each, share=pace.share, most=pace.most),
            _Lane(failing=True, each=1, share=pace.share, most=pace.most_failing),
        )
        self._ended: list[Attempt] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Go on until told to stop; then wait for what is under way, as long as it may take."""
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            self._alive()
            try:
                busy = await self.turn()
            except RetryLaterError as problem:
                _log.warning("waiting: %s", problem)
                await self._rest(stopping, _OUTAGE_PAUSE, wake=False)
                continue
            if not busy:
                await self._rest(stopping, self._pace.poll_seconds, wake=True)
        await stopping
        await self.finish()

    async def finish(self) -> None:
        """Wait for what is under way, and write it down; claims nothing more."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=SECONDS + 1)
        for task in self._tasks:
            task.cancel()
        with suppress(RetryLaterError):  # then it is sent again
            await asyncio.to_thread(self._write, [])

    async def turn(self) -> bool:
        """Write down, claim and begin; False when there was nothing to do.

        Raises:
            RetryLaterError: the database does not answer; nothing is forgotten.
        """
        self._news.clear()
        under_way = [lane.under_way.copy() for lane in self._lanes]
        looked = await asyncio.to_thread(self._look, under_way)
        if not self._ended and not any(looked):
            return False
        claimed = await asyncio.to_thread(self._write, looked)
        for lane, found in zip(self._lanes, claimed, strict=False):
            for due in found:
                self._begin(due, lane)
        return True

    def _look(self, under_way: Sequence[_UnderWay]) -> list[list[str]]:
        with self._database.read() as connection:
            now = self._clock(connection)
            both = zip(self._lanes, under_way, strict=True)
            return [lane.look(connection, counts, now=now) for lane, counts in both]

    def _write(self, looked: Sequence[Sequence[str]]) -> list[list[Due]]:
        ended = list(self._ended)

        def work(connection: Connection) -> list[list[Due]]:
            now = self._clock(connection)
            record(connection, ended, now=now)
            token = secrets.token_hex(8)
            return [claim(connection, ids, now=now, token=token) for ids in looked]

        claimed = self._database.run(work)
        del self._ended[: len(ended)]
        return claimed

    def _begin(self, due: Due, lane: _Lane) -> None:
        lane.under_way.add(due.endpoint_id, due.tenant_id)
        task = asyncio.create_task(self._attempt(due, lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _attempt(self, due: Due, lane: _Lane) -> None:
        try:
            self._ended.append(await self._made(due))
        except Exception:
            _log.exception("delivery %s could not be tried", due.id)  # its lease runs out
        finally:
            lane.under_way.add(due.endpoint_id, due.tenant_id, -1)
            self._news.set()

    async def _made(self, due: Due) -> Attempt:
        started = self._wall()
        body = body_of(due)
        headers = headers_of(due, body, now=started)
        reply = await self._post(due.url, headers, body.encode())
        if reply.status is None or reply.status >= 300:
            _log.info("delivery %s: %s", due.id, reply.error or reply.status)
        ended = self._wall()
        _measure(reply, ended - started)
        return judge(
            due,
            reply,
            request=json.dumps({"url": due.url, "headers": headers, "body": body}),
            began=started,
            ended=ended,
            dice=self._dice,
        )

    async def _rest(self, stopping: asyncio.Task[bool], seconds: float, *, wake: bool) -> None:
        news = asyncio.create_task(self._news.wait())
        waits = {stopping, news} if wake else {stopping}
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        news.cancel()
