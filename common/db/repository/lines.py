"""Where a job stands in line, and what jobs took lately: what an honest guess is made from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, literal_column, select

from common.db.clock import clock
from common.db.repository.workers import live_crews
from common.db.states import Revision
from common.db.tables import revisions, tasks, tenants
from common.queues import PRIORITIES, Pool, Priority

_R = revisions.c
_OPEN = _R.finished_at.is_(None)
_RECENT = 24 * 3600.0
_MOST = 30
_AFTER_ALL = 2**62
"""The row number of a job that is not there yet."""


class Line(NamedTuple):
    """Queued jobs of one class and tenant; `before` are older than the one in question."""

    priority: Priority
    tenant: str | None
    length: int
    before: int


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """What the last jobs that succeeded took, and who works now.

    Attributes:
        jobs: how many they were; the rest says nothing when it is 0.
        busy: of each pool, the mean seconds of work a job gave it.
        shortest: seconds from begun to done of the quickest.
        slots: of each pool, tasks that live workers can do side by side.
        hands: tasks that all live workers together can.
        running: jobs that are begun and not over.
    """

    jobs: int = 0
    busy: Mapping[Pool, float]
    shortest: float = 0.0
    slots: Mapping[Pool, int]
    hands: int
    running: int

    @property
    def interval(self) -> float | None:
        """Seconds between two jobs' ends while a line is waiting: of the narrowest pool, or of all
        hands where workers serve several pools. None without history or workers.
        """
        if not self.jobs or not self.hands or any(not self.slots.get(pool) for pool in self.busy):
            return None
        alone = [seconds / self.slots[pool] for pool, seconds in self.busy.items()]
        return max(*alone, sum(self.busy.values()) / self.hands)


def position(
    lines: Sequence[Line], weights: Mapping[str, float], *, priority: Priority, tenant: str
) -> int:
    """How many are begun before the job that asks.

    All of a more urgent class; of its own class its tenant's older ones, and of every other
    tenant's as many as its share lets by in the meantime.
    """
    urgent = PRIORITIES[: PRIORITIES.index(priority)]
    ahead = sum(line.length for line in lines if line.priority in urgent)
    rivals = [line for line in lines if line.priority == priority]
    mine = sum(line.before for line in rivals if line.tenant == tenant)
    weight = weights.get(tenant, 1.0)
    for line in rivals:
        if line.tenant != tenant:
            share = (mine + 1) * weights.get(line.tenant or "", 1.0) / weight
            ahead += min(line.length, ceil(share))
    return ahead + mine


def queue_position(connection: Connection, revision: Revision, tenant_id: str) -> int | None:
    """How many queued jobs are begun before it; None once it was started."""
    if revision.status != "queued":
        return None
    return _position(connection, revision.id, priority=revision.priority, tenant=tenant_id)


def last_position(connection: Connection, *, priority: Priority, tenant: str) -> int:
    """How many queued jobs would be begun before one that is asked for now."""
    return _position(connection, _AFTER_ALL, priority=priority, tenant=tenant)


def _position(connection: Connection, mine: int, *, priority: Priority, tenant: str) -> int:
    lines = [Line(*row) for row in connection.execute(_LINES, {"mine": mine})]
    rivals = {line.tenant for line in lines if line.tenant is not None}
    weights = (
        {} if len(rivals) < 2 else {row.id: row.weight for row in connection.execute(_WEIGHTS)}
    )
    return position(lines, weights, priority=priority, tenant=tenant)


def read_history(connection: Connection) -> History:
    """Of the last thirty jobs that succeeded within a day."""
    slots: defaultdict[Pool, int] = defaultdict(int)
    hands = 0
    for pools, number in live_crews(connection):
        hands += number
        for pool in pools:
            slots[pool] += number
    rows = connection.execute(_LAST).all()
    running = connection.scalar(_RUNNING) or 0
    if not rows:
        return History(busy={}, slots=slots, hands=hands, running=running)
    spent = connection.execute(_BUSY, {"ids": [row.id for row in rows]})
    return History(
        jobs=len(rows),
        busy={pool: seconds / len(rows) for pool, seconds in spent if seconds},
        shortest=min(row.seconds for row in rows),
        slots=slots,
        hands=hands,
        running=running,
    )


_LINES = (
    select(_R.priority, _R.tenant_id, func.count(), func.count().filter(_R.id < bindparam("mine")))
    .where(_OPEN, _R.status == literal_column("'queued'"))
    .group_by(_R.priority, _R.tenant_id)
)
_WEIGHTS = select(tenants.c.id, tenants.c.weight)
_LAST = (
    select(_R.id, (_R.finished_at - _R.started_at).label("seconds"))
    .where(
        _R.status == literal_column("'succeeded'"),
        _R.finished_at > clock() - _RECENT,
        _R.started_at.is_not(None),
    )
    .order_by(_R.finished_at.desc())
    .limit(_MOST)
)
_RUNNING = select(func.count()).where(_OPEN, _R.status.in_(("starting", "processing")))
_BUSY = (
    select(tasks.c.pool, func.sum(tasks.c.finished_at - tasks.c.started_at))
    .where(tasks.c.revision_id.in_(bindparam("ids", expanding=True)), tasks.c.state == "done")
    .group_by(tasks.c.pool)
)
