"""A request becomes a job, or is refused before anything was written."""

import hashlib

from pydantic import BaseModel
from sqlalchemy import Connection

from common.admission import admit
from common.catalogue import ENGINES
from common.config import Settings
from common.db.failures import MissingRowError
from common.db.repository.jobs import Created, Idempotency, NewJob, create_job, is_repeated
from common.db.repository.songs import get_song
from common.limits import Limits
from common.metrics import jobs_submitted
from services.api.access.callers import Caller
from services.api.backend import Backend
from services.api.errors import Fault, InvalidRequestError, UnknownSongError
from services.api.jobs.quotas import check_queue, check_size
from services.api.jobs.schemas import JobRequest
from services.api.names import known_form
from services.api.webhooks.checking import check_address


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
) -> Created:
    """Raises:
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
    animator = asked.film.chosen.animator
    if asked.approval == "keyframes" and not ENGINES[animator].sees:
        message = f"nothing to approve: {animator} begins with no picture"
        raise InvalidRequestError(message, Fault("body", "/approval", message))
    film = admit(asked.film, use.settings)
    if asked.webhook is not None:
        await check_address(use.guard, asked.webhook.url)
    new = NewJob(
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
    await use.spending.check(caller.tenant_id, caller.limits)
    created = await use.write(lambda c: _create(c, new, use.settings, caller.limits))
    if not created.replayed:
        jobs_submitted.labels(asked.profile).inc()
    return created


def _create(connection: Connection, new: NewJob, settings: Settings, limits: Limits) -> Created:
    try:
        known_form(new.song_id, "song")
        if new.request.excerpt is not None:
            _check_excerpt(connection, new, settings)
        check_size(connection, new.tenant_id, new.song_id, new.request, limits)
        if limits.queued_jobs is not None and not is_repeated(connection, new):
            check_queue(connection, new.tenant_id, limits)
        return create_job(connection, new)
    except MissingRowError:
        message = "there is no song of that id; POST it to /v1/songs first"
        raise UnknownSongError(message, Fault("body", "/song_id", message)) from None


def _check_excerpt(connection: Connection, new: NewJob, settings: Settings) -> None:
    excerpt = new.request.excerpt
    assert excerpt is not None
    duration = float(get_song(connection, new.tenant_id, new.song_id).song.duration)
    end = duration if excerpt.end is None else min(excerpt.end, duration)
    if end - excerpt.start < settings.min_song_seconds:
        message = (
            f"holds {max(end - excerpt.start, 0):g} s of the song's {duration:g}; "
            f"{settings.min_song_seconds:g} are needed"
        )
        raise InvalidRequestError(f"the excerpt {message}", Fault("body", "/excerpt", message))
