"""How long the API process takes from its start to its first answer.

    python -m benchmarks.starting

CPU time tells of an idle machine what wall time tells only there. The first start of several is
left out: it reads files from the disk and may write bytecode.
"""

import http.client
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.machine import machine
from common.db.migrations import upgrade
from common.db.session import Database

STARTS = 4


class Start(NamedTuple):
    """Seconds until /healthz answered 200; CPU includes the stop."""

    wall: float
    cpu: float


def starts() -> list[Start]:
    """Warm starts over an empty, migrated SQLite file, the quickest first."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/scopitone.db")
        upgrade(database)
        database.close()
        return sorted([_start(Path(folder)) for _ in range(STARTS)][1:])


def _start(folder: Path) -> Start:
    ready, told = os.pipe()
    command = [sys.executable, "-m", "services.api", "--port", "0", "--ready-fd", str(told)]
    begun = time.monotonic()
    process = subprocess.Popen(
        command, env={**os.environ, "SCOPITONE_DATA_DIR": str(folder)}, pass_fds=(told,)
    )
    os.close(told)
    with os.fdopen(ready) as lines:
        port = int(lines.readline().rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == http.client.OK
    wall = time.monotonic() - begun
    process.terminate()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Start(wall, usage.ru_utime + usage.ru_stime)


if __name__ == "__main__":
    print(machine())
    for start in starts():
        print(f"{start.wall:.2f} s to the first answer, {start.cpu:.2f} s of CPU   (goal 2)")
