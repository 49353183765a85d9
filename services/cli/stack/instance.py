"""One data folder, one running stack; others find it by a note that it leaves there."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from common.errors import InvalidInputError, UnwritableOutputError

_NOTE, _LOCK = "instance.json", "lock"


class Instance(NamedTuple):
    """A stack that answers at `url`."""

    url: str
    pid: int


@contextmanager
def sole_use(folder: Path) -> Iterator[None]:
    """Hold a data folder; the lock goes with the process, however that ends.

    Raises:
        InvalidInputError: another stack runs on it.
        UnwritableOutputError: it cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as problem:
        raise UnwritableOutputError(f"cannot use {folder}: {problem.strerror}") from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InvalidInputError(f"another stack runs on {folder}; stop it first") from None
        yield
    finally:
        (folder / _NOTE).unlink(missing_ok=True)
        os.close(handle)


def announce(folder: Path, instance: Instance) -> None:
    draft = folder / f".{_NOTE}"
    draft.write_text(json.dumps(instance._asdict()))
    draft.replace(folder / _NOTE)


def running_instance(folder: Path) -> Instance | None:
    """The stack that runs on a data folder, if one does."""
    try:
        note = json.loads((folder / _NOTE).read_text())
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return Instance(**note)
    finally:
        os.close(lock)
    return None
