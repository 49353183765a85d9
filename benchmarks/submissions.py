"""How many jobs a second one API process takes in, on SQLite, with p99 under 100 ms.

    python -m benchmarks.submissions                    # looks for the highest rate that holds
    python -m benchmarks.submissions --rate 300 --seconds 60

Open loop: requests leave at their appointed times whether or not earlier ones were answered, and a
delay counts from the appointed time, so that a server that stalls cannot hide it (coordinated
omission). The API and the orchestrator run as processes of their own, as `scopitone up` runs them;
no worker is registered, so that nothing is rendered. CPU is given for each process apart.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import Connection

from common.artifacts.song import Song
from common.db.migrations import upgrade
from common.db.repository.keys import create_key
from common.db.repository.songs import add_song
from common.db.repository.tenants import change_tenant
from common.db.session import Database
from services.orchestrator.run import Orchestrator

BOUND = 0.1
RATES = (100, 150, 200, 250, 300, 350, 400, 450, 500, 600, 700, 800)


@dataclass(frozen=True)
class Outcome:
    """Delays in seconds from the appointed time to the answer."""

    rate: float
    delays: np.ndarray
    refused: int
    cpu: dict[str, float]
    seconds: float

    @property
    def holds(self) -> bool:
        return not self.refused and self.quantile(0.99) < BOUND

    def quantile(self, share: float) -> float:
        return float(np.quantile(self.delays, share))

    def line(self) -> str:
        cells = [f"{self.rate:6.0f}", f"{len(self.delays):7d}", f"{self.refused:7d}"]
        cells += [f"{1000 * self.quantile(share):8.1f}" for share in (0.5, 0.95, 0.99, 1)]
        cells += [f"{1000 * self.cpu['api'] / len(self.delays):10.2f}"]
        names = ("api", "orchestrator", "client")
        cells += [f"{self.cpu[name] / self.seconds:6.0%}" for name in names]
        return " ".join(cells) + ("" if self.holds else "   does not hold")


HEAD = "  rate answers refused  p50 ms   p95 ms   p99 ms   max ms api ms/job    api  orch. client"


class Client:
    """Connections that are kept open, and one request at a time on each."""

    def __init__(self, port: int, song_id: str, key: str | None) -> None:
        self._port = port
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        shown = f"Authorization: Bearer {key}\r\n" if key else ""
        body = json.dumps({"song_id": song_id, "theme": "a walk along the sea at dusk"}).encode()
        self._request = (
            f"POST /v1/jobs HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{shown}"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode() + body

    async def submit(self) -> bool:
        reader, writer = await self._connection()
        writer.write(self._request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        self._idle.append((reader, writer))
        return head.startswith(b"HTTP/1.1 202")

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """One that is open: those that lay idle for some seconds, the server has closed."""
        while self._idle:
            reader, writer = self._idle.pop()
            if not reader.at_eof():
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", self._port)

    def close(self) -> None:
        for _, writer in self._idle:
            writer.close()


async def open_loop(client: Client, *, rate: float, seconds: float) -> tuple[list[float], int]:
    """Delays of the accepted, and how many were not."""
    delays: list[float] = []
    refused = 0

    async def one(due: float) -> None:
        nonlocal refused
        try:
            accepted = await client.submit()
        except (OSError, asyncio.IncompleteReadError):
            accepted = False
        if accepted:
            delays.append(time.perf_counter() - due)
        else:
            refused += 1

    begun = time.perf_counter() + 0.2
    tasks = []
    for number in range(round(rate * seconds)):
        due = begun + number / rate
        wait = due - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        tasks.append(asyncio.create_task(one(due)))
    await asyncio.gather(*tasks)
    return delays, refused


def orchestrate(url: str) -> None:
    Orchestrator(Database(url), send=lambda _hints: None).run(threading.Event())


@dataclass(frozen=True)
class Running:
    """An API and an orchestrator over a fresh database, by their process ids."""

    port: int
    song: str
    key: str | None
    pids: dict[str, int]


@contextmanager
def service(folder: Path, *, keys: bool) -> Iterator[Running]:
    url = f"sqlite:///{folder}/scopitone.db"
    database = Database(url)
    upgrade(database)
    song = Song(
        sha256="0" * 64,
        name="song.ogg",
        samples=48000 * 180,
        sample_rate=48000,
        channels=2,
        codec="opus",
        container="ogg",
    )
    place = f"song/{song.sha256}"
    row, _ = database.run(
        lambda c: add_song(c, tenant_id="default", song=song, object_key=place, size=1000)
    )
    key = database.run(_limited) if keys else None
    ready, told = os.pipe()
    command = [sys.executable, "-m", "services.api", "--port", "0", "--ready-fd", str(told)]
    environment = {**os.environ, "SCOPITONE_DATA_DIR": str(folder), "SCOPITONE_DATABASE_URL": url}
    environment["SCOPITONE_API_KEYS"] = "required" if keys else "off"
    api = subprocess.Popen(command, env=environment, pass_fds=(told,))
    os.close(told)
    other = multiprocessing.get_context("spawn").Process(target=orchestrate, args=(url,))
    other.start()
    try:
        with os.fdopen(ready) as lines:
            port = int(lines.readline().rpartition(":")[2])
        assert other.pid is not None
        pids = {"api": api.pid, "orchestrator": other.pid}
        yield Running(port, row.id, key, pids)
    finally:
        api.terminate()
        other.terminate()
        api.wait(30)
        other.join(30)
        database.close()


def _limited(connection: Connection) -> str:
    """A key whose requests are counted, and that may send all it does."""
    change_tenant(connection, "default", limits={"requests_per_minute": "100000000"})
    return create_key(connection, "default", title="bench", scopes=["submit"])[0]


def cpu_of(pid: int) -> float:
    """User and system seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def mine() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measure(*, rate: float, seconds: float, keys: bool = False, warm_up: float = 3.0) -> Outcome:
    with tempfile.TemporaryDirectory() as folder, service(Path(folder), keys=keys) as running:
        pids = running.pids

        async def run() -> Outcome:
            client = Client(running.port, running.song, running.key)
            await open_loop(client, rate=min(rate, 100), seconds=warm_up)
            before = {name: cpu_of(pid) for name, pid in pids.items()} | {"client": mine()}
            begun = time.perf_counter()
            delays, refused = await open_loop(client, rate=rate, seconds=seconds)
            spent = time.perf_counter() - begun
            after = {name: cpu_of(pid) for name, pid in pids.items()} | {"client": mine()}
            client.close()
            cpu = {name: after[name] - before[name] for name in after}
            return Outcome(rate, np.array(delays or [np.inf]), refused, cpu, spent)

        return asyncio.run(run())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=float, help="only this one, in jobs a second")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--keys", action="store_true", help="with a key, its requests counted")
    asked = parser.parse_args()
    print(HEAD, flush=True)
    best = None
    for rate in [asked.rate] if asked.rate else RATES:
        outcome = measure(rate=rate, seconds=asked.seconds, keys=asked.keys)
        print(outcome.line(), flush=True)
        if not outcome.holds:
            break
        best = rate
    print(f"\nhighest rate with p99 under {1000 * BOUND:.0f} ms: {best or 'none'} jobs a second")


if __name__ == "__main__":
    main()
