"""Jobs as those who asked for them see them: made, listed, canceled, tried again.

A function refuses before it writes: when one raises MissingRowError, ConflictError or
InvalidInputError, the rest of its transaction may go on, so that a single writer can group many.
What it asks of the machine goes through the inbox: a status changes within a second, not at once.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import JsonValue
from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, null, select, update

from common.db.clock import clock, read_clock
from common.db.drafts import prelude_of
from common.db.facts import Approved, CancelRequested, Submitted
from common.db.failures import ConflictError, IdempotencyError, MissingRowError
from common.db.names import new_name
from common.db.repository.endpoints import EndpointRow, NewEndpoint, add_endpoint
from common.db.repository.inbox import post
from common.db.repository.paging import Place, page
from common.db.repository.songs import get_song
from common.db.session import insert_new
from common.db.states import REVISION_FIELDS, Approval, Revision, RevisionStatus
from common.db.tables import idempotency_keys, jobs, revisions
from common.film_request import FilmRequest
from common.pipeline import Recipe
from common.queues import Priority


class Idempotency(NamedTuple):
    """The client's Idempotency-Key, and the digest of the request that came with it."""

    key: str
    request_sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NewJob:
    """What a client asks for.

    Attributes:
        deadline_seconds: from now; after it the job is aborted (Cancel-After).
        metadata: the client's own words, carried and shown.
        webhook: an endpoint that hears of this job only.
        traceparent: the span that its work is told under, if anybody traces.
    """

    tenant_id: str
    song_id: str
    request: FilmRequest
    priority: Priority = "interactive"
    approval: Approval = "none"
    deadline_seconds: float | None = None
    metadata: Mapping[str, JsonValue] | None = None
    webhook: NewEndpoint | None = None
    traceparent: str | None = None
    idempotency: Idempotency | None = None


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


class Created(NamedTuple):
    """`replayed`: made by an earlier request with the same Idempotency-Key.

    `webhook` is the endpoint that was made with it.
    """

    job: JobRow
    replayed: bool
    webhook: EndpointRow | None = None


def create_job(connection: Connection, new: NewJob) -> Created:
    """Accept a job, or find the one that the same Idempotency-Key made.

    Without edits of its own it takes those that are kept with the song, as they are now.

    Raises:
        MissingRowError: the tenant has no such song.
        IdempotencyError: the key was used for another request.
        InvalidInputError: no such profile.
    """
    song = get_song(connection, new.tenant_id, new.song_id)
    request = new.request
    if request.edits is None and song.edits is not None:
        request = request.model_copy(update={"edits": song.edits})
    recipe = Recipe(song=song.song, song_key=song.object_key, request=request)
    job_id = new_name("job")
    if new.idempotency is not None:
        earlier = _earlier(connection, new.tenant_id, new.idempotency, job_id)
        if earlier is not None:
            return Created(get_job(connection, new.tenant_id, earlier), replayed=True)
    facts: dict[str, Any] = {
        "id": job_id,
        "tenant_id": new.tenant_id,
        "song_id": new.song_id,
        "request": request.model_dump_json(),
    }
    metadata = None if new.metadata is None else json.dumps(dict(new.metadata))
    also = {"metadata": metadata, "traceparent": new.traceparent}
    now = connection.execute(_INSERT_JOB, facts | also).scalar_one()
    hook = None
    if new.webhook is not None:
        hook = add_endpoint(connection, new.tenant_id, new.webhook, job_id=job_id)
    revision = _begin(
        connection,
        recipe,
        job_id=job_id,
        tenant_id=new.tenant_id,
        number=1,
        reason="submitted",
        priority=new.priority,
        approval=new.approval,
        created_at=now,
        deadline_at=None if new.deadline_seconds is None else now + new.deadline_seconds,
    )
    job = JobRow(
        **facts,
        metadata=new.metadata,
        revision=revision,
        last_sequence=0,
        created_at=now,
        expired_at=None,
    )
    return Created(job, replayed=False, webhook=hook)


def is_repeated(connection: Connection, new: NewJob) -> bool:
    """Whether its Idempotency-Key was used before."""
    if new.idempotency is None:
        return False
    taken = idempotency_keys.c
    mine = (taken.tenant_id == new.tenant_id, taken.key == new.idempotency.key)
    return connection.scalar(select(taken.job_id).where(*mine)) is not None


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
    _begin(
        connection,
        Recipe(song=song.song, song_key=song.object_key, request=request),
        job_id=job_id,
        tenant_id=tenant_id,
        number=number,
        reason="retry",
        priority=last.priority,
        approval=last.approval,
        created_at=now,
        deadline_at=None if deadline_seconds is None else now + deadline_seconds,
    )
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


def _begin(connection: Connection, recipe: Recipe, **head: Any) -> Revision:
    """A revision, and word to the orchestrator that it is there."""
    head["status"] = "queued"
    revision_id = connection.execute(_INSERT_REVISION, head).scalar_one()
    post(connection, Submitted(revision_id=revision_id, prelude=prelude_of(recipe)))
    known = {name: head[name] for name in REVISION_FIELDS if name in head}
    return Revision(id=revision_id, **known)


def _earlier(
    connection: Connection, tenant_id: str, idempotency: Idempotency, job_id: str
) -> str | None:
    """The job that this key made before; None takes the key for this one."""
    values = {"tenant_id": tenant_id, "job_id": job_id, **idempotency._asdict()}
    if insert_new(connection, idempotency_keys, values, created_at=clock()):
        return None
    taken = idempotency_keys.c
    row = connection.execute(
        select(taken.job_id, taken.request_sha256).where(
            taken.tenant_id == tenant_id, taken.key == idempotency.key
        )
    ).one()
    if row.request_sha256 != idempotency.request_sha256:
        raise IdempotencyError
    return str(row.job_id)


_INSERT_JOB = (
    insert(jobs)
    .values(
        {
            **{name: bindparam(name) for name in ("id", "tenant_id", "song_id", "request")},
            **{name: bindparam(name) for name in ("metadata", "traceparent")},
            "created_at": clock(),
        }
    )
    .returning(jobs.c.created_at)
)
_INSERT_REVISION = insert(revisions).returning(revisions.c.id)
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
