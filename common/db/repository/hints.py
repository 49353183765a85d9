"""Which ready tasks the broker hears of: few at a time, the urgent first, fair among tenants.

The backlog stays in the tables. A pool has at most so many hints out as its workers will soon use;
the next goes to the tenant that has the least at work for its weight, within the more urgent class.
A hint is recorded before it is sent; one that nobody took is sent again after 10 s, then 20, then
every 40.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection, and_, bindparam, func, literal_column, null, select, update

from common.db.clock import clock
from common.db.tables import tasks, tenants
from common.queues import PRIORITIES, Pool, Priority

HINT_AGAIN_SECONDS = 10.0
_DOUBLINGS = 2
"""At most 40 s apart, so that a flushed broker costs no more than that."""

_READY = tasks.c.state == literal_column("'ready'")
"""Spelled out, not bound: SQLite uses a partial index only when it can see the condition."""
_UNHINTED = and_(_READY, tasks.c.hinted_at.is_(None))
_HINTED = and_(_READY, tasks.c.hinted_at.is_not(None))
_RUNNING = tasks.c.state == literal_column("'running'")
_DUE = tasks.c.not_before <= clock()


class HintTo(NamedTuple):
    """The message `(task_id, attempt)` and the queue it belongs to."""

    task_id: int
    attempt: int
    pool: Pool
    priority: Priority


def release_hints(connection: Connection, pool: Pool, *, most: int) -> list[HintTo]:
    """Choose ready tasks and record them as hinted, so that at most `most` are outstanding."""
    out = connection.scalar(_OUTSTANDING, {"pool": pool}) or 0
    chosen = list(_fairly(connection, pool, room=most - out)) if out < most else []
    if chosen:
        _record(connection, chosen)
    return chosen


def hints_unheard(connection: Connection, pool: Pool, *, most: int) -> list[HintTo]:
    """Hints that nobody took in time, recorded as sent once more."""
    rows = connection.execute(
        select(tasks.c.id, tasks.c.attempt, tasks.c.priority)
        .where(_HINTED, tasks.c.pool == pool, tasks.c.hint_again_at <= clock())
        .order_by(tasks.c.hint_again_at)
        .limit(most)
    ).all()
    chosen = [HintTo(row.id, row.attempt, pool, row.priority) for row in rows]
    if chosen:
        _record(connection, chosen)
    return chosen


def unsend(connection: Connection, hints: Sequence[HintTo]) -> None:
    """These could not be sent: they are to be chosen anew."""
    connection.execute(_UNSEND, {"ids": [hint.task_id for hint in hints]})


def backlog(connection: Connection) -> Mapping[Pool, int]:
    """How many ready tasks of each pool the broker has not heard of."""
    rows = connection.execute(
        select(tasks.c.pool, func.count().label("number")).where(_UNHINTED).group_by(tasks.c.pool)
    )
    return {row.pool: row.number for row in rows}


_OUTSTANDING = (
    select(func.count()).select_from(tasks).where(_HINTED, tasks.c.pool == bindparam("pool"))
)


def _at_work_by_tenant(condition: sa.ColumnElement[bool]) -> sa.Select[tuple[str, int]]:
    return (
        select(tasks.c.tenant_id, func.count().label("number"))
        .where(condition, tasks.c.pool == bindparam("pool"))
        .group_by(tasks.c.tenant_id)
    )


_AT_WORK = sa.union_all(_at_work_by_tenant(_HINTED), _at_work_by_tenant(_RUNNING))
"""Two halves, so that each has its own small index."""
_OLDEST = (
    select(tasks.c.id, tasks.c.attempt)
    .where(
        _UNHINTED,
        tasks.c.pool == bindparam("pool"),
        tasks.c.priority == bindparam("priority"),
        tasks.c.tenant_id == bindparam("tenant"),
        _DUE,
    )
    .order_by(tasks.c.id)
    .limit(bindparam("most"))
)
_NEXT_TENANT = select(func.min(tasks.c.tenant_id)).where(
    _UNHINTED,
    tasks.c.pool == bindparam("pool"),
    tasks.c.priority == bindparam("priority"),
    tasks.c.tenant_id > bindparam("after"),
)
_DOUBLED = sa.case(
    {n: HINT_AGAIN_SECONDS * 2**n for n in range(_DOUBLINGS)},
    value=tasks.c.hints,
    else_=HINT_AGAIN_SECONDS * 2**_DOUBLINGS,
)
_RECORD = (
    update(tasks)
    .where(tasks.c.id == bindparam("b_task"))
    .values(hinted_at=clock(), hint_again_at=clock() + _DOUBLED, hints=tasks.c.hints + 1)
)
_UNSEND = (
    update(tasks)
    .where(tasks.c.id.in_(bindparam("ids", expanding=True)), _READY)
    .values(hinted_at=null(), hint_again_at=null())
)


def _fairly(connection: Connection, pool: Pool, *, room: int) -> Iterator[HintTo]:
    at_work: Counter[str] = Counter()
    for row in connection.execute(_AT_WORK, {"pool": pool}):
        at_work[row.tenant_id] += row.number
    for priority in PRIORITIES:
        names = list(_tenants(connection, pool, priority))
        weights = _weights(connection, names)
        lines = {
            name: list(
                connection.execute(
                    _OLDEST, {"pool": pool, "priority": priority, "tenant": name, "most": room}
                )
            )[::-1]
            for name in names
        }
        while room and (waiting := [name for name in names if lines[name]]):
            name = min(waiting, key=lambda one: ((at_work[one] + 1) / weights[one], one))
            chosen = lines[name].pop()
            at_work[name] += 1
            room -= 1
            yield HintTo(chosen.id, chosen.attempt, pool, priority)


def _tenants(connection: Connection, pool: Pool, priority: Priority) -> Iterator[str]:
    """Tenants with a backlog, one index seek each however long it is."""
    after = ""
    while name := connection.scalar(
        _NEXT_TENANT, {"pool": pool, "priority": priority, "after": after}
    ):
        yield name
        after = name


def _weights(connection: Connection, names: list[str]) -> dict[str, float]:
    if not names:
        return {}
    rows = connection.execute(select(tenants.c.id, tenants.c.weight).where(tenants.c.id.in_(names)))
    return {row.id: row.weight for row in rows}


def _record(connection: Connection, chosen: list[HintTo]) -> None:
    connection.execute(_RECORD, [{"b_task": hint.task_id} for hint in chosen])
