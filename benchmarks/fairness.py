"""How long one tenant's single job waits behind another's thousand.

    python -m benchmarks.fairness                 # 1,000 jobs before it, eight slots

The orchestrator and the tables are the real ones; time is not: every task takes one step, and so
many run side by side as there are slots. What is compared is with the job alone on idle workers,
with the line in which it would stand were there no tenants, and with what its tenant's share of the
slots allows: with weights of 1 and 1 half of them.
"""

import argparse
import tempfile
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from benchmarks.machine import machine
from common.db.migrations import upgrade
from common.db.repository.intake import NewJob, create_job
from common.db.repository.jobs import get_job
from common.db.repository.leases import Lease
from common.db.repository.songs import add_song
from common.db.repository.tenants import add_tenant, change_tenant
from common.db.session import Database
from common.film_request import FilmRequest
from services.orchestrator.run import Orchestrator
from tests.support.films import Stage, make_song

_SMALL, _LARGE = "one", "thousand"
_HEAD_START = 10
"""Steps that the larger tenant is at work before the other's job comes."""


class Wait(NamedTuple):
    """Steps from the job's submission."""

    begun: int
    done: int


def measure(*, before: int, slots: int, weight: float = 1.0, apart: bool = True) -> Wait:
    """The wait of the one job.

    Args:
        before: jobs of the other tenant that were there first.
        weight: of the one job's tenant; the other's is 1.
        apart: whether they are two tenants at all.
    """
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder)}/fair.db")
        upgrade(database)
        for name in (_SMALL, _LARGE):
            database.run(_of(name))
        database.run(lambda c: change_tenant(c, _SMALL, weight=weight))
        stage = _Stage(database, slots=slots)
        for _ in range(before):
            _submit(database, _LARGE)
        running: deque[Lease] = deque()
        _steps(stage, running, slots, until=_HEAD_START if before else 0)
        job = _submit(database, _SMALL if apart else _LARGE)
        found = _follow(stage, running, slots, job)
        database.close()
        return found


class _Stage(Stage):
    """On which a task takes a second."""

    def __init__(self, database: Database, *, slots: int) -> None:
        super().__init__(database, slots=slots)
        self.now = 0.0
        self.orchestrator = Orchestrator(database, send=self.send, clock=lambda: self.now)


def _of(name: str) -> Callable[[Connection], None]:
    song = make_song()

    def make(connection: Connection) -> None:
        add_tenant(connection, name)
        add_song(connection, tenant_id=name, song=song, object_key=f"song/{song.sha256}", size=1)

    return make


def _submit(database: Database, tenant: str) -> tuple[str, str]:
    def make(connection: Connection) -> tuple[str, str]:
        rows = connection.exec_driver_sql(f"SELECT id FROM songs WHERE tenant_id = '{tenant}'")
        new = NewJob(tenant_id=tenant, song_id=rows.scalar_one(), request=FilmRequest(theme="x"))
        return tenant, create_job(connection, new).job.id

    return database.run(make)


def _steps(stage: _Stage, running: deque[Lease], slots: int, *, until: int) -> None:
    for _ in range(until):
        _step(stage, running, slots)


def _step(stage: _Stage, running: deque[Lease], slots: int) -> list[Lease]:
    """End what runs, and begin as much as there are slots for; what was begun."""
    while running:
        stage.finish(running.popleft())
    stage.now += 1.0
    stage.turn()
    while stage.broker and len(running) < slots:
        lease = stage.take()
        if lease is not None:
            running.append(lease)
        if not stage.broker:
            stage.turn()  # it looks ten times in that second
    return list(running)


def _follow(stage: _Stage, running: deque[Lease], slots: int, job: tuple[str, str]) -> Wait:
    begun = None
    step = 0
    while True:
        step += 1
        if begun is None and any(one.job_id == job[1] for one in _step(stage, running, slots)):
            begun = step
        elif begun is not None:
            _step(stage, running, slots)
            with stage.database.read() as connection:
                if get_job(connection, *job).revision.final:
                    return Wait(begun, step)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--slots", type=int, default=8)
    asked = parser.parse_args()
    print(machine())
    print("                                      begins    is done   (after so many steps)")
    rows = (
        ("alone", {"before": 0}),
        (f"behind {asked.jobs} of another tenant", {"before": asked.jobs}),
        ("  and of four times the weight", {"before": asked.jobs, "weight": 4.0}),
        ("  and of a quarter of the weight", {"before": asked.jobs, "weight": 0.25}),
        (f"behind {asked.jobs // 10} of its own", {"before": asked.jobs // 10, "apart": False}),
    )
    for name, options in rows:
        found = measure(slots=asked.slots, **options)  # type: ignore[arg-type]
        print(f"{name:<36} {found.begun:8d} {found.done:10d}", flush=True)


if __name__ == "__main__":
    main()
