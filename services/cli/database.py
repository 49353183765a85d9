"""The installation's database, for commands that look into it or change it themselves."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from common.config import Settings
from common.db import migrations
from common.db.session import Database
from common.errors import InvalidInputError

T = TypeVar("T")


def with_database(settings: Settings, work: Callable[[Connection], T]) -> T:
    """Do one thing in the installation's database; its own is made if there is none.

    The tables of one that is shared are changed by `scopitone db upgrade` alone.

    Raises:
        InvalidInputError: those tables are of an earlier version.
        RetryLaterError: the database does not answer; whatever `work` raises.
    """
    own = not settings.database_url
    if own:
        settings.home.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_address, durable=settings.durable, connections=1)
    try:
        if own:
            migrations.upgrade(database)
        elif not migrations.is_current(database):
            raise InvalidInputError("the database is of another version: scopitone db upgrade")
        return database.run(work)
    finally:
        database.close()
