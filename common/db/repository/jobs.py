"""Jobs as those who asked for them see them: made, listed, canceled, tried again.

A function refuses before it writes: when one raises MissingRowError, ConflictError or
InvalidInputError, the rest of its transaction may go on, so that a single writer can group many.
What it asks of the machine goes through the inbox: a status changes within a second, not at once.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, null, select, update

from common.db.clock import clock, read_clock
from common.db.drafts import TaskDraft, prelude_of
from common.db.facts import Approved, CancelRequested, Submitted
from common.db.failures import ConflictError, MissingRowError
from common.db.repository.inbox import post
from common.db.repository.paging import Place, page
from common.db.repository.songs import get_song
from common.db.states import REVISION_FIELDS, Revision, RevisionStatus
from common.db.tables import idempotency_keys, jobs, revisions
from common.film_request import FilmRequest
from common.pipeline import Recipe


@dataclass(frozen=True, kw_only=True, slots=True)
class JobRow:
    """A job with its newest revision. `request` is JSON of its `FilmRequest`.

    Attributes:
        last_sequence: number of its newest event, 0 before the first.
        expired_at: when its results were removed (410).
        trimmed_at: when what lies between song and film was.
    """

    id: str
    tenant_id: str
    song_id: str
    request: str
    metadata: Mapping[str, JsonValue] | None
    revision: Revision
    last_sequence: int
    created_at: float
    expired_at: float | None
    trimmed_at: float | None = None

    @property
    def place(self) -> Place:
        return Place(self.created_at, self.id)


def get_job(connection: Connection, tenant_id: str, job_id: str) -> JobRow:
    """A job by its id.

    Raises:
        MissingRowError: the tenant has none of that id.
    """
    row = connection.execute(_BY_ID, {"b_tenant": tenant_id, "b_job": job_id}).one_or_none()
    if row is None:
        raise MissingRowError(f"there is no job {job_id}")
    return _job(row)


def list_jobs(
    connection: Connection,
    tenant_id: str,
    *,
    status: RevisionStatus | None = None,
    after: Place | None = None,
    most: int = 50,
) -> list[JobRow]:
    """A tenant's jobs, newest first; only those whose newest revision has that status."""
    mine = _NEWEST.where(jobs.c.tenant_id == tenant_id)
    if status is not None:
        mine = mine.where(revisions.c.status == status)
    return [_job(row) for row in connection.execute(page(mine, jobs, after=after, most=most))]


def cancel_job(connection: Connection, tenant_id: str, job_id: str) -> JobRow:
    """Ask for a job to be canceled; one that is over stays as it is.

    Raises:
        MissingRowError: the tenant has none of that id.
    """
    job = get_job(connection, tenant_id, job_id)
    if not job.revision.final:
        post(connection, CancelRequested(revision_id=job.revision.id))
    return job


def approve_job(connection: Connection, tenant_id: str, job_id: str) -> JobRow:
    """Say that the script or the keyframes, whichever the job waits for, are as wanted.

    Raises:
        MissingRowError: the tenant has none of that id.
        ConflictError: the job does not wait for approval.
    """
    job = get_job(connection, tenant_id, job_id)
    if job.revision.status != "awaiting_approval":
        raise ConflictError(f"job {job_id} is {job.revision.status}: nothing awaits approval")
    post(connection, Approved(revision_id=job.revision.id))
    return job


def retry_job(
    connection: Connection, tenant_id: str, job_id: str, *, deadline_seconds: float | None = None
) -> JobRow:
    """Begin another revision of a job that did not succeed; results already stored are kept.

    Raises:
        MissingRowError: the tenant has none of that id.
        ConflictError: its newest revision is not over, or succeeded.
    """
    locked = select(jobs.c.id).where(jobs.c.id == job_id, jobs.c.tenant_id == tenant_id)
    connection.execute(locked.with_for_update())
    job = get_job(connection, tenant_id, job_id)
    last = job.revision
    if not last.final:
        raise ConflictError(f"job {job_id} is {last.status}: it can be tried again once it is over")
    if last.status == "succeeded":
        raise ConflictError(f"job {job_id} succeeded: there is nothing to try again")
    song = get_song(connection, tenant_id, job.song_id)
    request = FilmRequest.model_validate_json(job.request)
    now = read_clock(connection)
    number = last.number + 1
    whole = {"expired_at": null(), "trimmed_at": null(), "sweep": null()}
    changed = update(jobs).where(jobs.c.id == job_id).values(revisions=number, **whole)
    connection.execute(changed)
    head = {
        "job_id": job_id,
        "tenant_id": tenant_id,
        "number": number,
        "reason": "retry",
        "priority": last.priority,
        "approval": last.approval,
        "created_at": now,
        "deadline_at": None if deadline_seconds is None else now + deadline_seconds,
    }
    recipe = Recipe(song=song.song, song_key=song.object_key, request=request)
    begin_revisions(connection, [(head, prelude_of(recipe))])
    return get_job(connection, tenant_id, job_id)


