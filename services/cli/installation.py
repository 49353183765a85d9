"""The settings of this installation, with an error that a person can act on."""

import re
from collections.abc import Callable
from typing import TypeVar

from pydantic import ValidationError
from pydantic_settings import SettingsError
from sqlalchemy import Connection

from common.config import Settings
from common.db import migrations
from common.db.session import Database
from common.errors import InvalidInputError

T = TypeVar("T")


def settings() -> Settings:
    """The installation's settings.

    Raises:
        InvalidInputError: a SCOPITONE_ variable holds no such value.
    """
    try:
        return Settings()
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        name = "SCOPITONE_" + str(first["loc"][0]).upper()
        raise InvalidInputError(f"{name}: {first['msg']}") from None
    except SettingsError as problem:
        found = re.search(r'field "(\w+)"', str(problem))
        name = "SCOPITONE_" + found[1].upper() if found else "a SCOPITONE_ variable"
        raise InvalidInputError(f"{name}: not JSON: {problem.__cause__}") from None


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
