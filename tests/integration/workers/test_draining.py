"""A worker told to stop (SIGTERM) while it is at a task: nothing is lost, whatever the grace."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis

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


def test_a_task_is_finished_within_the_grace(
    broker: redis.Redis, broker_url: str, tmp_path: Path
) -> None:
    with working(tmp_path, broker_url, drain=SOON) as worker:
        until((tmp_path / "run/ready").exists)
        taken = 'scopitone_task_wait_seconds_count{stage="analysis"} 1.0'
        until(lambda: taken in worker.measured())
        worker.process.send_signal(signal.SIGTERM)
        time.sleep(1)
        assert worker.task() == ("running", 1)
        (tmp_path / "enough").touch()
        until(lambda: worker.task()[0] == "reported")
        assert worker.process.wait(SOON) == 0
        assert not (tmp_path / "run/ready").exists()
        stage = Stage(worker.database)
        assert stage.take_next().stage == "script"


def test_a_task_that_takes_longer_is_handed_back_and_costs_no_attempt(
    broker: redis.Redis, broker_url: str, tmp_path: Path
) -> None:
    with working(tmp_path, broker_url, drain=0.5) as worker:
        worker.process.send_signal(signal.SIGTERM)
        assert worker.process.wait(SOON) == 0
        assert worker.task() == ("reported", 1)
        again = Stage(worker.database).take_next()
        assert (again.stage, again.attempt) == ("analysis", 1)
