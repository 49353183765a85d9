"""The processes of an installation, each restarted when it ends, and what can be done to them."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random

import psutil

from services.cli.stack import tether

_AGAIN_SECONDS = 0.5
"""From the end of a process to the next; what a supervisor takes."""
_LOOK_SECONDS = 0.05
_STOP_SECONDS = 15.0


class Part:
    """One process and the children it may have, as one group."""

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], *, log: Path
    ) -> None:
        self.name, self._command, self._log = name, command, log
        self.environment = dict(environment)
        """Of the processes to come."""
        self.wanted = True
        self.starts = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._groups: list[int] = []
        self._due = 0.0

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def tend(self) -> None:
        """Start it when it should run and does not; call this from one thread only, which has to
        live as long as the process (see `tether`)."""
        if self.runs:
            self._due = time.monotonic() + _AGAIN_SECONDS
        elif self.wanted and time.monotonic() >= self._due:
            self._start()

    def _start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", tether.__file__, str(os.getpid()), *self._command],
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
            )
        self._groups.append(self.pid)
        self.starts += 1

    def kill(self) -> None:
        """The whole group at once."""
        self.tell_group(signal.SIGKILL)

    def kill_parent(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def kill_child(self, dice: Random) -> None:
        """One of the processes that work; nothing when none has begun."""
        if children := self.children():
            with suppress(psutil.NoSuchProcess):
                dice.choice(children).kill()

    def children(self) -> list[psutil.Process]:
        with suppress(psutil.NoSuchProcess):
            found = psutil.Process(self.pid).children()
            return [child for child in found if "spawn_main" in " ".join(child.cmdline())]
        return []

    def tell(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def tell_group(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def stop(self) -> None:
        """For good: asked first, then by force; also what a killed parent left behind."""
        self.wanted = False
        if self.runs:
            self.tell_group(signal.SIGCONT)
            self.tell(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                assert self._process is not None
                self._process.wait(_STOP_SECONDS)
        for group in self._groups:
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        if self._process is not None:
            self._process.wait()


class Keeper:
    """Keeps parts running until it is closed; those that came last stop first."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._thread.start()

    def _keep(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            for part in self._parts:
                part.tend()
        for part in reversed(self._parts):
            part.stop()

    def close(self) -> None:
        self._over.set()
        self._thread.join()
