"""Processes that are kept alive: started, restarted when they end, stopped in the end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from common.errors import ScopitoneError
from common.logs import get_logger

_TETHER = Path(__file__).with_name("tether.py")
_FIRST_PAUSE, _LAST_PAUSE = 0.2, 10.0
_WELL_AFTER = 30.0
"""Seconds after which a process is taken to have started well."""
_MOST_FALLS = 6

_log = get_logger(__name__)


class StackError(ScopitoneError):
    """A part of the stack does not start; its log says why."""

    code = "stack.broken"
    exit_code = 69


def _nothing() -> None:
    """No preparation."""


@dataclass(frozen=True, kw_only=True)
class Program:
    """Attributes:
    prepare: run before each start, the first included.
    patience: seconds it may take to stop when asked.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[], object] = _nothing
    patience: float = 10.0


class Child:
    """One process of a program, and the next when it ends.

    Start it from the thread that will outlive it: Linux ends a tethered process with that thread.
    """

    def __init__(self, program: Program, *, log: IO[bytes] | None) -> None:
        self.program, self._log_file = program, log
        self._process: subprocess.Popen[bytes] | None = None
        self._falls, self._begun, self._again_at = 0, 0.0, 0.0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        self.program.prepare()
        self._begun = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_TETHER), str(os.getpid()), *self.program.command],
            env={**os.environ, **self.program.environment},
            stdin=subprocess.DEVNULL,
            stdout=self._log_file or sys.stderr,
            stderr=self._log_file or sys.stderr,
            process_group=0,  # Ctrl-C is for the supervisor alone
        )

    def tend(self) -> None:
        """Start it again if it ended.

        Raises:
            StackError: it ends again and again.
        """
        if self._process is not None:
            if (code := self._process.poll()) is None:
                return
            self._process = None
            well = time.monotonic() - self._begun > _WELL_AFTER
            self._falls = 1 if well else self._falls + 1
            _log.warning("ended", process=self.program.name, code=code)
            if self._falls >= _MOST_FALLS:
                why = "" if self._log_file is None else f"; why is in {self._log_file.name}"
                raise StackError(
                    f"the {self.program.name} process does not stay up (code {code}){why}"
                )
            pause = min(_LAST_PAUSE, _FIRST_PAUSE * 2 ** (self._falls - 1))
            self._again_at = time.monotonic() + pause
        if time.monotonic() >= self._again_at:
            self.start()

    def ask_to_stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def wait(self) -> None:
        """Until it is gone; by force when its patience is over."""
        if self._process is None:
            return
        try:
            self._process.wait(self.program.patience)
        except subprocess.TimeoutExpired:
            _log.warning("does not stop; killed", process=self.program.name)
            self.kill()

    def kill(self) -> None:
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
