"""/v1/webhook-endpoints: who is told what happened, and what became of each message."""

import time
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.responses import Response

from common.db.repository import deliveries as sent
from common.db.repository import endpoints as hooks
from common.db.repository.jobs import get_job
from common.db.states import DeliveryState
from services.api.answers import BODY, WRITE, json_answer, links, operation_id, problems
from services.api.backend import Tenant, Use
from services.api.cursors import Cursor, Limit, read_cursor, write_cursor
from services.api.json_route import JsonRoute
from services.api.names import DeliveryId, HookId, known_form
from services.api.webhooks.checking import check_address
from services.api.webhooks.schemas import (
    DeliveryLog,
    DeliveryPage,
    DeliveryView,
    EndpointChange,
    EndpointPage,
    EndpointRequest,
    EndpointSecretView,
    EndpointView,
    Redelivered,
    RedeliverRequest,
    RotateRequest,
    SampleRequest,
    delivery_log,
    delivery_view,
    endpoint_view,
    new_secret,
    secret_view,
)

router = APIRouter(
    prefix="/v1/webhook-endpoints",
    tags=["webhooks"],
    route_class=JsonRoute,
    generate_unique_id_function=operation_id,
)
_NEXT = links(
    "endpoint_id",
    *("read_webhook_endpoint", "list_webhook_deliveries", "rotate_webhook_secret"),
    *("test_webhook_endpoint", "delete_webhook_endpoint"),
)


@router.post(
    "",
    status_code=201,
    response_model=EndpointSecretView,
    responses={201: {"links": _NEXT}, **problems(*BODY, 409)},
)
async def create_webhook_endpoint(asked: EndpointRequest, tenant: Tenant, use: Use) -> Response:
    """Be told of all jobs at an address. The answer shows the secret, this once."""
    await check_address(use.guard, asked.url)
    row = await use.write(lambda c: hooks.add_endpoint(c, tenant, asked.endpoint()))
    view = secret_view(row, use.api.public_url)
    return json_answer(view, status=201, Location=view.urls.self)


