"""How much there is of what, for who watches over the service: one short read."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, literal_column, select

from common.db.repository.hints import backlog
from common.db.repository.workers import live_slots
from common.db.states import RevisionStatus
from common.db.tables import inbox, revisions, tasks
from common.queues import Pool

_RUNNING = (
    select(tasks.c.pool, func.count())
    .where(tasks.c.state == literal_column("'running'"))
    .group_by(tasks.c.pool)
)
_UNFINISHED = (
    select(revisions.c.status, func.count())
    .where(revisions.c.finished_at.is_(None))
    .group_by(revisions.c.status)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Attributes:
    backlog: ready tasks of each pool that the broker has not heard of.
    slots: tasks of each pool that live workers can do side by side.
    revisions: unfinished ones by status.
    facts: what the orchestrator has yet to act on; None is not known.
    """

    backlog: Mapping[Pool, int]
    running: Mapping[Pool, int]
    slots: Mapping[Pool, int]
    revisions: Mapping[RevisionStatus, int]
    facts: int | None


def standing(connection: Connection) -> Standing:
    """What stands there now; pools and statuses without any are left out."""
    return Standing(
        backlog=backlog(connection),
        running={row[0]: row[1] for row in connection.execute(_RUNNING)},
        slots=live_slots(connection),
        revisions={row[0]: row[1] for row in connection.execute(_UNFINISHED)},
        facts=connection.scalar(select(func.count()).select_from(inbox)) or 0,
    )
