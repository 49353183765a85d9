"""Webhook endpoints: where a tenant wants to hear of its jobs, and with which secrets."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, null, select, update

from common.db.clock import clock, read_clock
from common.db.failures import ConflictError, MissingRowError
from common.db.names import new_name
from common.db.repository.paging import Place, page
from common.db.states import NoticeType, WebhookType
from common.db.tables import webhook_deliveries, webhook_endpoints

MOST_ENDPOINTS = 100
"""Of a tenant, those of single jobs not counted: each event is written once for each of them."""
_E = webhook_endpoints.c
_DISABLED: NoticeType = "webhook_endpoint.disabled"


@dataclass(frozen=True, kw_only=True, slots=True)
class NewEndpoint:
    """`types` None is all."""

    url: str
    secret: str
    types: Sequence[WebhookType] | None = None
    description: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EndpointRow:
    """Times are POSIX seconds. One with a job hears of that job only."""

    id: str
    tenant_id: str
    job_id: str | None
    url: str
    types: tuple[WebhookType, ...] | None
    description: str | None
    secret: str
    old_secret: str | None
    old_secret_until: float | None
    failing_since: float | None
    created_at: float
    disabled_at: float | None
    disabled_reason: str | None

    @property
    def place(self) -> Place:
        return Place(self.created_at, self.id)


_COLUMNS = tuple(_E[name] for name in EndpointRow.__dataclass_fields__)


def add_endpoint(
    connection: Connection, tenant_id: str, new: NewEndpoint, *, job_id: str | None = None
) -> EndpointRow:
    """Raises:
    ConflictError: the tenant has as many as it may have.
    """
    if job_id is None:
        mine = select(func.count()).where(
            _E.tenant_id == tenant_id, _E.job_id.is_(None), _E.deleted_at.is_(None)
        )
        if connection.scalars(mine).one() >= MOST_ENDPOINTS:
            raise ConflictError(f"there are {MOST_ENDPOINTS} webhook endpoints; delete one first")
    name = new_name("hook")
    connection.execute(
        insert(webhook_endpoints),
        {
            "id": name,
            "tenant_id": tenant_id,
            "job_id": job_id,
            "url": new.url,
            "types": _written(new.types),
            "description": new.description,
            "secret": new.secret,
            "created_at": read_clock(connection),
        },
    )
    return get_endpoint(connection, tenant_id, name)


def get_endpoint(connection: Connection, tenant_id: str, endpoint_id: str) -> EndpointRow:
    """Raises:
    MissingRowError: the tenant has none of that id.
    """
    row = connection.execute(
        select(*_COLUMNS).where(
            _E.id == endpoint_id, _E.tenant_id == tenant_id, _E.deleted_at.is_(None)
        )
    ).one_or_none()
    if row is None:
        raise MissingRowError(f"there is no webhook endpoint {endpoint_id}")
    return _endpoint(row)


def list_endpoints(
    connection: Connection,
    tenant_id: str,
    *,
    job_id: str | None = None,
    after: Place | None = None,
    most: int = 50,
) -> list[EndpointRow]:
    """Newest first: those for all jobs, or those of one job."""
    mine = select(*_COLUMNS).where(
        _E.tenant_id == tenant_id, _E.deleted_at.is_(None), _E.job_id.is_not_distinct_from(job_id)
    )
    rows = connection.execute(page(mine, webhook_endpoints, after=after, most=most))
    return [_endpoint(row) for row in rows]


def change_endpoint(
    connection: Connection, tenant_id: str, endpoint_id: str, changes: Mapping[str, Any]
) -> EndpointRow:
    """Set `url`, `types`, `description`; `enabled` turns it off, or on with a clean slate.

    Raises:
        MissingRowError: the tenant has none of that id.
    """
    before = get_endpoint(connection, tenant_id, endpoint_id)
    values = {name: changes[name] for name in ("url", "description") if name in changes}
    if "types" in changes:
        values["types"] = _written(changes["types"])
    if changes.get("enabled") is True and before.disabled_at is not None:
        values |= {"disabled_at": null(), "disabled_reason": null(), "failing_since": null()}
    if values:
        connection.execute(update(webhook_endpoints).where(_E.id == endpoint_id).values(values))
    if changes.get("enabled") is False:
        disable_endpoint(connection, endpoint_id, reason="turned off", tell=False)
    return get_endpoint(connection, tenant_id, endpoint_id)


def delete_endpoint(connection: Connection, tenant_id: str, endpoint_id: str) -> None:
    """Forget it, and its secrets; what waits to be sent to it is not sent.

    Raises:
        MissingRowError: the tenant has none of that id.
    """
    get_endpoint(connection, tenant_id, endpoint_id)
    disable_endpoint(connection, endpoint_id, reason="deleted", tell=False)
    connection.execute(
        update(webhook_endpoints)
        .where(_E.id == endpoint_id)
        .values(deleted_at=clock(), secret="", old_secret=null())
    )


def rotate_secret(
    connection: Connection, tenant_id: str, endpoint_id: str, *, secret: str, overlap: float
) -> EndpointRow:
    """Sign with a new secret, and for `overlap` seconds with the present one too.

    Raises:
        MissingRowError: the tenant has none of that id.
    """
    before = get_endpoint(connection, tenant_id, endpoint_id)
    connection.execute(
        update(webhook_endpoints)
        .where(_E.id == endpoint_id)
        .values(
            secret=secret,
            old_secret=before.secret if overlap else null(),
            old_secret_until=clock() + overlap if overlap else null(),
        )
    )
    return get_endpoint(connection, tenant_id, endpoint_id)


def disable_endpoint(
    connection: Connection, endpoint_id: str, *, reason: str, tell: bool = True
) -> bool:
    """Send nothing more there; False when it was disabled already.

    Args:
        tell: let the tenant's other endpoints know.
    """
    changed = connection.execute(
        update(webhook_endpoints)
        .where(_E.id == endpoint_id, _E.disabled_at.is_(None))
        .values(disabled_at=clock(), disabled_reason=reason)
    )
    if changed.rowcount != 1:
        return False
    _cancel_pending(connection, endpoint_id)
    if tell:
        _tell_others(connection, endpoint_id, reason)
    return True


def _cancel_pending(connection: Connection, endpoint_id: str) -> None:
    _d = webhook_deliveries.c
    connection.execute(
        update(webhook_deliveries)
        .where(_d.endpoint_id == endpoint_id, _d.state == "pending")
        .values(state="canceled", next_attempt_at=null(), lease_token=null(), finished_at=clock())
    )


def _tell_others(connection: Connection, endpoint_id: str, reason: str) -> None:
    disabled = connection.execute(select(_E.tenant_id, _E.url).where(_E.id == endpoint_id)).one()
    others = connection.execute(
        select(_E.id, _E.types).where(
            _E.tenant_id == disabled.tenant_id, _E.job_id.is_(None), _E.disabled_at.is_(None)
        )
    )
    data = {"endpoint_id": endpoint_id, "url": disabled.url, "reason": reason}
    now = read_clock(connection)
    rows = [
        new_notice(other.id, _DISABLED, data, now=now)
        for other in others
        if other.types is None or _DISABLED in json.loads(other.types)
    ]
    if rows:
        connection.execute(insert(webhook_deliveries), rows)


def new_notice(
    endpoint_id: str, kind: WebhookType, data: Mapping[str, Any], *, now: float
) -> dict[str, Any]:
    """A delivery's row that no job's event caused."""
    return {
        "id": new_name("msg"),
        "endpoint_id": endpoint_id,
        "type": kind,
        "data": json.dumps(dict(data), separators=(",", ":")),
        "state": "pending",
        "next_attempt_at": now,
        "created_at": now,
    }


def failing(connection: Connection, endpoint_ids: Sequence[str], *, before: float) -> list[str]:
    """Those of them that have failed since before some time."""
    return list(
        connection.scalars(
            select(_E.id).where(
                _E.id.in_(endpoint_ids), _E.disabled_at.is_(None), _E.failing_since <= before
            )
        )
    )


def note_outcomes(
    connection: Connection, *, answered: Sequence[str], failed: Sequence[str], now: float
) -> None:
    """An endpoint that answers fails no more; one that does not has begun to."""
    if answered:
        connection.execute(
            update(webhook_endpoints)
            .where(_E.id.in_(answered), _E.failing_since.is_not(None))
            .values(failing_since=null())
        )
    if failed:
        connection.execute(
            update(webhook_endpoints)
            .where(_E.id.in_(failed), _E.failing_since.is_(None))
            .values(failing_since=now)
        )


def _written(types: Sequence[str] | None) -> str | None:
    return None if types is None else json.dumps(list(types))


def _endpoint(row: Row[Any]) -> EndpointRow:
    facts = dict(row._mapping)
    facts["types"] = None if facts["types"] is None else tuple(json.loads(facts["types"]))
    return EndpointRow(**facts)
