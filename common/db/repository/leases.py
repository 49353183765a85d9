"""Leases: who works at which task, until when by the database's clock.

This is all that a worker asks of the database. A worker moves a task from ready to running (the
claim) and from running to reported (the end of its lease), each by compare-and-set; everything
that follows from a report is the orchestrator's.
"""

import secrets
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlalchemy import Connection, bindparam, case, func, literal_column, null, select, update

from common.costs import FREE, Charge
from common.db.clock import clock
from common.db.drafts import Expansion, FilmPlan, read_order, read_plan
from common.db.facts import Claimed, Expanded, Failed, Released, Report, Succeeded
from common.db.repository.inbox import post
from common.db.repository.traces import traces_of
from common.db.repository.workers import live_slots
from common.db.session import Database
from common.db.states import POOL_OF, PRELUDE, TaskStage
from common.db.tables import duties, tasks
from common.pipeline import Order

LEASE_SECONDS = 60.0
"""Renewed every 15 s, so that three renewals may fail."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lease:
    """The right to end a task, and what to do.

    Attributes:
        text: JSON of the `Order`, or of the `FilmPlan` for an expansion.
        token: shown with every report; after the lease is lost it opens nothing.
        waited: seconds from when the task was ready to the claim.
        shape: tasks of one can be done at once; None: this one is done alone.
    """

    task_id: int
    token: str
    job_id: str
    revision_id: int
    tenant_id: str
    stage: TaskStage
    scene: int | None
    attempt: int
    text: str
    cache_key: str | None
    waited: float = 0.0
    shape: str | None = None

    def order(self) -> Order:
        """What to do, for every stage but expansion.

        Raises:
            OtherVersionError: planned by a version whose workers alone may do it.
        """
        return read_order(self.text, cache_key=self.cache_key)

    def film_plan(self) -> FilmPlan:
        """What to expand, for stage expansion.

        Raises:
            OtherVersionError: as for `order`.
        """
        return read_plan(self.text)


class Renewal(NamedTuple):
    """`held` is False for one who is fenced: stop, and write nothing."""

    held: bool
    cancel_requested: bool


class Leases:
    """The leases of one worker; threads may share it.

    Every method is one short transaction, and raises RetryLaterError when the database does not
    answer: try again later, the lease holds until it expires.

    Args:
        worker: its name, stable while its process lives; `workers.register` uses the same.
        seconds: how long a lease lasts without renewal.
    """

    def __init__(self, database: Database, *, worker: str, seconds: float = LEASE_SECONDS) -> None:
        self._database = database
        self._worker = worker
        self._seconds = seconds

    def claim(self, task_id: int, attempt: int) -> Lease | None:
        """Take the lease of a task, following a hint; None when the hint is out of date."""
        return self._database.run(lambda connection: self._take(connection, task_id, attempt))

    def join(self, lead: Lease, *, most: int) -> tuple[Lease, ...]:
        """Take the leases of up to `most` tasks that can be done at once with one just taken.

        They are of its revision, which was chosen by class, tenant and age, and have its shape.
        None was tried before: what a worker died of, or failed at, is done alone from then on. As
        many tasks of the pool stay ready as live workers have hands free for it: side by side is
        faster than at once. A hint that is out for one of those taken finds it gone.
        """
        if lead.shape is None or lead.attempt > 1 or most < 1:
            return ()
        like = {"b_revision": lead.revision_id, "b_stage": lead.stage, "b_shape": lead.shape}
        pool = POOL_OF[lead.stage]

        def take(connection: Connection) -> tuple[Lease, ...]:
            at_work = connection.scalar(_AT_WORK, {"b_pool": pool}) or 0
            free = max(0, live_slots(connection).get(pool, 0) - at_work)
            ready = connection.scalar(_READY, {"b_pool": pool, "most": free + most}) or 0
            asked = {**like, "most": max(0, min(most, ready - free))}
            found = connection.execute(_MATES, asked).scalars().all()
            taken = [self._take(connection, mate, 1, led_by=lead.task_id) for mate in found]
            return tuple(lease for lease in taken if lease is not None)

        return self._database.run(take)

    def _take(
        self, connection: Connection, task_id: int, attempt: int, *, led_by: int | None = None
    ) -> Lease | None:
        token = secrets.token_hex(16)
        row = connection.execute(
            _CLAIM,
            {
                "b_task": task_id,
                "b_attempt": attempt,
                "worker": self._worker,
                "token": token,
                "seconds": self._seconds,
                "leader": led_by,
            },
        ).one_or_none()
        if row is None:
            return None
        job_id, revision_id, tenant_id, stage, scene, order, cache_key, waited, shape = row
        if stage in PRELUDE:
            post(connection, Claimed(task_id=task_id))
        return Lease(
            task_id=task_id,
            token=token,
            job_id=job_id,
            revision_id=revision_id,
            tenant_id=tenant_id,
            stage=stage,
            scene=scene,
            attempt=attempt,
            text=order,
            cache_key=cache_key,
            waited=waited,
            shape=shape,
        )

    def renew(self, lease: Lease, *, progress: float) -> Renewal:
        """Push the lease's end away and tell the share done, 0 to 1."""
        where = {"b_task": lease.task_id, "b_token": lease.token}
        values = {**where, "seconds": self._seconds, "progress": progress}
        row = self._database.run(lambda connection: connection.execute(_RENEW, values).first())
        return Renewal(row is not None, row is not None and row[0])

    def look(self, lease: Lease) -> Renewal:
        """Whether the lease is held and whether to cancel, without renewing it: only a read."""
        with self._database.read() as connection:
            where = {"b_task": lease.task_id, "b_token": lease.token}
            row = connection.execute(_LOOK, where).first()
        return Renewal(row is not None, row is not None and row[0])

    def trace(self, lease: Lease) -> str | None:
        """The trace that its job belongs to, if it is traced."""
        with self._database.read() as connection:
            return traces_of(connection, [lease.job_id]).get(lease.job_id)

    def complete(
        self, lease: Lease, *, result_sha256: str | None = None, charge: Charge = FREE
    ) -> bool:
        """The result lies in storage under the lease's key. False: fenced, nothing was changed."""
        return self._report(
            lease,
            Succeeded(
                task_id=lease.task_id,
                attempt=lease.attempt,
                result_sha256=result_sha256,
                gpu_seconds=charge.gpu_seconds,
                cost=charge.cost,
            ),
        )

    def complete_expansion(self, lease: Lease, expansion: Expansion) -> bool:
        """The script was read; `common.db.drafts.expand` makes the expansion. False: fenced."""
        return self._report(
            lease, Expanded(task_id=lease.task_id, attempt=lease.attempt, expansion=expansion)
        )

    def fail(
        self,
        lease: Lease,
        *,
        code: str,
        message: str,
        fatal: bool = False,
        charge: Charge = FREE,
    ) -> bool:
        """This attempt failed; if `fatal`, so would all others. False: fenced."""
        kind: Literal["fatal", "error"] = "fatal" if fatal else "error"
        return self._report(
            lease,
            Failed(
                task_id=lease.task_id,
                attempt=lease.attempt,
                kind=kind,
                code=code,
                message=message,
                gpu_seconds=charge.gpu_seconds,
                cost=charge.cost,
            ),
        )

    def retry_later(
        self,
        lease: Lease,
        *,
        code: str,
        message: str,
        after: float | None = None,
        charge: Charge = FREE,
    ) -> bool:
        """A service did not answer: spends no attempt. False: fenced."""
        return self._report(
            lease,
            Failed(
                task_id=lease.task_id,
                attempt=lease.attempt,
                kind="retry_later",
                code=code,
                message=message,
                retry_after=after,
                gpu_seconds=charge.gpu_seconds,
                cost=charge.cost,
            ),
        )

    def release(self, lease: Lease, *, charge: Charge = FREE) -> bool:
        """Let go, because of a cancel or a shutdown: spends no attempt. False: fenced."""
        fact = Released(
            task_id=lease.task_id,
            attempt=lease.attempt,
            gpu_seconds=charge.gpu_seconds,
            cost=charge.cost,
        )
        return self._report(lease, fact)

    def _report(self, lease: Lease, fact: Report) -> bool:
        def write(connection: Connection) -> bool:
            where = {"b_task": lease.task_id, "b_token": lease.token}
            if connection.execute(_REPORT, where).rowcount != 1:
                return False
            post(connection, fact)
            return True

        return self._database.run(write)


