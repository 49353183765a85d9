"""The API over a real database and store, with the service behind it played by the test."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2 as httpx
from fastapi import FastAPI
from starlette.testclient import TestClient

from common.artifacts.video import Scores
from common.config import Settings
from common.db.repository.leases import Lease
from common.db.session import Database
from common.storage.base import Storage
from common.storage.local import LocalStorage
from services.api.app import create_app
from services.api.settings import ApiSettings
from tests.support.command import DEMO
from tests.support.databases import migrated
from tests.support.documents import make_analysis, make_script
from tests.support.films import Stage, add_song, make_song

HERE = "http://127.0.0.1:8000"
FILM = bytes(range(256)) * 40
"""What stands for a film: 10,240 bytes whose every part is known."""


@dataclass
class Service:
    """A client of an API, and the stage on which its jobs are played."""

    app: FastAPI
    client: TestClient
    database: Database
    storage: Storage
    folder: Path
    crew: "Crew" = field(init=False)

    def __post_init__(self) -> None:
        self.crew = Crew(self.database, self.storage)

    def post_song(self, path: Path = DEMO, *, name: str | None = None) -> httpx.Response:
        with path.open("rb") as file:
            return self.client.post("/v1/songs", files={"file": (name or path.name, file)})

    def song(self) -> str:
        """One of twelve seconds, entered without a look at its bytes."""
        name = add_song(self.database)
        self.storage.put(f"song/{make_song().sha256}", b"what would be a song")
        return name

    def post_job(self, headers: dict[str, str] | None = None, **asked: Any) -> httpx.Response:
        body = {"theme": "a walk home", **asked}
        return self.client.post("/v1/jobs", json=body, headers=headers)

    def job(self, song: str | None = None, **asked: Any) -> str:
        answer = self.post_job(song_id=song or self.song(), **asked)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["id"])

    def film(self, **asked: Any) -> str:
        """A job that succeeded."""
        job = self.job(**asked)
        self.crew.play()
        return job

    def get(self, path: str, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(path, headers=named)


class Crew(Stage):
    """Stores something of the right kind for every task it finishes."""

    def __init__(self, database: Database, storage: Storage) -> None:
        super().__init__(database)
        self._storage = storage

    def finish(self, lease: Lease) -> bool:
        if lease.cache_key is not None:
            self._storage.put(lease.cache_key, result_of(lease.stage, lease.cache_key))
        return super().finish(lease)

    def fail_next(self, stage: str) -> None:
        """Work until a task of that stage is claimed, and fail it beyond mending."""
        lease = self.play(until=stage)[-1]
        self.leases.fail(lease, code="engine.failed", message="the pencil broke", fatal=True)
        self.turn()


def result_of(stage: str, key: str) -> bytes:
    """Something of the right kind, for a film of three scenes."""
    match stage:
        case "analysis" | "edits":
            return make_analysis().to_json()
        case "script":
            return make_script().to_json()
        case "evaluation":
            return _scores().to_json()
        case "assembly":
            return FILM
    return b"{}" if key.endswith(".json") else stage.encode()


def _scores() -> Scores:
    shares = [name for name, info in Scores.model_fields.items() if info.annotation is float]
    none = ("visual_events", "cuts", "beats", "downbeats")
    return Scores.model_validate(dict.fromkeys(shares, 0.5) | dict.fromkeys(none, ()))


@contextmanager
def service(
    folder: Path,
    *,
    database: Database | None = None,
    storage: Storage | None = None,
    settings: Settings | None = None,
    api: ApiSettings | None = None,
) -> Iterator[Service]:
    """An API whose poller and writer run; a fresh SQLite file unless a database is given."""
    (folder / "scratch").mkdir(exist_ok=True)
    opened = database or Database(migrated(folder / "api.db"))
    store = storage or LocalStorage(folder / "store")
    app = create_app(
        settings=settings or Settings(data_dir=folder),
        api=api or ApiSettings(scratch_dir=folder / "scratch", poll_seconds=0.05),
        database=opened,
        storage=store,
    )
    with TestClient(app, base_url=HERE, follow_redirects=False) as client:
        yield Service(app, client, opened, store, folder)
    if database is None:
        opened.close()


@contextmanager
def served(folder: Path, **environment: str) -> Iterator[str]:
    """The address of an API process over `folder`'s database (`api.db`) and store."""
    ready, told = os.pipe()
    command = [sys.executable, "-m", "services.api", "--port", "0", "--ready-fd", str(told)]
    known = {
        "SCOPITONE_DATA_DIR": str(folder),
        "SCOPITONE_DATABASE_URL": f"sqlite:///{folder}/api.db",
        "SCOPITONE_STORE": str(folder / "store"),
        "SCOPITONE_API_SCRATCH_DIR": str(folder / "scratch"),
    }
    with (folder / "api.log").open("wb") as log:
        process = subprocess.Popen(
            command, env={**os.environ, **known, **environment}, pass_fds=(told,), stderr=log
        )
        os.close(told)
        try:
            with os.fdopen(ready) as lines:
                address = lines.readline().strip()
            assert address, (folder / "api.log").read_text()
            yield address
        finally:
            process.terminate()
            process.wait(30)
