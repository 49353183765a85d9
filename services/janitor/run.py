"""The janitor's loop, for a process of its own or a thread of a stack."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from common.config import Settings
from common.db.session import Database
from common.errors import RetryLaterError
from common.storage.base import Storage
from common.storage.opening import open_storage
from services.janitor.sweeping import Swept, preview, sweep

_log = logging.getLogger(__name__)
EVERY_SECONDS = 60.0


def keep_sweeping(
    settings: Settings, stop: threading.Event, *, every: float = EVERY_SECONDS
) -> None:
    """Go on until told to stop; outages are waited out.

    Args:
        every: seconds between two rounds.
    """
    database, storage = _opened(settings)
    try:
        while not stop.is_set():
            try:
                _tell(sweep(database, storage, retention=settings.retention))
            except RetryLaterError as problem:
                _log.warning("waiting: %s", problem)
            stop.wait(every)
    finally:
        database.close()


def sweep_once(settings: Settings, *, dry: bool) -> Swept:
    """One round, or a look at what it would remove.

    Raises:
        RetryLaterError: database or storage do not answer.
    """
    database, storage = _opened(settings)
    try:
        work = preview if dry else sweep
        return work(database, storage, retention=settings.retention)
    finally:
        database.close()


@contextmanager
def sweeping(settings: Settings) -> Iterator[None]:
    """A thread keeps sweeping until the block ends."""
    stop = threading.Event()
    thread = threading.Thread(
        target=keep_sweeping, args=(settings, stop), name="janitor", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(5)


def _opened(settings: Settings) -> tuple[Database, Storage]:
    database = Database(settings.database_address, durable=settings.durable, connections=1)
    return database, open_storage(settings)


def _tell(swept: Swept) -> None:
    if not swept.is_empty:
        _log.info(
            "swept %d jobs and %d songs: %d objects, %.1f MB",
            swept.jobs.total(),
            swept.songs,
            swept.objects.total(),
            swept.bytes / 1e6,
        )
