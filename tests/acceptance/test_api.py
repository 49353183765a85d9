"""docs/api.md is true: its commands run, in their order, against a stack that was just started."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import which

import av
import pytest

from common.logs import without_secrets
from tests.support.command import ROOT

GUIDE = ROOT / "docs/api.md"
WRITTEN = "http://127.0.0.1:8000"
MINUTES = 10


def script(address: str) -> str:
    """The `sh` blocks of the guide as one program that stops at the first failure."""
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE.read_text(), flags=re.DOTALL)
    assert WRITTEN in blocks[0]
    return "set -euo pipefail\n" + "\n".join(blocks).replace(WRITTEN, address)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def stack(folder: Path) -> Iterator[str]:
    """`scopitone up` with everything of it in `folder`, until the block ends."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [str(Path(sys.executable).with_name("scopitone")), "up", "--port", str(port)]
    with (folder / "stack.log").open("wb") as log:
        process = subprocess.Popen([*command, "--data-dir", str(folder / "data")], stderr=log)
        try:
            wait_for(f"{address}/readyz", process)
            yield address
        finally:
            process.terminate()
            process.wait(60)


def wait_for(url: str, process: subprocess.Popen[bytes], *, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
            assert answer.status == 200
            return
        time.sleep(0.2)
    raise AssertionError(f"nothing answers at {url}")


@pytest.mark.slow
@pytest.mark.skipif(which("curl") is None, reason="the guide's commands call curl")
def test_the_commands_of_the_guide_run(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    with stack(tmp_path) as address:
        ran = subprocess.run(
            ["bash", "-c", script(address)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            timeout=60 * MINUTES,
            check=False,
        )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]
    for said in ("event: job.succeeded", "event: job.canceled", "request.invalid", "song.unknown"):
        assert said in ran.stdout
    with av.open(tmp_path / "film.mp4") as film:
        assert film.streams.video[0].frames == 6 * 12
    assert (tmp_path / "start.bin").stat().st_size == 100
    logged = (tmp_path / "stack.log").read_text()
    assert without_secrets(logged) == logged, "nothing in it opens anything"
