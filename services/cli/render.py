"""`scopitone render`: a song and a theme become a film."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from common.artifacts.script import Script
from common.errors import StorageFullError, UnwritableOutputError
from common.pipeline import Accents, Aspect, FilmRequest, MvType, Recipe, SegmentationMode
from common.storage.local import LocalStorage
from services.cli import asked, installation
from services.cli.progress import Board, board
from workers.crew import open_crew
from workers.local import Made, Workshop, accept

Folder = Annotated[
    Path | None, typer.Option(help="Keep every intermediate result here. [OUT.work]")
]


def render(
    *,
    song: asked.SongArgument,
    theme: asked.ThemeOption,
    style: Annotated[str, typer.Option(help="How it should look: 'oil painting', 'noir'.")] = "",
    mv_type: Annotated[MvType, typer.Option(help="The kind of music video.")] = "story narrative",
    profile: Annotated[str, typer.Option(help="Engines to use.")] = "sketch",
    aspect: Annotated[Aspect, typer.Option()] = "16:9",
    height: Annotated[int, typer.Option(help="Pixels of the shorter side.")] = 720,
    fps: Annotated[str, typer.Option(help="Frames a second: 24, 30000/1001.")] = "24",
    excerpt: asked.ExcerptOption = None,
    beats: asked.BeatsOption = None,
    segmentation: Annotated[SegmentationMode, typer.Option(help="How the song is cut.")] = "beat",
    accents: Annotated[Accents, typer.Option(help="Small pushes on the beat.")] = "subtle",
    script: Annotated[
        Path | None, typer.Option(help="Film this script.json, edited by you.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0)] = 0,
    out: Annotated[Path | None, typer.Option(help="The film. [SONG.mp4, here]")] = None,
    workdir: Folder = None,
    json: asked.JsonOption = False,
) -> None:
    """Render a music video from SONG and a theme.

    Run it again with another --script and the same --workdir: only what changed is made anew.
    """
    target = asked.writable(out or Path(f"{song.stem}.mp4"))
    request = asked.film_request(
        theme=theme,
        style=style,
        mv_type=mv_type,
        profile=profile,
        aspect=aspect,
        height=height,
        fps=fps,
        excerpt=asked.excerpt(excerpt),
        beats=asked.given_beats(beats),
        segmentation=segmentation,
        accents=accents,
        seed=seed,
    )
    edited = None if script is None else Script.from_json(asked.read_text(script))
    with opened(song, request, workdir or target.with_suffix(".work"), quiet=json) as desk:
        made = desk.render(edited)
    _deliver(made.film, target)
    _report(made, target, as_json=json)


class OpenWorkshop:
    """A workshop with its recipe, telling the board how many scenes there are."""

    def __init__(self, workshop: Workshop, recipe: Recipe, board: Board) -> None:
        self.workshop = workshop
        self.recipe = recipe
        self._board = board

    def render(self, script: Script | None) -> Made:
        script = script or self.workshop.write(self.recipe)
        self._board.scenes = len(script.scenes)
        return self.workshop.render(self.recipe, script=script)


@contextmanager
def opened(
    song: Path, request: FilmRequest, folder: Path, *, quiet: bool
) -> Iterator[OpenWorkshop]:
    """Everything that commands on a song need: store, crew, recipe, progress."""
    settings = installation.settings()
    store = _made(folder) / "store"
    storage = LocalStorage(store)
    recipe = accept(song, request=request, storage=storage, settings=settings)
    with (
        board(quiet=quiet) as lines,
        open_crew(store=store, settings=settings, watch=lines.hear) as crew,
    ):
        yield OpenWorkshop(Workshop(folder=folder, storage=storage, crew=crew), recipe, lines)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UnwritableOutputError(f"cannot make {folder}: {problem.strerror}") from None
    if not os.access(folder, os.W_OK):
        raise UnwritableOutputError(f"cannot write into {folder}: permission denied")
    return folder


def _deliver(film: Path, target: Path) -> None:
    """Beside the target first, then in its place: nobody ever sees half a film there."""
    partial = target.with_name(f".{target.name}.part")
    try:
        shutil.copyfile(film, partial)
        partial.replace(target)
    except OSError as problem:
        partial.unlink(missing_ok=True)
        raise StorageFullError(f"cannot write {target}: {problem.strerror}") from None


def _report(made: Made, target: Path, *, as_json: bool) -> None:
    scores = made.scores
    if as_json:
        asked.print_json(
            {
                "video": str(target),
                "title": made.script.title,
                "scenes": len(made.script.scenes),
                "tempo": made.analysis.tempo,
                "beat_confidence": made.analysis.beat_confidence,
                "bas_visual_corrected": scores.bas_visual_corrected,
                "precision70": scores.precision70,
                "downbeat_recall70": scores.downbeat_recall70,
            }
        )
        return
    typer.echo(
        f"{target}: {len(made.script.scenes)} shots; of its visual accents "
        f"{scores.precision70:.0%} fall within 70 ms of a beat "
        f"(alignment {scores.bas_visual_corrected:.2f} above chance)"
    )
