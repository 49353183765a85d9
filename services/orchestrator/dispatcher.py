"""Sending hints: a ready task that the broker has not heard of is the outbox.

A pool has at most two hints out for each live slot: one being taken and the next. The rest of the
backlog stays in the tables, so that the broker does not grow, whatever waits, and a more urgent
job is next in line at once. Pools without a live worker get nothing.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from common.db.repository.hints import HintTo, hints_unheard, release_hints, unsend
from common.db.repository.workers import live_slots
from common.db.session import Database, sole
from common.errors import RetryLaterError

Send = Callable[[Sequence[HintTo]], None]
"""Put hints into their queues (`common.queues.queue_name`). Raises RetryLaterError when the broker
does not answer; to have sent some of them does no harm."""

HINTS_PER_SLOT = 2


def dispatch(database: Database, send: Send) -> int:
    """Send what the pools have room for, if no other process is at it; how many that were.

    They are recorded before they are sent: a hint lost in between is sent again after 10 s.

    Raises:
        RetryLaterError: the database or the broker does not answer.
    """
    fresh, again = database.run(_choose)
    if fresh or again:
        try:
            send([*again, *fresh])
        except RetryLaterError:
            database.run(lambda connection: unsend(connection, [*again, *fresh]))
            raise
    return len(fresh) + len(again)


def _choose(connection: Connection) -> tuple[list[HintTo], list[HintTo]]:
    if not sole(connection, "dispatcher"):
        return [], []
    room = {pool: HINTS_PER_SLOT * slots for pool, slots in live_slots(connection).items()}
    if not room:
        return [], []
    return release_hints(connection, room), hints_unheard(connection, list(room))
