"""A lease kept alive beside a step, and the step stopped when it is lost or cancelled.

One thread asks the database every few seconds: is the lease held, is a cancel asked for. Another,
which never waits for anybody, looks at the clock (has the step been silent beyond its budget) and
at the process (is it being shut down); it starts the former when there is something to ask, for
most steps of a sketch are done by then. A step learns of it when it next tells its progress. One
that does not listen ends with its process: Celery starts another, and what is stored is whole or
not there.

A database that does not answer is no reason to stop: the orchestrator lets no lease run out for a
lease period after an outage, and if the lease was lost all the same, because only this worker was
cut off, the database refuses its report. What that costs is the rest of one step.

A process that was frozen longer than its lease lives must change nothing when it wakes. A timer of
the C library (`faulthandler`) then ends it before Python gets far, and no result is stored without
a renewal first.
"""

import faulthandler
import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Literal, NamedTuple, Self

from common.db.repository.leases import Lease, Leases
from common.errors import RetryLaterError
from common.logs import bound, get_logger

Why = Literal["fenced", "canceled", "stalled", "shutdown"]
LOST_EXIT = 76
"""Exit code of a process that ended itself under a step that did not listen."""

_log = get_logger(__name__)


class StoppedError(Exception):
    """The step has to stop; `why` says what to report."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


class Pace(NamedTuple):
    """Seconds. `grace`: from the wish to stop to the end of the process. `sure`: after a renewal,
    how long nobody needs to ask whether the lease is held."""

    lease: float
    budget: float
    renew: float = 15.0
    look: float = 3.0
    grace: float = 4.0
    drain: float = 0.0
    sure: float = 0.0

    @classmethod
    def for_lease(cls, seconds: float, *, budget: float, drain: float = 0.0) -> Self:
        """Renew at a quarter of the lease, so that three renewals may fail; 15 s of 60 s."""
        return cls(
            seconds,
            budget,
            min(15.0, seconds / 4),
            min(3.0, seconds / 8),
            drain=drain,
            sure=min(2.0, seconds / 30),
        )


class Hold:
    """One lease, as seen by the step beneath it and by the thread that keeps it."""

    def __init__(self, leases: Leases, lease: Lease, *, pace: Pace, claimed: float) -> None:
        self.lease = lease
        self.why: Why | None = None
        self._leases, self._pace = leases, pace
        self._share = 0.0
        self._renewed, self._progressed = claimed, now()

    def progress(self, share: float) -> None:
        """The step is so far, 0 to 1.

        Raises:
            StoppedError: it has to stop.
        """
        if share > self._share:
            self._progressed = now()
        self._share = max(share, self._share)
        if self.why is not None:
            raise StoppedError(self.why)

    def await_turn(self) -> None:
        """Other work of this process goes first: that is no silence."""
        self._progressed = now()

    def ensure_held(self) -> None:
        """Renew unless that was just done; call before anything is stored.

        Raises:
            StoppedError: the lease is lost, or a stop was asked for.
        """
        if self.why is None and now() - self._renewed > self._pace.sure:
            self._renew()
        if self.why is not None:
            raise StoppedError(self.why)

    def ask(self) -> None:
        """Renew when it is time, else only look."""
        if self.why is not None:
            return
        if now() - self._renewed >= self._pace.renew:
            self._renew()
        else:
            self._ask(lambda: self._leases.look(self.lease))

    def watch(self, *, stopping: bool) -> None:
        """Has the step been silent for too long; `stopping`: the process has to end."""
        if self.why is not None:
            return
        if now() - self._progressed > self._pace.budget:
            self.why = "stalled"
        elif stopping:
            self.why = "shutdown"

    def _renew(self) -> None:
        asked = now()
        if self._ask(lambda: self._leases.renew(self.lease, progress=self._share)):
            self._renewed = asked

    def _ask(self, question: Callable[[], tuple[bool, bool]]) -> bool:
        """Whether the database answered that the lease is held."""
        try:
            held, cancel = question()
        except RetryLaterError as problem:
            _log.warning("cannot reach the lease", problem=str(problem))
            return False
        if not held:
            self.why = "fenced"
        elif cancel:
            self.why = "canceled"
        return held


class Heartbeat:
    """Use as a context manager around a step, or around one that does several tasks at once.

    A step that does not listen keeps its process as long as one of its leases is to go on.

    Args:
        claimed: `now()` from before the leases were taken.
        report: what to tell the database of each lease before the process ends under a deaf step.
        stopping: set when the process is being shut down.
        leave: ends the process; tests put something milder here.
    """

    def __init__(
        self,
        leases: Leases,
        held: Sequence[Lease],
        *,
        pace: Pace,
        claimed: float,
        stopping: threading.Event,
        report: Callable[[Lease, Why], object],
        leave: Callable[[int], object] = os._exit,
    ) -> None:
        self.holds = [Hold(leases, lease, pace=pace, claimed=claimed) for lease in held]
        self._open = list(self.holds)
        self._pace = pace
        self._stopping, self._report, self._leave = stopping, report, leave
        self._over = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="heartbeat", daemon=True)
        self._asker = threading.Thread(target=self._keep_asking, name="lease", daemon=True)
        self._stop_asked: float | None = None

    def __enter__(self) -> Self:
        self._guard()
        self._keeper.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._keeper.join()  # the other may wait for a database that does not answer
        faulthandler.cancel_dump_traceback_later()

    def let_go(self, hold: Hold) -> None:
        """Keep this one no longer: its task is about to be reported."""
        self._open = [one for one in self._open if one is not hold]

    def _keep(self) -> None:
        while not self._all_have_to_stop():
            if self._over.wait(self._pace.look):
                return
            if self._asker.ident is None:
                self._asker.start()
            self._guard()
            stopping = self._stopping.is_set() and self._drained()
            for hold in self._open:
                hold.watch(stopping=stopping)
        if not self._over.wait(self._pace.grace):
            self._end_process()

    def _keep_asking(self) -> None:
        while not self._all_have_to_stop():
            for hold in self._open:
                with _about(hold.lease):
                    hold.ask()
            if self._over.wait(self._pace.look):
                return

    def _all_have_to_stop(self) -> bool:
        left = self._open
        return bool(left) and all(hold.why is not None for hold in left)

    def _end_process(self) -> None:
        left = self._open
        for hold in left:
            with _about(hold.lease):
                _log.warning("the step does not listen; ending its process", why=hold.why)
                self._report(hold.lease, hold.why or "shutdown")
        if left:
            self._leave(LOST_EXIT)

    def _drained(self) -> bool:
        self._stop_asked = self._stop_asked or now()
        return now() - self._stop_asked >= self._pace.drain

    def _guard(self) -> None:
        """Unless this is called again within a lease, the process ends, also one that is frozen or
        whose step holds the interpreter's lock: its leases are lost by then."""
        faulthandler.dump_traceback_later(self._pace.lease + self._pace.grace, exit=True)


def _about(lease: Lease) -> AbstractContextManager[None]:
    return bound(job=lease.job_id, task=lease.task_id, attempt=lease.attempt)


def now() -> float:
    """Seconds that pass also while the process, or the whole machine, sleeps."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
