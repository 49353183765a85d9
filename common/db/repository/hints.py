"""Which ready tasks the broker hears of: few at a time, the urgent first, fair among tenants.

The backlog stays in the tables. A pool has at most so many hints out as its workers will soon use;
the next goes to the tenant that has the least at work for its weight, within the more urgent class.
A hint is recorded before it is sent; one that nobody took is sent again after 10 s, then 20, then
every 40.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    null,
    select,
    tuple_,
    update,
)

from common.db.clock import clock
from common.db.repository.usage import first_revisions, running_limits
from common.db.states import TaskStage
from common.db.tables import tasks, tenants
from common.limits import Limits
from common.queues import PRIORITIES, Pool, Priority

HINT_AGAIN_SECONDS = 10.0
_DOUBLINGS = 2
"""At most 40 s apart, so that a flushed broker costs no more than that."""


class HintTo(NamedTuple):
    """The message `(task_id, attempt)`, and the kind of task and queue it belongs to."""

    task_id: int
    attempt: int
    stage: TaskStage
    pool: Pool
    priority: Priority


def release_hints(
    connection: Connection, room: Mapping[Pool, int], *, limits: Limits
) -> list[HintTo]:
    """Choose ready tasks and record them as hinted.

    Args:
        room: hints that each pool may have out, those that are out already included.
        limits: of tenants that have none of their own.
    """
    load = _load(connection)
    lines = _lines(connection)
    names = {line.tenant for line in lines}
    weights = _weights(connection) if len(names) > 1 else {}
    allowed = {
        tenant: first_revisions(connection, tenant, most=most)
        for tenant, most in running_limits(connection, names, otherwise=limits).items()
    }
    chosen: list[HintTo] = []
    for pool, most in room.items():
        mine = [line for line in lines if line.pool == pool]
        free = most - load[pool].out
        if mine and free > 0:
            fairly = _Sharing(connection, load[pool].at_work, weights, allowed)
            chosen += fairly.choose(mine, free=free)
    _record(connection, chosen)
    return chosen


def hints_unheard(connection: Connection, pools: Sequence[Pool]) -> list[HintTo]:
    """Hints that nobody took in time, recorded as sent once more."""
    rows = connection.execute(_UNHEARD, {"pools": list(pools)})
    chosen = [HintTo(*row) for row in rows]
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


class _Line(NamedTuple):
    """Unhinted tasks stand in lines, each of one pool, class and tenant."""

    pool: Pool
    priority: Priority
    tenant: str


@dataclass(slots=True)
class _Load:
    """Of a pool: hints that are out, and each tenant's tasks that are hinted or running."""

    out: int = 0
    at_work: Counter[str] = field(default_factory=Counter)


_READY = tasks.c.state == literal_column("'ready'")
"""Spelled out, not bound: SQLite uses a partial index only when it can see the condition."""
_UNHINTED = and_(_READY, tasks.c.hinted_at.is_(None))
_HINTED = and_(_READY, tasks.c.hinted_at.is_not(None))
_RUNNING = tasks.c.state == literal_column("'running'")


def _counts(condition: sa.ColumnElement[bool], *, hinted: bool) -> sa.Select[tuple[int, str, str]]:
    kind = literal_column(str(int(hinted)), sa.Integer).label("hinted")
    grouped = select(kind, tasks.c.pool, tasks.c.tenant_id, func.count().label("number"))
    return grouped.where(condition).group_by(tasks.c.pool, tasks.c.tenant_id)


