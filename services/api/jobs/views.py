"""From rows to what a client sees."""

import json
import time
from collections.abc import Sequence

from sqlalchemy import Connection

from common.db.repository.costs import StageCost, job_costs
from common.db.repository.endpoints import EndpointRow
from common.db.repository.jobs import JobRow
from common.db.repository.lines import queue_position
from common.db.repository.work import StageCount, stage_counts
from common.db.states import Revision
from services.api.jobs.costing import cost_view
from services.api.jobs.forecasting import Forecast
from services.api.jobs.progress import eta_of, order_of, progress_of, share_of
from services.api.jobs.schemas import JobError, JobUrls, JobView, StageView
from services.api.webhooks.schemas import JobWebhookView


def view_job(
    connection: Connection,
    row: JobRow,
    base: str,
    *,
    currency: str,
    forecast: Forecast | None = None,
) -> JobView:
    """One job with its counts and costs, its place in the queue, and a guess when it is done."""
    counts = stage_counts(connection, [row.revision.id])
    view = job_view(row, counts, base)
    place = queue_position(connection, row.revision, row.tenant_id)
    cost = cost_view(job_costs(connection, [row.id]), currency=currency)
    changes: dict[str, object] = {"queue_position": place, "cost": cost}
    if view.eta_seconds is None and forecast is not None:
        history, now = forecast.history(connection), time.time()
        guess = eta_of(row.revision, view.progress, now=now, history=history, ahead=place)
        changes["eta_seconds"] = guess
    return view.model_copy(update=changes)


def view_jobs(
    connection: Connection, rows: Sequence[JobRow], base: str, *, currency: str
) -> list[JobView]:
    """Many, with one query for their counts and one for costs; no places in the queue."""
    counts: dict[int, list[StageCount]] = {row.revision.id: [] for row in rows}
    for count in stage_counts(connection, list(counts)):
        counts[count.revision_id].append(count)
    costs: dict[str, list[StageCost]] = {row.id: [] for row in rows}
    for cost in job_costs(connection, list(costs)):
        costs[cost.job_id].append(cost)
    views = [job_view(row, counts[row.revision.id], base) for row in rows]
    return [
        view.model_copy(update={"cost": cost_view(costs[view.id], currency=currency)})
        for view in views
    ]


def made_view(view: JobView, hook: EndpointRow | None) -> JobView:
    """The answer to who made a job: with the secret of its webhook."""
    if hook is None:
        return view
    shown = JobWebhookView(endpoint_id=hook.id, url=hook.url, secret=hook.secret)
    return view.model_copy(update={"webhook": shown})


def job_view(row: JobRow, counts: Sequence[StageCount], base: str) -> JobView:
    head = row.revision
    progress = progress_of(head, counts)
    return JobView(
        id=row.id,
        song_id=row.song_id,
        status=head.status,
        progress=progress,
        stages=[
            StageView(
                stage=count.stage,
                total=count.total,
                done=count.done,
                progress=round(share_of(count), 4),
            )
            for count in sorted(counts, key=order_of)
        ],
        eta_seconds=eta_of(head, progress, now=time.time()),
        queue_position=None,
        revision=head.number,
        priority=head.priority,
        approval=head.approval,
        error=_error(head),
        cost=None,
        request=json.loads(row.request),
        metadata=None if row.metadata is None else dict(row.metadata),
        last_event_id=row.last_sequence,
        created_at=row.created_at,
        started_at=head.started_at,
        finished_at=head.finished_at,
        deadline_at=head.deadline_at,
        urls=_urls(f"{base}/v1/jobs/{row.id}"),
    )


def _error(head: Revision) -> JobError | None:
    if head.error_code is None:
        return None
    return JobError(
        code=head.error_code,
        message=head.error_message or "",
        stage=head.error_stage,
        scene=head.error_scene,
    )


def _urls(path: str) -> JobUrls:
    names = ("events", "cancel", "retry", "script", "video", "subtitles", "report", "artifacts")
    return JobUrls(self=path, **{name: f"{path}/{name}" for name in names})
