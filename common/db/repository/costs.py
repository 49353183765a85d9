"""What films cost in GPU time and money: of jobs, and of tenants.

Money is what tasks were charged when they were reported (`common.costs`). GPU time that had no
price then is told apart, so that a sum of money is never taken for all there is.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    func,
    literal_column,
    select,
    union_all,
)

from common.db.states import TaskStage
from common.db.tables import spent, tasks

_T, _S = tasks.c, spent.c
_CHARGED = _T.gpu_seconds > literal_column("0")
"""Spelled out, not bound: SQLite uses a partial index only when it can see the condition."""


class StageCost(NamedTuple):
    """Of one stage over all revisions of a job."""

    job_id: str
    stage: TaskStage
    gpu_seconds: float
    cost: float
    unpriced: float


class TenantCost(NamedTuple):
    """Of one tenant since a moment; `unpriced` are the GPU-seconds that had no price."""

    tenant_id: str
    gpu_seconds: float
    cost: float
    unpriced: float


def job_costs(connection: Connection, job_ids: Sequence[str]) -> list[StageCost]:
    """Of each stage that used a GPU; a job without any is left out."""
    rows = connection.execute(_OF_JOBS, {"ids": list(job_ids)})
    return [StageCost(*row) for row in rows]


def tenant_costs(connection: Connection, *, since: float) -> list[TenantCost]:
    """Of all tenants that used a GPU, on tasks that were made since then, deleted ones included."""
    return [TenantCost(*row) for row in connection.execute(_OF_TENANTS, {"since": since})]


def _sums(gpu_seconds: ColumnElement[float], cost: ColumnElement[float]) -> tuple[Any, ...]:
    unpriced = func.sum(gpu_seconds).filter(cost == literal_column("0"))
    return func.sum(gpu_seconds), func.sum(cost), func.coalesce(unpriced, 0.0)


_OF_JOBS = (
    select(_T.job_id, _T.stage, *_sums(_T.gpu_seconds, _T.cost))
    .where(_T.job_id.in_(bindparam("ids", expanding=True)), _CHARGED)
    .group_by(_T.job_id, _T.stage)
)
_ALL = union_all(
    select(_T.tenant_id, _T.gpu_seconds, _T.cost).where(
        _CHARGED, _T.created_at >= bindparam("since")
    ),
    select(_S.tenant_id, _S.gpu_seconds, _S.cost).where(_S.at >= bindparam("since")),
).subquery()
_OF_TENANTS = (
    select(_ALL.c.tenant_id, *_sums(_ALL.c.gpu_seconds, _ALL.c.cost))
    .group_by(_ALL.c.tenant_id)
    .order_by(_ALL.c.tenant_id)
)