_LOAD = sa.union_all(_counts(_HINTED, hinted=True), _counts(_RUNNING, hinted=False))
"""Two halves, so that each has its own small index."""
_PLACE = (tasks.c.pool, tasks.c.priority, tasks.c.tenant_id)
_NEXT_LINE = (
    select(*_PLACE)
    .where(
        _UNHINTED,
        tuple_(*_PLACE) > tuple_(*(bindparam(name, type_=sa.String) for name in _Line._fields)),
    )
    .order_by(*_PLACE)
    .limit(1)
)
_OLDEST = (
    select(tasks.c.id, tasks.c.attempt, tasks.c.stage)
    .where(
        _UNHINTED,
        *(column == bindparam(name) for column, name in zip(_PLACE, _Line._fields, strict=True)),
        tasks.c.not_before <= clock(),
    )
    .order_by(tasks.c.id)
    .limit(bindparam("most"))
)
_OLDEST_OF = _OLDEST.where(tasks.c.revision_id.in_(bindparam("revisions", expanding=True)))
_UNHEARD = (
    select(tasks.c.id, tasks.c.attempt, tasks.c.stage, tasks.c.pool, tasks.c.priority)
    .where(
        _HINTED,
        tasks.c.pool.in_(bindparam("pools", expanding=True)),
        tasks.c.hint_again_at <= clock(),
    )
    .order_by(tasks.c.hint_again_at)
    .limit(100)
)
_PAUSE = case(
    {n: HINT_AGAIN_SECONDS * 2**n for n in range(_DOUBLINGS)},
    value=tasks.c.hints,
    else_=HINT_AGAIN_SECONDS * 2**_DOUBLINGS,
)
_MINE = (tasks.c.id.in_(bindparam("ids", expanding=True)), _READY)
_RECORD = (
    update(tasks)
    .where(*_MINE)
    .values(hinted_at=clock(), hint_again_at=clock() + _PAUSE, hints=tasks.c.hints + 1)
)
_UNSEND = update(tasks).where(*_MINE).values(hinted_at=null(), hint_again_at=null())
_WEIGHTS = select(tenants.c.id, tenants.c.weight)


def _load(connection: Connection) -> Mapping[Pool, _Load]:
    load: defaultdict[Pool, _Load] = defaultdict(_Load)
    for row in connection.execute(_LOAD):
        load[row.pool].out += row.number if row.hinted else 0
        load[row.pool].at_work[row.tenant_id] += row.number
    return load


def _lines(connection: Connection) -> list[_Line]:
    """Lines that are not empty: one index seek each, however long they are."""
    lines: list[_Line] = []
    last = _Line("", "", "")  # type: ignore[arg-type]  # before all others
    while row := connection.execute(_NEXT_LINE, last._asdict()).first():
        last = _Line(*row)
        lines.append(last)
    return lines


def _weights(connection: Connection) -> Mapping[str, float]:
    return {row.id: row.weight for row in connection.execute(_WEIGHTS)}


@dataclass(frozen=True, slots=True)
class _Sharing:
    """Attributes:
    at_work: tasks of each tenant, hinted or running; counted on as more are chosen.
    allowed: of tenants that may run so many jobs at once, the revisions that may go on.
    """

    connection: Connection
    at_work: Counter[str]
    weights: Mapping[str, float]
    allowed: Mapping[str, Sequence[int]]

    def choose(self, lines: Sequence[_Line], *, free: int) -> Iterator[HintTo]:
        for priority in PRIORITIES:
            queues = {
                line: self._oldest(line, free)[::-1] for line in lines if line.priority == priority
            }
            while free and (waiting := [line for line, rows in queues.items() if rows]):
                line = min(waiting, key=self._turn)
                task_id, attempt, stage = queues[line].pop()
                self.at_work[line.tenant] += 1
                free -= 1
                yield HintTo(task_id, attempt, stage, line.pool, line.priority)

    def _turn(self, line: _Line) -> tuple[float, _Line]:
        """The least comes first: how much its tenant would have at work, for its weight."""
        return (self.at_work[line.tenant] + 1) / self.weights.get(line.tenant, 1), line

    def _oldest(self, line: _Line, most: int) -> list[Any]:
        asked = {**line._asdict(), "most": most}
        revisions = self.allowed.get(line.tenant)
        if revisions is None:
            return list(self.connection.execute(_OLDEST, asked))
        return list(self.connection.execute(_OLDEST_OF, {**asked, "revisions": revisions}))


def _record(connection: Connection, chosen: Sequence[HintTo]) -> None:
    if chosen:
        connection.execute(_RECORD, {"ids": [hint.task_id for hint in chosen]})
