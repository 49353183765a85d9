"""A worker's parent process: it says that it lives, rests when told, and passes a stop on.

Only a registered worker's pools get hints. One whose failures succeed elsewhere is told to rest: it
then takes nothing from its queues until the database says otherwise.
"""

import os
import signal
import threading
from collections.abc import Callable, Sequence
from typing import Any

import billiard
from celery.signals import worker_ready, worker_shutting_down
from celery.worker.consumer import Consumer
from sqlalchemy import Connection

from common.db.repository import workers
from common.db.repository.duties import in_grace
from common.db.repository.leases import LEASE_SECONDS
from common.db.session import Database
from common.errors import RetryLaterError
from common.logs import get_logger
from common.queues import Pool
from common.signs import Signs
from workers.app import queues_in_order
from workers.measuring import Ear

REGISTER_SECONDS = 15.0
DEAF_SECONDS = 30.0
_LOOK_SECONDS = 1.0
"""Between two looks whether a process has begun, until one has."""

_log = get_logger(__name__)


class Presence:
    """Registers a worker from the moment Celery is ready until it shuts down.

    Args:
        name: as in the leases of its processes.
        slots: tasks it works at side by side.
        signs: shows `ready` while the worker is registered and one of its processes has begun.
        ear: hears its processes; None: they are taken to have begun and to be heard of.
        lease: seconds that the leases of its processes last.
        mark: told every 15 s for how long it has been at its oldest task, None when idle.
    """

    def __init__(
        self,
        database: Database,
        *,
        name: str,
        pools: Sequence[Pool],
        slots: int,
        signs: Signs | None = None,
        ear: Ear | None = None,
        lease: float = LEASE_SECONDS,
        mark: Callable[[float | None], None] | None = None,
    ) -> None:
        self._database, self._name, self._pools, self._slots = database, name, pools, slots
        self._signs, self._ear, self._mark = signs, ear, mark
        self._lease = lease
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._consumer: Consumer | None = None
        self._resting = False

    def follow_celery(self) -> None:
        """Begin when Celery is ready, end when it is told to stop."""
        worker_ready.connect(self._ready, weak=False)
        worker_shutting_down.connect(self._stopping, weak=False)

    def register(self) -> None:
        """Say that the worker lives, and rest or resume as the answer says."""
        try:
            rest = self._database.run(self._sign_in)
        except RetryLaterError as problem:
            _log.warning("cannot register", problem=str(problem))
            return
        self._show_ready()
        if (rest > 0) != self._resting:
            self._resting = rest > 0
            _log.warning("resting" if rest else "taking tasks again", seconds=round(rest))
            self._listen(not self._resting)
        self._end_if_deaf()
        self._show_busy()

    def _sign_in(self, connection: Connection) -> float:
        in_grace(connection, lease=self._lease)
        return workers.register(connection, self._name, pools=self._pools, slots=self._slots)

    def _end_if_deaf(self) -> None:
        """Celery has lost its broker before and not noticed (`worker_prefetch_multiplier` in
        `workers.app` is the cure of the one case that is known), and then idles for ever."""
        if self._resting or not self._has_begun() or self._silent() < DEAF_SECONDS:
            return
        try:
            with self._database.read() as connection:
                deaf = workers.called_in_vain(
                    connection, self._name, pools=self._pools, slots=self._slots
                )
        except RetryLaterError:
            return  # said when it next registers
        if deaf:
            _log.error("hints do not arrive here; ending, to be started again")
            os.kill(os.getpid(), signal.SIGTERM)

    def _show_busy(self) -> None:
        if self._mark is None:
            return
        try:
            with self._database.read() as connection:
                age = workers.busy_seconds(connection, self._name)
        except RetryLaterError:
            return  # said when it next registers
        self._mark(age)

    def _has_begun(self) -> bool:
        return self._ear is None or self._ear.begun.is_set()

    def _silent(self) -> float:
        return 0.0 if self._ear is None else self._ear.silent()

    def _show_ready(self) -> None:
        if self._signs is not None and self._has_begun():
            self._signs.give("ready")

    def leave(self) -> None:
        """Say that it is gone; no more hints for its slots."""
        if self._signs is not None:
            self._signs.take_back("ready")
        try:
            self._database.run(lambda c: workers.leave(c, self._name))
        except RetryLaterError as problem:
            _log.warning("cannot leave; it will be missed", problem=str(problem))

    def _ready(self, sender: Consumer, **_told: Any) -> None:
        self._consumer = sender
        if self._thread is None:
            self._thread = threading.Thread(target=self._keep, name="presence", daemon=True)
            self._thread.start()

    def _keep(self) -> None:
        self.register()
        while not self._over.wait(REGISTER_SECONDS if self._has_begun() else _LOOK_SECONDS):
            self.register()
        self.leave()

    def _stopping(self, **_told: Any) -> None:
        """Celery waits for running tasks; these are told to let go of their leases."""
        self._over.set()
        for child in billiard.active_children():
            os.kill(child.pid, signal.SIGTERM)

    def _listen(self, wanted: bool) -> None:
        consumer = self._consumer
        if consumer is None:
            return
        act = consumer.add_task_queue if wanted else consumer.cancel_task_queue
        for queue in queues_in_order(self._pools):
            consumer.call_soon(act, queue)
