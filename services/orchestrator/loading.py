"""Reading what a transition looks at.

Only one process runs the machine at a time (`sole`), so what it read stays true until it writes,
but for what workers do meanwhile under their own compare-and-set: claim, renew, report.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from common.db.clock import clock
from common.db.facts import Expanded, Fact, Succeeded, TaskFact
from common.db.states import REVISION_FIELDS, TASK_FIELDS, Revision, Task
from common.db.tables import jobs, revisions, tasks
from services.orchestrator.steps import View, counted


@dataclass(frozen=True, slots=True)
class Loaded:
    """A view, with what is needed to carry out a step but not to decide on it."""

    view: View
    now: float
    tenant_id: str


def load(connection: Connection, fact: Fact) -> Loaded | None:
    """What a fact is about; None when it is there no more."""
    if isinstance(fact, TaskFact):
        return _load_task(connection, fact)
    row = connection.execute(_READ_REVISION, {"wanted": fact.revision_id}).one_or_none()
    if row is None:
        return None
    now, tenant_id, *head = row
    revision = Revision(**dict(zip(REVISION_FIELDS, head, strict=True)))
    return Loaded(View(revision=revision), now, tenant_id)


def _load_task(connection: Connection, fact: TaskFact) -> Loaded | None:
    row = connection.execute(_READ_TASK, {"wanted": fact.task_id}).one_or_none()
    if row is None:
        return None
    now, tenant_id, *rest = row
    head, body = rest[: len(REVISION_FIELDS)], rest[len(REVISION_FIELDS) :]
    revision = Revision(**dict(zip(REVISION_FIELDS, head, strict=True)))
    task = Task(**dict(zip(TASK_FIELDS, body, strict=True)))
    left = None
    if isinstance(fact, Succeeded | Expanded) and counted(revision, task):
        rows = connection.execute(_LEFT, {"revision": revision.id, "task": task.id})
        left = MappingProxyType({row.stage: row.number for row in rows})
    return Loaded(View(revision=revision, task=task, left=left), now, tenant_id)


def _head(tenant: Any) -> Select[Any]:
    return select(clock(), tenant, *(revisions.c[name] for name in REVISION_FIELDS))


_READ_REVISION = (
    _head(jobs.c.tenant_id)
    .join(jobs, jobs.c.id == revisions.c.job_id)
    .where(revisions.c.id == bindparam("wanted"))
)
_READ_TASK = (
    _head(tasks.c.tenant_id)
    .add_columns(*(tasks.c[name] for name in TASK_FIELDS))
    .join(tasks, tasks.c.revision_id == revisions.c.id)
    .where(tasks.c.id == bindparam("wanted"))
)
_LEFT = (
    select(tasks.c.stage, func.count().label("number"))
    .where(
        tasks.c.revision_id == bindparam("revision"),
        tasks.c.id != bindparam("task"),
        tasks.c.state != "done",
    )
    .group_by(tasks.c.stage)
)
