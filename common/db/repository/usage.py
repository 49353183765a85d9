"""What a tenant uses just now, and what it spent this month."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, bindparam, func, literal_column, select

from common.db.tables import revisions, spent, tasks, tenants
from common.limits import Limits

_R = revisions.c
_QUEUED = select(func.count()).select_from(
    select(literal_column("1"))
    .where(
        _R.tenant_id == bindparam("tenant"),
        _R.finished_at.is_(None),
        _R.status == literal_column("'queued'"),
    )
    .limit(bindparam("most"))
    .subquery()
)
_TURN = (
    select(tenants.c.id)
    .where(tenants.c.id == bindparam("tenant"))
    .with_for_update(key_share=True)  # rows that only refer to the tenant need not wait
)
_FIRST = (
    select(_R.id)
    .where(
        _R.tenant_id == bindparam("tenant"),
        _R.finished_at.is_(None),
        _R.status != "awaiting_approval",
    )
    .order_by(_R.status == "queued", _R.priority.desc(), _R.id)
    .limit(bindparam("most"))
)
"""By the alphabet, interactive comes after batch."""
_SPENT = select(func.sum(tasks.c.gpu_seconds)).where(
    tasks.c.tenant_id == bindparam("tenant"),
    tasks.c.created_at >= bindparam("since"),
    tasks.c.gpu_seconds > literal_column("0"),
)
_FORGOTTEN = select(func.sum(spent.c.gpu_seconds)).where(
    spent.c.tenant_id == bindparam("tenant"), spent.c.at >= bindparam("since")
)


def take_turn(connection: Connection, tenant_id: str) -> None:
    """Let others who take it for this tenant wait until this transaction ends, so that two who
    count its jobs cannot both add the last."""
    connection.execute(_TURN, {"tenant": tenant_id})


def queued_jobs(connection: Connection, tenant_id: str, *, most: int) -> int:
    """How many of a tenant's jobs no worker has begun; counts up to `most`."""
    return connection.scalar(_QUEUED, {"tenant": tenant_id, "most": most}) or 0


def gpu_seconds(connection: Connection, tenant_id: str, *, since: float) -> float:
    """Spent on tasks that were made since then, deleted ones included."""
    asked = {"tenant": tenant_id, "since": since}
    return sum(float(connection.scalar(one, asked) or 0.0) for one in (_SPENT, _FORGOTTEN))


def first_revisions(connection: Connection, tenant_id: str, *, most: int) -> list[int]:
    """Those of a tenant that may run where only so many may: the begun, then the first in line."""
    return list(connection.scalars(_FIRST, {"tenant": tenant_id, "most": most}))


def running_limits(
    connection: Connection, tenant_ids: Collection[str], *, otherwise: Limits
) -> Mapping[str, int]:
    """How many jobs of these tenants may run side by side; those without limit are left out."""
    rows = connection.execute(
        select(tenants.c.id, tenants.c.limits).where(tenants.c.id.in_(sorted(tenant_ids)))
    )
    limits = {row.id: otherwise.with_own(row.limits).running_jobs for row in rows}
    return {tenant: most for tenant, most in limits.items() if most is not None}
