"""Connections to PostgreSQL that do not wait for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import errors
from psycopg.abc import RV, PQGen
from sqlalchemy import Connection, Engine, event

_SILENT_SECONDS = 30.0
"""As `tcp_user_timeout`, which a proxy or pooler in between answers for a server that is gone."""


class AnsweringConnection(psycopg.Connection[Any]):
    """Is closed when what it asked is not answered in full within `patience` seconds, for whatever
    reason: a server that is gone, and a lock that is not given, look alike from here."""

    patience: float | None = _SILENT_SECONDS

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.patience)
        except errors._WaitTimeout:
            self.pgconn.finish()
            raise psycopg.OperationalError(
                f"the server has not answered for {self.patience:g} s"
            ) from None


def never_wait_for_ever(engine: Engine) -> None:
    """Let the engine's connections be such."""

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, words: Any, named: Any) -> AnsweringConnection:
        return AnsweringConnection.connect(*words, **named)


@contextmanager
def however_long(connection: Connection) -> Iterator[None]:
    """Wait for ever all the same, as a migration of large tables may have to."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, AnsweringConnection)
    driver.patience = None
    try:
        yield
    finally:
        del driver.patience
