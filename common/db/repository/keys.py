"""Keys to the API: made, looked up by their digest, revoked. The key itself is kept nowhere.

A key is `scpt_` and 60 letters from a cryptographic source. The first eight are stored and shown,
to know it by; the other 260 bits are why one round of SHA-256 is enough (ADR-0006).
"""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

from sqlalchemy import Column, Connection, bindparam, func, insert, or_, select, update

from common.db.clock import clock, read_clock
from common.db.failures import MissingRowError
from common.db.names import new_name
from common.db.tables import api_keys, tenants

Scope = Literal["submit", "read", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_FORM = re.compile(r"scpt_[0-9a-hjkmnp-tv-z]{60}", re.ASCII)
_SHOWN = len("scpt_") + 8


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyRow:
    """What is known of a key. Times are POSIX seconds by the database's clock."""

    id: str
    tenant_id: str
    title: str
    prefix: str
    scopes: frozenset[Scope]
    created_at: float
    expires_at: float | None
    used_at: float | None
    revoked_at: float | None

    def ended(self, now: float) -> bool:
        """Whether it opens nothing any more."""
        ends = (self.expires_at, self.revoked_at)
        return any(end is not None and end <= now for end in ends)


class Found(NamedTuple):
    """A key with its tenant's own limits (JSON), looked up at `now` by the database's clock."""

    key: KeyRow
    limits: str | None
    now: float


def is_key(text: str) -> bool:
    """Whether it looks like a key of ours at all."""
    return _FORM.fullmatch(text) is not None


def digest_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def create_key(
    connection: Connection,
    tenant_id: str,
    *,
    title: str,
    scopes: Collection[Scope],
    seconds: float | None = None,
) -> tuple[str, KeyRow]:
    """A new key, which nobody can be shown again, and its row.

    Args:
        seconds: after which it opens nothing; None is never.

    Raises:
        MissingRowError: there is no such tenant.
    """
    if connection.scalar(select(tenants.c.id).where(tenants.c.id == tenant_id)) is None:
        raise MissingRowError(
            f"there is no tenant {tenant_id}; `scopitone tenants create {tenant_id}` makes it"
        )
    key = "scpt_" + "".join(secrets.choice(_LETTERS) for _ in range(60))
    now, name = read_clock(connection), new_name("key")
    connection.execute(
        insert(api_keys).values(
            id=name,
            tenant_id=tenant_id,
            title=title,
            sha256=digest_of(key),
            prefix=key[:_SHOWN],
            scopes=json.dumps(sorted(scopes)),
            created_at=now,
            expires_at=None if seconds is None else now + seconds,
        )
    )
    return key, _key(connection.execute(select(*_COLUMNS).where(api_keys.c.id == name)).one())


def find_key(connection: Connection, digest: str) -> Found | None:
    """The key of that digest, ended or not."""
    row = connection.execute(_BY_DIGEST, {"digest": digest}).one_or_none()
    if row is None or not hmac.compare_digest(row.sha256, digest):
        return None
    return Found(_key(row), row.limits, row.now)


def list_keys(connection: Connection, tenant_id: str | None = None) -> list[KeyRow]:
    """All keys, or a tenant's, newest first."""
    query = select(*_COLUMNS).order_by(api_keys.c.created_at.desc(), api_keys.c.id.desc())
    if tenant_id is not None:
        query = query.where(api_keys.c.tenant_id == tenant_id)
    return [_key(row) for row in connection.execute(query)]


def has_keys(connection: Connection) -> bool:
    """Whether any key opens anything."""
    return connection.scalar(select(api_keys.c.id).where(_alive()).limit(1)) is not None


def revoke_key(connection: Connection, name: str, *, seconds: float = 0.0) -> KeyRow:
    """End a key now, or in so many seconds; one that ends earlier stays so.

    Args:
        name: its id, or how it begins.

    Raises:
        MissingRowError: none, or more than one, is called so.
    """
    mine = or_(api_keys.c.id == name, api_keys.c.prefix == name)
    found = list(connection.execute(select(*_COLUMNS).where(mine)))
    if len(found) != 1:
        raise MissingRowError(f"there is no key {name}; `scopitone keys list` shows them")
    (row,) = found
    change = update(api_keys).where(api_keys.c.id == row.id)
    if seconds:
        end = read_clock(connection) + seconds
        sooner = or_(api_keys.c.expires_at.is_(None), api_keys.c.expires_at > end)
        connection.execute(change.where(sooner).values(expires_at=end))
    else:
        revoked = func.coalesce(api_keys.c.revoked_at, clock())
        connection.execute(change.values(revoked_at=revoked))
    return _key(connection.execute(select(*_COLUMNS).where(api_keys.c.id == row.id)).one())


def touch_key(connection: Connection, key_id: str) -> None:
    """Note that it was used just now."""
    connection.execute(update(api_keys).where(api_keys.c.id == key_id).values(used_at=clock()))


def _alive() -> Any:
    lasting = or_(api_keys.c.expires_at.is_(None), api_keys.c.expires_at > clock())
    return api_keys.c.revoked_at.is_(None) & lasting


_NAMES = ("id", "tenant_id", "title", "prefix", "scopes", "created_at", "expires_at")
_COLUMNS: tuple[Column[Any], ...] = tuple(
    api_keys.c[name] for name in (*_NAMES, "used_at", "revoked_at")
)
_BY_DIGEST = (
    select(*_COLUMNS, api_keys.c.sha256, tenants.c.limits, clock().label("now"))
    .join(tenants, tenants.c.id == api_keys.c.tenant_id)
    .where(api_keys.c.sha256 == bindparam("digest"))
)


def _key(row: Any) -> KeyRow:
    facts = {column.name: getattr(row, column.name) for column in _COLUMNS}
    scopes = json.loads(row.scopes) if row.scopes else ()
    return KeyRow(**{**facts, "scopes": frozenset(scopes)})
