"""The runbook's backup and restore: the database by PostgreSQL's own programs, then the store."""

import shutil
import subprocess
import uuid
from pathlib import Path

import pytest

from common.db.failures import MissingRowError
from common.db.migrations import is_current, upgrade
from common.db.repository.events import events_after
from common.db.repository.leases import Lease, expire_all
from common.db.session import Database
from common.storage.local import LocalStorage
from services.cli.checking import faults
from tests.support.databases import database_url, make_database, programs
from tests.support.films import Stage, look, submit


class StoringStage(Stage):
    """One whose results are there."""

    def __init__(self, database: Database, store: Path, **named: str) -> None:
        super().__init__(database, **named)
        self.storage = LocalStorage(store)

    def finish(self, lease: Lease) -> bool:
        if lease.cache_key is not None:
            self.storage.put(lease.cache_key, b"a result")
        return super().finish(lease)


def test_a_film_goes_on_from_the_backup(postgresql: str, tmp_path: Path) -> None:
    name, dump = f"restore_{uuid.uuid4().hex[:8]}", tmp_path / "films.dump"
    make_database(postgresql, name, "films")
    url = database_url(postgresql, name)
    database = Database(url)
    store, copied = tmp_path / "store", tmp_path / "copied"
    stage, job = StoringStage(database, store), submit(database)
    running = stage.play(until="frames")[-1]
    run("pg_dump", "--format=custom", f"--file={dump}", url)
    stage.finish(running)
    stage.play()
    shutil.copytree(store, copied)
    later = submit(database)
    assert look(database, job).revision.status == "succeeded"
    database.close()

    shutil.rmtree(store)
    shutil.copytree(copied, store)
    run("pg_restore", "--clean", "--if-exists", f"--dbname={url}", str(dump))
    database = Database(url)
    upgrade(database)
    assert is_current(database)
    assert look(database, job).revision.status == "processing"
    with pytest.raises(MissingRowError):
        look(database, later)
    storage = LocalStorage(store)
    assert not any(faults(database, storage, hashes=False)), "a row names what is not there"
    database.run(expire_all)
    with database.write() as connection:  # ten seconds later, by a broker that was flushed
        connection.exec_driver_sql("UPDATE tasks SET hint_again_at = 0 WHERE state = 'ready'")
    again = StoringStage(database, store, worker="worker-2")
    again.play()
    assert look(database, job).revision.status == "succeeded"
    with database.read() as connection:
        told = events_after(connection, job.id, 0)
    assert [event.sequence for event in told] == list(range(1, len(told) + 1))
    database.close()


def run(program: str, *words: str) -> None:
    subprocess.run([programs() / program, *words], check=True, capture_output=True)
