"""A workshop on this machine: the stages called in a loop, for commands that need but a few."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from common.film_request import FilmRequest
from common.pipeline import Recipe
from common.storage.local import LocalStorage
from services.cli import installation
from services.cli.progress import board
from workers.crew import open_crew
from workers.local import Workshop, accept


class OpenWorkshop(NamedTuple):
    """A workshop and the recipe of the song it is for."""

    workshop: Workshop
    recipe: Recipe


@contextmanager
def opened(
    song: Path, request: FilmRequest, folder: Path, *, quiet: bool
) -> Iterator[OpenWorkshop]:
    """Store, crew, recipe and progress."""
    settings = installation.settings()
    store = folder / "store"
    storage = LocalStorage(store)
    recipe = accept(song, request=request, storage=storage, settings=settings)
    with (
        board(quiet=quiet) as lines,
        open_crew(store=store, settings=settings, watch=lines.hear) as crew,
    ):
        yield OpenWorkshop(Workshop(folder=folder, storage=storage, crew=crew), recipe)
