"""A file that appears under its name only when it is whole."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from av.error import FFmpegError

from common.errors import EngineError, ScopitoneError, StorageFullError, UnwritableOutputError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def appearing(out: Path) -> Iterator[Path]:
    """Give a temporary name in the same folder; rename at the end, or remove it on failure.

    Raises:
        StorageFullError: the disk, the quota or the file system's file size is exhausted.
        UnwritableOutputError: the folder is missing or closed to us.
        EngineError: FFmpeg failed otherwise.
    """
    draft = _draft(out)
    try:
        yield draft
        draft.replace(out)
    except (OSError, FFmpegError) as problem:
        raise _refusal(problem, out) from problem
    finally:
        draft.unlink(missing_ok=True)


def _refusal(problem: OSError | FFmpegError, out: Path) -> ScopitoneError:
    """What to raise: FFmpeg passes on the system's error numbers, and has some of its own."""
    reason = problem.strerror or str(problem)
    if problem.errno in _FULL:
        return StorageFullError(f"no room left to write {out}: {reason}; free some and run again")
    if problem.errno in errno.errorcode:
        return UnwritableOutputError(f"cannot write {out}: {reason}")
    return EngineError(f"making {out.name} failed: {reason}")


def _draft(out: Path) -> Path:
    try:
        handle, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent)
        os.close(handle)
        Path(name).chmod(0o666 & ~_umask())
    except OSError as problem:
        raise _refusal(problem, out) from problem
    return Path(name)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
