"""How a task ended, and how that is told: by the error's class, under the lease, insistently."""

import resource
import time
from collections.abc import Callable
from functools import partial
from threading import Event
from typing import NamedTuple

from common.config import Settings
from common.costs import Charge, charge_for
from common.db.repository.leases import Lease, Leases
from common.errors import (
    EngineError,
    InvalidInputError,
    MissingEngineError,
    RetryLaterError,
    ScopitoneError,
)
from common.logs import get_logger
from common.tracing import Span
from workers.heartbeat import StoppedError, Why
from workers.measuring import Ended, Outcome, gpu_peak, tell
from workers.steps.budgets import BUDGET_SECONDS, EXPANSION_SECONDS

_FATAL = (InvalidInputError, MissingEngineError, EngineError)
"""Failures that trying again will not mend."""
_MESSAGE = 500
"""Characters of an unforeseen error's text that go into the job."""

_log = get_logger(__name__)


class Report(NamedTuple):
    """How a task ended, and the error's code if there was one.

    `send` says so, with what it is charged; False: fenced.
    """

    outcome: Outcome
    send: Callable[[Charge], bool]
    code: str | None = None


class Spent:
    """Time since it was made, and what of it falls to each of some tasks that are done at once.

    What they take together is shared among those that are still at work, moment by moment.
    """

    def __init__(self, *, tasks: int = 1) -> None:
        self._begun, self._cpu = time.monotonic(), time.process_time()
        self._tasks = tasks
        self._shared, self._counted = 0.0, self._begun

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._begun

    def leave(self) -> float:
        """The seconds that fall to a task that ends now."""
        now = time.monotonic()
        self._shared += (now - self._counted) / self._tasks
        self._counted, self._tasks = now, max(1, self._tasks - 1)
        return self._shared

    def so_far(self) -> dict[str, float]:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return {
            "seconds": round(self.seconds, 3),
            "cpu_seconds": round(time.process_time() - self._cpu, 3),
            "process_peak_mb": round(peak / 1024),
        }


def send(
    lease: Lease, report: Report, spent: Spent, *, settings: Settings, stopping: Event, span: Span
) -> None:
    """Report, and tell who measures and who traces.

    Args:
        stopping: the process has to end; then nobody insists for longer than a lease lives.
    """
    seconds, charge = spent.seconds, charge_for(settings, spent.leave())
    held = _insist(partial(report.send, charge), stopping, seconds=settings.lease_seconds)
    outcome: Outcome = "unreported" if held is None else report.outcome if held else "fenced"
    _log.info("task ended", outcome=outcome, **spent.so_far())
    tell(
        Ended(
            stage=lease.stage,
            outcome=outcome,
            seconds=seconds,
            gpu_seconds=charge.gpu_seconds,
            cost=charge.cost,
            gpu=settings.gpu_type,
            gpu_bytes=gpu_peak(),
            code=report.code,
        )
    )
    span.note(outcome=outcome, code=report.code, gpu_seconds=charge.gpu_seconds or None)
    if outcome in {"failed", "stalled"}:
        span.fail()
    span.end()


def budget(lease: Lease) -> float:
    """Seconds for which its step may be silent."""
    return EXPANSION_SECONDS if lease.stage == "expansion" else BUDGET_SECONDS[lease.stage]


def ended(leases: Leases, lease: Lease, work: Callable[[], Report]) -> Report:
    """What to report of some work, whichever way it ends."""
    try:
        return work()
    except StoppedError as stop:
        return stopped(leases, lease, stop.why)
    except Exception as error:
        return _failure(leases, lease, error)


def stopped(leases: Leases, lease: Lease, why: Why) -> Report:
    """What to report of work that was stopped."""
    _log.info("stopped", why=why)
    if why == "fenced":
        return Report("fenced", lambda _: False)
    if why == "stalled":
        seconds = round(budget(lease))
        message = f"{lease.stage} told no progress for {seconds} s and was ended"
        code = "task.stalled"
        return Report("stalled", _failing(leases, lease, code, message), code)
    return Report("released", lambda charge: leases.release(lease, charge=charge))


def _failure(leases: Leases, lease: Lease, error: Exception) -> Report:
    """What to report of an error: the class says what happens next."""
    message = str(error)[:_MESSAGE]
    if isinstance(error, RetryLaterError):
        _log.warning("trying later", code=error.code, problem=message)
        code = error.code
        return Report(
            "later",
            lambda charge: leases.retry_later(lease, code=code, message=message, charge=charge),
            code,
        )
    if isinstance(error, ScopitoneError):
        _log.warning("the step failed", code=error.code, problem=message)
        fatal = isinstance(error, _FATAL)
        fail = _failing(leases, lease, error.code, message, fatal=fatal)
        return Report("failed", fail, error.code)
    _log.exception("the step broke")
    if isinstance(error, MemoryError):
        code, text = "out_of_memory", "not enough memory"
    else:
        code, text = ScopitoneError.code, f"{type(error).__name__}: {message}"
    return Report("failed", _failing(leases, lease, code, text), code)


def _failing(
    leases: Leases, lease: Lease, code: str, message: str, *, fatal: bool = False
) -> Callable[[Charge], bool]:
    return lambda charge: leases.fail(lease, code=code, message=message, fatal=fatal, charge=charge)


def _insist(report: Callable[[], bool], stopping: Event, *, seconds: float) -> bool | None:
    """Report, again and again while the database is away: without it there is nothing else to do,
    and what was done is not done again. A process that is to stop does so after `seconds`.

    Returns:
        Whether the lease was held; None when the database never said.
    """
    begun, pause = time.monotonic(), 0.2
    while True:
        try:
            return report()
        except RetryLaterError as problem:
            _log.warning("cannot report", problem=str(problem))
            if stopping.is_set() and time.monotonic() - begun > seconds:
                return None  # the lease will expire
            time.sleep(pause)
            pause = min(5.0, seconds / 8, 2 * pause)
