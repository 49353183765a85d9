"""Jobs to try the service on, and a crew that does their work in no time."""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from common.artifacts.song import Song
from common.db.drafts import expand
from common.db.repository import jobs, songs, workers
from common.db.repository.hints import HintTo
from common.db.repository.intake import NewJob, create_job
from common.db.repository.jobs import JobRow
from common.db.repository.leases import Lease, Leases
from common.db.session import Database
from common.film_request import FilmRequest
from common.queues import POOLS
from services.orchestrator.run import Orchestrator
from tests.support.documents import make_analysis, make_script

TENANT = "default"


def make_song(number: int = 0) -> Song:
    return Song(
        sha256=f"{number:064x}",
        name="a.ogg",
        samples=529200,
        sample_rate=44100,
        channels=2,
        codec="vorbis",
        container="ogg",
    )


def add_song(database: Database, number: int = 0) -> str:
    song = make_song(number)

    def add(connection: object) -> str:
        row, _ = songs.add_song(
            connection,  # type: ignore[arg-type]
            tenant_id=TENANT,
            song=song,
            object_key=f"song/{song.sha256}",
            size=1000,
        )
        return row.id

    return database.run(add)


def submit(database: Database, **asked: object) -> JobRow:
    """A job on the first song; `asked` are fields of `NewJob`."""
    new = NewJob(
        tenant_id=TENANT,
        song_id=add_song(database),
        request=FilmRequest(theme="home"),
        priority="batch",
    )
    new = replace(new, **asked)  # type: ignore[arg-type]
    return database.run(lambda connection: create_job(connection, new)).job


def look(database: Database, job: JobRow) -> JobRow:
    with database.read() as connection:
        return jobs.get_job(connection, job.tenant_id, job.id)


class Stage:
    """An orchestrator and one worker of all pools, played in turn by the test.

    Hints lie in `broker` until the test takes them; films have three scenes. The orchestrator's
    clock stands still, so that no pace can be seen in how fast a test takes hints.
    """

    def __init__(self, database: Database, *, worker: str = "worker-1", slots: int = 4) -> None:
        self.database = database
        self.broker: deque[HintTo] = deque()
        self.worker = worker
        self.leases = Leases(database, worker=worker)
        self.orchestrator = Orchestrator(database, send=self.send, clock=lambda: 0.0)
        self.join(slots)

    def send(self, hints: Sequence[HintTo]) -> None:
        self.broker.extend(hints)

    def join(self, slots: int) -> float:
        return self.database.run(
            lambda connection: workers.register(connection, self.worker, pools=POOLS, slots=slots)
        )

    def turn(self) -> int:
        """Let the orchestrator do all it can."""
        done = 0
        self.orchestrator.hurry()
        while more := self.orchestrator.tick():
            done += more
        return done

    def take(self) -> Lease | None:
        """Claim the oldest hint's task."""
        hint = self.broker.popleft()
        return self.leases.claim(hint.task_id, hint.attempt)

    def take_next(self) -> Lease:
        self.turn()
        lease = self.take()
        assert lease is not None
        return lease

    def finish(self, lease: Lease) -> bool:
        """Report success as a true worker would."""
        if lease.stage != "expansion":
            return self.leases.complete(lease, result_sha256="0" * 64)
        expansion = expand(lease.film_plan(), script=make_script(), analysis=make_analysis())
        return self.leases.complete_expansion(lease, expansion)

    def play(self, *, until: str | None = None) -> list[Lease]:
        """Work until nothing is left, or until a task of stage `until` is claimed: it is last."""
        worked: list[Lease] = []
        while self.turn() or self.broker:
            while self.broker:
                lease = self.take()
                if lease is None:
                    continue
                worked.append(lease)
                if lease.stage == until:
                    return worked
                self.finish(lease)
        return worked