_RUNNING = tasks.c.state == literal_column("'running'")
"""Spelled out, not bound: SQLite uses a partial index only when it can see the condition."""
_HELD = (tasks.c.id == bindparam("b_task"), tasks.c.lease_token == bindparam("b_token"), _RUNNING)

READY_SINCE = case(
    (tasks.c.not_before > tasks.c.created_at, tasks.c.not_before), else_=tasks.c.created_at
)
_CLAIM = (
    update(tasks)
    .where(
        tasks.c.id == bindparam("b_task"),
        tasks.c.attempt == bindparam("b_attempt"),
        tasks.c.state == "ready",
        tasks.c.not_before <= clock(),
    )
    .values(
        state="running",
        lease_owner=bindparam("worker"),
        lease_token=bindparam("token"),
        lease_expires_at=clock() + bindparam("seconds"),
        heartbeat_at=null(),
        progress=0.0,
        started_at=clock(),
        led_by=bindparam("leader"),
    )
    .returning(
        tasks.c.job_id,
        tasks.c.revision_id,
        tasks.c.tenant_id,
        tasks.c.stage,
        tasks.c.scene,
        tasks.c.order,
        tasks.c.cache_key,
        tasks.c.started_at - READY_SINCE,
        tasks.c.shape,
    )
)
_AT_WORK = select(func.count()).where(
    _RUNNING, tasks.c.pool == bindparam("b_pool"), tasks.c.led_by.is_(None)
)
"""Hands of a pool that are busy: what is done at once with another task takes none."""
_READY = select(func.count()).select_from(
    select(tasks.c.id)
    .where(
        tasks.c.state == literal_column("'ready'"),
        tasks.c.pool == bindparam("b_pool"),
        tasks.c.not_before <= clock(),
    )
    .limit(bindparam("most"))
    .subquery()
)
_MATES = (
    select(tasks.c.id)
    .where(
        tasks.c.revision_id == bindparam("b_revision"),
        tasks.c.stage == bindparam("b_stage"),
        tasks.c.shape == bindparam("b_shape"),
        tasks.c.state == literal_column("'ready'"),
        tasks.c.attempt == 1,
        tasks.c.not_before <= clock(),
    )
    .order_by(tasks.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_RENEW = (
    update(tasks)
    .where(*_HELD)
    .values(
        lease_expires_at=clock() + bindparam("seconds"),
        heartbeat_at=clock(),
        progress=bindparam("progress"),
    )
    .returning(tasks.c.cancel_requested)
)
_LOOK = select(tasks.c.cancel_requested).where(*_HELD)
_REPORT = (
    update(tasks)
    .where(*_HELD)
    .values(state="reported", lease_token=null(), lease_expires_at=null())
)


def expired(connection: Connection, *, most: int = 200) -> list[tuple[int, str]]:
    """Task and token of leases that ran out, the longest ago first."""
    rows = connection.execute(
        select(tasks.c.id, tasks.c.lease_token)
        .where(_RUNNING, tasks.c.lease_expires_at <= clock())
        .order_by(tasks.c.lease_expires_at)
        .limit(most)
    )
    return [(row.id, row.lease_token) for row in rows]


def expire_all(connection: Connection) -> int:
    """End every lease now, also in a time of grace; how many there were.

    For a stack that restarts and knows that no worker of it lives.
    """
    connection.execute(update(duties).values(done_at=clock(), grace_until=0.0))
    ended = connection.execute(update(tasks).where(_RUNNING).values(lease_expires_at=clock()))
    return ended.rowcount
