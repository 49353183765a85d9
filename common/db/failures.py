"""What the databases' own errors mean to us. Vendor errors stop here."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from common.errors import RetryLaterError, ScopitoneError, StorageFullError, UnwritableOutputError


class MissingRowError(ScopitoneError):
    """There is nothing by that name here, or it is not yours."""

    code = "not_found"
    status = 404
    exit_code = 66


class ConflictError(ScopitoneError):
    """That cannot be done to it in its present state."""

    code = "conflict"
    status = 409
    exit_code = 65


class IdempotencyError(ConflictError):
    """This Idempotency-Key was used for another request."""

    code = "idempotency.mismatch"
    status = 422


class DatabaseBusyError(RetryLaterError):
    """The database gave way to another writer; the same transaction can be tried again at once."""

    code = "database.busy"


_FULL = {"53100"}
_BUSY = {"40001", "40P01", "55P03"}
"""Serialization failure, deadlock, lock not available."""
_AWAY = ("08", "53", "57P", "58", "25006", "25P03")
"""Connection, resources, shutdown, system errors, a standby that takes no writes, and a transaction
that was undone because nothing was heard of us (frozen, perhaps)."""


@contextmanager
def translated() -> Iterator[None]:
    """Raise our errors for theirs.

    Raises:
        DatabaseBusyError: another writer was first.
        RetryLaterError: the database is away, or has no room for another connection.
        StorageFullError: its disk is full.
        UnwritableOutputError: the database file may not be written.
    """
    try:
        yield
    except PoolTimeoutError as problem:
        raise RetryLaterError("no database connection came free in time") from problem
    except (DBAPIError, sqlite3.Error) as problem:
        meaning = _meaning(problem.orig if isinstance(problem, DBAPIError) else problem)
        if meaning is None:
            raise
        raise meaning from problem


def _meaning(cause: BaseException | None) -> ScopitoneError | None:
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause)
    if "psycopg" in sys.modules:  # whoever has not imported it has no errors of it
        return _of_postgresql(cause)
    return None


def primary_code(cause: sqlite3.Error) -> int:
    """SQLite's result code without the bits for details; 0 when the library gave none."""
    return int(getattr(cause, "sqlite_errorcode", 0)) & 0xFF


def _of_sqlite(cause: sqlite3.Error) -> ScopitoneError | None:
    code = primary_code(cause)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return DatabaseBusyError(f"the database is busy: {cause}")
    if code == sqlite3.SQLITE_FULL:
        return StorageFullError(f"the database's disk is full: {cause}")
    if code in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL}:
        return RetryLaterError(f"the database file cannot be used: {cause}")
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
        return UnwritableOutputError(f"the database file may not be written: {cause}")
    return None


def _of_postgresql(cause: BaseException | None) -> ScopitoneError | None:
    import psycopg  # noqa: PLC0415 - an eighth of a second, which SQLite does not need

    if not isinstance(cause, psycopg.Error):
        return None
    state = cause.sqlstate or ""
    if state in _FULL:
        return StorageFullError(f"the database's disk is full: {cause}")
    if state in _BUSY:
        return DatabaseBusyError(f"the database is busy: {cause}")
    lost = not state and isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError)
    if lost or state.startswith(_AWAY):
        return RetryLaterError(f"the database does not answer: {cause}")
    return None