@router.get("", response_model=EndpointPage, responses=problems(404))
async def list_webhook_endpoints(
    tenant: Tenant,
    use: Use,
    job_id: Annotated[
        str | None, Query(max_length=40, description="those of one job instead")
    ] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """Endpoints, newest first."""
    after = read_cursor(cursor)

    def read(connection: Connection) -> list[hooks.EndpointRow]:
        if job_id is not None:
            get_job(connection, tenant, known_form(job_id, "job"))
        return hooks.list_endpoints(connection, tenant, job_id=job_id, after=after, most=limit + 1)

    rows = await use.read(read)
    more = write_cursor(rows[limit - 1].place) if len(rows) > limit else None
    views = [endpoint_view(row, use.api.public_url) for row in rows[:limit]]
    return json_answer(EndpointPage(data=views, next_cursor=more))


@router.get("/{endpoint_id}", response_model=EndpointView, responses=problems(404))
async def read_webhook_endpoint(endpoint_id: HookId, tenant: Tenant, use: Use) -> Response:
    """An endpoint: what it hears, and whether it answers."""
    known_form(endpoint_id, "hook")
    row = await use.read(lambda c: hooks.get_endpoint(c, tenant, endpoint_id))
    return json_answer(endpoint_view(row, use.api.public_url))


@router.patch("/{endpoint_id}", response_model=EndpointView, responses=problems(*BODY, 404))
async def change_webhook_endpoint(
    endpoint_id: HookId, asked: EndpointChange, tenant: Tenant, use: Use
) -> Response:
    """Change an endpoint, turn it off, or on again."""
    known_form(endpoint_id, "hook")
    changes = asked.model_dump(exclude_unset=True)
    if "url" in changes:
        await check_address(use.guard, asked.url)
    row = await use.write(lambda c: hooks.change_endpoint(c, tenant, endpoint_id, changes))
    return json_answer(endpoint_view(row, use.api.public_url))


@router.delete(
    "/{endpoint_id}",
    status_code=204,
    response_class=Response,
    responses=problems(*WRITE, 404),
)
async def delete_webhook_endpoint(endpoint_id: HookId, tenant: Tenant, use: Use) -> Response:
    """Forget an endpoint; what waits to be sent to it is not sent."""
    known_form(endpoint_id, "hook")
    await use.write(lambda c: hooks.delete_endpoint(c, tenant, endpoint_id))
    return Response(status_code=204)


@router.post(
    "/{endpoint_id}/rotate", response_model=EndpointSecretView, responses=problems(*BODY, 404)
)
async def rotate_webhook_secret(
    endpoint_id: HookId, asked: RotateRequest, tenant: Tenant, use: Use
) -> Response:
    """Begin a new secret; for a day, or as long as asked, the old one signs too."""
    known_form(endpoint_id, "hook")
    secret = asked.secret or new_secret()
    overlap = float(asked.overlap_seconds)
    row = await use.write(
        lambda c: hooks.rotate_secret(c, tenant, endpoint_id, secret=secret, overlap=overlap)
    )
    return json_answer(secret_view(row, use.api.public_url))


@router.post(
    "/{endpoint_id}/test",
    status_code=202,
    response_model=DeliveryView,
    responses=problems(*BODY, 404),
)
async def test_webhook_endpoint(
    endpoint_id: HookId, asked: SampleRequest, tenant: Tenant, use: Use
) -> Response:
    """Send a message that says it is a test; look at the delivery to see what came of it."""
    known_form(endpoint_id, "hook")

    def write(connection: Connection) -> sent.DeliveryRow:
        hooks.get_endpoint(connection, tenant, endpoint_id)
        return sent.add_notice(connection, endpoint_id, asked.type, {"test": True})

    row = await use.write(write)
    path = f"{use.api.public_url}/v1/webhook-endpoints/{endpoint_id}/deliveries/{row.id}"
    return json_answer(delivery_view(row), status=202, Location=path)


@router.get("/{endpoint_id}/deliveries", response_model=DeliveryPage, responses=problems(404))
async def list_webhook_deliveries(
    endpoint_id: HookId,
    tenant: Tenant,
    use: Use,
    state: Annotated[DeliveryState | None, Query()] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """What was to be told to an endpoint, newest first."""
    known_form(endpoint_id, "hook")
    after = read_cursor(cursor)

    def read(connection: Connection) -> list[sent.DeliveryRow]:
        hooks.get_endpoint(connection, tenant, endpoint_id)
        return sent.list_deliveries(
            connection, endpoint_id, state=state, after=after, most=limit + 1
        )

    rows = await use.read(read)
    more = write_cursor(rows[limit - 1].place) if len(rows) > limit else None
    views = [delivery_view(row) for row in rows[:limit]]
    return json_answer(DeliveryPage(data=views, next_cursor=more))


@router.get(
    "/{endpoint_id}/deliveries/{delivery_id}", response_model=DeliveryLog, responses=problems(404)
)
async def read_webhook_delivery(
    endpoint_id: HookId, delivery_id: DeliveryId, tenant: Tenant, use: Use
) -> Response:
    """One message, with every attempt: what was sent, and the start of what came back."""
    known_form(endpoint_id, "hook")
    known_form(delivery_id, "msg")

    def read(connection: Connection) -> DeliveryLog:
        hooks.get_endpoint(connection, tenant, endpoint_id)
        row = sent.get_delivery(connection, endpoint_id, delivery_id)
        return delivery_log(row, sent.list_attempts(connection, delivery_id))

    return json_answer(await use.read(read))


@router.post(
    "/{endpoint_id}/redeliver",
    status_code=202,
    response_model=Redelivered,
    responses=problems(*BODY, 404),
)
async def redeliver_webhooks(
    endpoint_id: HookId, asked: RedeliverRequest, tenant: Tenant, use: Use
) -> Response:
    """Send one message again, or all of a span of time that were not delivered."""
    known_form(endpoint_id, "hook")

    def write(connection: Connection) -> int:
        hooks.get_endpoint(connection, tenant, endpoint_id)
        if asked.delivery_id is not None:
            name = known_form(asked.delivery_id, "msg")
            return sent.redeliver_one(connection, endpoint_id, name)
        assert asked.since is not None
        return sent.redeliver_since(
            connection,
            endpoint_id,
            since=asked.since.timestamp(),
            until=time.time() if asked.until is None else asked.until.timestamp(),
            delivered=asked.include_delivered,
        )

    return json_answer(Redelivered(count=await use.write(write)), status=202)
