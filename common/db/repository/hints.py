"""Which ready tasks the broker hears of: few at a time, the urgent first, fair among tenants.

The backlog stays in the tables. A crew has at most so many hints out as it will soon use; the next
goes to the tenant that has the least at work for its weight, within the more urgent class, and of
its jobs to the oldest: a film is finished before another is begun. A task whose worker died stands
in no line: it is announced again at once, as a hint that nobody took.
A hint is recorded before it is sent; one that nobody took is sent again after 10 s, then 20, then
every 40.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

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
    """The message `(task_id, attempt)`, and the kind of task and queue it belongs to. `lost`: a
    worker died of it, or over it."""

    task_id: int
    attempt: int
    stage: TaskStage
    pool: Pool
    priority: Priority
    lost: bool = False


class Crew(NamedTuple):
    """Workers that share pools: hands that one has to spare another's pool can use."""

    pools: tuple[Pool, ...]
    slots: int
    by_pool: Mapping[Pool, int]


class Pacing(Protocol):
    """How many hints may be out."""

    def most(self, crew: Crew, out: int) -> int:
        """Of a crew, `out` being how many are."""
        ...

    def sent(self, crew: Crew, out: int) -> None:
        """Hear how many are out after a release."""
        ...


def crews_of(workers: Iterable[tuple[Sequence[Pool], int]]) -> list[Crew]:
    """Workers, as pools and slots, by the pools that they share."""
    crews: list[Crew] = []
    for pools, slots in workers:
        mine = [crew for crew in crews if set(crew.pools) & set(pools)]
        by_pool = Counter(dict.fromkeys(pools, slots))
        for crew in mine:
            by_pool.update(crew.by_pool)
            crews.remove(crew)
        whole = slots + sum(crew.slots for crew in mine)
        crews.append(Crew(tuple(sorted(by_pool)), whole, by_pool))
    return crews


