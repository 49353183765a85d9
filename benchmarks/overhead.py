"""What the queue costs: CPU time of a film through the whole stack / through `workers.local`.

    python -m benchmarks.overhead --height 180

Both make the bundled song's film with as many processes, each after a short other film, so that
imports, compilers and caches are apart. All processes of the stack count: broker, database's
users, API, orchestrator, workers. The two take turns, since other work on the machine makes CPU
time dearer; the ratio is of the sums.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.machine import machine
from benchmarks.rendering import SONG, THEME
from common.config import Settings
from common.film_request import Excerpt, FilmRequest
from common.storage.local import LocalStorage
from services.cli.client import Client
from services.cli.stack.running import open_stack
from workers.crew import Progress, open_crew
from workers.local import Workshop, accept

GOAL = 1.3
_WARM = Excerpt(start=0, end=12)
Render = Callable[[FilmRequest], None]


def cpu_so_far() -> float:
    """Seconds of this process, which plans the loop's films, and of all under it."""
    here = psutil.Process()
    processes = [here, *here.children(recursive=True)]
    times = [one.cpu_times() for one in processes]
    return sum(one.user + one.system + one.children_user + one.children_system for one in times)


@contextmanager
def through_the_stack(folder: Path, *, workers: int) -> Iterator[Render]:
    settings = Settings(data_dir=folder)
    with (
        open_stack(settings, host="127.0.0.1", port=0, workers=workers, log=folder.parent / "log")
        as (_, instance),
        Client.at(instance.url) as client,
    ):  # fmt: skip
        song = client.upload(SONG)

        def render(request: FilmRequest) -> None:
            *_, last = client.follow(client.submit(song, request).id)
            assert last.status == "succeeded", last

        yield render


@contextmanager
def in_a_loop(folder: Path, *, workers: int) -> Iterator[Render]:
    settings = Settings(workers=workers)
    storage = LocalStorage(folder / "store")

    def silent(_news: Progress) -> None:
        """Nobody watches."""

    with open_crew(store=folder / "store", settings=settings, watch=silent) as crew:

        def render(request: FilmRequest) -> None:
            recipe = accept(SONG, request=request, storage=storage, settings=settings)
            Workshop(folder=folder, storage=storage, crew=crew).render(recipe)

        yield render


def spent(render: Render, request: FilmRequest) -> float:
    before = cpu_so_far()
    render(request)
    return cpu_so_far() - before


def ratio(*, height: int, seconds: float | None, turns: int, workers: int) -> tuple[float, float]:
    """CPU seconds of all films through the stack, and in a loop."""
    request = FilmRequest(
        theme=THEME, height=height, excerpt=None if seconds is None else Excerpt(end=seconds)
    )
    queued, looped = 0.0, 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            through_the_stack(folder / "stack", workers=workers) as queue,
            in_a_loop(folder / "loop", workers=workers) as loop,
        ):
            for render in (queue, loop):
                render(request.model_copy(update={"excerpt": _WARM, "theme": "a city at night"}))
            for turn in range(turns):
                other = request.model_copy(update={"seed": turn})
                queued += spent(queue, other)
                looped += spent(loop, other)
    return queued, looped


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--height", type=int, default=180)
    parser.add_argument("--seconds", type=float, help="of the song; all of it by default")
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--workers", type=int, default=min(2, len(os.sched_getaffinity(0))))
    asked = parser.parse_args()
    print(machine())
    queued, looped = ratio(
        height=asked.height, seconds=asked.seconds, turns=asked.turns, workers=asked.workers
    )
    print(f"{asked.turns} films, height {asked.height}, CPU seconds: {queued:.1f} / {looped:.1f}")
    print(f"through the stack / in a loop: {queued / looped:.2f}   (goal {GOAL})")


if __name__ == "__main__":
    main()
