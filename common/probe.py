"""Find out what a song file holds, in a child process that cannot take this one with it.

The child decodes and counts under limits on memory, CPU and time: a decoder that a hostile file
crashes, or a file that expands without end, costs the child and not the service.
"""

import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

from common.artifacts.song import Song
from common.config import Settings
from common.errors import InvalidInputError, SongLimitError, UnreadableSongError

MEMORY_BYTES = 1_500_000_000
"""Address space. Counting 20 minutes of 8 channels peaks at 0.4 GB, most of it libraries."""
CPU_SECONDS = 60
"""20 minutes of stereo cost 2 to 5 s; of 8 channels at 192 kHz about 40 s."""
WALL_SECONDS = 120

_KNOWN = {kind.__name__: kind for kind in (InvalidInputError, SongLimitError, UnreadableSongError)}


def probe(path: Path, *, settings: Settings) -> Song:
    """Decode a whole song in a child process and say what it is.

    Raises:
        InvalidInputError: not a readable file, or less sound than `min_song_seconds`.
        UnreadableSongError: no sound in it, or decoding it broke the child.
        SongLimitError: over the installation's limits, or decoding took too much.
    """
    command = [sys.executable, "-P", "-m", "common.probe", str(path.absolute())]
    try:
        child = subprocess.run(
            command,
            input=settings.model_dump_json().encode(),
            capture_output=True,
            timeout=WALL_SECONDS,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SongLimitError(f"{path.name} took over {WALL_SECONDS} s to decode") from None
    except ValueError:
        raise InvalidInputError(f"{path.name!r} is not a file name") from None
    if child.returncode < 0:
        raise _death(path.name, -child.returncode)
    return _answer(path.name, child.stdout)


def _death(name: str, number: int) -> InvalidInputError:
    if number in {signal.SIGXCPU, signal.SIGKILL}:
        return SongLimitError(f"{name} needs more than {CPU_SECONDS} s of CPU or too much memory")
    return UnreadableSongError(f"{name} broke the decoder ({signal.Signals(number).name})")


def _answer(name: str, output: bytes) -> Song:
    try:
        answer = json.loads(output)
    except ValueError:
        raise UnreadableSongError(f"{name} broke the decoder") from None
    if "error" in answer:
        raise _KNOWN[answer["error"]](answer["message"])
    return Song.from_json(output)


def measure(path: Path, *, settings: Settings) -> Song:
    """What `probe` does, in this process and without limits on it.

    The decoders are imported here: who only waits for the child needs none of them.
    """
    from common.decoding import check_long_enough, open_sound  # noqa: PLC0415

    with open_sound(path, settings=settings) as (form, blocks):
        samples = sum(block.shape[1] for block in blocks)
    check_long_enough(samples / form.sample_rate, path.name, settings)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Song(
        sha256=digest,
        name=path.name,
        samples=samples,
        sample_rate=form.sample_rate,
        channels=form.channels,
        codec=form.codec,
        container=form.container,
    )


def _limit(kind: int, amount: int) -> None:
    """Lower a limit, never above what this process was already given."""
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        amount = min(amount, hard)
    resource.setrlimit(kind, (amount, hard))


def main() -> None:
    """The child: settings as JSON on standard input, a Song or an error as JSON on output."""
    settings = Settings.model_validate_json(sys.stdin.buffer.read())
    path = Path(sys.argv[1])
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    try:
        answer = measure(path, settings=settings).to_json()
    except InvalidInputError as problem:
        answer = _error(type(problem).__name__, str(problem))
    except MemoryError:
        answer = _error("SongLimitError", f"{path.name} needs too much memory to decode")
    sys.stdout.buffer.write(answer)


def _error(kind: str, message: str) -> bytes:
    return json.dumps({"error": kind, "message": message}).encode()


if __name__ == "__main__":
    main()
