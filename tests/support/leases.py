"""Leases without a database: what a worker asks, answered from memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from common.costs import FREE, Charge
from common.db.drafts import Expansion
from common.db.repository.leases import Lease, Renewal
from common.errors import RetryLaterError
from common.pipeline import Order


@dataclass
class ScriptedLeases:
    """Grants one lease and its mates; tests set what later questions are answered and read what was
    reported."""

    lease: Lease | None
    mates: Sequence[Lease] = ()
    lost: set[int] = field(default_factory=set)
    canceled: set[int] = field(default_factory=set)
    by_task: list[tuple[int, str]] = field(default_factory=list)
    held: bool = True
    cancel: bool = False
    away: bool = False
    reports: list[tuple[str, object]] = field(default_factory=list)
    gpu_seconds: float = 0.0
    cost: float = 0.0
    renewals: list[float] = field(default_factory=list)

    def claim(self, task_id: int, attempt: int) -> Lease | None:
        self._reach()
        matches = self.lease and (self.lease.task_id, self.lease.attempt) == (task_id, attempt)
        return self.lease if matches else None

    def join(self, _lead: Lease, *, most: int) -> tuple[Lease, ...]:
        self._reach()
        return tuple(self.mates)[:most]

    def renew(self, lease: Lease, *, progress: float) -> Renewal:
        self._reach()
        self.renewals.append(progress)
        return self._answer(lease)

    def look(self, lease: Lease) -> Renewal:
        self._reach()
        return self._answer(lease)

    def complete(
        self, lease: Lease, *, result_sha256: str | None = None, charge: Charge = FREE
    ) -> bool:
        self.gpu_seconds += charge.gpu_seconds
        self.cost += charge.cost
        return self._report(lease, "complete", result_sha256)

    def complete_expansion(self, lease: Lease, expansion: Expansion) -> bool:
        return self._report(lease, "complete_expansion", expansion)

    def fail(
        self,
        lease: Lease,
        *,
        code: str,
        message: str,
        fatal: bool = False,
        charge: Charge = FREE,
    ) -> bool:
        self.gpu_seconds += charge.gpu_seconds
        self.cost += charge.cost
        return self._report(lease, "fatal" if fatal else "fail", f"{code}: {message}")

    def retry_later(self, lease: Lease, *, code: str, message: str, charge: Charge = FREE) -> bool:
        self.gpu_seconds += charge.gpu_seconds
        self.cost += charge.cost
        return self._report(lease, "retry_later", f"{code}: {message}")

    def release(self, lease: Lease, *, charge: Charge = FREE) -> bool:
        self.gpu_seconds += charge.gpu_seconds
        self.cost += charge.cost
        return self._report(lease, "release", None)

    @property
    def kinds(self) -> Sequence[str]:
        return [kind for kind, _ in self.reports]

    def _reach(self) -> None:
        if self.away:
            raise RetryLaterError("the database does not answer")

    def _answer(self, lease: Lease) -> Renewal:
        task = lease.task_id
        return Renewal(self.held and task not in self.lost, self.cancel or task in self.canceled)

    def _report(self, lease: Lease, kind: str, what: object) -> bool:
        self._reach()
        self.reports.append((kind, what))
        self.by_task.append((lease.task_id, kind))
        return self._answer(lease).held


def lease_of(
    order: Order | str, *, stage: str = "analysis", attempt: int = 1, task: int = 7
) -> Lease:
    """A lease on a task; `order` is an order, or the text of one."""
    known = isinstance(order, Order)
    return Lease(
        task_id=task,
        token="t",
        job_id="job_1",
        revision_id=1,
        tenant_id="default",
        stage=order.stage if known else stage,  # type: ignore[arg-type]
        scene=order.scene if known else None,
        attempt=attempt,
        text=order.model_dump_json() if known else order,
        cache_key=order.key if known else None,
        shape=order.shape if known else None,
    )
