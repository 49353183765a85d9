"""What a webhook sender asks of the database: what is due, and what became of it.

A claim is a lease: it moves the delivery's next attempt on by a minute. A sender that dies, at
whatever moment, leaves nothing behind but a delivery that is due again with the same id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    bindparam,
    func,
    insert,
    literal_column,
    null,
    or_,
    select,
    update,
)

from common.db.repository.deliveries import OF_EVENT, TOLD
from common.db.repository.endpoints import disable_endpoint, failing, note_outcomes
from common.db.states import DeliveryState, WebhookType
from common.db.tables import events, webhook_attempts, webhook_deliveries, webhook_endpoints

LEASE_SECONDS = 60.0
"""An attempt takes 15 s at most."""
GIVE_UP_SECONDS = 5 * 24 * 3600.0
_LOOK = 1000
"""Of the oldest due, so that a look costs the same however many wait."""
_D, _E = webhook_deliveries.c, webhook_endpoints.c


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """A claimed delivery. `round` counts the attempts of this round before the one to come.

    Attributes:
        secrets: the endpoint's own, and during a rotation the one before.
        token: what the claim signed with.
    """

    id: str
    endpoint_id: str
    tenant_id: str
    url: str
    secrets: tuple[str, ...]
    job_id: str | None
    sequence: int | None
    type: WebhookType
    data: str
    created_at: float
    attempts: int
    round: int
    token: str


class Full(NamedTuple):
    """Endpoints and tenants to pass over: as much is under way there as may be."""

    endpoints: Sequence[str]
    tenants: Sequence[str]

    @property
    def asked(self) -> dict[str, list[str]]:
        return {"full": list(self.endpoints) or [""], "full_tenants": list(self.tenants) or [""]}


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """How an attempt ended, and what follows.

    Attributes:
        retry_in: seconds until the next attempt, while `state` is pending.
        disable: why the endpoint shall hear no more.
    """

    due: Due
    state: DeliveryState
    started_at: float
    seconds: float
    status: int | None
    error: str | None
    request: str
    response: str | None
    retry_in: float | None = None
    disable: str | None = None


class Candidate(NamedTuple):
    """A delivery that is due, with whom it may keep from others."""

    id: str
    endpoint_id: str
    tenant_id: str


def due_of_sound(
    connection: Connection, *, now: float, full: Full, each: int, most: int
) -> list[Candidate]:
    """What is due at endpoints that answer, at most `each` of an endpoint."""
    rows = connection.execute(_SOUND, {**full.asked, "now": now, "each": each, "most": most})
    return [Candidate(*row) for row in rows]


def due_of_failing(connection: Connection, *, now: float, full: Full, most: int) -> list[Candidate]:
    """The oldest that is due at each endpoint whose last attempt failed."""
    rows = connection.execute(_FAILING, {**full.asked, "now": now, "most": most})
    return [Candidate(row.due, row.id, row.tenant_id) for row in rows if row.due is not None]


def claim(connection: Connection, ids: Sequence[str], *, now: float, token: str) -> list[Due]:
    """Take those that nobody took meanwhile.

    What is meant for disabled endpoints is canceled, and so is what tells of an event that is kept
    no more.
    """
    if not ids:
        return []
    asked = {"ids": list(ids), "b_now": now, "until": now + LEASE_SECONDS, "token": token}
    taken = connection.execute(_CLAIM, asked).scalars().all()
    rows = connection.execute(_READ, {"ids": taken}).all() if taken else []
    good = [row for row in rows if row.disabled_at is None and row.data is not None]
    off = {row.id for row in rows} - {row.id for row in good}
    if off:
        connection.execute(_CANCEL, {"ids": sorted(off), "b_now": now})
    return [_due(row, now=now, token=token) for row in good]


def record(connection: Connection, attempts: Sequence[Attempt], *, now: float) -> list[Attempt]:
    """Write how attempts ended, and disable endpoints that are gone or failed for five days.

    Returns:
        Those that counted; the claim of the others was lost, and somebody else's counts.
    """
    counted = [*_deliver(connection, attempts, now=now), *_settle(connection, attempts, now=now)]
    if not counted:
        return []
    connection.execute(insert(webhook_attempts), [_logged(one) for one in counted])
    answered = sorted({one.due.endpoint_id for one in counted if one.state == "delivered"})
    failed = sorted({one.due.endpoint_id for one in counted} - set(answered))
    note_outcomes(connection, answered=answered, failed=failed, now=now)
    for one in counted:
        if one.disable is not None:
            disable_endpoint(connection, one.due.endpoint_id, reason=one.disable)
    for endpoint in failing(connection, failed, before=now - GIVE_UP_SECONDS) if failed else ():
        disable_endpoint(connection, endpoint, reason="no attempt succeeded for five days")
    return counted


def _deliver(connection: Connection, attempts: Sequence[Attempt], *, now: float) -> list[Attempt]:
    """Those that were delivered: nearly all, and all alike, so many to a statement."""
    alike: dict[tuple[str, int | None], dict[str, Attempt]] = {}
    for one in attempts:
        if one.state == "delivered":
            alike.setdefault((one.due.token, one.status), {})[one.due.id] = one
    counted: list[Attempt] = []
    for (token, status), some in alike.items():
        asked = {"ids": list(some), "b_token": token, "b_status": status, "b_now": now}
        counted += [some[name] for name in connection.scalars(_DELIVER, asked)]
    return counted


def _settle(connection: Connection, attempts: Sequence[Attempt], *, now: float) -> list[Attempt]:
    """The others, one by one."""
    return [
        one
        for one in attempts
        if one.state != "delivered" and _settle_one(connection, one, now=now)
    ]


def _settle_one(connection: Connection, one: Attempt, *, now: float) -> bool:
    done = connection.execute(
        _SETTLE,
        {
            "b_id": one.due.id,
            "b_token": one.due.token,
            "state": one.state,
            "attempts": one.due.attempts + 1,
            "next_attempt_at": None if one.retry_in is None else now + one.retry_in,
            "last_status": one.status,
            "last_error": one.error,
            "finished_at": None if one.state == "pending" else now,
        },
    )
    return done.rowcount == 1


def _logged(one: Attempt) -> dict[str, Any]:
    return {
        "delivery_id": one.due.id,
        "number": one.due.attempts + 1,
        "started_at": one.started_at,
        "seconds": one.seconds,
        "status": one.status,
        "error": one.error,
        "request": one.request,
        "response": one.response,
    }


def _due(row: Row[Any], *, now: float, token: str) -> Due:
    rotating = row.old_secret is not None and now < (row.old_secret_until or 0.0)
    return Due(
        id=row.id,
        endpoint_id=row.endpoint_id,
        tenant_id=row.tenant_id,
        url=row.url,
        secrets=(row.secret, row.old_secret) if rotating else (row.secret,),
        job_id=row.job_id,
        sequence=row.sequence,
        type=row.type,
        data=row.data,
        created_at=row.created_at,
        attempts=row.attempts,
        round=row.attempts - row.earlier_attempts,
        token=token,
    )


_IS_PENDING = _D.state == literal_column("'pending'")
"""As the partial indexes say it; a parameter would not be known to match."""
_FULL: BindParameter[Any] = bindparam("full", expanding=True)
_FULL_TENANTS: BindParameter[Any] = bindparam("full_tenants", expanding=True)
_ARE_DUE = (_IS_PENDING, _D.next_attempt_at <= bindparam("now"))


def _sound() -> Select[Any]:
    oldest = (
        select(_D.id, _D.endpoint_id, _D.next_attempt_at, _E.tenant_id)
        .join(webhook_endpoints, _E.id == _D.endpoint_id)
        .where(
            *_ARE_DUE,
            _D.endpoint_id.not_in(_FULL),
            _E.tenant_id.not_in(_FULL_TENANTS),
            or_(_E.failing_since.is_(None), _E.disabled_at.is_not(None)),
        )
        .order_by(_D.next_attempt_at)
        .limit(_LOOK)
        .subquery()
    )
    place = func.row_number().over(
        partition_by=oldest.c.endpoint_id, order_by=(oldest.c.next_attempt_at, oldest.c.id)
    )
    ranked = select(oldest, place.label("place")).subquery()
    return (
        select(ranked.c.id, ranked.c.endpoint_id, ranked.c.tenant_id)
        .where(ranked.c.place <= bindparam("each"))
        .order_by(ranked.c.next_attempt_at, ranked.c.id)
        .limit(bindparam("most"))
    )


def _failing() -> Select[Any]:
    first = (
        select(_D.id)
        .where(*_ARE_DUE, _D.endpoint_id == _E.id)
        .order_by(_D.next_attempt_at)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(_E.id, _E.tenant_id, first.label("due"))
        .where(
            *(_E.failing_since.is_not(None), _E.disabled_at.is_(None)),
            *(_E.id.not_in(_FULL), _E.tenant_id.not_in(_FULL_TENANTS)),
        )
        .order_by(func.random())
        .limit(bindparam("most"))
    )


_SOUND, _FAILING = _sound(), _failing()
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_CLAIM = (
    update(webhook_deliveries)
    .where(_D.id.in_(_IDS), _D.state == "pending", _D.next_attempt_at <= bindparam("b_now"))
    .values(next_attempt_at=bindparam("until"), lease_token=bindparam("token"))
    .returning(_D.id)
)
_READ: Select[Any] = (
    select(
        *(_D[name] for name in ("id", "endpoint_id", "job_id", "sequence", "created_at")),
        *(_D[name] for name in ("attempts", "earlier_attempts")),
        *(
            _E[name]
            for name in (
                "tenant_id",
                "url",
                "secret",
                "old_secret",
                "old_secret_until",
                "disabled_at",
            )
        ),
        *TOLD,
    )
    .select_from(
        webhook_deliveries.join(webhook_endpoints, _E.id == _D.endpoint_id).outerjoin(
            events, OF_EVENT
        )
    )
    .where(_D.id.in_(_IDS))
    .order_by(_D.created_at, _D.id)
)
_CANCEL = (
    update(webhook_deliveries)
    .where(_D.id.in_(_IDS))
    .values(
        state="canceled",
        next_attempt_at=null(),
        lease_token=null(),
        finished_at=bindparam("b_now"),
    )
)
_DELIVER = (
    update(webhook_deliveries)
    .where(_D.id.in_(_IDS), _D.lease_token == bindparam("b_token"), _D.state == "pending")
    .values(
        state="delivered",
        attempts=_D.attempts + 1,
        next_attempt_at=null(),
        lease_token=null(),
        last_status=bindparam("b_status"),
        last_error=null(),
        finished_at=bindparam("b_now"),
    )
    .returning(_D.id)
)
_SETTLE = (
    update(webhook_deliveries)
    .where(
        _D.id == bindparam("b_id"),
        _D.lease_token == bindparam("b_token"),
        _D.state == "pending",
    )
    .values(
        lease_token=null(),
        **{
            name: bindparam(name)
            for name in (
                *("state", "attempts", "next_attempt_at"),
                *("last_status", "last_error", "finished_at"),
            )
        },
    )
)
