"""Sending hints: a ready task that the broker has not heard of is the outbox.

Workers have few hints out (`lookahead`). The rest of the backlog stays in the tables, so that the
broker does not grow, whatever waits, and a more urgent job is next in line at once. Pools without a
live worker get nothing.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from common.db.repository.hints import (
    HINT_AGAIN_SECONDS,
    HintTo,
    Pacing,
    crews_of,
    hints_unheard,
    release_hints,
    unsend,
)
from common.db.repository.workers import live_crews
from common.db.session import Database, sole
from common.errors import RetryLaterError
from common.limits import NO_LIMITS, Limits
from common.metrics import hints_sent

Send = Callable[[Sequence[HintTo]], None]
"""Put hints into their queues (`common.queues.queue_name`). Raises RetryLaterError when the broker
does not answer; to have sent some of them does no harm."""


def dispatch(
    database: Database,
    send: Send,
    *,
    pacing: Pacing,
    again: bool = True,
    limits: Limits = NO_LIMITS,
    patience: float = HINT_AGAIN_SECONDS,
) -> int:
    """Send what the workers have room for, if no other process is at it; how many that were.

    They are recorded before they are sent: a hint lost in between is sent again like any other.

    Args:
        again: look for hints that nobody took, too.
        limits: of tenants that have none of their own.
        patience: seconds after which a hint that nobody took is sent again.

    Raises:
        RetryLaterError: the database or the broker does not answer.
    """
    unheard, released = database.run(
        lambda connection: _choose(
            connection, again=again, pacing=pacing, limits=limits, patience=patience
        )
    )
    if chosen := [*unheard, *released]:
        try:
            send(chosen)
        except RetryLaterError:
            database.run(lambda connection: unsend(connection, unheard=unheard, released=released))
            raise
        _tally(unheard, again="yes")
        _tally(released, again="no")
    return len(chosen)


def _tally(hints: Sequence[HintTo], *, again: str) -> None:
    for hint in hints:
        hints_sent.labels(hint.pool, again).inc()


def _choose(
    connection: Connection, *, again: bool, pacing: Pacing, limits: Limits, patience: float
) -> tuple[list[HintTo], list[HintTo]]:
    """Those that nobody took, and those of whom the broker is to hear now."""
    if not sole(connection, "dispatcher"):
        return [], []
    crews = crews_of(live_crews(connection))
    if not crews:
        return [], []
    pools = [pool for crew in crews for pool in crew.pools]
    unheard = hints_unheard(connection, pools, patience=patience) if again else []
    released = release_hints(connection, crews, pacing=pacing, limits=limits, patience=patience)
    return unheard, released
