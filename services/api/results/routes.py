"""What a job made: script, video, report, artifacts."""

import json
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from common.artifacts.lyrics import to_webvtt
from common.artifacts.script import Script
from common.artifacts.singing import Singing
from common.artifacts.video import Scores
from common.db.failures import MissingRowError
from common.film_request import FilmRequest
from services.api.answers import json_answer, operation_id, problems
from services.api.backend import Backend, Tenant, Use
from services.api.names import JobId, known_form
from services.api.results.finding import (
    film_name,
    find_named,
    find_result,
    kept_job,
    named_results,
)
from services.api.results.schemas import ArtifactList, ArtifactView, ReportView, ScriptView
from services.api.results.sending import (
    MEDIA_TYPES,
    etag_of,
    media_type_of,
    object_answers,
    send_object,
)

router = APIRouter(
    prefix="/v1/jobs/{job_id}", tags=["results"], generate_unique_id_function=operation_id
)
Download = Annotated[bool, Query(description="ask a browser to save it, not to show it")]


@router.get("/script", response_model=ScriptView, responses=problems(404, 409, 410))
async def read_script(job_id: JobId, tenant: Tenant, use: Use) -> Response:
    """The plan of the film: every scene with its prompt, the cast, the palette."""
    known_form(job_id, "job")
    _, key = await use.read(lambda c: find_result(c, tenant, job_id, "script"))
    return await _document(use, key)


@router.get("/report", response_model=ReportView, responses=problems(404, 409, 410))
async def read_report(job_id: JobId, tenant: Tenant, use: Use) -> Response:
    """How the finished film follows its music, and what its script had to do without."""
    known_form(job_id, "job")

    def find(connection: Connection) -> tuple[str, str]:
        _, scores = find_result(connection, tenant, job_id, "evaluation")
        _, script = find_result(connection, tenant, job_id, "script")
        return scores, script

    scores, script = await use.read(find)

    def made() -> ReportView:
        notes = Script.from_json(use.storage.get(script)).notes
        known = Scores.from_json(use.storage.get(scores))
        return ReportView(**dict(known), notes=notes)

    report = await to_thread.run_sync(made)
    return json_answer(report, ETag=etag_of(f"{scores} {script}"))


@router.get("/video", responses=object_answers("video/mp4"), response_class=Response)
@router.head("/video", include_in_schema=False)
async def read_video(
    request: Request, job_id: JobId, tenant: Tenant, use: Use, download: Download = False
) -> Response:
    """The film. Takes ranges; where films lie in S3 this leads there."""
    known_form(job_id, "job")
    job, key = await use.read(lambda c: find_result(c, tenant, job_id, "assembly"))
    name = film_name(json.loads(job.request).get("theme", ""))
    return await send_object(use, request, key, name=name, download=download)


@router.get(
    "/subtitles",
    responses={
        200: {"content": {"text/vtt": {"schema": {"type": "string"}}}},
        **problems(404, 409, 410),
    },
    response_class=Response,
)
async def read_subtitles(job_id: JobId, tenant: Tenant, use: Use) -> Response:
    """What is sung, as it was given or heard, as WebVTT, in the film's own time."""
    known_form(job_id, "job")
    job = await use.read(lambda c: kept_job(c, tenant, job_id))
    request = FilmRequest.model_validate_json(job.request)
    sung = request.sung
    if request.listens_to_words:
        _, key = await use.read(lambda c: find_result(c, tenant, job_id, "singing"))
        heard = await to_thread.run_sync(use.storage.get, key)
        sung = request.heard(Singing.from_json(heard))
    if not sung:
        raise MissingRowError(f"job {job_id} has no lyrics")
    return Response(to_webvtt(sung), media_type="text/vtt")


@router.get("/artifacts", response_model=ArtifactList, responses=problems(404, 410))
async def list_artifacts(job_id: JobId, tenant: Tenant, use: Use) -> Response:
    """All that is done so far, from the analysis to the film."""
    known_form(job_id, "job")
    path = f"{use.api.public_url}/v1/jobs/{job_id}/artifacts"

    def read(connection: Connection) -> ArtifactList:
        job = kept_job(connection, tenant, job_id)
        return ArtifactList(
            data=[
                ArtifactView(
                    name=name,
                    stage=task.stage,
                    scene=task.scene,
                    media_type=media_type_of(task.cache_key or ""),
                    url=f"{path}/{name}",
                )
                for name, task in named_results(connection, job)
            ]
        )

    return json_answer(await use.read(read))


@router.get(
    "/artifacts/{name}",
    responses=object_answers(*MEDIA_TYPES.values(), "application/octet-stream"),
    response_class=Response,
)
async def read_artifact(
    request: Request,
    job_id: JobId,
    name: Annotated[str, Path(max_length=100)],
    tenant: Tenant,
    use: Use,
    download: Download = False,
) -> Response:
    """One of them, by its name."""
    known_form(job_id, "job")
    key = await use.read(lambda c: find_named(c, tenant, job_id, name))
    return await send_object(use, request, key, name=name, download=download)


async def _document(use: Backend, key: str) -> Response:
    data = await to_thread.run_sync(use.storage.get, key)
    return Response(data, headers={"ETag": etag_of(key)}, media_type="application/json")
