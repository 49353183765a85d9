"""The janitor's loop: a thread beside the orchestrator."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from common.config import Settings
from common.db.session import Database
from common.errors import RetryLaterError
from common.storage.opening import open_storage
from services.janitor.sweeping import Swept, preview, sweep

_log = logging.getLogger(__name__)


def keep_sweeping(settings: Settings, stop: threading.Event, *, every: float) -> None:
    """Go on until told to stop; outages are waited out, and so is what nobody foresaw.

    Args:
        every: seconds between two rounds.
    """
    while not stop.wait(every):
        try:
            _tell(sweep_once(settings, dry=False))
        except RetryLaterError as problem:
            _log.warning("waiting: %s", problem)
        except Exception:
            _log.exception("a round failed")


def sweep_once(settings: Settings, *, dry: bool) -> Swept:
    """One round, or a look at what it would remove.

    Raises:
        RetryLaterError: database or storage do not answer.
    """
    database = Database(settings.database_address, durable=settings.durable, connections=1)
    try:
        work = preview if dry else sweep
        return work(database, open_storage(settings), retention=settings.retention)
    finally:
        database.close()


@contextmanager
def sweeping(settings: Settings) -> Iterator[None]:
    """A thread keeps sweeping until the block ends, as often as the settings say."""
    stop, every = threading.Event(), settings.janitor_seconds
    thread = threading.Thread(
        target=keep_sweeping,
        args=(settings, stop),
        kwargs={"every": every or threading.TIMEOUT_MAX},
        name="janitor",
        daemon=True,
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(5)


def _tell(swept: Swept) -> None:
    if not swept.is_empty:
        _log.info(
            "swept %d jobs and %d songs: %d objects, %.1f MB",
            swept.jobs.total(),
            swept.songs,
            swept.objects.total(),
            swept.bytes / 1e6,
        )