def delete_job(connection: Connection, tenant_id: str, job_id: str) -> None:
    """Forget a job at once; its results and rows go when it is over and the janitor comes.

    Raises:
        MissingRowError: the tenant has none of that id.
    """
    cancel_job(connection, tenant_id, job_id)
    connection.execute(
        update(jobs).where(jobs.c.id == job_id).values(deleted_at=clock(), sweep="delete")
    )
    taken = idempotency_keys.c
    connection.execute(
        delete(idempotency_keys).where(taken.tenant_id == tenant_id, taken.job_id == job_id)
    )


def forget_idempotency(connection: Connection, *, seconds: float = 24 * 3600.0) -> None:
    """Remove keys that are older than a client may count on."""
    old = idempotency_keys.c.created_at < read_clock(connection) - seconds
    connection.execute(delete(idempotency_keys).where(old))


def overdue(connection: Connection, *, most: int = 200) -> list[int]:
    """Unfinished revisions whose deadline has passed."""
    late = select(revisions.c.id).where(
        revisions.c.finished_at.is_(None), revisions.c.deadline_at <= clock()
    )
    return list(connection.scalars(late.order_by(revisions.c.deadline_at).limit(most)))


def begin_revisions(
    connection: Connection, begun: Sequence[tuple[Mapping[str, Any], tuple[TaskDraft, ...]]]
) -> list[Revision]:
    """Revisions of as many jobs, by the columns that a caller knows, and word to the orchestrator
    that they are there.
    """
    heads = [{**head, "status": "queued"} for head, _ in begun]
    connection.execute(_INSERT_REVISION, heads)
    asked = {"b_jobs": [head["job_id"] for head in heads]}
    ids = {row.job_id: row.id for row in connection.execute(_NUMBERS, asked)}
    facts = [Submitted(revision_id=ids[head["job_id"]], prelude=prelude) for head, prelude in begun]
    post(connection, *facts)
    return [
        Revision(
            id=ids[head["job_id"]],
            **{name: head[name] for name in REVISION_FIELDS if name in head},
        )
        for head in heads
    ]


_INSERT_REVISION = insert(revisions)
_NUMBERS = (
    select(revisions.c.job_id, revisions.c.id)
    .where(revisions.c.job_id.in_(bindparam("b_jobs", expanding=True)))
    .order_by(revisions.c.id)
)
"""Of each job the last counts. Written and asked for in two statements: rows that are returned by
the first would be written one by one, or by a statement as long as they are many."""
_HEAD = tuple(revisions.c[name].label(f"revision_{name}") for name in REVISION_FIELDS)
_NEWEST = (
    select(jobs, *_HEAD)
    .join(revisions, and_(revisions.c.job_id == jobs.c.id, revisions.c.number == jobs.c.revisions))
    .where(jobs.c.deleted_at.is_(None))
)
_BY_ID = _NEWEST.where(jobs.c.id == bindparam("b_job"), jobs.c.tenant_id == bindparam("b_tenant"))


def _job(row: Row[Any]) -> JobRow:
    facts = row._mapping
    return JobRow(
        id=row.id,
        tenant_id=row.tenant_id,
        song_id=row.song_id,
        request=row.request,
        metadata=None if facts["metadata"] is None else json.loads(facts["metadata"]),
        revision=Revision(**{name: facts[f"revision_{name}"] for name in REVISION_FIELDS}),
        last_sequence=row.last_sequence,
        created_at=row.created_at,
        expired_at=row.expired_at,
        trimmed_at=row.trimmed_at,
    )
