"""A lease kept alive beside a step, and the step stopped when it is lost or cancelled.

One thread asks the database every few seconds: is the lease held, is a cancel asked for. Another,
which never waits for anybody, looks at the clock (has the step been silent beyond its budget) and
at the process (is it being shut down). A step learns of it when it next tells its progress. One
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
from collections.abc import Callable
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


class Heartbeat:
    """Use as a context manager around a step.

    Args:
        claimed: `now()` from before the lease was taken.
        report: what to tell the database before the process ends under a deaf step.
        stopping: set when the process is being shut down.
        leave: ends the process; tests put something milder here.
    """

    def __init__(
        self,
        leases: Leases,
        lease: Lease,
        *,
        pace: Pace,
        claimed: float,
        stopping: threading.Event,
        report: Callable[[Why], object],
        leave: Callable[[int], object] = os._exit,
    ) -> None:
        self._leases, self._lease, self._pace = leases, lease, pace
        self._stopping, self._report, self._leave = stopping, report, leave
        self._over = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="heartbeat", daemon=True)
        self._asker = threading.Thread(target=self._keep_asking, name="lease", daemon=True)
        self._share = 0.0
        self._renewed, self._progressed = claimed, now()
        self._stop_asked: float | None = None
        self._why: Why | None = None

    def __enter__(self) -> Self:
        self._guard()
        self._keeper.start()
        self._asker.start()
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

    def progress(self, share: float) -> None:
        """The step is so far, 0 to 1.

        Raises:
            StoppedError: it has to stop.
        """
        if share > self._share:
            self._progressed = now()
        self._share = max(share, self._share)
        if self._why is not None:
            raise StoppedError(self._why)

    def ensure_held(self) -> None:
        """Renew unless that was just done; call before anything is stored.

        Raises:
            StoppedError: the lease is lost, or a stop was asked for.
        """
        if self._why is None and now() - self._renewed > self._pace.sure:
            self._renew()
        if self._why is not None:
            raise StoppedError(self._why)

    def _keep(self) -> None:
        with bound(job=self._lease.job_id, task=self._lease.task_id, attempt=self._lease.attempt):
            while self._why is None:
                if self._over.wait(self._pace.look):
                    return
                self._guard()
                self._watch()
            if not self._over.wait(self._pace.grace):
                _log.warning("the step does not listen; ending its process", why=self._why)
                self._report(self._why)
                self._leave(LOST_EXIT)

    def _keep_asking(self) -> None:
        with bound(job=self._lease.job_id, task=self._lease.task_id, attempt=self._lease.attempt):
            while self._why is None and not self._over.wait(self._pace.look):
                if now() - self._renewed >= self._pace.renew:
                    self._renew()
                else:
                    self._ask(lambda: self._leases.look(self._lease))

    def _watch(self) -> None:
        if now() - self._progressed > self._pace.budget:
            self._why = "stalled"
        elif self._stopping.is_set() and self._drained():
            self._why = "shutdown"

    def _drained(self) -> bool:
        self._stop_asked = self._stop_asked or now()
        return now() - self._stop_asked >= self._pace.drain

    def _renew(self) -> None:
        asked = now()
        if self._ask(lambda: self._leases.renew(self._lease, progress=self._share)):
            self._renewed = asked

    def _ask(self, question: Callable[[], tuple[bool, bool]]) -> bool:
        """Whether the database answered that the lease is held."""
        try:
            held, cancel = question()
        except RetryLaterError as problem:
            _log.warning("cannot reach the lease", problem=str(problem))
            return False
        if not held:
            self._why = "fenced"
        elif cancel:
            self._why = "canceled"
        return held

    def _guard(self) -> None:
        """Unless this is called again within a lease, the process ends, also one that is frozen or
        whose step holds the interpreter's lock: its lease is lost by then."""
        faulthandler.dump_traceback_later(self._pace.lease + self._pace.grace, exit=True)


def now() -> float:
    """Seconds that pass also while the process, or the whole machine, sleeps."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
