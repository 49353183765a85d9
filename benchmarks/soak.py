"""Two thousand jobs through one stack: nothing may grow with their number but what is kept of them.

    python -m benchmarks.soak                     # 2,000 jobs of 4 scenes, in waves of 100

Stages do nothing (`benchmarks.noop_steps`). After each wave the stack's processes, its broker, its
database and its store are looked at. Films are kept for half a minute, so that the janitor works as
well; rows are kept until somebody deletes a job, so there may be equally many of each. What the end
is compared with is the middle: interpreters, pools and caches have grown to their size by then.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import psutil
import redis
from sqlalchemy import func, select

from benchmarks.draining import add_jobs, wait_for
from benchmarks.machine import machine
from common.config import Settings
from common.db.session import Database
from common.db.tables import metadata
from common.limits import Retention
from services.cli.stack.running import open_stack

_SCENES = "4"
_KEPT_SECONDS = 30.0
_JANITOR_SECONDS = 5.0
_PARTS = {
    "orchestrator": "services.cli.main orchestrator",
    "webhooks": "services.cli.main webhooks",
    "api": "services.api",
    "worker": "services.cli.main worker",
    "worker's process": "billiard.spawn",
    "broker": "valkey-server",
}
_MOST_GROWTH = 1.05
"""Of memory: what an allocator keeps differs by some per cent from wave to wave."""

_SOME_FILES = 2


class Look(NamedTuple):
    """After some jobs: megabytes and open files of the largest process of each part, keys of the
    broker, rows of all tables, objects in the store."""

    jobs: int
    memory: dict[str, float]
    files: dict[str, int]
    keys: int
    rows: int
    objects: int

    def line(self) -> str:
        parts = (f"{name} {self.memory[name]:.0f}/{self.files[name]}" for name in self.memory)
        others = f"keys {self.keys}, rows {self.rows}, objects {self.objects}"
        return f"{self.jobs:5d} jobs: {', '.join(parts)}; {others}"


def look(jobs: int, database: Database, folder: Path, broker: str) -> Look:
    memory, files = dict.fromkeys(_PARTS, 0.0), dict.fromkeys(_PARTS, 0)
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            words = " ".join(process.cmdline())
            part = next((part for part, mark in _PARTS.items() if mark in words), None)
            if part is not None:
                memory[part] = max(memory[part], process.memory_info().rss / 2**20)
                files[part] = max(files[part], process.num_fds())
    with redis.Redis.from_url(broker) as client:
        keys = len(client.keys("*"))
    with database.read() as connection:
        tables = metadata.sorted_tables
        rows = sum(connection.scalar(select(func.count()).select_from(one)) or 0 for one in tables)
    objects = sum(1 for path in (folder / "store").rglob("*") if path.is_file())
    return Look(jobs, memory, files, keys, rows, objects)


def soaked(folder: Path, *, jobs: int, wave: int, workers: int) -> Iterator[Look]:
    """A look after each wave."""
    settings = Settings(
        data_dir=folder,
        retention=Retention(films_days=_KEPT_SECONDS / 86_400),
        janitor_seconds=_JANITOR_SECONDS,
    )
    environment = {
        "SCOPITONE_STEPS": "benchmarks.noop_steps",
        "SCOPITONE_NOOP_SCENES": _SCENES,
        "SCOPITONE_RETENTION": settings.retention.model_dump_json(),
        "SCOPITONE_JANITOR_SECONDS": str(_JANITOR_SECONDS),
    }
    with open_stack(
        settings,
        host="127.0.0.1",
        port=0,
        workers=workers,
        log=folder / "log",
        environment=environment,
    ) as (stack, _):
        database = Database(settings.database_address)
        try:
            for done in range(wave, jobs + 1, wave):
                add_jobs(database, (f"theme {number}" for number in range(done - wave, done)))
                wait_for(database, done, patience=600)
                time.sleep(_KEPT_SECONDS + 2 * _JANITOR_SECONDS if done == jobs else 0)
                yield look(done, database, folder, stack.broker_url)
        finally:
            database.close()


def grown(middle: Look, end: Look) -> list[str]:
    """What is more at the end than in the middle and should not be."""
    faults = [
        f"memory of the {part}: {middle.memory[part]:.0f} to {end.memory[part]:.0f} MB"
        for part in _PARTS
        if end.memory[part] > _MOST_GROWTH * middle.memory[part]
    ]
    faults += [
        f"open files of the {part}: {middle.files[part]} to {end.files[part]}"
        for part in _PARTS
        if end.files[part] > middle.files[part] + _SOME_FILES
    ]
    if end.keys > middle.keys:
        faults.append(f"keys of the broker: {middle.keys} to {end.keys}")
    if end.rows / end.jobs > middle.rows / middle.jobs:
        faults.append(f"rows a job: {middle.rows / middle.jobs:.2f} to {end.rows / end.jobs:.2f}")
    if end.objects:
        faults.append(f"objects that should have gone: {end.objects}")
    return faults


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=2000)
    parser.add_argument("--wave", type=int, default=100)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    print(machine())
    looks: list[Look] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "data")
        for seen in soaked(folder, jobs=asked.jobs, wave=asked.wave, workers=asked.workers):
            looks.append(seen)
            print(seen.line(), flush=True)
    faults = grown(looks[len(looks) // 2 - 1], looks[-1])
    print("\n".join(faults) or "nothing grew")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
