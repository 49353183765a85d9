"""Transactions, the clock, migrations and errors, on each database."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from common.db.clock import read_clock
from common.db.failures import DatabaseBusyError
from common.db.migrations import is_current, upgrade
from common.db.postgresql import AnsweringConnection, however_long
from common.db.repository.retention import alone
from common.db.session import Database, sole
from common.db.tables import metadata
from common.errors import InvalidInputError, RetryLaterError, UnwritableOutputError
from tests.chaos.proxy import proxying
from tests.support.databases import database_url
from tests.support.films import Stage, submit


def test_migrations_make_the_tables_as_declared(database: Database) -> None:
    with database.read() as connection:
        assert not compare_metadata(MigrationContext.configure(connection), metadata)
    assert is_current(database)
    upgrade(database)


def test_replicas_that_start_at_once_migrate_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.db"
    assert not is_current(Database(url))
    threads = [threading.Thread(target=lambda: upgrade(Database(url))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert is_current(Database(url))


def test_the_clock_is_of_this_century(database: Database) -> None:
    with database.read() as connection:
        first = read_clock(connection)
        time.sleep(0.05)
        second = read_clock(connection)
    assert abs(first - time.time()) < 5
    assert 0.04 < second - first < 5, "it moves on inside a transaction"


def test_a_block_that_raises_leaves_nothing(database: Database) -> None:
    def work(connection: sa.Connection) -> None:
        connection.exec_driver_sql(
            "INSERT INTO tenants (id, title, weight, created_at) VALUES ('t', 't', 1, 0)"
        )
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.run(work)
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM tenants").scalar() == 1


def test_writers_that_meet_all_get_their_turn(database: Database, url: str) -> None:
    def add(connection: sa.Connection) -> None:
        before = connection.exec_driver_sql("SELECT weight FROM tenants").scalar_one()
        time.sleep(0.002)
        connection.exec_driver_sql(f"UPDATE tenants SET weight = {before} + 1")

    def work() -> None:
        mine = Database(url, connections=1)
        for _ in range(10):
            with mine.write() as connection:
                connection.execute(sa.text("UPDATE tenants SET title = title"))
                add(connection)
        mine.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT weight FROM tenants").scalar() == 41


def test_busy_work_is_tried_again(database: Database) -> None:
    tries = []

    def work(connection: sa.Connection) -> int:
        tries.append(connection)
        if len(tries) < 3:
            raise DatabaseBusyError
        return len(tries)

    assert database.run(work) == 3


def test_a_worker_needs_one_connection(url: str) -> None:
    database = Database(url, connections=1)
    submit(database)
    Stage(database).play()
    database.close()


def test_nothing_outlives_a_transaction_on_the_server(postgresql: str, url: str) -> None:
    """A transaction pooler hands the same server connection to others in between."""
    database = Database(url, connections=1)
    submit(database)
    Stage(database).play()
    if not database.is_sqlite:
        with database.read() as connection:
            ask = connection.exec_driver_sql
            assert ask("SELECT count(*) FROM pg_prepared_statements").scalar() == 0
            assert ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").scalar() == 0
            assert ask("SELECT count(*) FROM pg_cursors").scalar() == 0
            changed = ask("SELECT count(*) FROM pg_settings WHERE source = 'session'").scalar()
            assert changed == 0
    database.close()


def test_a_duty_has_one_holder(database: Database, url: str) -> None:
    if database.is_sqlite:
        return
    other = Database(url)
    with database.write() as mine, other.write() as theirs:
        assert sole(mine, "x")
        assert not sole(theirs, "x")
        assert sole(theirs, "y")
    other.close()


def test_sqlite_is_set_up_to_survive_a_kill(tmp_path: Path) -> None:
    for durable, level in ((False, 1), (True, 2)):
        database = Database(f"sqlite:///{tmp_path}/a.db", durable=durable)
        with database.read() as connection:
            ask = connection.exec_driver_sql
            assert ask("PRAGMA journal_mode").scalar() == "wal"
            assert ask("PRAGMA synchronous").scalar() == level
            assert ask("PRAGMA foreign_keys").scalar() == 1
            assert ask("PRAGMA busy_timeout").scalar() == 10_000
        database.close()


def test_a_sqlite_writer_waits_at_its_beginning(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/a.db")
    with database.write():
        other = sqlite3.connect(tmp_path / "a.db", timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
    database.close()


@pytest.mark.parametrize("url", ["mysql://x/y", "no url", "sqlite+aiosqlite"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(InvalidInputError):
        Database(url)


def test_a_server_that_is_away_is_to_be_asked_again(tmp_path: Path) -> None:
    database = Database(f"postgresql://postgres@/films?host={tmp_path}")
    with pytest.raises(RetryLaterError), database.read():
        pass


def test_a_server_that_says_nothing_is_away(
    postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AnsweringConnection, "patience", 0.5)
    with proxying(Path(postgresql) / ".s.PGSQL.5432") as way:
        database = Database(f"postgresql://postgres@127.0.0.1:{way.port}/films", connections=1)
        database.run(read_clock)
        way.swallow()
        with pytest.raises(RetryLaterError, match="has not answered"):
            database.run(read_clock)
        way.pass_on()
        assert database.run(read_clock) > 0
        database.close()


def test_what_died_without_a_word_holds_no_duty(
    postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database, "silence", 0.3)
    with proxying(Path(postgresql) / ".s.PGSQL.5432") as way:
        lost = Database(f"postgresql://postgres@127.0.0.1:{way.port}/films", connections=1)
        other = Database(database_url(postgresql, "films"), connections=1)

        def die(connection: sa.Connection) -> None:
            assert sole(connection, "lost")
            way.swallow()
            monkeypatch.setattr(AnsweringConnection, "patience", 0.1)
            read_clock(connection)

        with pytest.raises(RetryLaterError):
            lost.run(die)
        monkeypatch.undo()
        end = time.monotonic() + 20
        while not other.run(lambda connection: sole(connection, "lost")):
            assert time.monotonic() < end, "nobody can take it over"
            time.sleep(0.1)
        lost.close()
        other.close()


def test_who_was_frozen_in_a_transaction_tries_again_later(
    postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database, "silence", 0.1)
    database = Database(database_url(postgresql, "films"), connections=1)

    def freeze(connection: sa.Connection) -> None:
        read_clock(connection)
        time.sleep(1)
        read_clock(connection)

    with pytest.raises(RetryLaterError):
        database.run(freeze)
    database.close()


def test_whoever_removes_objects_may_wait_for_storage(postgresql: str) -> None:
    database = Database(database_url(postgresql, "films"), connections=1)
    with database.write() as connection:
        alone(connection)
        bound = connection.scalar(sa.text("SHOW idle_in_transaction_session_timeout"))
    assert bound == "5min"
    database.close()


def test_a_migration_may_take_as_long_as_it_takes(
    postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AnsweringConnection, "patience", 0.2)
    database = Database(database_url(postgresql, "films"), connections=1)
    slowly = "SELECT pg_sleep(0.6)"
    with database.read() as connection, however_long(connection):
        connection.exec_driver_sql(slowly)
    with pytest.raises(RetryLaterError), database.read() as connection:
        connection.exec_driver_sql(slowly)
    database.close()


def test_a_file_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/none/a.db")
    with pytest.raises(RetryLaterError, match="cannot be used"), database.read():
        pass


def test_a_file_that_may_not_be_written_says_so(tmp_path: Path) -> None:
    Database(f"sqlite:///{tmp_path}/a.db").run(lambda _: None)
    database = Database(f"sqlite:///file:{tmp_path}/a.db?mode=ro&uri=true")
    with pytest.raises(UnwritableOutputError), database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
    database.close()
