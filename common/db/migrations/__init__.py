"""How the schema came to be, in steps, and the way from any of them to the last.

A worker one version older must run on the new schema: add columns with defaults, and remove a
column only in the version after the last one that used it.

Alembic is imported where it is used, and a process that only asks whether the schema is its own
does not: it costs half a second of CPU at every start, of each of five processes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect

from common.db.failures import translated
from common.db.session import Database

if TYPE_CHECKING:
    from alembic.config import Config

_TOLD_IN = "alembic_version"
_DUTY = 0x5C0_91_70E
"""The number of the advisory lock: of two replicas that start at once, one migrates."""


def upgrade(database: Database, *, to: str = "head") -> None:
    """Bring the schema to the newest step, in one transaction; nothing to do is no error.

    Args:
        to: an earlier step, for who tries what an old version left.

    Raises:
        RetryLaterError: the database does not answer.
    """
    from alembic import command  # noqa: PLC0415

    with database.write() as connection, _alone(connection):
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, to)


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """On SQLite a write transaction is alone anyway."""
    if connection.dialect.name == "sqlite":
        yield
        return
    from common.db.postgresql import however_long  # noqa: PLC0415 - SQLite needs no driver

    with however_long(connection):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_DUTY})")
        yield


def is_current(database: Database) -> bool:
    """Whether the schema is the one this code was written for, or of a later version.

    The latter is so during every upgrade, and is what keeps the old processes in service until the
    new ones are there.

    Raises:
        RetryLaterError: the database does not answer.
    """
    with translated(), database.read() as connection:
        there = _revision(connection)
    return there is not None and (there == steps()[-1] or there not in steps())


@cache
def steps() -> tuple[str, ...]:
    """The revisions in their order: a step's file is named by its own, then by what it does."""
    files = (Path(__file__).parent / "versions").glob("[0-9]*.py")
    return tuple(sorted(file.name.partition("_")[0] for file in files))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_TOLD_IN):
        return None
    there: str | None = connection.exec_driver_sql(f"SELECT version_num FROM {_TOLD_IN}").scalar()
    return there


def _config() -> Config:
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config
