"""The whole stack, from the broker to the workers, started in order and kept alive."""

import http.client
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import IO
from urllib.parse import urlsplit

from common.config import Settings
from common.db import migrations
from common.db.session import Database
from common.errors import ScopitoneError
from services.cli.stack.children import Child, Program, StackError
from services.cli.stack.instance import Instance, announce, sole_use
from services.cli.stack.ports import checked_port
from services.cli.stack.valkey import valkey, wait_until_ready
from services.orchestrator.reconciler import end_leases

_TEND_SECONDS = 0.2
_READY_SECONDS = 180.0


class Stack:
    """Children in the order of their start; they are stopped in the opposite one.

    All of them are started and tended by one thread, which lives as long as they do.

    Args:
        broker: None when the broker is somebody else's.
    """

    def __init__(self, broker: Child | None, broker_url: str, others: list[Child]) -> None:
        self._broker, self._others = broker, others
        self.broker_url = broker_url
        self._stop, self._started = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)
        self.problem: BaseException | None = None

    def start(self) -> None:
        """Return when all processes were started; not all may be ready.

        Raises:
            StackError: one cannot be.
        """
        self._thread.start()
        self._started.wait()
        self.raise_problem()

    def raise_problem(self) -> None:
        """Raise what ended the stack, if something did."""
        if self.problem is not None:
            raise self.problem

    @contextmanager
    def blamed(self) -> Iterator[None]:
        """What fails because the stack ended raises what ended it."""
        try:
            yield
        except ScopitoneError:
            self.raise_problem()
            raise

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def stop(self) -> None:
        """Stop all and return when they are gone."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        brokers = [self._broker] if self._broker else []
        try:
            for broker in brokers:
                broker.start()
            wait_until_ready(self.broker_url)
            for child in self._others:
                child.start()
            self._started.set()
            while not self._stop.wait(_TEND_SECONDS):
                for child in (*brokers, *self._others):
                    child.tend()
        except BaseException as problem:
            self.problem = problem
        finally:
            self._started.set()
            for child in reversed(self._others):
                child.ask_to_stop()
            for child in reversed(self._others):
                child.wait()
            for broker in brokers:
                broker.ask_to_stop()
                broker.wait()


@contextmanager
def open_stack(
    settings: Settings,
    *,
    host: str,
    port: int,
    workers: int,
    log: Path | None,
    environment: Mapping[str, str] = MappingProxyType({}),
    private: bool = False,
) -> Iterator[tuple[Stack, Instance]]:
    """Run a stack on the settings' data folder; what it left unfinished goes on.

    Args:
        environment: of its processes, beside what the settings say.
        private: for one command, so that there is nobody to send a webhook to.
        workers: tasks side by side; 0 is one for each core.
        log: where all processes write; None is this process's stderr.

    Raises:
        InvalidInputError: the folder or the port is in use.
        StackError: a part does not start.
    """
    folder = settings.home
    with sole_use(folder), _writing(log) as file:
        stack, url = _built(
            settings,
            host=host,
            port=checked_port(host, port),
            workers=workers or len(os.sched_getaffinity(0)),
            log=file,
            extra=environment,
            private=private,
        )
        stack.start()
        try:
            with stack.blamed():
                _wait_for_api(url, stack)
                instance = Instance(url, os.getpid())
                announce(folder, instance)
                yield stack, instance
        finally:
            stack.stop()


@contextmanager
def _writing(log: Path | None) -> Iterator[IO[bytes] | None]:
    if log is None:
        yield None
    else:
        with log.open("wb", buffering=0) as file:
            yield file


def _built(
    settings: Settings,
    *,
    host: str,
    port: int,
    workers: int,
    log: IO[bytes] | None,
    extra: Mapping[str, str],
    private: bool,
) -> tuple[Stack, str]:
    database = Database(settings.database_address, durable=settings.durable, connections=1)
    migrations.upgrade(database)
    broker, broker_url = broker_of(settings, log=log)
    environment = {
        "SCOPITONE_DATA_DIR": str(settings.home),
        "SCOPITONE_DATABASE_URL": settings.database_address,
        "SCOPITONE_STORE": settings.store_address,
        "SCOPITONE_MODELS": str(settings.models_folder),
        "SCOPITONE_BROKER_URL": broker_url,
        **extra,
    }

    def program(name: str, *words: str, module: str = "services.cli.main") -> Program:
        command = [sys.executable, "-m", module, *words]
        watched = watching(settings, name)
        return Program(name=name, command=command, environment={**environment, **watched})

    worker = program("worker", "worker", "--concurrency", str(workers))
    programs = (
        program("orchestrator", "orchestrator"),
        *(() if private else (replace(program("webhooks", "webhooks"), patience=20.0),)),
        program("api", "--host", host, "--port", str(port), module="services.api"),
        Program(
            name="worker",
            command=worker.command,
            environment=worker.environment,
            prepare=fresh_start(settings, database),
        ),
    )
    others = [Child(one, log=log) for one in programs]
    return Stack(broker, broker_url, others), f"http://{_in_url(host)}:{port}"


_MEASURED = ("orchestrator", "webhooks", "worker")
"""Each with a port of its own, in this order; the API shows its measurements where it serves."""


def watching(settings: Settings, name: str) -> dict[str, str]:
    """Where a process shows measurements and signs of life: apart from the other processes'."""
    measured = settings.metrics_port and name in _MEASURED
    port = settings.metrics_port + _MEASURED.index(name) if measured else 0
    folder = {} if settings.run_dir is None else {"SCOPITONE_RUN_DIR": str(settings.run_dir / name)}
    return {"SCOPITONE_METRICS_PORT": str(port), **folder}


def fresh_start(settings: Settings, database: Database) -> Callable[[], None]:
    """When its worker starts, none is left on a database of our own; another may have more."""
    return partial(end_leases, database) if not settings.database_url else lambda: None


def broker_of(settings: Settings, *, log: IO[bytes] | None) -> tuple[Child | None, str]:
    """One of our own, unless the settings name another."""
    if settings.broker_url:
        return None, settings.broker_url
    program, url = valkey(settings.home / "broker")
    return Child(program, log=log), url


_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


def _in_url(host: str) -> str:
    """As one connects to it from here."""
    host = _EVERYWHERE.get(host, host)
    return f"[{host}]" if ":" in host else host


def _wait_for_api(url: str, stack: Stack) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        stack.raise_problem()
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=2)
            try:
                connection.request("GET", "/healthz")
                if connection.getresponse().status == http.client.OK:
                    return
            finally:
                connection.close()
        time.sleep(0.05)
    raise StackError(f"the API does not answer at {url}")
