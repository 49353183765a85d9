"""A request becomes a job, or is refused before anything was written."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from pydantic import BaseModel
from sqlalchemy import Connection

from common import tracing
from common.admission import admit
from common.catalogue import ENGINES
from common.config import Settings
from common.db.failures import MissingRowError
from common.db.repository.intake import (
    Accepted,
    Created,
    Idempotency,
    Intake,
    NewJob,
    is_repeated,
)
from common.db.repository.songs import get_song
from common.db.repository.usage import take_turn
from common.errors import ScopitoneError
from common.limits import Limits
from common.metrics import jobs_submitted
from services.api.access.callers import Caller
from services.api.backend import Backend
from services.api.errors import Fault, InvalidRequestError, UnknownSongError
from services.api.jobs.quotas import check_queue, check_size
from services.api.jobs.schemas import JobRequest
from services.api.names import known_form
from services.api.webhooks.checking import check_address
from services.api.writing import attempted


def idempotency(key: str | None, body: BaseModel, *also: object) -> Idempotency | None:
    """The key with a digest of all that the answer hangs on."""
    if key is None:
        return None
    text = f"{body.model_dump_json()}\n{also!r}"
    return Idempotency(key, hashlib.sha256(text.encode()).hexdigest())


async def submit(
    use: Backend,
    asked: JobRequest,
    *,
    caller: Caller,
    deadline: float | None,
    key: Idempotency | None,
    trace: str | None = None,
) -> Created:
    """A job, in the trace of whoever asks (`trace`) or in one of its own.

    Raises:
    UnknownSongError: the tenant has no such song.
    InvalidRequestError: the excerpt lies outside the song, or keyframes that nobody paints are
        to be approved.
    MissingModelError: weights that its engines need are not here.
    MissingEngineError: it asks for a language model and none is set.
    NonCommercialError: a licence forbids what this installation is for.
    RefusedAddressError: nothing is sent to the webhook's address.
    IdempotencyError: the key was used for another request.
    LimitError: the tenant may not ask for another job now.
    RetryLaterError: the database does not answer.
    """
    with tracing.request("submit", trace, tenant=caller.tenant_id) as span:
        new = await admitted(use, asked, caller=caller, deadline=deadline, key=key)
        if span.traceparent is not None:
            new = replace(new, traceparent=span.traceparent)
        asked_for = _Asked(new, use.settings, caller.limits)
        created = await use.write.together(_create, asked_for)
        span.note(job=created.job.id)
    if not created.replayed:
        jobs_submitted.labels(asked.profile).inc()
    return created


async def admitted(
    use: Backend,
    asked: JobRequest,
    *,
    caller: Caller,
    deadline: float | None,
    key: Idempotency | None,
) -> NewJob:
    """What can be said of a request without its song; raises what `submit` does."""
    film = asked.film
    if asked.approval == "keyframes":
        _check_approval(film.chosen.animator)
    film = admit(film, use.settings)
    if asked.webhook is not None:
        await check_address(use.guard, asked.webhook.url)
    await use.spending.check(caller.tenant_id, caller.limits)
    return NewJob(
        tenant_id=caller.tenant_id,
        song_id=asked.song_id,
        request=film,
        priority=asked.priority,
        approval=asked.approval,
        deadline_seconds=deadline,
        metadata=asked.metadata,
        webhook=None if asked.webhook is None else asked.webhook.endpoint(),
        idempotency=key,
    )


def _check_approval(animator: str) -> None:
    if not ENGINES[animator].sees:
        message = f"nothing to approve: {animator} begins with no picture"
        raise InvalidRequestError(message, Fault("body", "/approval", message))


class _Asked(NamedTuple):
    new: NewJob
    settings: Settings
    limits: Limits


def _create(connection: Connection, asked: Sequence[_Asked]) -> list[Created | ScopitoneError]:
    intake = Intake(connection)
    accepted = [attempted(partial(_accept, connection, intake, one)) for one in asked]
    intake.write()
    return [one if isinstance(one, ScopitoneError) else one.created for one in accepted]


def _accept(connection: Connection, intake: Intake, asked: _Asked) -> Accepted:
    if asked.limits.queued_jobs is not None:
        intake.write()  # they count
        take_turn(connection, asked.new.tenant_id)
    with known_song():
        check(connection, *asked)
        return intake.accept(asked.new)


def check(connection: Connection, new: NewJob, settings: Settings, limits: Limits) -> None:
    """Refuse what the song or the tenant's other jobs forbid; raises what `submit` does."""
    known_form(new.song_id, "song")
    if new.request.excerpt is not None:
        _check_excerpt(connection, new, settings)
    check_size(connection, new.tenant_id, new.song_id, new.request, limits)
    if limits.queued_jobs is not None and not is_repeated(connection, new):
        check_queue(connection, new.tenant_id, limits)


@contextmanager
def known_song() -> Iterator[None]:
    """Raises:
    UnknownSongError: the tenant has no such song.
    """
    try:
        yield
    except MissingRowError:
        message = "there is no song of that id; POST it to /v1/songs first"
        raise UnknownSongError(message, Fault("body", "/song_id", message)) from None


def _check_excerpt(connection: Connection, new: NewJob, settings: Settings) -> None:
    duration = float(get_song(connection, new.tenant_id, new.song_id).song.duration)
    filmed = new.request.filmed(duration)
    if filmed < settings.min_song_seconds:
        message = (
            f"holds {filmed:g} s of the song's {duration:g}; "
            f"{settings.min_song_seconds:g} are needed"
        )
        raise InvalidRequestError(f"the excerpt {message}", Fault("body", "/excerpt", message))
