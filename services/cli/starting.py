"""What a process looks at before it takes part: refused in one line what would go wrong later."""

import secrets
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from common.config import Settings
from common.db import migrations
from common.db.clock import read_clock
from common.db.repository.installation import installation_id
from common.db.session import Database
from common.errors import InvalidInputError, RetryLaterError
from common.logs import get_logger
from common.storage.base import Storage
from common.storage.keys import object_key
from common.storage.opening import open_storage

_SKEW_SECONDS = 60.0
"""Leases do not mind, since they know the database's clock alone; what we sign does: S3 refuses
after 15 minutes, receivers of webhooks after five, and log lines lie at once."""
_PAUSE = 1.0

_log = get_logger(__name__)


def _nothing() -> None:
    """No sign."""


def check_database(settings: Settings, *, alive: Callable[[], object] = _nothing) -> None:
    """Wait for the database; then its tables must be this version's and its clock must be ours.

    Args:
        alive: called each time before it is asked.

    Raises:
        InvalidInputError: which of them is not, and what to do.
    """
    database = Database(settings.database_address, connections=1)
    try:
        insist(lambda: _refuse_other_tables(database), alive=alive)
        insist(lambda: _refuse_other_clock(database), alive=alive)
    finally:
        database.close()


def check_broker(settings: Settings) -> None:
    """The broker must keep what it is sent, and be of this installation alone.

    Raises:
        InvalidInputError: which of them it does not, and what to do.
        RetryLaterError: it, or the database, does not answer.
    """
    # Imports Celery, and who sends webhooks speaks to no broker.
    from workers.app import claim_broker, refuse_evicting  # noqa: PLC0415

    database = Database(settings.database_address, connections=1)
    try:
        with database.read() as connection:
            mine = installation_id(connection)
    finally:
        database.close()
    refuse_evicting(settings)
    claim_broker(settings, installation=mine)


def check_storage(settings: Settings) -> None:
    """Wait for the store; then an object must go in and out.

    Raises:
        UnwritableOutputError: it does not.
    """
    storage = open_storage(settings)
    insist(lambda: _write_something(storage))


def insist(check: Callable[[], object], *, alive: Callable[[], object] = _nothing) -> None:
    """Ask until the service that it is about answers, or the process is told to stop."""
    with _ending():
        while True:
            alive()
            try:
                check()
            except RetryLaterError as problem:
                _log.warning("waiting", problem=str(problem))
                time.sleep(_PAUSE)
            else:
                return


@contextmanager
def _ending() -> Iterator[None]:
    """SIGTERM and Ctrl-C end the process at once: it holds nothing yet, and the first process of a
    container, which has no handler of its own, would not hear them."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in before:
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _refuse_other_tables(database: Database) -> None:
    if not migrations.is_current(database):
        raise InvalidInputError("the database is of another version: scopitone db upgrade")


def _refuse_other_clock(database: Database) -> None:
    with database.read() as connection:
        ahead = time.time() - read_clock(connection)
    if abs(ahead) > _SKEW_SECONDS:
        word = "ahead of" if ahead > 0 else "behind"
        raise InvalidInputError(
            f"this machine's clock is {abs(ahead):.0f} s {word} the database's; set it (NTP)"
        )


def _write_something(storage: Storage) -> None:
    key = object_key("start", secrets.token_hex(32))
    storage.put(key, b"")
    storage.delete(key)
