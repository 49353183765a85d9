"""Which workers live, what they take, and which of them had better rest."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    update,
)

from common.db.clock import clock
from common.db.tables import tasks, workers
from common.queues import Pool

SEEN_SECONDS = 45.0
"""A worker that was not heard of for so long has no live slots; it registers every 15 s."""
MAX_STRIKES = 3
REST_SECONDS = 300.0
_CALLS = 3
_FOR_GOOD = 10 * 365 * 24 * 3600.0
"""Of a worker that drains; no restart of it has the same name."""

_SEEN = (
    update(workers)
    .where(workers.c.name == bindparam("b_name"))
    .values(pools=bindparam("pools"), slots=bindparam("slots"), seen_at=clock())
    .returning(workers.c.resting_until - clock())
)
_PEER = workers.alias()
_SOMEBODY_ELSE = exists().where(
    _PEER.c.name != workers.c.name,
    _PEER.c.pools == workers.c.pools,
    _PEER.c.seen_at > clock() - SEEN_SECONDS,
    _PEER.c.resting_until <= clock(),
)
_AWAKE = workers.c.resting_until <= clock()
_LAST = workers.c.strikes + 1 >= MAX_STRIKES
_STRIKE = (
    update(workers)
    .where(workers.c.name == bindparam("b_name"))
    .values(
        strikes=case((_LAST, 0), else_=workers.c.strikes + 1),
        resting_until=case(
            (and_(_LAST, _AWAKE, _SOMEBODY_ELSE), clock() + REST_SECONDS),
            else_=workers.c.resting_until,
        ),
    )
)

_BUSY = select(func.max(clock() - tasks.c.started_at)).where(
    tasks.c.state == literal_column("'running'"), tasks.c.lease_owner == bindparam("b_name")
)


def register(connection: Connection, name: str, *, pools: Iterable[Pool], slots: int) -> float:
    """Say that a worker lives, at its start and every 15 s.

    Args:
        slots: tasks it works at side by side, whichever of its pools they come from.

    Returns:
        Seconds for which it should take no task, because three that failed here went well
        elsewhere; 0 when it is in good standing.
    """
    told = {"pools": json.dumps(sorted(pools)), "slots": slots}
    row = connection.execute(_SEEN, {**told, "b_name": name}).one_or_none()
    if row is None:
        connection.execute(insert(workers).values(name=name, seen_at=clock(), **told))
        return 0.0
    return max(0.0, float(row[0]))


def busy_seconds(connection: Connection, name: str) -> float | None:
    """How long this worker has been at its oldest task; None when it has none."""
    age: float | None = connection.scalar(_BUSY, {"b_name": name})
    return age


def called_in_vain(connection: Connection, name: str, *, pools: Iterable[Pool], slots: int) -> bool:
    """Whether a task of these pools was announced three times and more, and nobody took it, while
    this worker had a slot for it."""
    unheard = exists().where(
        tasks.c.state == literal_column("'ready'"),
        tasks.c.hinted_at.is_not(None),
        tasks.c.pool.in_(list(pools)),
        tasks.c.hints >= _CALLS,
        tasks.c.not_before <= clock(),
    )
    mine = select(func.count()).where(
        tasks.c.state == literal_column("'running'"), tasks.c.lease_owner == name
    )
    row = connection.execute(select(unheard, mine.scalar_subquery())).one()
    return bool(row[0]) and row[1] < slots


def leave(connection: Connection, name: str) -> None:
    """A worker is shut down."""
    connection.execute(delete(workers).where(workers.c.name == name))


def strike(connection: Connection, name: str) -> None:
    """What failed at this worker has succeeded at another. A third strike sends it to rest, unless
    it is the last of its pools: a bad worker is better than none."""
    connection.execute(_STRIKE, {"b_name": name})


def drain(connection: Connection, name: str, *, wanted: bool = True) -> bool:
    """Let a worker take nothing more until it is told otherwise, or ends; it hears of it when it
    next registers. False: there is no such worker.
    """
    until = clock() + _FOR_GOOD if wanted else sa.literal(0.0)
    changed = update(workers).where(workers.c.name == name).values(resting_until=until)
    return connection.execute(changed).rowcount == 1


class WorkerRow(NamedTuple):
    """A worker that was heard of lately; `rests` and `seen_ago` are seconds."""

    name: str
    pools: list[Pool]
    slots: int
    running: int
    rests: float
    seen_ago: float

    @property
    def drains(self) -> bool:
        return self.rests > REST_SECONDS


def list_workers(connection: Connection) -> list[WorkerRow]:
    now = clock()
    running = (
        select(func.count())
        .where(tasks.c.state == literal_column("'running'"), tasks.c.lease_owner == workers.c.name)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(
            workers.c.name,
            workers.c.pools,
            workers.c.slots,
            running,
            workers.c.resting_until - now,
            now - workers.c.seen_at,
        )
        .where(workers.c.seen_at > now - SEEN_SECONDS)
        .order_by(workers.c.name)
    )
    return [
        WorkerRow(name, json.loads(pools), slots, at_work, max(0.0, rests), seen)
        for name, pools, slots, at_work, rests, seen in rows
    ]


def live_crews(connection: Connection) -> list[tuple[list[Pool], int]]:
    """The pools and slots of each worker that was heard of lately and does not rest."""
    now = clock()
    rows = connection.execute(
        select(workers.c.pools, workers.c.slots).where(
            workers.c.seen_at > now - SEEN_SECONDS, workers.c.resting_until <= now
        )
    )
    return [(json.loads(pools), number) for pools, number in rows]


def live_slots(connection: Connection) -> Mapping[Pool, int]:
    """How many tasks of each pool can be at work at once, by those who were heard of lately."""
    slots: Counter[Pool] = Counter()
    for pools, number in live_crews(connection):
        slots.update(dict.fromkeys(pools, number))
    return slots


def forget_gone(connection: Connection, *, seconds: float = 24 * 3600.0) -> None:
    """Remove workers that were not heard of for so long."""
    connection.execute(delete(workers).where(workers.c.seen_at < clock() - sa.literal(seconds)))
