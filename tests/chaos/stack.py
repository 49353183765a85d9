"""A whole installation whose processes can be killed one by one: broker, database, store, API,
orchestrator, webhook sender and several workers, each as on a cluster a process of its own."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import MappingProxyType
from urllib.parse import urlsplit

import redis
from sqlalchemy import func, select

from common.db.migrations import upgrade
from common.db.repository.workers import live_slots
from common.db.session import Database
from common.db.tables import tasks
from common.errors import RetryLaterError
from common.storage.base import Storage
from common.storage.local import LocalStorage
from services.cli.stack.children import Program
from services.cli.stack.ports import free_port
from services.cli.stack.valkey import valkey, wait_until_ready
from tests.chaos import journal, points, steps
from tests.chaos.bucket import Moody, moody_bucket
from tests.chaos.hearer import Hearer, hearing
from tests.chaos.parts import Keeper, Part
from tests.chaos.proxy import Proxy, proxying
from tests.chaos.versions import SCHEMA_BEFORE, VERSION
from tests.support.databases import PostgreSQL, database_url, make_database, postgresql_server

READY_SECONDS = 180.0


class NotHereError(Exception):
    """This host forbids what a plan needs."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How an installation is made up.

    Attributes:
        seconds: that each step takes.
        lease: seconds; 60 in service, and all that hangs on it shrinks with it. What is a second
            until a hint is sent again is ten in service.
        durable_broker: Valkey writes each hint to disk.
        postgresql, s3: instead of SQLite and of a folder; behind a `Proxy` each.
        room: bytes of the disk that the store has for itself; None: it shares one. Needs root.
        before: the version before, on its tables, which can be upgraded part by part.
        environment: of all processes, beside what the harness says.
    """

    workers: int = 2
    slots: int = 2
    scenes: int = 6
    seconds: float = 0.4
    lease: float = 3.0
    drain: float = 0.0
    durable_broker: bool = False
    postgresql: bool = False
    s3: bool = False
    room: int | None = None
    before: bool = False
    environment: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass
class Stack:
    """An installation that runs. `paths` stand between a service (broker, database, store) and all
    who use it."""

    shape: Shape
    folder: Path
    tokens: Path
    url: str
    broker_url: str
    paths: Mapping[str, Proxy]
    database: Database
    storage: Storage
    hearer: Hearer
    parts: Mapping[str, Part]
    postgresql: PostgreSQL | None
    bucket: Moody | None

    @property
    def workers(self) -> list[Part]:
        return [part for name, part in self.parts.items() if name.startswith("worker")]

    def flush_broker(self) -> None:
        with redis.Redis.from_url(self.broker_url) as client:
            client.flushall()

    def until(self, true: Callable[[], object], what: str, *, seconds: float) -> None:
        """Ask again and again, also while the database is away.

        Raises:
            TimeoutError: it did not come true.
        """
        end = time.monotonic() + seconds
        while True:
            with suppress(RetryLaterError):
                if true():
                    return
            if time.monotonic() > end:
                raise TimeoutError(f"{what} after {seconds:g} s; logs are in {self.folder / 'log'}")
            time.sleep(0.1)

    def tasks(self, *states: str) -> int:
        with self.database.read() as connection:
            return connection.scalar(select(func.count()).where(tasks.c.state.in_(states))) or 0

    @property
    def over(self) -> bool:
        return not self.tasks("waiting", "ready", "running", "reported")

    def live_slots(self) -> int:
        with self.database.read() as connection:
            return live_slots(connection).get("flow", 0)


@contextmanager
def stack(folder: Path, shape: Shape, *, seed: int) -> Iterator[Stack]:
    """Run an installation on an empty folder, until all its workers were heard of."""
    for name in ("log", "tokens", "broker"):
        (folder / name).mkdir(parents=True)
    with ExitStack() as opened:
        hearer = opened.enter_context(hearing(Random(seed)))
        server = opened.enter_context(postgresql_server()) if shape.postgresql else None
        bucket = opened.enter_context(moody_bucket(seed)) if shape.s3 else None
        program, broker_url = _broker(folder / "broker", durable=shape.durable_broker)
        broker_port = urlsplit(broker_url).port
        assert broker_port is not None
        paths = {"broker": opened.enter_context(proxying(broker_port))}
        url, port = _new_database(server, folder), free_port()
        through = url
        if server is not None:
            paths["database"] = opened.enter_context(proxying(server.socket))
            through = f"postgresql://postgres@127.0.0.1:{paths['database'].port}/chaos"
        if bucket is not None:
            paths["store"] = opened.enter_context(proxying(bucket.port))
        if shape.room is not None:
            opened.enter_context(small_disk(folder / "store", shape.room))
        database = Database(url)
        opened.callback(database.close)
        upgrade(database, to=SCHEMA_BEFORE if shape.before else "head")
        journal.install(database)
        environment = {
            "SCOPITONE_DATABASE_URL": through,
            "SCOPITONE_BROKER_URL": broker_url.replace(
                f":{broker_port}", f":{paths['broker'].port}"
            ),
            **(bucket.environment(folder, port=paths["store"].port) if bucket else {}),
            **_environment(folder, shape),
        }
        parts = {
            name: Part(name, command, environment, log=folder / f"log/{name}")
            for name, command in _commands(program, shape, port=port).items()
        }
        opened.callback(Keeper(list(parts.values())).close)
        running = Stack(
            shape=shape,
            folder=folder,
            tokens=folder / "tokens",
            url=f"http://127.0.0.1:{port}",
            broker_url=broker_url,
            paths=paths,
            database=database,
            storage=bucket.storage(folder) if bucket else LocalStorage(folder / "store"),
            hearer=hearer,
            parts=parts,
            postgresql=server,
            bucket=bucket,
        )
        wait_until_ready(broker_url)
        slots = shape.workers * shape.slots
        running.until(
            lambda: running.live_slots() == slots, "not all workers are up", seconds=READY_SECONDS
        )
        yield running


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    """A disk of its own for a folder, which vanishes with all that is on it.

    Raises:
        NotHereError: this host does not let us mount one.
    """
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    told = subprocess.run(mount, capture_output=True, text=True, check=False)
    if told.returncode != 0:
        raise NotHereError(f"a small disk cannot be mounted: {told.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _broker(folder: Path, *, durable: bool) -> tuple[Program, str]:
    program, url = valkey(folder)
    if durable:
        with (folder / "valkey.conf").open("a") as config:
            config.write("appendonly yes\nappendfsync always\n")
    return program, url


def _environment(folder: Path, shape: Shape) -> dict[str, str]:
    return {
        "SCOPITONE_DATA_DIR": str(folder),
        "SCOPITONE_LEASE_SECONDS": str(shape.lease),
        "SCOPITONE_HINT_SECONDS": "1",
        "SCOPITONE_DRAIN_SECONDS": str(shape.drain),
        "SCOPITONE_ALLOWED_NETWORKS": json.dumps(["127.0.0.0/8"]),
        "SCOPITONE_STEPS": "tests.chaos.steps",
        points.FOLDER: str(folder / "tokens"),
        steps.SCENES: str(shape.scenes),
        steps.SECONDS: str(shape.seconds),
        steps.REPORTS: str(folder / "reports"),
        **({VERSION: "before"} if shape.before else {}),
        **shape.environment,
    }


def _commands(broker: Program, shape: Shape, *, port: int) -> dict[str, Sequence[str]]:
    def scopitone(*words: str) -> list[str]:
        return [sys.executable, "-m", "tests.chaos.processes", *words]

    worker = scopitone("worker", "--concurrency", str(shape.slots))
    return {
        "broker": broker.command,
        "orchestrator": scopitone("orchestrator"),
        "webhooks": scopitone("webhooks"),
        "api": scopitone("api", "--port", str(port)),
        **{f"worker{number}": worker for number in range(shape.workers)},
    }


def _new_database(server: PostgreSQL | None, folder: Path) -> str:
    if server is None:
        return f"sqlite:///{folder}/films.db"
    make_database(server.folder, "chaos", "template0")
    return database_url(server.folder, "chaos")
