"""Each step of the schema leaves a worker of the version before what it uses."""

import itertools
from pathlib import Path

import sqlalchemy as sa
from alembic.script import ScriptDirectory

from common.db.migrations import is_current, steps, upgrade
from common.db.session import Database

FOLDER = Path(__file__).parents[3] / "common/db/migrations"


def columns(database: Database) -> dict[tuple[str, str], bool]:
    """Table and column; whether a row may be inserted by who knows nothing of it."""
    looked = sa.inspect(database.engine)
    return {
        (table, column["name"]): bool(column["nullable"]) or column["default"] is not None
        for table in looked.get_table_names()
        for column in looked.get_columns(table)
    }


def test_steps_are_those_that_alembic_takes() -> None:
    walked = [step.revision for step in ScriptDirectory(str(FOLDER)).walk_revisions()]
    assert list(steps()) == walked[::-1]


def test_a_schema_is_current_from_the_last_step_on(url: str) -> None:
    database = Database(url)
    with database.write() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
    assert not is_current(database), "nobody made it"
    noted = "INSERT INTO alembic_version VALUES ('{}')"
    for there, current in (("0001", False), (steps()[-1], True), ("later", True)):
        with database.write() as connection:
            connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
            connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
            connection.exec_driver_sql(noted.format(there))
        assert is_current(database) is current
    database.close()


def test_a_step_takes_nothing_away_and_asks_for_nothing_new(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/films.db")
    steps = reversed([*ScriptDirectory(str(FOLDER)).walk_revisions()])
    known = []
    for step in steps:
        upgrade(database, to=step.revision)
        known.append(columns(database))
    database.close()
    assert len(known) > 10
    for before, after in itertools.pairwise(known):
        assert not before.keys() - after.keys()
        tables = {table for table, _ in before}
        new = {place: free for place, free in after.items() if place not in before}
        assert all(free for (table, _), free in new.items() if table in tables), new
