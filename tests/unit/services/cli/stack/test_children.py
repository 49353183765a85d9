"""Processes kept alive, and gone when their parent is."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from services.cli.stack.children import Child, Program, StackError

SOON = 10.0
SLEEP = [sys.executable, "-I", "-S", "-c", "import time; time.sleep(60)"]
FALL = [sys.executable, "-I", "-S", "-c", "raise SystemExit(3)"]


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + SOON
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_killed_child_is_started_again_and_prepared_each_time() -> None:
    prepared: list[int] = []
    child = Child(
        Program(name="sleeper", command=SLEEP, prepare=lambda: prepared.append(1)), log=None
    )
    child.start()
    first = child.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    until(lambda: child.tend() or child.pid not in {None, first})
    assert len(prepared) == 2
    child.ask_to_stop()
    child.wait()


def test_a_child_that_keeps_falling_is_given_up() -> None:
    child = Child(Program(name="broken", command=FALL), log=None)
    child.start()
    child._falls = 5
    with pytest.raises(StackError, match="broken"):
        until(child.tend)


def test_a_child_that_will_not_stop_is_killed() -> None:
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True)"
    child = Child(
        Program(
            name="deaf",
            command=[sys.executable, "-c", f"{deaf}; time.sleep(60)"],
            patience=0.3,
        ),
        log=None,
    )
    child.start()
    time.sleep(0.5)
    child.ask_to_stop()
    child.wait()
    assert child.pid is not None
    assert not alive(child.pid)


def test_children_die_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time\n"
            "from pathlib import Path\n"
            "from services.cli.stack.children import Child, Program\n"
            f"child = Child(Program(name='sleeper', command={SLEEP!r}), log=None)\n"
            "child.start()\n"
            "time.sleep(0.5)\n"
            f"Path({str(note)!r}).write_text(str(child.pid))\n"
            "time.sleep(60)\n",
        ],
        cwd=Path(__file__).parents[5],
    )
    until(note.exists)
    time.sleep(0.1)
    child = int(note.read_text())
    assert alive(child)
    parent.kill()
    parent.wait()
    until(lambda: not alive(child))
