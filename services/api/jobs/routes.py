"""/v1/jobs: submit one or a hundred, watch, cancel, try again."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from common.db.repository.jobs import JobRow, cancel_job, delete_job, get_job, list_jobs, retry_job
from common.db.repository.usage import take_turn
from common.db.states import RevisionStatus
from common.errors import ScopitoneError
from services.api.answers import BODY, WRITE, json_answer, links, operation_id, problems
from services.api.backend import Asker, Backend, Tenant, Use
from services.api.cursors import Cursor, Limit, read_cursor, write_cursor
from services.api.jobs.headers import (
    CancelAfter,
    IdempotencyKey,
    Prefer,
    TraceParent,
    deadline_seconds,
    wait_seconds,
)
from services.api.jobs.quotas import check_queue
from services.api.jobs.rehearsing import rehearse
from services.api.jobs.schemas import (
    Batch,
    BatchAnswer,
    BatchAnswers,
    Estimate,
    JobPage,
    JobRequest,
    JobView,
)
from services.api.jobs.submitting import idempotency, submit
from services.api.jobs.views import job_view, made_view, view_job, view_jobs
from services.api.jobs.waiting import wait_until_over
from services.api.json_route import JsonRoute
from services.api.names import JobId, known_form
from services.api.problems import problem_of, request_id_of

DryRun = Annotated[
    bool, Query(description="make no job: say what it would take, or why it would be refused")
]
router = APIRouter(tags=["jobs"], route_class=JsonRoute, generate_unique_id_function=operation_id)
_NEXT = links(
    "job_id",
    *("read_job", "cancel_job", "retry_job", "follow_events"),
    *("read_script", "read_video", "read_report", "list_artifacts"),
)


@router.post(
    "/v1/jobs",
    status_code=202,
    response_model=JobView,
    responses={
        200: {
            "model": JobView | Estimate,
            "description": "It was over within the time asked to wait; or, of a dry run, what it "
            "would take",
            "links": _NEXT,
        },
        202: {"links": _NEXT},
        **problems(*BODY),
    },
)
async def create_job(
    asked: JobRequest,
    caller: Asker,
    use: Use,
    key: IdempotencyKey = None,
    prefer: Prefer = None,
    cancel_after: CancelAfter = None,
    traceparent: TraceParent = None,
    dry_run: DryRun = False,
) -> Response:
    """Ask for a film. The answer comes at once; the work is done by workers.

    A dry run makes no job: it is refused as the job would be, or says what that would take.
    """
    deadline = deadline_seconds(cancel_after)
    if dry_run:
        return json_answer(await rehearse(use, asked, caller=caller, deadline=deadline))
    mine = idempotency(key, asked, deadline)
    created = await submit(
        use, asked, caller=caller, deadline=deadline, key=mine, trace=traceparent
    )
    headers = {"Idempotency_Replayed": "true"} if created.replayed else {}
    seconds = wait_seconds(prefer, most=use.api.max_wait_seconds)
    if not seconds:
        view = made_view(job_view(created.job, (), use.api.public_url), created.webhook)
        return json_answer(view, status=202, Location=view.urls.self, **headers)
    row = await wait_until_over(use, created.job, seconds=seconds)
    view = await use.read(lambda c: _view(use, c, row))
    return json_answer(
        made_view(view, created.webhook),
        status=200 if row.revision.final else 202,
        Location=view.urls.self,
        Preference_Applied=f"wait={seconds:g}",
        **headers,
    )


@router.post(
    "/v1/jobs:batch", response_model=BatchAnswers, responses=problems(*BODY), status_code=200
)
async def create_jobs(
    request: Request,
    batch: Batch,
    caller: Asker,
    use: Use,
    key: IdempotencyKey = None,
    cancel_after: CancelAfter = None,
    traceparent: TraceParent = None,
) -> Response:
    """Ask for up to 100 films. Each is accepted or refused on its own, in order."""
    deadline = deadline_seconds(cancel_after)
    request_id = request_id_of(request.scope)

    async def answer(index: int, asked: JobRequest) -> BatchAnswer:
        mine = None if key is None else f"{key}#{index}"
        try:
            created = await submit(
                use,
                asked,
                caller=caller,
                deadline=deadline,
                key=idempotency(mine, asked, deadline),
                trace=traceparent,
            )
        except ScopitoneError as refusal:
            problem = problem_of(refusal, request_id=request_id)
            return BatchAnswer(index=index, status=problem.status, problem=problem)
        view = made_view(job_view(created.job, (), use.api.public_url), created.webhook)
        return BatchAnswer(index=index, status=202, job=view)

    answers = await asyncio.gather(*(answer(*one) for one in enumerate(batch.jobs)))
    return json_answer(BatchAnswers(data=answers))


@router.get("/v1/jobs", operation_id="list_jobs", response_model=JobPage, responses=problems())
async def list_all_jobs(
    tenant: Tenant,
    use: Use,
    status: Annotated[RevisionStatus | None, Query()] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """Jobs, newest first; with `status`, those whose newest revision has it."""
    after = read_cursor(cursor)

    def read(connection: Connection) -> JobPage:
        rows = list_jobs(connection, tenant, status=status, after=after, most=limit + 1)
        more = write_cursor(rows[limit - 1].place) if len(rows) > limit else None
        base, currency = use.api.public_url, use.settings.currency
        views = view_jobs(connection, rows[:limit], base, currency=currency)
        return JobPage(data=views, next_cursor=more)

    return json_answer(await use.read(read))


@router.get("/v1/jobs/{job_id}", response_model=JobView, responses=problems(404))
async def read_job(job_id: JobId, tenant: Tenant, use: Use) -> Response:
    """A job: its status, how far each stage is, and what went wrong."""
    known_form(job_id, "job")
    return json_answer(await _seen(use, job_id, tenant))


@router.post(
    "/v1/jobs/{job_id}/cancel",
    operation_id="cancel_job",
    status_code=202,
    response_model=JobView,
    responses=problems(*WRITE, 404),
)
async def cancel_one(job_id: JobId, tenant: Tenant, use: Use) -> Response:
    """Stop a job. Work stops within ten seconds; one that is over stays as it is."""
    known_form(job_id, "job")
    row = await use.write(lambda c: cancel_job(c, tenant, job_id))
    return await _accepted(use, row.id, tenant)


@router.post(
    "/v1/jobs/{job_id}/retry",
    operation_id="retry_job",
    status_code=202,
    response_model=JobView,
    responses=problems(*WRITE, 404, 409),
)
async def retry_one(
    job_id: JobId, caller: Asker, use: Use, cancel_after: CancelAfter = None
) -> Response:
    """Begin another revision of a job that did not succeed. What was finished is not redone."""
    known_form(job_id, "job")
    deadline = deadline_seconds(cancel_after)
    tenant = caller.tenant_id
    await use.spending.check(tenant, caller.limits)

    def write(connection: Connection) -> JobRow:
        if caller.limits.queued_jobs is not None:
            take_turn(connection, tenant)
        check_queue(connection, tenant, caller.limits)
        return retry_job(connection, tenant, job_id, deadline_seconds=deadline)

    row = await use.write(write)
    return await _accepted(use, row.id, tenant)


@router.delete(
    "/v1/jobs/{job_id}",
    operation_id="delete_job",
    status_code=204,
    response_class=Response,
    responses=problems(*WRITE, 404),
)
async def remove_job(job_id: JobId, tenant: Tenant, use: Use) -> Response:
    """Forget a job: it is not there from now on. Work on it stops, and within minutes its results,
    scenes, events and deliveries are removed; what other jobs share with it stays theirs.
    """
    known_form(job_id, "job")
    await use.write(lambda c: delete_job(c, tenant, job_id))
    return Response(status_code=204)


async def _accepted(use: Backend, job_id: str, tenant: str) -> Response:
    view = await _seen(use, job_id, tenant)
    return json_answer(view, status=202, Location=view.urls.self)


async def _seen(use: Backend, job_id: str, tenant: str) -> JobView:
    return await use.read(lambda c: _view(use, c, get_job(c, tenant, job_id)))


def _view(use: Backend, connection: Connection, row: JobRow) -> JobView:
    base, currency = use.api.public_url, use.settings.currency
    return view_job(connection, row, base, currency=currency, forecast=use.forecast)
