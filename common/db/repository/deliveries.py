"""Webhook deliveries as their tenant sees them: listed, looked into, asked for again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from pydantic import JsonValue
from sqlalchemy import Connection, Row, Select, and_, func, insert, null, select, update

from common.db.clock import clock, read_clock
from common.db.failures import MissingRowError
from common.db.repository.endpoints import new_notice
from common.db.repository.paging import Place, page
from common.db.states import DeliveryState, WebhookType
from common.db.tables import events, webhook_attempts, webhook_deliveries

_D = webhook_deliveries.c


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryRow:
    """`type` and `data` are of the job's event, or of its own."""

    id: str
    endpoint_id: str
    job_id: str | None
    sequence: int | None
    type: WebhookType
    data: Mapping[str, JsonValue]
    state: DeliveryState
    attempts: int
    next_attempt_at: float | None
    last_status: int | None
    last_error: str | None
    created_at: float
    finished_at: float | None

    @property
    def place(self) -> Place:
        return Place(self.created_at, self.id)


@dataclass(frozen=True, kw_only=True, slots=True)
class AttemptRow:
    """`request` has url, headers and body; `response` headers and the start of the body."""

    number: int
    started_at: float
    seconds: float
    status: int | None
    error: str | None
    request: Mapping[str, JsonValue]
    response: Mapping[str, JsonValue] | None


TOLD = (
    func.coalesce(_D.type, events.c.type).label("type"),
    func.coalesce(_D.data, events.c.data).label("data"),
)
OF_EVENT = and_(events.c.job_id == _D.job_id, events.c.sequence == _D.sequence)
_PLAIN = tuple(
    _D[name] for name in DeliveryRow.__dataclass_fields__ if name not in {"type", "data"}
)


def list_deliveries(
    connection: Connection,
    endpoint_id: str,
    *,
    state: DeliveryState | None = None,
    after: Place | None = None,
    most: int = 50,
) -> list[DeliveryRow]:
    """An endpoint's deliveries, newest first."""
    query = _of(endpoint_id)
    if state is not None:
        query = query.where(_D.state == state)
    rows = connection.execute(page(query, webhook_deliveries, after=after, most=most))
    return [_delivery(row) for row in rows]


def get_delivery(connection: Connection, endpoint_id: str, delivery_id: str) -> DeliveryRow:
    """Raises:
    MissingRowError: the endpoint has none of that id.
    """
    row = connection.execute(_of(endpoint_id).where(_D.id == delivery_id)).one_or_none()
    if row is None:
        raise MissingRowError(f"there is no delivery {delivery_id}")
    return _delivery(row)


def list_attempts(connection: Connection, delivery_id: str) -> list[AttemptRow]:
    """In their order."""
    attempt = webhook_attempts.c
    rows = connection.execute(
        select(*(attempt[name] for name in AttemptRow.__dataclass_fields__))
        .where(attempt.delivery_id == delivery_id)
        .order_by(attempt.number)
    )
    return [
        AttemptRow(
            **{
                **row._mapping,
                "request": json.loads(row.request),
                "response": None if row.response is None else json.loads(row.response),
            }
        )
        for row in rows
    ]


def redeliver_one(connection: Connection, endpoint_id: str, delivery_id: str) -> int:
    """Send one again, under the same id; 0 when it still waits to be sent.

    Raises:
        MissingRowError: the endpoint has none of that id.
    """
    get_delivery(connection, endpoint_id, delivery_id)
    return _again(connection, _D.endpoint_id == endpoint_id, _D.id == delivery_id)


def redeliver_since(
    connection: Connection, endpoint_id: str, *, since: float, until: float, delivered: bool
) -> int:
    """Send again what was caused in a span of time and is over; how many there are.

    Args:
        delivered: also what was delivered.
    """
    over = ("failed", "canceled", "delivered") if delivered else ("failed", "canceled")
    return _again(
        connection,
        _D.endpoint_id == endpoint_id,
        _D.created_at.between(since, until),
        _D.state.in_(over),
    )


def add_notice(
    connection: Connection, endpoint_id: str, kind: WebhookType, data: Mapping[str, JsonValue]
) -> DeliveryRow:
    """A delivery that no job's event caused."""
    row = new_notice(endpoint_id, kind, data, now=read_clock(connection))
    connection.execute(insert(webhook_deliveries), row)
    return get_delivery(connection, endpoint_id, row["id"])


def _again(connection: Connection, *which: Any) -> int:
    done = connection.execute(
        update(webhook_deliveries)
        .where(*which, _D.state != "pending")
        .values(
            state="pending",
            earlier_attempts=_D.attempts,
            next_attempt_at=clock(),
            finished_at=null(),
        )
    )
    return done.rowcount


def _of(endpoint_id: str) -> Select[Any]:
    joined = webhook_deliveries.outerjoin(events, OF_EVENT)
    return select(*_PLAIN, *TOLD).select_from(joined).where(_D.endpoint_id == endpoint_id)


def _delivery(row: Row[Any]) -> DeliveryRow:
    facts = dict(row._mapping)
    return DeliveryRow(**{**facts, "data": json.loads(cast("str", facts["data"]))})
