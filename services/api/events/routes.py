"""GET /v1/jobs/{id}/events."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header
from starlette.responses import Response, StreamingResponse

from common.db.repository.jobs import get_job
from services.api.answers import operation_id, problems
from services.api.backend import Backend, Tenant, Use
from services.api.events.schemas import PING, STREAM, encode_event, last_event_id
from services.api.names import JobId, known_form

router = APIRouter(tags=["events"], generate_unique_id_function=operation_id)
_RETRY = b"retry: 1000\n\n"


@router.get(
    "/v1/jobs/{job_id}/events",
    responses={
        200: STREAM,
        204: {"description": "Nothing more will come; an EventSource stops here."},
        **problems(404),
    },
    response_class=Response,
)
async def follow_events(
    job_id: JobId,
    tenant: Tenant,
    use: Use,
    last_seen: Annotated[str | None, Header(alias="Last-Event-ID")] = None,
) -> Response:
    """Follow a job. The stream ends after the final event of its newest revision."""
    known_form(job_id, "job")
    job = await use.read(lambda c: get_job(c, tenant, job_id))
    after = last_event_id(last_seen)
    if job.revision.final and after >= job.last_sequence:
        return Response(status_code=204)
    use.feed.check_room()
    stream = _stream(use, job_id, after=after, revision=job.revision.number)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def _stream(use: Backend, job_id: str, *, after: int, revision: int) -> AsyncIterator[bytes]:
    yield _RETRY
    async for event in use.feed.follow(
        job_id, after=after, revision=revision, ping_seconds=use.api.ping_seconds
    ):
        yield PING if event is None else encode_event(event)
