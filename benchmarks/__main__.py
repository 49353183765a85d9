"""`make bench`: a table of ratios, all measured in this run, and the machine they are of.

Ratios carry over to another machine, seconds do not. Other work on the machine makes CPU time
dearer (caches and memory are shared), so the load at the start is printed too.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import soundfile

from benchmarks.machine import machine, run
from benchmarks.memory import LONG, SHORT, peaks
from benchmarks.rendering import SECONDS, SONG, THEME
from benchmarks.starting import starts
from benchmarks.sync import planning_milliseconds

Row = tuple[str, str, str]


def main() -> None:
    print(machine())
    print(f"\n{'measured':<58} {'figure':>12}  goal")
    for rows in (_film(), _stages(), _memory(), _sync(), _service()):
        for name, figure, goal in rows:
            print(f"{name:<58} {figure:>12}  {goal}", flush=True)


def _film() -> Iterator[Row]:
    """The bundled song at 1280x720 and 24 frames a second, as the command renders it."""
    length = soundfile.info(SONG).duration
    with TemporaryDirectory() as folder:
        film = str(Path(folder, "film.mp4"))
        command = ("-m", "services.cli.main", "render", str(SONG), "--theme", THEME, "--out", film)
        cost = run(*command)
        size = Path(film).stat().st_size
    workers = min(2, len(os.sched_getaffinity(0)))
    yield "film at 720p: wall time / length of the song", f"{cost.wall / length:.2f}", "< 1"
    yield "film at 720p: CPU time / length of the song", f"{cost.cpu / length:.2f}", f"< {workers}"
    yield "film at 720p: largest process, MB", f"{cost.megabytes:.0f}", ""
    yield "film at 720p: Mb/s", f"{8e-6 * size / length:.1f}", ""


def _stages() -> Iterator[Row]:
    command = [sys.executable, "-m", "benchmarks.rendering"]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    costs: dict[str, float] = json.loads(answer.stdout)
    for stage, seconds in costs.items():
        yield f"  {stage}: CPU seconds a second of film", f"{seconds / SECONDS:.3f}", ""
    yield "  all stages in one process", f"{sum(costs.values()) / SECONDS:.3f}", ""


def _memory() -> Iterator[Row]:
    short, long = peaks()
    name = f"largest process: {LONG:.0f} s of song / {SHORT:.0f} s ({long:.0f} / {short:.0f} MB)"
    yield name, f"{long / short:.2f}", "< 1.2"


def _sync() -> Iterator[Row]:
    yield "sync for 25 frames of 1024x576, ms of CPU", f"{planning_milliseconds():.0f}", "< 150"


def _service() -> Iterator[Row]:
    yield "API: CPU seconds from start to stop, one answer", f"{starts()[0].cpu:.2f}", "< 2"


if __name__ == "__main__":
    main()
