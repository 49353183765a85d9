"""Reading what a transition looks at.

Only one process runs the machine at a time (`sole`), so what it read stays true until it writes,
but for what workers do meanwhile under their own compare-and-set: claim, renew, report.
"""

from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, select

from common.db.clock import clock
from common.db.drafts import plan_again, read_order, read_plan
from common.db.facts import Expanded, Fact, Failed, Succeeded, TaskFact
from common.db.states import REVISION_FIELDS, TASK_FIELDS, Revision, Task
from common.db.tables import jobs, revisions, tasks
from common.errors import OtherVersionError
from services.orchestrator.steps import Anew, View, counted


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
    anew = None
    if isinstance(fact, Failed) and fact.code == OtherVersionError.code:
        anew = _anew(connection, task)
    return Loaded(View(revision=revision, task=task, left=left, anew=anew), now, tenant_id)


def _anew(connection: Connection, task: Task) -> Anew | None:
    """How this version would begin a film, unless the task is just as it would plan it: then the
    worker is of another, and one of ours will come."""
    planned = connection.execute(_PLANNED, {"task": task.id}).one()
    with suppress(OtherVersionError):
        if task.stage == "expansion":
            read_plan(planned.order)
        else:
            read_order(planned.order, cache_key=planned.cache_key)
        return None
    with suppress(OtherVersionError):
        prelude, same_script = plan_again(planned.film)
        return Anew(prelude=prelude, same_script=same_script)
    return None


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
_PLAN = tasks.alias()
_PLANNED = (
    select(tasks.c.order, tasks.c.cache_key, _PLAN.c.order.label("film"))
    .join(_PLAN, and_(_PLAN.c.revision_id == tasks.c.revision_id, _PLAN.c.stage == "expansion"))
    .where(tasks.c.id == bindparam("task"))
)
