"""The orchestrator's loop: apply facts, send hints, and put right what was lost.

Any number may run side by side: each duty is done by whoever is first, and by one at a time.
"""

import logging
import threading
import time
from collections.abc import Callable

from common.db.repository.hints import HINT_AGAIN_SECONDS
from common.db.repository.leases import LEASE_SECONDS
from common.db.session import Database
from common.errors import RetryLaterError
from common.limits import NO_LIMITS, Limits
from services.orchestrator.dispatcher import Send, dispatch
from services.orchestrator.gauges import refresh
from services.orchestrator.inbox import apply_facts
from services.orchestrator.lookahead import Lookahead
from services.orchestrator.reconciler import ROUNDS, reconcile

_log = logging.getLogger(__name__)
_BUSY_PAUSE, _IDLE_PAUSE = 0.015, 0.06
"""Seconds between two looks at the inbox; the pause doubles from the one to the other. Facts that
arrive meanwhile share a transaction; workers have a hint at hand while they wait."""
_DISPATCH_EVERY = 0.1
_GAUGES_EVERY = 5.0
_OUTAGE_PAUSE = 1.0


def _nothing() -> None:
    """No sign."""


class Orchestrator:
    """Advances all jobs of one database.

    Args:
        send: puts hints into their queues; see `dispatcher.Send`.
        limits: of tenants that have none of their own.
        lease: seconds that the workers' leases last.
        patience: seconds after which a hint that nobody took is sent again.
        clock: monotonic seconds, for the loop's own pace.
        alive: called every five seconds while the loop goes round, also in an outage.
        measure: whether to look up what the gauges show, every five seconds.
    """

    def __init__(
        self,
        database: Database,
        *,
        send: Send,
        limits: Limits = NO_LIMITS,
        lease: float = LEASE_SECONDS,
        patience: float = HINT_AGAIN_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        alive: Callable[[], object] = _nothing,
        measure: bool = False,
    ) -> None:
        self._database = database
        self._send = send
        self._limits, self._lookahead = limits, Lookahead(clock)
        self._lease, self._patience, self._clock = lease, patience, clock
        self._alive, self._measure = alive, measure
        self._next_gauges = clock()
        self._next_dispatch = self._next_round = clock()

    def tick(self) -> int:
        """Do what is due, and return how many facts and hints there were.

        Raises:
            RetryLaterError: the database or the broker does not answer.
        """
        now = self._clock()
        if now >= self._next_round and reconcile(self._database, lease=self._lease):
            self._next_round = now + ROUNDS * self._lease
        done = apply_facts(self._database)
        due = now >= self._next_dispatch
        if due:
            self._next_dispatch = now + _DISPATCH_EVERY
        if done or due:
            done += dispatch(
                self._database,
                self._send,
                pacing=self._lookahead,
                again=due,
                limits=self._limits,
                patience=self._patience,
            )
        return done

    def hurry(self) -> None:
        """Let the next tick do every duty, due or not."""
        self._next_dispatch = self._next_round = self._clock()

    def run(self, stop: threading.Event) -> None:
        """Go on until told to stop; outages of database and broker are waited out."""
        pause = _IDLE_PAUSE
        while not stop.wait(pause):
            self._show()
            try:
                pause = _BUSY_PAUSE if self.tick() else min(_IDLE_PAUSE, 2 * pause)
            except RetryLaterError as problem:
                _log.warning("waiting: %s", problem)
                pause = _OUTAGE_PAUSE

    def _show(self) -> None:
        now = self._clock()
        if now < self._next_gauges:
            return
        self._next_gauges = now + _GAUGES_EVERY
        self._alive()
        if self._measure:
            refresh(self._database)
