"""What every task does: claim, work, store, report. A task file adds nothing but its name.

    claim        by the hint's (task, attempt); refused: the hint is out of date, drop it
    heartbeat    beside the step: renews the lease, hears of a cancel (`workers.heartbeat`)
    perform      skip when the result is stored; else load by key, run the step, store by key
    report       under the lease: done, failed, try later, or let go

Nothing here raises into Celery: a task that ends has reported, or its lease will expire.
"""

import os
import resource
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import NamedTuple

from common import tracing
from common.artifacts.analysis import Analysis
from common.artifacts.script import Script
from common.config import Settings
from common.costs import Charge, charge_for
from common.db.drafts import expand
from common.db.repository.leases import Lease, Leases
from common.db.session import Database
from common.errors import (
    EngineError,
    InvalidInputError,
    MissingEngineError,
    RetryLaterError,
    ScopitoneError,
)
from common.logs import bound, get_logger
from common.storage.base import Storage
from common.storage.opening import open_storage
from common.tracing import Span
from workers.heartbeat import Heartbeat, Pace, StoppedError, Why, now
from workers.measuring import Begun, Ended, Outcome, Taken, gpu_peak, tell
from workers.steps.budgets import BUDGET_SECONDS, EXPANSION_SECONDS
from workers.steps.desk import Desk
from workers.steps.perform import Steps, perform

_FATAL = (InvalidInputError, MissingEngineError, EngineError)
"""Failures that trying again will not mend."""
_MESSAGE = 500
"""Characters of an unforeseen error's text that go into the job."""

_log = get_logger(__name__)


class _Report(NamedTuple):
    """How a task ended, and the error's code if there was one.

    `send` says so, with what it is charged; False: fenced.
    """

    outcome: Outcome
    send: Callable[[Charge], bool]
    code: str | None = None


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What a worker process keeps from task to task; `stopping` is set when it is to go."""

    settings: Settings
    storage: Storage
    leases: Leases
    steps: Steps
    stopping: threading.Event = field(default_factory=threading.Event)
    leave: Callable[[int], object] = os._exit

    @classmethod
    def open(cls, settings: Settings, *, worker: str, stopping: threading.Event) -> "Bench":
        """One database connection: the step's own thread and the heartbeat take turns.

        The steps are imported here and not above because Celery's parent process imports this
        module too: it takes messages and needs none of the numeric libraries.
        """
        database = Database(settings.database_address, durable=settings.durable, connections=1)
        leases = Leases(database, worker=worker, seconds=settings.lease_seconds)
        storage = open_storage(settings)
        steps: Steps = import_module(settings.steps).STEPS
        return cls(
            settings=settings, storage=storage, leases=leases, steps=steps, stopping=stopping
        )


_bench: Bench | None = None


def begin(settings: Settings, *, worker: str) -> None:
    """Make this process one that works: called once, before its first task."""
    global _bench  # noqa: PLW0603 - Celery hands its tasks nothing but their messages
    from workers.engines.threads import use_one_thread  # noqa: PLC0415 - see Bench.open

    use_one_thread()
    tracing.begin(settings, service="worker")
    _bench = Bench.open(settings, worker=worker, stopping=threading.Event())
    tell(Begun(warm_up=_warmed_up(settings) if settings.warm_up else None))


def _warmed_up(settings: Settings) -> float:
    """Load what is to be loaded; the seconds it took."""
    from workers.steps.models import warm_up  # noqa: PLC0415 - see Bench.open

    begun = time.monotonic()
    warm_up(settings)
    return time.monotonic() - begun


def carry_out(task_id: int, attempt: int) -> None:
    """Follow a hint to its end, in a process that has begun.

    SIGTERM is heeded from here and not from `begin`: after that, billiard 4.3 sets a handler of its
    own, which ends the process under the step (`Worker.after_fork`, `reset_signals`).
    """
    assert _bench is not None, "begin() was not called in this process"
    stopping = _bench.stopping
    before = signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    try:
        follow(_bench, task_id, attempt)
    finally:
        signal.signal(signal.SIGTERM, before)


def follow(bench: Bench, task_id: int, attempt: int) -> None:
    """Claim, work, store, report."""
    if bench.stopping.is_set():
        return
    with bound(task=task_id, attempt=attempt):
        asked = now()
        try:
            lease = bench.leases.claim(task_id, attempt)
        except RetryLaterError as problem:
            _log.warning("cannot claim; the hint will come again", problem=str(problem))
            return
        if lease is None:
            _log.debug("the hint is out of date")
            return
        with bound(job=lease.job_id, stage=lease.stage, scene=lease.scene):
            _work(bench, lease, claimed=asked)


def _work(bench: Bench, lease: Lease, *, claimed: float) -> None:
    spent, span = _Spent(), _span(bench, lease)
    tell(Taken(stage=lease.stage, waited=max(lease.waited, 0.0)))
    heartbeat = Heartbeat(
        bench.leases,
        lease,
        pace=Pace.for_lease(
            bench.settings.lease_seconds,
            budget=_budget(lease),
            drain=bench.settings.drain_seconds,
        ),
        claimed=claimed,
        stopping=bench.stopping,
        report=lambda why: _give_up(bench, lease, _stopped(bench, lease, why), spent, span),
        leave=bench.leave,
    )
    try:
        with heartbeat:
            report = _step(bench, lease, heartbeat)
    except StoppedError as stop:
        report = _stopped(bench, lease, stop.why)
    except Exception as error:
        report = _failure(bench.leases, lease, error)
    _end(bench, lease, report, spent, span)


def _span(bench: Bench, lease: Lease) -> Span:
    """Its place in the job's trace; no task hangs on whether that could be read."""
    if not tracing.is_on():
        return tracing.NOTHING
    try:
        parent = bench.leases.trace(lease)
    except RetryLaterError:
        return tracing.NOTHING
    return tracing.child(
        lease.stage,
        parent,
        job=lease.job_id,
        task=lease.task_id,
        scene=lease.scene,
        attempt=lease.attempt,
        waited_seconds=round(lease.waited, 3),
    )


