"""The autoscaler's question, asked of a real PostgreSQL by a role that may read nothing else."""

import uuid
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import update

from common.db.repository.demand import demand_query
from common.db.session import Database
from common.db.tables import tasks
from common.queues import POOLS
from tests.support.databases import database_url, make_database
from tests.support.films import Stage, submit


@pytest.fixture
def films(postgresql: str) -> Iterator[tuple[Database, str]]:
    """Of three films: one runs its analysis, one may begin it now, one an hour from now."""
    name = f"demand_{uuid.uuid4().hex[:8]}"
    make_database(postgresql, name, "films")
    database = Database(database_url(postgresql, name))
    for _ in range(3):
        submit(database)
    stage = Stage(database)
    stage.take_next()
    with database.write() as connection:
        later = connection.exec_driver_sql("SELECT max(id) FROM tasks WHERE state = 'ready'")
        in_an_hour = tasks.c.created_at + 3600
        chosen = update(tasks).where(tasks.c.id == later.scalar())
        connection.execute(chosen.values(not_before=in_an_hour))
    with psycopg.connect(host=postgresql, user="postgres", dbname=name) as connection:
        connection.execute("DROP ROLE IF EXISTS scaler")
        connection.execute("CREATE ROLE scaler LOGIN")
        connection.execute("GRANT SELECT (pool, state, not_before) ON tasks TO scaler")
    yield database, name
    with psycopg.connect(host=postgresql, user="postgres", dbname=name) as connection:
        connection.execute("DROP OWNED BY scaler")
        connection.execute("DROP ROLE scaler")
    database.close()


def test_running_and_due_tasks_count_and_delayed_ones_do_not(
    postgresql: str, films: tuple[Database, str]
) -> None:
    with psycopg.connect(host=postgresql, user="scaler", dbname=films[1]) as scaler:

        def demand(*pools: str) -> int:
            row = scaler.execute(demand_query(pools)).fetchone()  # type: ignore[arg-type]
            return row[0] if row else -1

        assert demand("cpu") == 2
        assert demand("image", "video") == 0
        assert demand(*POOLS) == 2


def test_the_role_reads_nothing_else(postgresql: str, films: tuple[Database, str]) -> None:
    with (
        psycopg.connect(host=postgresql, user="scaler", dbname=films[1]) as scaler,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        scaler.execute('SELECT "order" FROM tasks')
