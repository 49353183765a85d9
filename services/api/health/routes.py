"""/healthz, /readyz and /metrics, for the machines that watch over this one."""

from anyio import to_thread
from fastapi import APIRouter
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import Response

from common.metrics import REGISTRY
from services.api.answers import json_answer, operation_id, problems
from services.api.backend import Use
from services.api.health.checks import check_ready
from services.api.health.schemas import Health

router = APIRouter(tags=["health"], generate_unique_id_function=operation_id)


@router.get("/healthz", response_model=Health, responses=problems())
async def read_health() -> Response:
    """This process answers."""
    return json_answer(Health())


@router.get("/readyz", response_model=Health, responses=problems(507))
async def read_readiness(use: Use) -> Response:
    """This process can do its work: database and storage answer, and there is room."""
    await to_thread.run_sync(
        lambda: check_ready(
            database=use.database, storage=use.storage, api=use.api, home=use.settings.home
        )
    )
    return json_answer(Health())


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}},
        **problems(),
    },
)
async def read_metrics() -> Response:
    """Measurements of this process in Prometheus' text format."""
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)
