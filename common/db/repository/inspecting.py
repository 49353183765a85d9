"""What an operator asks of the tables: what does not move, what was given up, what should exist."""

from typing import NamedTuple

from sqlalchemy import Connection, exists, func, or_, select

from common.db.clock import clock
from common.db.repository.duties import ROUND
from common.db.repository.retention import is_song_needed
from common.db.repository.workers import live_slots
from common.db.states import INTERMEDIATE, RevisionStatus, TaskStage, TaskState
from common.db.tables import duties, inbox, jobs, revisions, songs, takes, tasks
from common.queues import Pool

_STILL: tuple[TaskState, ...] = ("ready", "running", "reported")


class OpenTask(NamedTuple):
    """A task that could move. Ages and spans are seconds; None for what has not happened."""

    stage: TaskStage
    scene: int | None
    pool: Pool
    state: TaskState
    attempt: int
    progress: float
    owner: str | None
    heard_ago: float | None
    lease_left: float | None
    wait_left: float
    hinted_ago: float | None
    hints: int
    error_code: str | None
    error_message: str | None


class OpenJob(NamedTuple):
    """A job that is not over, and those of its tasks that could move."""

    job_id: str
    tenant_id: str
    status: RevisionStatus
    age: float
    tasks: tuple[OpenTask, ...]


class Pulse(NamedTuple):
    """Signs of life.

    Attributes:
        slots: tasks of each pool that can be at work at once.
        silent: seconds since an orchestrator last did its rounds; None if none ever did.
        unread: seconds that the oldest fact has waited for one.
    """

    slots: dict[Pool, int]
    silent: float | None
    unread: float | None


class DeadTask(NamedTuple):
    """A task that was given up, and the job that failed of it."""

    job_id: str
    tenant_id: str
    stage: TaskStage
    scene: int | None
    attempt: int
    worker_deaths: int
    code: str | None
    message: str | None
    ago: float | None


class Kept(NamedTuple):
    """A result that should be in storage."""

    key: str
    sha256: str | None
    job_id: str
    stage: TaskStage


def open_jobs(
    connection: Connection, job_id: str | None = None, *, most: int = 50
) -> list[OpenJob]:
    """Jobs that are not over, oldest first; one alone if it is named."""
    query = (
        select(
            revisions.c.id,
            revisions.c.job_id,
            revisions.c.tenant_id,
            revisions.c.status,
            clock() - revisions.c.created_at,
        )
        .where(revisions.c.finished_at.is_(None))
        .order_by(revisions.c.id)
        .limit(most)
    )
    if job_id is not None:
        query = query.where(revisions.c.job_id == job_id)
    return [
        OpenJob(job, tenant, status, age, _open_tasks(connection, revision))
        for revision, job, tenant, status, age in connection.execute(query).all()
    ]


def _open_tasks(connection: Connection, revision_id: int) -> tuple[OpenTask, ...]:
    now = clock()
    query = (
        select(
            tasks.c.stage,
            tasks.c.scene,
            tasks.c.pool,
            tasks.c.state,
            tasks.c.attempt,
            tasks.c.progress,
            tasks.c.lease_owner,
            now - tasks.c.heartbeat_at,
            tasks.c.lease_expires_at - now,
            tasks.c.not_before - now,
            now - tasks.c.hinted_at,
            tasks.c.hints,
            tasks.c.error_code,
            tasks.c.error_message,
        )
        .where(tasks.c.revision_id == revision_id, tasks.c.state.in_(_STILL))
        .order_by(tasks.c.id)
    )
    return tuple(OpenTask(*row) for row in connection.execute(query))


def pulse(connection: Connection) -> Pulse:
    """Who lives."""
    silent = connection.scalar(select(clock() - duties.c.done_at).where(duties.c.name == ROUND))
    unread = connection.scalar(
        select(clock() - func.min(inbox.c.created_at)).where(inbox.c.not_before <= clock())
    )
    return Pulse(dict(live_slots(connection)), silent, unread)


def dead_tasks(
    connection: Connection, *, code: str | None = None, most: int = 50
) -> list[DeadTask]:
    """Dead letters of jobs whose newest revision they ended, newest first."""
    query = (
        select(
            tasks.c.job_id,
            tasks.c.tenant_id,
            tasks.c.stage,
            tasks.c.scene,
            tasks.c.attempt,
            tasks.c.worker_deaths,
            tasks.c.error_code,
            tasks.c.error_message,
            clock() - tasks.c.finished_at,
        )
        .join(revisions, revisions.c.id == tasks.c.revision_id)
        .join(jobs, (jobs.c.id == tasks.c.job_id) & (jobs.c.revisions == revisions.c.number))
        .where(tasks.c.state == "dead", jobs.c.deleted_at.is_(None))
        .order_by(tasks.c.id.desc())
        .limit(most)
    )
    if code is not None:
        query = query.where(tasks.c.error_code == code)
    return [DeadTask(*row) for row in connection.execute(query)]


def kept_results(connection: Connection, after: int, *, most: int = 1000) -> list[tuple[int, Kept]]:
    """Results that no retention has removed, by the number of their task."""
    gone_between = jobs.c.trimmed_at.is_not(None) & tasks.c.stage.in_(INTERMEDIATE)
    query = (
        select(tasks.c.id, tasks.c.cache_key, tasks.c.result_sha256, tasks.c.job_id, tasks.c.stage)
        .join(jobs, jobs.c.id == tasks.c.job_id)
        .where(
            tasks.c.id > after,
            tasks.c.state == "done",
            tasks.c.cache_key.is_not(None),
            jobs.c.expired_at.is_(None),
            ~gone_between,
        )
        .order_by(tasks.c.id)
        .limit(most)
    )
    return [(number, Kept(*rest)) for number, *rest in connection.execute(query)]


def is_named(connection: Connection, key: str) -> bool:
    """Whether any row names an object: a result, finished or not, a song or a take."""
    named = (
        exists().where(tasks.c.cache_key == key),
        exists().where(songs.c.object_key == key),
        exists().where(takes.c.object_key == key),
    )
    return bool(connection.scalar(select(or_(*named))))


def is_song_kept(connection: Connection, key: str) -> bool:
    """Whether anybody needs a song's bytes, or the janitor has yet to remove them."""
    due = exists().where(songs.c.object_key == key, songs.c.sweep.is_not(None))
    return is_song_needed(connection, key) or bool(connection.scalar(select(due)))
