"""What every task does: claim, work, store, report. A task file adds nothing but its name.

    claim        by the hint's (task, attempt); refused: the hint is out of date, drop it
    join         where several pictures are painted faster at once: others of the same shape
    heartbeat    beside the step: renews each lease, hears of a cancel (`workers.heartbeat`)
    perform      skip when the result is stored; else load by key, run the step, store by key
    report       under the lease: done, failed, try later, or let go (`workers.reporting`)

Nothing here raises into Celery: a task that ends has reported, or its lease will expire.
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from types import MappingProxyType

from common import tracing
from common.artifacts.analysis import Analysis
from common.artifacts.script import Script
from common.artifacts.singing import Singing
from common.config import Settings
from common.db.drafts import expand
from common.db.repository.leases import Lease, Leases
from common.db.session import Database
from common.errors import RetryLaterError, ScopitoneError
from common.logs import bound, get_logger
from common.storage.base import Storage
from common.storage.opening import open_storage
from common.tracing import Span
from workers.heartbeat import Heartbeat, Hold, Pace, StoppedError, Why, now
from workers.measuring import Begun, Taken, tell
from workers.reporting import Report, Spent, budget, ended, send, stopped
from workers.steps.desk import Desk
from workers.steps.perform import Batches, Step, Steps, perform

_log = get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What a worker process keeps from task to task; `stopping` is set when it is to go."""

    settings: Settings
    storage: Storage
    leases: Leases
    steps: Steps
    batches: Batches = field(default_factory=lambda: MappingProxyType({}))
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
        work = import_module(settings.steps)
        return cls(
            settings=settings,
            storage=storage,
            leases=leases,
            steps=work.STEPS,
            batches=work.BATCHES,
            stopping=stopping,
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
    """Claim, join, work, store, report."""
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
            _work(bench, (lease, *_mates(bench, lease)), claimed=asked)


def _mates(bench: Bench, lease: Lease) -> tuple[Lease, ...]:
    """Leases of tasks to be done at once with that one."""
    if lease.stage == "expansion" or lease.stage not in bench.batches or lease.shape is None:
        return ()
    batch = bench.batches[lease.stage]
    try:
        mates = bench.leases.join(lease, most=batch.most(lease.order(), bench.settings) - 1)
    except (ScopitoneError, ValueError) as problem:
        _log.warning("done alone: cannot take others along", problem=str(problem))
        return ()
    if mates:
        _log.info("taken along", tasks=[mate.task_id for mate in mates])
    return mates


def _work(bench: Bench, leases: Sequence[Lease], *, claimed: float) -> None:
    company = _Company(bench, leases)
    for lease in leases:
        tell(Taken(stage=lease.stage, waited=max(lease.waited, 0.0)))
    settings = bench.settings
    heartbeat = Heartbeat(
        bench.leases,
        leases,
        pace=Pace.for_lease(
            settings.lease_seconds, budget=budget(leases[0]), drain=settings.drain_seconds
        ),
        claimed=claimed,
        stopping=bench.stopping,
        report=company.give_up,
        leave=bench.leave,
    )
    with heartbeat:
        company.work(heartbeat)


class _Company:
    """Tasks in one process's hands: what ends one leaves the others at work.

    Several are done at once as far as that goes, and then each ends in its turn.
    """

    def __init__(self, bench: Bench, leases: Sequence[Lease]) -> None:
        self._bench, self._spent = bench, Spent(tasks=len(leases))
        self._spans = {lease.task_id: _span(bench, lease) for lease in leases}
        self._left: list[Hold] = []
        self._let_go: Callable[[Hold], None]

    def work(self, heartbeat: Heartbeat) -> None:
        self._left, self._let_go = list(heartbeat.holds), heartbeat.let_go
        begun = self._together() if len(self._left) > 1 else {}
        for hold in tuple(self._left):
            with self._about(hold):
                work = partial(self._step, hold, begun.get(hold.lease.task_id))
                self._end(hold, ended(self._bench.leases, hold.lease, work))

    def _together(self) -> Mapping[int, Step]:
        """By task, the step that ends it; none where they cannot be done at once."""
        batch = self._bench.batches[self._left[0].lease.stage]  # type: ignore[index]
        desk = self._desk(progress=self._progress, before_storing=self._ensure_held)
        try:
            asked = {hold.lease.task_id: hold.lease.order() for hold in self._left}
            missing = {
                task: order
                for task, order in asked.items()
                if not self._bench.storage.has(order.key)
            }
            if len(missing) < 2:
                return {}
            return dict(zip(missing, batch.begin(tuple(missing.values()), desk), strict=True))
        except StoppedError:  # the last one was
            return {}
        except Exception as problem:
            # One of them may be at fault: alone, each shows what it is worth.
            _log.warning("cannot be done at once; each alone", problem=str(problem))
            return {}

    def _progress(self, share: float) -> None:
        """The work that all have in common is so far; who has to stop leaves the others."""
        self._each(lambda hold: hold.progress(share))

    def _ensure_held(self) -> None:
        self._each(lambda hold: hold.ensure_held())

    def _each(self, do: Callable[[Hold], None]) -> None:
        for hold in tuple(self._left):
            try:
                do(hold)
            except StoppedError as stop:
                with self._about(hold):
                    self._end(hold, stopped(self._bench.leases, hold.lease, stop.why))
                if not self._left:
                    raise

    def _step(self, hold: Hold, begun: Step | None) -> Report:
        """Do what is left of one, and return what is to be reported."""
        bench, lease = self._bench, hold.lease
        if lease.stage == "expansion":
            return _expansion(bench, hold)

        def progress(share: float) -> None:
            for other in self._left:
                if other is not hold:
                    other.await_turn()
            hold.progress(share)

        desk = self._desk(progress=progress, before_storing=hold.ensure_held)
        steps = bench.steps if begun is None else {lease.stage: begun}
        stored = perform(lease.order(), desk, steps=steps)
        return Report(
            "stored" if stored.sha256 is None else "done",
            lambda charge: bench.leases.complete(lease, result_sha256=stored.sha256, charge=charge),
        )

    def give_up(self, lease: Lease, why: Why) -> None:
        """Among the last things that a process does whose step hangs."""
        self._tell(lease, stopped(self._bench.leases, lease, why))
        tracing.flush()

    def _end(self, hold: Hold, report: Report) -> None:
        self._let_go(hold)
        self._left.remove(hold)
        self._tell(hold.lease, report)

    def _tell(self, lease: Lease, report: Report) -> None:
        send(
            lease,
            report,
            self._spent,
            settings=self._bench.settings,
            stopping=self._bench.stopping,
            span=self._spans[lease.task_id],
        )

    def _desk(
        self, *, progress: Callable[[float], None], before_storing: Callable[[], None]
    ) -> Desk:
        return Desk(
            storage=self._bench.storage,
            settings=self._bench.settings,
            progress=progress,
            before_storing=before_storing,
        )

    def _about(self, hold: Hold) -> AbstractContextManager[None]:
        lease = hold.lease
        return bound(task=lease.task_id, attempt=lease.attempt, scene=lease.scene)


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


def _expansion(bench: Bench, hold: Hold) -> Report:
    plan = hold.lease.film_plan()
    expansion = expand(
        plan,
        script=Script.from_json(bench.storage.get(plan.script_key)),
        analysis=Analysis.from_json(bench.storage.get(plan.analysis_key)),
        singing=_singing(bench, plan.singing_key),
    )
    hold.ensure_held()
    return Report("done", lambda _: bench.leases.complete_expansion(hold.lease, expansion))


def _singing(bench: Bench, key: str | None) -> Singing | None:
    return None if key is None else Singing.from_json(bench.storage.get(key))
