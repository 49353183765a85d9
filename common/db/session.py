"""Connections and transactions, on SQLite and PostgreSQL alike.

SQLite runs in WAL mode: readers never wait. A write begins with BEGIN IMMEDIATE, so that it waits
for its turn at the start instead of failing at the first change. It asks for it every millisecond
or so: SQLite's own waiting sleeps ever longer, up to 100 ms, while others come and go.
`synchronous=NORMAL` survives the death of any process; a power cut may lose the last commits, which
FULL (`durable`) prevents at 30 times the cost (about 290 transactions a second against 10,000).

PostgreSQL may stand behind a transaction pooler: nothing here outlives a transaction on the server;
no prepared statements, session settings or session locks.
"""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy import URL, Connection, Engine, Table, event, make_url
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import ArgumentError

from common.db.failures import DatabaseBusyError, primary_code, translated
from common.errors import InvalidInputError

T = TypeVar("T")
_PATIENCE = 10.0
"""Seconds that a write waits for other writers."""
_LET_GO = "SET LOCAL idle_in_transaction_session_timeout = '{seconds:g}s'"
"""PostgreSQL holds a transaction's locks for two hours where its connection died without a word (a
pooler or a firewall in between), and nobody could take over the duty that it was about."""
_TURN = (0.0003, 0.002)
"""Seconds between two questions whether it is our turn to write, at least and at most."""


class Database:
    """One database; may be shared by threads, not across a fork.

    Args:
        url: `sqlite:///path/to/file` or `postgresql://user@host/name`.
        durable: SQLite only: no commit is lost to a power cut.
        connections: how many may be open at once; a worker needs one.

    Raises:
        InvalidInputError: the URL names neither database.
    """

    silence: float = 30.0
    """Seconds after which a transaction that writes is undone, if nothing is heard of it."""

    def __init__(self, url: str, *, durable: bool = False, connections: int = 5) -> None:
        self.engine = open_engine(url, durable=durable, connections=connections)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads; keep it short.

        Raises:
            RetryLaterError: the database does not answer.
        """
        with translated(), self.engine.begin() as connection:
            if self.is_sqlite:
                _raw(connection).execute("BEGIN")
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is committed when the block ends and undone when it raises.

        Raises:
            RetryLaterError: the database does not answer, or others wrote for too long.
            StorageFullError: its disk is full.
        """
        with translated(), self.engine.begin() as connection:
            if self.is_sqlite:
                _wait_for_turn(connection)
            else:
                connection.exec_driver_sql(_LET_GO.format(seconds=self.silence))
            yield connection

    def run(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in a write transaction; again when another writer was in the way.

        `work` may therefore run several times and must change nothing but the database.

        Raises:
            RetryLaterError: as for `write`, after ten seconds of trying.
        """
        begun = time.monotonic()
        while True:
            try:
                with self.write() as connection:
                    return work(connection)
            except DatabaseBusyError:
                if time.monotonic() - begun > _PATIENCE:
                    raise
                time.sleep(random.uniform(0.002, 0.02))

    def close(self) -> None:
        self.engine.dispose()


def open_engine(url: str, *, durable: bool = False, connections: int = 5) -> Engine:
    """An engine with our settings; see `Database`."""
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address, durable=durable, connections=connections)
    return _postgresql(address, connections=connections)


def _postgresql(address: URL, *, connections: int) -> Engine:
    from common.db.postgresql import never_wait_for_ever  # noqa: PLC0415 - SQLite needs no driver

    engine = sa.create_engine(
        address,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=_PATIENCE,
        pool_recycle=600,
        use_native_hstore=False,  # it would be looked up on every connection
        connect_args={
            "prepare_threshold": None,
            "connect_timeout": 5,
            "keepalives_idle": 15,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 30_000,  # ms; keepalives wait while bytes are unacknowledged
            "application_name": "scopitone",
        },
    )
    never_wait_for_ever(engine)
    return engine


def sole(connection: Connection, duty: str) -> bool:
    """Whether this transaction may do a duty that no two may do at once, until it ends.

    On SQLite a write transaction is alone anyway.
    """
    if connection.dialect.name == "sqlite":
        return True
    lock = sa.func.pg_try_advisory_xact_lock(sa.func.hashtext(f"scopitone.{duty}"))
    return bool(connection.scalar(sa.select(lock)))


def insert_new(
    connection: Connection, table: Table, values: Mapping[str, object], **computed: Any
) -> bool:
    """Insert a row unless one with the same unique columns is there; True if it was inserted.

    On PostgreSQL this waits for another transaction that is inserting the same.
    """
    insert = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
    statement = insert(table).values({**values, **computed}).on_conflict_do_nothing()
    key = next(iter(table.primary_key))
    return connection.execute(statement.returning(key)).first() is not None


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        raise InvalidInputError("the database URL cannot be read") from None
    match address.get_backend_name():
        case "sqlite":
            return address.set(drivername="sqlite+pysqlite")
        case "postgresql" | "postgres":
            return address.set(drivername="postgresql+psycopg")
    raise InvalidInputError(f"no such database: {address.drivername}; there is: sqlite, postgresql")


def _sqlite(address: URL, *, durable: bool, connections: int) -> Engine:
    engine = sa.create_engine(
        address,
        connect_args={"timeout": _PATIENCE, "check_same_thread": False},
        pool_size=connections,
        max_overflow=0,
        pool_timeout=_PATIENCE,
        poolclass=sa.pool.QueuePool,
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
        connection.execute("PRAGMA foreign_keys=ON")

    return engine


def _raw(connection: Connection) -> sqlite3.Connection:
    """SQLite's own. It is told when a transaction begins here and not by an event of the engine:
    an engine with one asks after all others at each statement, a tenth of its time.
    """
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)


def _wait_for_turn(connection: Connection) -> None:
    ask = _raw(connection).execute
    deadline = time.monotonic() + _PATIENCE
    ask("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                ask("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as problem:
                if primary_code(problem) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(random.uniform(*_TURN))
            else:
                return
    finally:
        ask(f"PRAGMA busy_timeout={int(_PATIENCE * 1000)}")
