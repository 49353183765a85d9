"""A job's events, numbered without gaps, and the webhook deliveries that follow from them."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import JsonValue
from sqlalchemy import Connection, bindparam, insert, or_, select, update

from common.db.names import new_name
from common.db.states import WEBHOOK_EVENTS, EventType
from common.db.tables import events, jobs, webhook_deliveries, webhook_endpoints


class Event(NamedTuple):
    """`data` is small: numbers of revision and scene, an error's code; never an artifact."""

    job_id: str
    sequence: int
    type: EventType
    data: Mapping[str, JsonValue]
    created_at: float


class NewEvent(NamedTuple):
    """An event that has no number yet."""

    type: EventType
    data: Mapping[str, JsonValue]


_INSERT_EVENTS = insert(events)
_COUNT_UP = (
    update(jobs)
    .where(jobs.c.id == bindparam("b_job"))
    .values(last_sequence=jobs.c.last_sequence + bindparam("more"))
    .returning(jobs.c.last_sequence)
)
_ENDPOINTS = select(webhook_endpoints.c.id, webhook_endpoints.c.types).where(
    webhook_endpoints.c.tenant_id == bindparam("tenant"),
    or_(webhook_endpoints.c.job_id.is_(None), webhook_endpoints.c.job_id == bindparam("job")),
    webhook_endpoints.c.disabled_at.is_(None),
)


def append_events(
    connection: Connection,
    announced: Sequence[NewEvent],
    *,
    job_id: str,
    tenant_id: str,
    now: float,
) -> None:
    """Write events in order; the job's row gives the numbers and is locked from here on."""
    last = connection.execute(_COUNT_UP, {"b_job": job_id, "more": len(announced)}).scalar_one()
    numbered = list(enumerate(announced, start=last - len(announced) + 1))
    rows = [
        {
            "job_id": job_id,
            "sequence": number,
            "type": one.type,
            "data": json.dumps(dict(one.data), separators=(",", ":")),
            "created_at": now,
        }
        for number, one in numbered
    ]
    connection.execute(_INSERT_EVENTS, rows)
    told = [(number, one) for number, one in numbered if one.type in WEBHOOK_EVENTS]
    if told:
        _insert_deliveries(connection, told, job_id=job_id, tenant_id=tenant_id, now=now)


def _insert_deliveries(
    connection: Connection,
    told: Sequence[tuple[int, NewEvent]],
    *,
    job_id: str,
    tenant_id: str,
    now: float,
) -> None:
    endpoints = connection.execute(_ENDPOINTS, {"tenant": tenant_id, "job": job_id}).all()
    rows = [
        {
            "id": new_name("msg"),
            "endpoint_id": endpoint_id,
            "job_id": job_id,
            "sequence": number,
            "state": "pending",
            "next_attempt_at": now,
            "created_at": now,
        }
        for endpoint_id, types in endpoints
        for number, one in told
        if types is None or one.type in json.loads(types)
    ]
    if rows:
        connection.execute(insert(webhook_deliveries), rows)


def events_after(
    connection: Connection, job_id: str, sequence: int, *, most: int = 500
) -> list[Event]:
    """Events with greater numbers, in order."""
    rows = connection.execute(
        select(
            events.c.job_id,
            events.c.sequence,
            events.c.type,
            events.c.data,
            events.c.created_at,
        )
        .where(events.c.job_id == job_id, events.c.sequence > sequence)
        .order_by(events.c.sequence)
        .limit(most)
    )
    return [Event(job, number, kind, json.loads(data), at) for job, number, kind, data, at in rows]


def last_sequences(connection: Connection, job_ids: Sequence[str]) -> dict[str, int]:
    """The newest event's number of each job, so that one poller can serve many listeners."""
    rows = connection.execute(select(jobs.c.id, jobs.c.last_sequence).where(jobs.c.id.in_(job_ids)))
    return {row.id: row.last_sequence for row in rows}
