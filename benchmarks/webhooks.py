"""How long a webhook waits when 10,000 are due at once and one of 100 receivers hangs.

    python -m benchmarks.webhooks
    python -m benchmarks.webhooks --deliveries 2000 --endpoints 20
    python -m benchmarks.webhooks --tls

The sender runs as the process that `scopitone webhooks` is, on SQLite; all receivers are one
process that checks a signature in fifty and closes no connection unasked. A delay counts from the
commit that made the deliveries due until the receiver has the whole request. The hanging one takes
connections and never answers.
"""

import argparse
import asyncio
import base64
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

import numpy as np
import psutil
import uvloop
from sqlalchemy import insert

from benchmarks.machine import machine
from common.db.migrations import upgrade
from common.db.names import new_name
from common.db.repository.endpoints import NewEndpoint, add_endpoint
from common.db.session import Database
from common.db.tables import webhook_deliveries
from tests.support.certificates import serving
from tests.support.receiver import verify

SECRET = "whsec_" + base64.b64encode(bytes(32)).decode()
NAME, HANGING = "localhost", "/hook/0"
BOUND = 5.0
_ANSWER = b"HTTP/1.1 204 No Content\r\n\r\n"


class _Receiver(asyncio.Protocol):
    """One request after the other; the hanging path gets no answer."""

    arrivals: list[float]
    held: set[asyncio.BaseTransport]
    _transport: asyncio.Transport

    def __init__(self) -> None:
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by inheritance

    def data_received(self, data: bytes) -> None:
        self._data += data
        head, end, body = self._data.partition(b"\r\n\r\n")
        if not end:
            return
        lines = head.decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:])
        if len(body) < int(headers["Content-Length"]):
            return
        self._data = b""
        if lines[0].split(" ")[1] == HANGING:
            self.held.add(self._transport)
            return
        if len(self.arrivals) % 50 == 0:
            verify(SECRET, headers, body)
        self.arrivals.append(time.time())
        self._transport.write(_ANSWER)
        if headers.get("Connection") == "close":
            self._transport.close()

    def connection_lost(self, _problem: Exception | None) -> None:
        self.held.discard(self._transport)


def _receive(pipe: Connection, expected: int, certificates: Path | None) -> None:
    """Say the port, receive so many, say when each came; over TLS if it has a folder for that."""
    tls = None if certificates is None else serving(NAME, certificates)[0]
    _Receiver.arrivals, _Receiver.held = [], set()

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(_Receiver, "127.0.0.1", 0, ssl=tls, backlog=2048)
        pipe.send(server.sockets[0].getsockname()[1])
        while len(_Receiver.arrivals) < expected:
            await asyncio.sleep(0.02)
        pipe.send((_Receiver.arrivals, time.process_time()))

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve())


@dataclass(frozen=True)
class Outcome:
    """Delays in seconds; CPU in seconds of each process."""

    delays: np.ndarray
    sender_cpu: float
    receiver_cpu: float

    def quantile(self, share: float) -> float:
        return float(np.quantile(self.delays, share))


def measure(*, deliveries: int, endpoints: int, tls: bool, seconds: float = 60.0) -> Outcome:
    """One run on a fresh database.

    Raises:
        TimeoutError: not all of the others got theirs in time.
    """
    ours, theirs = multiprocessing.Pipe()
    expected = deliveries - deliveries // endpoints
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        receiver = multiprocessing.get_context("spawn").Process(
            target=_receive, args=(theirs, expected, folder if tls else None), daemon=True
        )
        receiver.start()
        origin = f"https://{NAME}" if tls else "http://127.0.0.1"
        try:
            base = f"{origin}:{ours.recv()}/hook"
            urls = [f"{base}/{number}" for number in range(endpoints)]
            with _sender(folder, urls) as (database, names, process):
                before = sum(process.cpu_times()[:2])
                begun = _make_due(database, names, deliveries)
                if not ours.poll(seconds):
                    raise TimeoutError("not all were delivered")
                arrivals, receiver_cpu = ours.recv()
                sender_cpu = sum(process.cpu_times()[:2]) - before
            return Outcome(np.array(arrivals) - begun, sender_cpu, receiver_cpu)
        finally:
            receiver.kill()


@contextmanager
def _sender(
    folder: Path, urls: Sequence[str]
) -> Iterator[tuple[Database, list[str], psutil.Process]]:
    url = f"sqlite:///{folder}/hooks.db"
    database = Database(url)
    upgrade(database)
    names = [_endpoint(database, url) for url in urls]
    environment = {
        "SCOPITONE_DATABASE_URL": url,
        "SCOPITONE_ALLOWED_NETWORKS": '["127.0.0.0/8", "::1/128"]',
        "SCOPITONE_LOG_LEVEL": "WARNING",
    }
    if (folder / "both.pem").exists():
        environment["SSL_CERT_FILE"] = str(folder / "both.pem")
    command = [sys.executable, "-m", "services.cli.main", "webhooks"]
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        time.sleep(5)  # it imports for some two seconds
        yield database, names, psutil.Process(process.pid)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        database.close()


def _endpoint(database: Database, url: str) -> str:
    new = NewEndpoint(url=url, secret=SECRET)
    return database.run(lambda connection: add_endpoint(connection, "default", new)).id


def _make_due(database: Database, names: list[str], number: int) -> float:
    """Insert the deliveries in one transaction, and return when it ended."""
    now = time.time()
    rows = [
        {
            "id": new_name("msg"),
            "endpoint_id": names[one % len(names)],
            "type": "job.succeeded",
            "data": json.dumps({"revision": 1}),
            "state": "pending",
            "next_attempt_at": now,
            "created_at": now,
        }
        for one in range(number)
    ]
    with database.write() as connection:
        connection.execute(insert(webhook_deliveries), rows)
    return time.time()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=10_000)
    parser.add_argument("--endpoints", type=int, default=100)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--tls", action="store_true")
    asked = parser.parse_args()
    print(machine())
    print("    p50     p95     p99     max   sender ms CPU   receiver ms CPU   (each delivery)")
    for _ in range(asked.runs):
        found = measure(deliveries=asked.deliveries, endpoints=asked.endpoints, tls=asked.tls)
        cells = [f"{found.quantile(share):6.2f}s" for share in (0.5, 0.95, 0.99, 1.0)]
        number = len(found.delays)
        cells += [f"{1000 * found.sender_cpu / number:14.2f}"]
        cells += [f"{1000 * found.receiver_cpu / number:17.2f}"]
        print(" ".join(cells), f"  goal: p99 < {BOUND:g} s", flush=True)


if __name__ == "__main__":
    main()
