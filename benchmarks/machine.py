"""The machine that figures were taken on, and what a child process took there."""

import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """What a finished process and its children took; memory is the largest process's peak."""

    wall: float
    cpu: float
    megabytes: float


def machine() -> str:
    """CPU model, cores that this process may use, and how busy the machine is with other work."""
    busy = os.getloadavg()[0]
    return f"{_cpu_model()}, {len(os.sched_getaffinity(0))} cores, load {busy:.1f} at the start"


def run(*command: str, environment: dict[str, str] | None = None) -> Cost:
    """Run a command of this Python to its end.

    Raises:
        RuntimeError: it failed; its last words are the message.
    """
    began = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    assert child.stdout is not None
    said = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if status:
        raise RuntimeError(f"{' '.join(command)} failed: {said[-500:]}")
    wall = time.monotonic() - began
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _cpu_model() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text().splitlines() if facts.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