def release_hints(
    connection: Connection,
    crews: Sequence[Crew],
    *,
    pacing: Pacing,
    limits: Limits,
    patience: float = HINT_AGAIN_SECONDS,
) -> list[HintTo]:
    """Choose ready tasks and record them as hinted.

    Args:
        limits: of tenants that have none of their own.
        patience: seconds after which a hint that nobody took is sent again.
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
    for crew in crews:
        out = sum(load[pool].out for pool in crew.pools)
        most = pacing.most(crew, out)
        mine = [line for line in lines if line.pool in crew.pools]
        if mine and most > out:
            ahead = most / crew.slots
            sharing = _Sharing(
                connection,
                at_work=sum((load[pool].at_work for pool in crew.pools), Counter()),
                weights=weights,
                allowed=allowed,
                room=Counter(
                    {
                        pool: int(ahead * slots) - load[pool].out
                        for pool, slots in crew.by_pool.items()
                    }
                ),
            )
            found = list(sharing.choose(mine, free=most - out))
            chosen += found
            out += len(found)
        pacing.sent(crew, out)
    _record(connection, chosen, patience)
    return chosen


def share(at_work: int, weight: float) -> float:
    """What a tenant would have at work for its weight with one task more: the least is next."""
    return (at_work + 1) / weight


def hints_unheard(
    connection: Connection, pools: Sequence[Pool], *, patience: float = HINT_AGAIN_SECONDS
) -> list[HintTo]:
    """Hints that nobody took in time, recorded as sent once more."""
    rows = connection.execute(_UNHEARD, {"pools": list(pools)})
    chosen = [HintTo(*row) for row in rows]
    _record(connection, chosen, patience)
    return chosen


def unsend(
    connection: Connection, *, unheard: Sequence[HintTo], released: Sequence[HintTo]
) -> None:
    """None of these could be sent: those that nobody took are due again, the others stand in their
    lines again."""
    connection.execute(_STILL_DUE, {"ids": [hint.task_id for hint in unheard]})
    connection.execute(_UNSEND, {"ids": [hint.task_id for hint in released]})


def requeue(connection: Connection, job_id: str) -> int:
    """Send hints of a job's ready tasks anew, as if the broker had never heard of them, and let
    those wait no longer that were put off; how many there are."""
    ready = update(tasks).where(tasks.c.job_id == job_id, _READY)
    anew = ready.values(
        hinted_at=null(),
        hint_again_at=null(),
        hints=0,
        not_before=case((tasks.c.not_before > clock(), clock()), else_=tasks.c.not_before),
    )
    return connection.execute(anew).rowcount


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
_LOST = (tasks.c.worker_deaths > 0).label("lost")
_OLDEST = (
    select(tasks.c.id, tasks.c.attempt, tasks.c.stage, tasks.c.revision_id, _LOST)
    .where(
        _UNHINTED,
        *(column == bindparam(name) for column, name in zip(_PLACE, _Line._fields, strict=True)),
        tasks.c.not_before <= clock(),
    )
    .order_by(tasks.c.revision_id, tasks.c.id)
    .limit(bindparam("most"))
)
_OLDEST_OF = _OLDEST.where(tasks.c.revision_id.in_(bindparam("revisions", expanding=True)))
_UNHEARD = (
    select(tasks.c.id, tasks.c.attempt, tasks.c.stage, tasks.c.pool, tasks.c.priority, _LOST)
    .where(
        _HINTED,
        tasks.c.pool.in_(bindparam("pools", expanding=True)),
        tasks.c.hint_again_at <= clock(),
    )
    .order_by(tasks.c.hint_again_at)
    .limit(100)
)
_PAUSE = bindparam("patience", type_=sa.Double) * case(
    {n: 2.0**n for n in range(_DOUBLINGS)}, value=tasks.c.hints, else_=2.0**_DOUBLINGS
)
_MINE = (tasks.c.id.in_(bindparam("ids", expanding=True)), _READY)
_RECORD = (
    update(tasks)
    .where(*_MINE)
    .values(hinted_at=clock(), hint_again_at=clock() + _PAUSE, hints=tasks.c.hints + 1)
)
_UNSEND = update(tasks).where(*_MINE).values(hinted_at=null(), hint_again_at=null())
_STILL_DUE = update(tasks).where(*_MINE).values(hint_again_at=clock())
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
    room: hints that each pool may still get, whatever its crew may.
    """

    connection: Connection
    at_work: Counter[str]
    weights: Mapping[str, float]
    allowed: Mapping[str, Sequence[int]]
    room: Counter[Pool]

    def choose(self, lines: Sequence[_Line], *, free: int) -> Iterator[HintTo]:
        for priority in PRIORITIES:
            queues = {
                line: self._oldest(line, free)[::-1] for line in lines if line.priority == priority
            }
            while free and (waiting := self._waiting(queues)):
                line = min(waiting, key=lambda one: self._turn(one, queues[one][-1]))
                row = queues[line].pop()
                self.at_work[line.tenant] += 1
                self.room[line.pool] -= 1
                free -= 1
                yield HintTo(row.id, row.attempt, row.stage, line.pool, line.priority, row.lost)

    def _waiting(self, queues: Mapping[_Line, list[Any]]) -> list[_Line]:
        return [line for line, rows in queues.items() if rows and self.room[line.pool] > 0]

    def _turn(self, line: _Line, row: Any) -> tuple[float, str, int, int]:
        """The least comes first."""
        mine = share(self.at_work[line.tenant], self.weights.get(line.tenant, 1.0))
        return mine, line.tenant, row.revision_id, row.id

    def _oldest(self, line: _Line, most: int) -> list[Any]:
        asked = {**line._asdict(), "most": most}
        revisions = self.allowed.get(line.tenant)
        if revisions is None:
            return list(self.connection.execute(_OLDEST, asked))
        return list(self.connection.execute(_OLDEST_OF, {**asked, "revisions": revisions}))


def _record(connection: Connection, chosen: Sequence[HintTo], patience: float) -> None:
    if chosen:
        ids = [hint.task_id for hint in chosen]
        connection.execute(_RECORD, {"ids": ids, "patience": patience})
