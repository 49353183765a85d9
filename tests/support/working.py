"""A worker process at a task that takes as long as a test wants it to."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from common.db.session import Database
from services.cli.stack.ports import free_port
from tests.support.databases import migrated
from tests.support.films import Stage, submit
from tests.support.patient_steps import PATIENCE
from workers.hints import send_hints

SOON = 60.0


@dataclass
class Working:
    """A worker of the pool cpu that is at the analysis of a film."""

    process: subprocess.Popen[bytes]
    database: Database
    folder: Path
    port: int

    def task(self) -> tuple[str, int]:
        with self.database.read() as connection:
            row = connection.exec_driver_sql(
                "SELECT state, attempt FROM tasks WHERE stage = 'analysis'"
            ).one()
        return row.state, row.attempt

    def measured(self) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics") as answer:
            return str(answer.read(), "utf-8")


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + SOON
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


@contextmanager
def working(folder: Path, broker_url: str, *, drain: float) -> Iterator[Working]:
    address, port = migrated(folder / "films.db"), free_port()
    database = Database(address)
    environment = {
        "SCOPITONE_DATA_DIR": str(folder),
        "SCOPITONE_DATABASE_URL": address,
        "SCOPITONE_BROKER_URL": broker_url,
        "SCOPITONE_STEPS": "tests.support.patient_steps",
        "SCOPITONE_DRAIN_SECONDS": str(drain),
        "SCOPITONE_LEASE_SECONDS": "4",
        "SCOPITONE_METRICS_PORT": str(port),
        "SCOPITONE_RUN_DIR": str(folder / "run"),
        PATIENCE: str(folder / "enough"),
    }
    command = [sys.executable, "-m", "services.cli.main", "worker", "--pool", "cpu"]
    with (folder / "worker.log").open("wb") as log:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stderr=log)
    try:
        run = folder / "run"
        until((run / "alive").exists)
        submit(database)
        stage = Stage(database)
        stage.turn()
        send_hints(list(stage.broker))
        worker = Working(process, database, folder, port)
        until(lambda: worker.task()[0] == "running")
        yield worker
    finally:
        process.kill()
        process.wait()
        database.close()
