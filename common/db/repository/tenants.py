"""Tenants: whose keys, songs and jobs are kept apart from all others'."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Row, select, update

from common.db.clock import clock
from common.db.failures import ConflictError, MissingRowError
from common.db.session import insert_new
from common.db.tables import tenants
from common.errors import InvalidInputError
from common.limits import Limits, Retention

DEFAULT_TENANT = "default"
"""Whose is what comes without a key, and the operator's own."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class TenantRow:
    """`weight` is its share when several wait for the same workers.

    `limits` and `retention` are JSON of those fields of `Limits` and `Retention` that are its own.
    """

    id: str
    title: str
    weight: float
    limits: str | None
    retention: str | None
    created_at: float


def add_tenant(
    connection: Connection, name: str, *, title: str | None = None, weight: float = 1.0
) -> TenantRow:
    """A new tenant.

    Raises:
        InvalidInputError: not a name, or not a weight.
        ConflictError: there is one of that name.
    """
    if not _NAME.fullmatch(name):
        raise InvalidInputError(f"{name!r} is no name: up to 40 of a-z, 0-9, '.', '_' and '-'")
    _check(weight)
    values = {"id": name, "title": title or name, "weight": weight}
    if not insert_new(connection, tenants, values, created_at=clock()):
        raise ConflictError(f"there is a tenant {name}")
    return get_tenant(connection, name)


def get_tenant(connection: Connection, name: str) -> TenantRow:
    """Raises:
    MissingRowError: there is none of that name.
    """
    row = connection.execute(select(*_COLUMNS).where(tenants.c.id == name)).one_or_none()
    if row is None:
        raise MissingRowError(f"there is no tenant {name}; `scopitone tenants list` shows them")
    return _tenant(row)


def list_tenants(connection: Connection) -> list[TenantRow]:
    query = select(*_COLUMNS).order_by(tenants.c.id)
    return [_tenant(row) for row in connection.execute(query)]


def change_tenant(
    connection: Connection,
    name: str,
    *,
    weight: float | None = None,
    limits: Mapping[str, str] | None = None,
    retention: Mapping[str, str] | None = None,
) -> TenantRow:
    """Change a tenant's weight, some of its limits, and how long its things are kept.

    Args:
        limits: by name, as `retention`; `none` is without limit, `default` as the installation
            says.

    Raises:
        MissingRowError: there is none of that name.
        InvalidInputError: not a weight, or no such limit.
    """
    before = get_tenant(connection, name)
    change = update(tenants).where(tenants.c.id == name)
    if weight is not None:
        _check(weight)
        connection.execute(change.values(weight=weight))
    if limits:
        connection.execute(change.values(limits=_changed(Limits, before.limits, limits)))
    if retention:
        kept = _changed(Retention, before.retention, retention)
        connection.execute(change.values(retention=kept))
    return get_tenant(connection, name)


def _changed(
    kind: type[Limits] | type[Retention], before: str | None, changes: Mapping[str, str]
) -> str | None:
    own = json.loads(before or "{}")
    for name, value in changes.items():
        if value == "default":
            own.pop(name, None)
        else:
            own[name] = None if value == "none" else value
    try:
        kept = kind.model_validate(own).model_dump(exclude_unset=True)
    except ValidationError as problem:
        fault = problem.errors(include_url=False)[0]
        known = ", ".join(kind.model_fields)
        raise InvalidInputError(f"{fault['loc'][0]}: {fault['msg']}; there is: {known}") from None
    return json.dumps(kept) if kept else None


def _check(weight: float) -> None:
    if not 0.001 <= weight <= 1000:
        raise InvalidInputError("a weight is between 0.001 and 1000")


_COLUMNS = tuple(
    tenants.c[name] for name in ("id", "title", "weight", "limits", "retention", "created_at")
)


def _tenant(row: Row[Any]) -> TenantRow:
    return TenantRow(**row._mapping)
