"""How much there is of what, for who watches over the service: one short read."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, case, func, literal_column, select

from common.db.clock import clock
from common.db.repository.hints import backlog
from common.db.repository.leases import READY_SINCE
from common.db.repository.workers import live_slots
from common.db.states import RevisionStatus
from common.db.tables import inbox, revisions, tasks, webhook_deliveries
from common.queues import Pool

_RUNNING = (
    select(tasks.c.pool, func.count())
    .where(tasks.c.state == literal_column("'running'"))
    .group_by(tasks.c.pool)
)
_DUE = tasks.c.not_before <= clock()
_READY = (
    select(
        tasks.c.pool,
        func.coalesce(func.sum(case((_DUE, 1), else_=0)), 0).label("due"),
        func.count().label("number"),
        func.max(case((_DUE, clock() - READY_SINCE))).label("oldest"),
    )
    .where(tasks.c.state == literal_column("'ready'"))
    .group_by(tasks.c.pool)
)
_UNFINISHED = (
    select(revisions.c.status, func.count())
    .where(revisions.c.finished_at.is_(None))
    .group_by(revisions.c.status)
)
_WEBHOOKS = select(func.count(), func.max(clock() - webhook_deliveries.c.next_attempt_at)).where(
    webhook_deliveries.c.state == literal_column("'pending'")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Attributes:
    backlog: ready tasks of each pool that the broker has not heard of.
    due, delayed: ready tasks of each pool whose time has come, and the others.
    oldest: seconds for which the oldest due task of each pool could have been at work.
    slots: tasks of each pool that live workers can do side by side.
    revisions: unfinished ones by status.
    facts: what the orchestrator has yet to act on.
    webhooks: deliveries that are not over.
    webhook_age: seconds for which the oldest due delivery has been due.
    """

    backlog: Mapping[Pool, int]
    due: Mapping[Pool, int]
    delayed: Mapping[Pool, int]
    oldest: Mapping[Pool, float]
    running: Mapping[Pool, int]
    slots: Mapping[Pool, int]
    revisions: Mapping[RevisionStatus, int]
    facts: int
    webhooks: int
    webhook_age: float


def standing(connection: Connection) -> Standing:
    """What stands there now; pools and statuses without any are left out."""
    ready = connection.execute(_READY).all()
    webhooks, age = connection.execute(_WEBHOOKS).one()
    return Standing(
        backlog=backlog(connection),
        due={row.pool: row.due for row in ready},
        delayed={row.pool: row.number - row.due for row in ready},
        oldest={row.pool: max(row.oldest, 0.0) for row in ready if row.oldest is not None},
        running={row[0]: row[1] for row in connection.execute(_RUNNING)},
        slots=live_slots(connection),
        revisions={row[0]: row[1] for row in connection.execute(_UNFINISHED)},
        facts=connection.scalar(select(func.count()).select_from(inbox)) or 0,
        webhooks=webhooks,
        webhook_age=max(age or 0.0, 0.0),
    )