def _give_up(bench: Bench, lease: Lease, report: _Report, spent: "_Spent", span: Span) -> None:
    """The last thing that a process does whose step hangs."""
    _end(bench, lease, report, spent, span)
    tracing.flush()


def _end(bench: Bench, lease: Lease, report: _Report, spent: "_Spent", span: Span) -> None:
    seconds = spent.seconds
    charge = charge_for(bench.settings, seconds)
    send = partial(report.send, charge)
    held = _insist(send, seconds=bench.settings.lease_seconds)
    outcome: Outcome = "unreported" if held is None else report.outcome if held else "fenced"
    _log.info("task ended", outcome=outcome, **spent.so_far())
    tell(
        Ended(
            stage=lease.stage,
            outcome=outcome,
            seconds=seconds,
            gpu_seconds=charge.gpu_seconds,
            cost=charge.cost,
            gpu=bench.settings.gpu_type,
            gpu_bytes=gpu_peak(),
            code=report.code,
        )
    )
    span.note(outcome=outcome, code=report.code, gpu_seconds=charge.gpu_seconds or None)
    if outcome in {"failed", "stalled"}:
        span.fail()
    span.end()


def _budget(lease: Lease) -> float:
    return EXPANSION_SECONDS if lease.stage == "expansion" else BUDGET_SECONDS[lease.stage]


def _step(bench: Bench, lease: Lease, heartbeat: Heartbeat) -> _Report:
    """Do it, and return what is to be reported."""
    if lease.stage == "expansion":
        plan = lease.film_plan()
        expansion = expand(
            plan,
            script=Script.from_json(bench.storage.get(plan.script_key)),
            analysis=Analysis.from_json(bench.storage.get(plan.analysis_key)),
        )
        heartbeat.ensure_held()
        return _Report("done", lambda _: bench.leases.complete_expansion(lease, expansion))
    stored = perform(
        lease.order(),
        Desk(
            storage=bench.storage,
            settings=bench.settings,
            progress=heartbeat.progress,
            before_storing=heartbeat.ensure_held,
        ),
        steps=bench.steps,
    )
    return _Report(
        "stored" if stored.sha256 is None else "done",
        lambda charge: bench.leases.complete(lease, result_sha256=stored.sha256, charge=charge),
    )


def _stopped(bench: Bench, lease: Lease, why: Why) -> _Report:
    _log.info("stopped", why=why)
    if why == "fenced":
        return _Report("fenced", lambda _: False)
    if why == "stalled":
        seconds = round(_budget(lease))
        message = f"{lease.stage} told no progress for {seconds} s and was ended"
        code = "task.stalled"
        return _Report("stalled", _failing(bench.leases, lease, code, message), code)
    return _Report("released", lambda charge: bench.leases.release(lease, charge=charge))


def _failure(leases: Leases, lease: Lease, error: Exception) -> _Report:
    """What to report of an error: the class says what happens next."""
    message = str(error)[:_MESSAGE]
    if isinstance(error, RetryLaterError):
        _log.warning("trying later", code=error.code, problem=message)
        code = error.code
        return _Report(
            "later",
            lambda charge: leases.retry_later(lease, code=code, message=message, charge=charge),
            code,
        )
    if isinstance(error, ScopitoneError):
        _log.warning("the step failed", code=error.code, problem=message)
        fatal = isinstance(error, _FATAL)
        fail = _failing(leases, lease, error.code, message, fatal=fatal)
        return _Report("failed", fail, error.code)
    _log.exception("the step broke")
    if isinstance(error, MemoryError):
        code, text = "out_of_memory", "not enough memory"
    else:
        code, text = ScopitoneError.code, f"{type(error).__name__}: {message}"
    return _Report("failed", _failing(leases, lease, code, text), code)


def _failing(
    leases: Leases, lease: Lease, code: str, message: str, *, fatal: bool = False
) -> Callable[[Charge], bool]:
    return lambda charge: leases.fail(lease, code=code, message=message, fatal=fatal, charge=charge)


def _insist(report: Callable[[], bool], *, seconds: float) -> bool | None:
    """Report, again and again while the database is away and the lease may still be held.

    Returns:
        Whether the lease was held; None when the database never said.
    """
    begun, pause = time.monotonic(), 0.2
    while True:
        try:
            return report()
        except RetryLaterError as problem:
            if time.monotonic() - begun > seconds:
                _log.warning("cannot report; the lease will expire", problem=str(problem))
                return None
            time.sleep(pause)
            pause = min(5.0, 2 * pause)


class _Spent:
    """Time and memory since it was made."""

    def __init__(self) -> None:
        self._begun, self._cpu = time.monotonic(), time.process_time()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._begun

    def so_far(self) -> dict[str, float]:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return {
            "seconds": round(self.seconds, 3),
            "cpu_seconds": round(time.process_time() - self._cpu, 3),
            "process_peak_mb": round(peak / 1024),
        }
