"""Points at which a process can be told to die or to misbehave, each as often as it was armed.

Nothing of this is in what is shipped: the suite starts its processes with the points put in
(`tests.chaos.processes`, `tests.chaos.steps`). A token is a file; whoever removes it has taken it.
"""

import os
import secrets
import signal
from contextlib import suppress
from pathlib import Path
from typing import Literal, NoReturn

FOLDER = "SCOPITONE_CHAOS"
"""The variable that names the folder of tokens."""
Point = Literal[
    "before-sending",  # hints are recorded and not sent
    "before-completing",  # a result is stored and not reported
    "after-posting",  # a receiver said 200 and nobody wrote it down
    "step-hangs",
    "step-raises",
    "step-exits",
    "step-leaks",
]
_HINTS = "hints"


def tokens() -> Path:
    return Path(os.environ[FOLDER])


def arm(folder: Path, point: Point, *, times: int = 1) -> None:
    for _ in range(times):
        (folder / f"{point}.{secrets.token_hex(4)}").touch()


def untaken(folder: Path) -> int:
    """How many were armed and never met."""
    return len(list(folder.glob("*.*")))


def taken(point: Point) -> bool:
    """Whether this process is the one that does it."""
    for token in tokens().glob(f"{point}.*"):
        with suppress(FileNotFoundError):
            token.unlink()
            return True
    return False


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


def mangle_hints(folder: Path, *, dropped: float, copies: int) -> None:
    """From now on so large a share of hints is lost, and the others come so often, shuffled."""
    draft = folder / f"draft-of-{_HINTS}"
    draft.write_text(f"{dropped} {copies}")
    draft.replace(folder / _HINTS)


def mangling() -> tuple[float, int]:
    """As told by `mangle_hints`; nothing is dropped and all come once unless it was."""
    try:
        dropped, copies = (tokens() / _HINTS).read_text().split()
    except FileNotFoundError:
        return 0.0, 1
    return float(dropped), int(copies)
