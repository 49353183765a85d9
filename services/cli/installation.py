"""The settings of this installation, with an error that a person can act on."""

from collections.abc import Callable
from typing import TypeVar

from pydantic import ValidationError
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


def with_database(settings: Settings, work: Callable[[Connection], T]) -> T:
    """Do one thing in the installation's database, which is made if there is none.

    Raises:
        RetryLaterError: the database does not answer; whatever `work` raises.
    """
    if not settings.database_url:
        settings.home.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_address, durable=settings.durable, connections=1)
    try:
        migrations.upgrade(database)
        return database.run(work)
    finally:
        database.close()
