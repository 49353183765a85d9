"""Thousands of ready tasks and nobody to do them: the broker must not grow, and all must drain.

    python -m benchmarks.holding --seconds 600

A worker of the preludes' pools expands the jobs, so that every scene's first task is ready. One of
all pools then begins on them and is killed (kill -9) with hints out and leases held. From there on
no worker lives; every ten seconds the broker is looked at. Then workers start and do it all. The
stages do nothing (`benchmarks.noop_steps`).
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import redis
from sqlalchemy import func, select

from benchmarks.draining import TASKS_A_JOB, add_jobs, wait_for
from benchmarks.machine import machine
from benchmarks.noop_steps import SCENES
from common.config import Settings
from common.db.migrations import upgrade
from common.db.session import Database
from common.db.tables import tasks
from services.cli.stack.children import Child, Program
from services.cli.stack.valkey import valkey, wait_until_ready

_PRELUDE = ("--pool", "cpu", "--pool", "language", "--pool", "control")
_BEGUN = 60
"""Tasks of scenes that are done before the worker is killed."""


class Broker(NamedTuple):
    """`hints` are messages in all queues."""

    hints: int
    keys: int
    megabytes: float


def look(url: str) -> Broker:
    with redis.Redis.from_url(url) as client:
        keys = client.keys("scopitone:*")
        hints = sum(client.llen(key) for key in keys if client.type(key) == b"list")
        return Broker(hints, len(keys), client.info("memory")["used_memory"] / 2**20)


def count(database: Database, *states: str) -> int:
    with database.read() as connection:
        wanted = select(func.count()).select_from(tasks).where(tasks.c.state.in_(states))
        return connection.scalar(wanted) or 0


def until(true: Callable[[], bool], *, patience: float = 500.0) -> float:
    """Seconds until that is so.

    Raises:
        TimeoutError: it was not, in that time.
    """
    begun = time.monotonic()
    while not true():
        if time.monotonic() > begun + patience:
            raise TimeoutError
        time.sleep(0.1)
    return time.monotonic() - begun


def hold(folder: Path, *, jobs: int, seconds: float, workers: int, patience: float) -> bool:
    """Print what happens; whether all was done in the end."""
    program, url = valkey(folder / "broker")
    settings = Settings(data_dir=folder)
    database = Database(settings.database_address)
    upgrade(database)
    environment = {
        "SCOPITONE_DATA_DIR": str(folder),
        "SCOPITONE_BROKER_URL": url,
        "SCOPITONE_STEPS": "benchmarks.noop_steps",
    }
    with (folder / "log").open("wb", buffering=0) as log:

        def started(*words: str) -> Child:
            command = [sys.executable, "-m", "services.cli.main", *words]
            child = Child(Program(name=words[0], command=command, environment=environment), log=log)
            child.start()
            return child

        broker = Child(program, log=log)
        broker.start()
        wait_until_ready(url)
        children = [broker, started("orchestrator")]
        try:
            add_jobs(database, (f"theme {number}" for number in range(jobs)))
            prelude = started("worker", *_PRELUDE, "--concurrency", str(workers))
            seconds_taken = until(lambda: count(database, "ready") >= jobs * SCENES)
            prelude.ask_to_stop()
            prelude.wait()
            print(f"expanded in {seconds_taken:.0f} s: {look(url)}", flush=True)
            _begin_and_kill(started, database, jobs=jobs, workers=workers)
            _watch(url, database, seconds=seconds)
            children.append(started("worker", "--concurrency", str(workers)))
            begun = time.monotonic()
            wait_for(database, jobs, patience=patience)
            taken = time.monotonic() - begun
            done = count(database, "done")
            print(f"drained in {taken:.0f} s: {done} done, {jobs * TASKS_A_JOB - done} lost")
            print(look(url))
        finally:
            for child in reversed(children):
                child.kill()
            database.close()
    return done == jobs * TASKS_A_JOB


def _begin_and_kill(
    started: Callable[..., Child], database: Database, *, jobs: int, workers: int
) -> None:
    worker = started("worker", "--concurrency", str(workers))
    until(lambda: count(database, "done") >= 3 * jobs + _BEGUN)
    worker.kill()


def _watch(url: str, database: Database, *, seconds: float) -> None:
    begun = time.monotonic()
    while (passed := time.monotonic() - begun) < seconds:
        ready, running = count(database, "ready"), count(database, "running")
        print(f"{passed:5.0f} s: {ready} ready, {running} running, {look(url)}", flush=True)
        time.sleep(min(10.0, seconds - passed))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=402, help="of 40 scenes each")
    parser.add_argument("--seconds", type=float, default=600.0, help="without a worker")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--patience", type=float, default=3600.0, help="seconds, for the draining")
    asked = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        well = hold(
            Path(folder),
            jobs=asked.jobs,
            seconds=asked.seconds,
            workers=asked.workers,
            patience=asked.patience,
        )
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
