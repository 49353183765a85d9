"""Run the command line as a user does: another process, its output, its exit code."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "examples/demo.ogg"
NOBODY_S = "/nonexistent"
"""A data folder on which no Scopitone runs, whatever runs on this machine."""
DEMO_BEATS = ROOT / "examples/demo.beats"


def scopitone(
    *words: str | Path,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    prefix: Sequence[str] = (),
    timeout: float = 300,
) -> subprocess.CompletedProcess[str]:
    command = [*prefix, str(Path(sys.executable).with_name("scopitone")), *map(str, words)]
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "SCOPITONE_DATA_DIR": NOBODY_S, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
