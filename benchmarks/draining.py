"""How fast the queue drains when stages do nothing, and how soon a ready task's hint leaves.

    python -m benchmarks.draining                 # 100 jobs of 40 scenes, two workers

The stack is that of `scopitone up` (broker, SQLite, orchestrator, API, Celery's worker), with
`benchmarks.noop_steps` for stages. Workers have few hints out at a time, so the time from ready to
hinted is mostly the backlog before it; what is reported as the hint's delay counts from when the
task was ready *and* there was room: for the n-th hint there is when of those before it all were
taken but the least number that may be out. Times are the database's; of a hint sent again
the last counts.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
from sqlalchemy import func, select

from benchmarks.machine import machine
from benchmarks.noop_steps import SCENES, SONG_SECONDS
from common.artifacts.song import Song
from common.config import Settings
from common.db.repository.intake import NewJob, create_job
from common.db.repository.songs import add_song
from common.db.session import Database
from common.db.tables import revisions, tasks
from common.film_request import FilmRequest
from services.cli.stack.running import open_stack
from services.orchestrator.lookahead import HINTS_PER_SLOT

TASKS_A_JOB = 3 + 4 * SCENES + 3
_RATE = 1000
_PARTS = {
    "orchestrator": "services.cli.main orchestrator",
    "worker": "services.cli.main worker",
    "api": "services.api",
    "broker": "valkey-server",
}


@dataclass(frozen=True, kw_only=True)
class Drained:
    """`delays` in seconds, one a task; `cpu` in seconds by part of the stack. `hinted_again`:
    tasks by stage whose first hint nobody took within ten seconds."""

    tasks: int
    lost: int
    repeated: int
    hinted_again: Mapping[str, int]
    seconds: float
    delays: np.ndarray
    cpu: Mapping[str, float]

    def lines(self) -> Iterator[str]:
        yield f"tasks a second            {self.tasks / self.seconds:8.0f}   (goal 150)"
        yield f"lost / attempted twice    {self.lost:8d} / {self.repeated}   (goal 0)"
        yield f"hinted again              {dict(self.hinted_again)}"
        for share in (0.5, 0.95, 0.99, 1):
            name = f"hint delay, p{100 * share:g}, ms"
            goal = "   (goal 1000)" if share == 0.95 else ""
            yield f"{name:25} {1000 * np.quantile(self.delays, share):8.1f}{goal}"
        for part, seconds in self.cpu.items():
            yield f"{'CPU ms a task, ' + part:25} {1000 * seconds / self.tasks:8.2f}"


def add_jobs(database: Database, themes: Iterable[str]) -> None:
    """Jobs of different themes on one song, entered as the API enters them."""
    song = Song(
        sha256="0" * 64,
        name="song.ogg",
        samples=round(SONG_SECONDS * _RATE),
        sample_rate=_RATE,
        channels=2,
        codec="opus",
        container="ogg",
    )
    key = f"song/{song.sha256}"
    row, _ = database.run(
        lambda c: add_song(c, tenant_id="default", song=song, object_key=key, size=1000)
    )
    for theme in themes:
        new = NewJob(tenant_id="default", song_id=row.id, request=FilmRequest(theme=theme))
        database.run(lambda c, new=new: create_job(c, new))  # type: ignore[misc]


def wait_for(database: Database, number: int, *, patience: float) -> None:
    """Return when so many revisions succeeded.

    Raises:
        TimeoutError: they did not in that time, or one failed.
    """
    end = time.monotonic() + patience
    while True:
        with database.read() as connection:
            counts = dict(
                connection.execute(
                    select(revisions.c.status, func.count()).group_by(revisions.c.status)
                ).all()
            )
        if counts.get("succeeded", 0) == number:
            return
        if time.monotonic() > end or counts.get("failed"):
            raise TimeoutError(f"revisions: {counts}")
        time.sleep(0.25)


def hint_delays(database: Database, *, slots: int) -> np.ndarray:
    """See above; one that left early, as the pace allowed, had no delay."""
    with database.read() as connection:
        rows = connection.execute(
            select(
                tasks.c.hinted_at,
                tasks.c.started_at,
                func.max(tasks.c.not_before, tasks.c.created_at),
            )
        ).all()
    hinted, started, ready = np.array(rows, dtype=float).T
    order = np.argsort(hinted)
    room = np.concatenate([np.zeros(HINTS_PER_SLOT * slots), np.sort(started)])[: len(order)]
    return np.maximum(hinted[order] - np.maximum(ready[order], room), 0.0)


def drained(database: Database, *, jobs: int, slots: int, cpu: Mapping[str, float]) -> Drained:
    with database.read() as connection:
        number, done, begun, ended = connection.execute(
            select(
                func.count(),
                func.count().filter(tasks.c.state == "done"),
                func.min(tasks.c.created_at),
                func.max(tasks.c.finished_at),
            )
        ).one()
        repeated = connection.scalar(
            select(func.count()).select_from(tasks).where(tasks.c.attempt > 1)
        )
        again = connection.execute(
            select(tasks.c.stage, func.count()).where(tasks.c.hints > 1).group_by(tasks.c.stage)
        )
        hinted_again = {row[0]: row[1] for row in again}
    return Drained(
        tasks=number,
        lost=jobs * TASKS_A_JOB - done,
        repeated=repeated or 0,
        hinted_again=hinted_again,
        seconds=ended - begun,
        delays=hint_delays(database, slots=slots),
        cpu=cpu,
    )


def cpu_by_part() -> Mapping[str, float]:
    """Seconds so far of this process's children, by what they are."""
    spent = dict.fromkeys(_PARTS, 0.0)
    for process in psutil.Process().children():
        whole = [process, *process.children(recursive=True)]
        words = " ".join(process.cmdline())
        for part, mark in _PARTS.items():
            if mark in words:
                times = [one.cpu_times() for one in whole]
                spent[part] += sum(time.user + time.system for time in times)
    return spent


@contextmanager
def stack(folder: Path, *, workers: int) -> Iterator[Database]:
    """The embedded stack over a fresh data folder, its database for us to look into."""
    os.environ["SCOPITONE_STEPS"] = "benchmarks.noop_steps"
    settings = Settings(data_dir=folder)
    with open_stack(settings, host="127.0.0.1", port=0, workers=workers, log=folder / "log"):
        database = Database(settings.database_address)
        try:
            yield database
        finally:
            database.close()


def drain(*, number: int, workers: int, patience: float) -> Drained:
    with (
        tempfile.TemporaryDirectory() as name,
        stack(Path(name, "data"), workers=workers) as database,
    ):
        add_jobs(database, ["the workers are up and warm"])
        wait_for(database, 1, patience=60)
        database.run(lambda c: c.execute(tasks.delete()))
        before = cpu_by_part()
        add_jobs(database, (f"theme {job}" for job in range(number)))
        wait_for(database, 1 + number, patience=patience)
        after = cpu_by_part()
        cpu = {part: after[part] - before[part] for part in after}
        return drained(database, jobs=number, slots=workers, cpu=cpu)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=100)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--patience", type=float, default=500.0, help="seconds")
    asked = parser.parse_args()
    print(machine())
    print(f"{asked.jobs} jobs of {SCENES} scenes, {asked.workers} workers\n")
    outcome = drain(number=asked.jobs, workers=asked.workers, patience=asked.patience)
    print("\n".join(outcome.lines()))
    sys.exit(0 if outcome.lost == 0 else 1)


if __name__ == "__main__":
    main()
