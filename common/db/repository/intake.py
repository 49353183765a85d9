"""Jobs on their way in: accepted one by one, written together.

An intake refuses before it writes: when `accept` raises, the rest of its transaction may go on, so
that a single writer can group many.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from pydantic import JsonValue
from sqlalchemy import Connection, insert, select

from common.db.clock import clock, read_clock
from common.db.drafts import TaskDraft, prelude_of
from common.db.failures import IdempotencyError
from common.db.names import new_name
from common.db.repository.endpoints import EndpointRow, NewEndpoint, add_endpoint
from common.db.repository.jobs import JobRow, begin_revisions, get_job
from common.db.repository.songs import SongRow, get_song
from common.db.session import insert_new
from common.db.states import Approval
from common.db.tables import idempotency_keys, jobs
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


class Created(NamedTuple):
    """`replayed`: made by an earlier request with the same Idempotency-Key.

    `webhook` is the endpoint that was made with it.
    """

    job: JobRow
    replayed: bool
    webhook: EndpointRow | None = None


@dataclass(kw_only=True, slots=True)
class Accepted:
    """A job that will be; `created` is known once its intake has written."""

    job_id: str
    new: NewJob
    prelude: tuple[TaskDraft, ...]
    created: Created = field(init=False)


def corrected(new: NewJob, song: SongRow) -> NewJob:
    """With the edits that are kept with its song, unless it has its own."""
    if new.request.edits is not None or song.edits is None:
        return new
    return replace(new, request=new.request.model_copy(update={"edits": song.edits}))


class Intake:
    """Of one transaction. What it accepts is not in the tables before it writes: a statement for
    many jobs costs little more than one for one.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._songs: dict[tuple[str, str], SongRow] = {}
        self._accepted: list[Accepted] = []

    def song(self, tenant_id: str, song_id: str) -> SongRow:
        """As `get_song`, asked once."""
        name = tenant_id, song_id
        if name not in self._songs:
            self._songs[name] = get_song(self._connection, tenant_id, song_id)
        return self._songs[name]

    def accept(self, new: NewJob) -> Accepted:
        """Accept a job, or find the one that the same Idempotency-Key made.

        Without edits of its own it takes those that are kept with the song, as they are now.

        Raises:
            MissingRowError: the tenant has no such song.
            IdempotencyError: the key was used for another request.
            InvalidInputError: no such profile.
        """
        song = self.song(new.tenant_id, new.song_id)
        new = corrected(new, song)
        recipe = Recipe(song=song.song, song_key=song.object_key, request=new.request)
        prelude = prelude_of(recipe)  # whatever may refuse does so before anything is written
        accepted = Accepted(job_id=new_name("job"), new=new, prelude=prelude)
        earlier = _earlier(self._connection, new, accepted.job_id)
        if earlier is None:
            self._accepted.append(accepted)
        else:
            self.write()  # it may be one of them
            job = get_job(self._connection, new.tenant_id, earlier)
            accepted.created = Created(job, replayed=True)
        return accepted

    def write(self) -> None:
        """Write what was accepted, with word to the orchestrator."""
        group, self._accepted = self._accepted, []
        if not group:
            return
        now = read_clock(self._connection)
        rows = [_row(one, now) for one in group]
        self._connection.execute(_INSERT_JOB, rows)
        begun = [(_head(one.new, row), one.prelude) for one, row in zip(group, rows, strict=True)]
        revisions = begin_revisions(self._connection, begun)
        for one, row, revision in zip(group, rows, revisions, strict=True):
            known = {name: row[name] for name in ("id", "tenant_id", "song_id", "request")}
            job = JobRow(
                **known,
                metadata=one.new.metadata,
                revision=revision,
                last_sequence=0,
                created_at=now,
                expired_at=None,
            )
            one.created = Created(job, replayed=False, webhook=self._hook(one))

    def _hook(self, accepted: Accepted) -> EndpointRow | None:
        new = accepted.new
        if new.webhook is None:
            return None
        return add_endpoint(self._connection, new.tenant_id, new.webhook, job_id=accepted.job_id)


def create_job(connection: Connection, new: NewJob) -> Created:
    """One alone; raises what `Intake.accept` does."""
    intake = Intake(connection)
    accepted = intake.accept(new)
    intake.write()
    return accepted.created


def is_repeated(connection: Connection, new: NewJob) -> bool:
    """Whether its Idempotency-Key was used before."""
    if new.idempotency is None:
        return False
    mine = (_K.tenant_id == new.tenant_id, _K.key == new.idempotency.key)
    return connection.scalar(select(_K.job_id).where(*mine)) is not None


def _earlier(connection: Connection, new: NewJob, job_id: str) -> str | None:
    """The job that its key made before; None takes the key, if there is one, for this one."""
    if new.idempotency is None:
        return None
    key, digest = new.idempotency
    values = {"tenant_id": new.tenant_id, "job_id": job_id, **new.idempotency._asdict()}
    if insert_new(connection, idempotency_keys, values, created_at=clock()):
        return None
    mine = (_K.tenant_id == new.tenant_id, _K.key == key)
    row = connection.execute(select(_K.job_id, _K.request_sha256).where(*mine)).one()
    if row.request_sha256 != digest:
        raise IdempotencyError
    return str(row.job_id)


def _row(accepted: Accepted, now: float) -> dict[str, Any]:
    new = accepted.new
    return {
        "id": accepted.job_id,
        "tenant_id": new.tenant_id,
        "song_id": new.song_id,
        "request": new.request.model_dump_json(),
        "metadata": None if new.metadata is None else json.dumps(dict(new.metadata)),
        "traceparent": new.traceparent,
        "created_at": now,
    }


def _head(new: NewJob, row: Mapping[str, Any]) -> dict[str, Any]:
    now, seconds = row["created_at"], new.deadline_seconds
    return {
        "job_id": row["id"],
        "tenant_id": new.tenant_id,
        "number": 1,
        "reason": "submitted",
        "priority": new.priority,
        "approval": new.approval,
        "created_at": now,
        "deadline_at": None if seconds is None else now + seconds,
    }


_K = idempotency_keys.c
_INSERT_JOB = insert(jobs)
