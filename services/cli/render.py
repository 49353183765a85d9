"""`scopitone render`: a song and a theme become a film."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer

from common.admission import admit
from common.artifacts.script import Script
from common.errors import (
    InvalidInputError,
    ScopitoneError,
    StorageFullError,
)
from common.film_request import Accents, Aspect, FilmRequest, MvType, SegmentationMode
from common.probe import probe
from services.cli import asked, installation
from services.cli.client import Client, Job, address
from services.cli.jobs import follow, raise_failure
from services.cli.progress import board
from services.cli.unpacking import Made, unpack
from workers.stages.scripting import ScriptRequest

Folder = Annotated[
    Path | None, typer.Option(help="Keep every intermediate result here. [OUT.work]")
]


def render(
    *,
    song: asked.SongArgument,
    theme: asked.ThemeOption,
    style: Annotated[str, typer.Option(help="How it should look: 'oil painting', 'noir'.")] = "",
    aesthetic: asked.AestheticOption = None,
    mv_type: Annotated[MvType, typer.Option(help="The kind of music video.")] = "story narrative",
    profile: Annotated[str, typer.Option(help="Engines to use.")] = "sketch",
    aspect: Annotated[Aspect, typer.Option()] = "16:9",
    height: Annotated[int, typer.Option(help="Pixels of the shorter side.")] = 720,
    fps: Annotated[str, typer.Option(help="Frames a second: 24, 30000/1001.")] = "24",
    excerpt: asked.ExcerptOption = None,
    beats: asked.BeatsOption = None,
    edits: asked.EditsOption = None,
    segmentation: Annotated[SegmentationMode, typer.Option(help="How the song is cut.")] = "beat",
    accents: Annotated[Accents, typer.Option(help="Small pushes on the beat.")] = "subtle",
    lyrics: asked.LyricsOption = None,
    script_mode: asked.ScriptModeOption = None,
    transcriber: asked.TranscriberOption = None,
    writer: asked.WriterOption = None,
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
        aesthetic=aesthetic,
        mv_type=mv_type,
        profile=profile,
        aspect=aspect,
        height=height,
        fps=fps,
        excerpt=asked.excerpt(excerpt),
        beats=asked.given_beats(beats),
        edits=asked.edits(edits),
        segmentation=segmentation,
        accents=accents,
        lyrics=asked.lyrics(lyrics),
        engines=asked.engines(script_mode, writer, transcriber=transcriber),
        script=None if script is None else Script.from_json(asked.read_text(script)),
        seed=seed,
    )
    _refuse_impossible(song, request)
    folder = asked.folder(workdir or target.with_suffix(".work"))
    with _service(folder) as client:
        job = _made_by(client, song, request, quiet=json)
        made = unpack(client, job.id, folder)
    _deliver(made.film, target)
    _report(made, target, as_json=json)


def _refuse_impossible(song: Path, request: FilmRequest) -> None:
    """Say at once what the service would refuse, before anything is started.

    Raises:
        InvalidInputError: what, and why.
    """
    settings = installation.settings()
    if address(settings) is None:
        admit(request, settings)
    ScriptRequest(theme=request.theme, style=request.style, mv_type=request.mv_type).checked()
    known = probe(song, settings=settings)
    if request.excerpt is not None and request.excerpt.start >= known.duration:
        raise InvalidInputError(
            f"{song.name} lasts {float(known.duration):.2f} s; the excerpt reaches beyond it"
        )


@contextmanager
def _service(workdir: Path) -> Iterator[Client]:
    """The Scopitone that runs here, or a private one whose store lies in the work folder."""
    settings = installation.settings()
    url = address(settings)
    if url is not None:
        with Client.at(url, key=settings.key) as client:
            yield client
        return
    # What it needs takes longer to import than most mistakes to be told.
    from services.cli.stack.running import open_stack  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="scopitone-") as folder:
        private = settings.model_copy(
            update={
                "data_dir": Path(folder),
                "database_url": "",
                "broker_url": "",
                "store": str((workdir / "store").absolute()),
                "models": str(settings.models_folder),
            }
        )
        with (
            open_stack(
                private,
                host="127.0.0.1",
                port=0,
                workers=settings.workers,
                log=workdir / "service.log",
                private=True,
                environment={"SCOPITONE_API_KEYS": "off"},
            ) as (_, instance),
            Client.at(instance.url) as client,
        ):
            yield client


def _made_by(client: Client, song: Path, request: FilmRequest, *, quiet: bool) -> Job:
    """Submit a job and follow it to its end; Ctrl-C cancels it."""
    with board(quiet=quiet) as lines:
        job = client.submit(client.upload(song), request)
        try:
            last = follow(client, job.id, lines.show)
        except KeyboardInterrupt:
            with suppress(ScopitoneError):
                client.cancel(job.id)
            raise
    raise_failure(last)
    return last


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
                "notes": made.script.notes,
            }
        )
        return
    typer.echo(
        f"{target}: {len(made.script.scenes)} shots; of its visual accents "
        f"{scores.precision70:.0%} fall within 70 ms of a beat "
        f"(alignment {scores.bas_visual_corrected:.2f} above chance)"
    )
    for note in made.script.notes:
        typer.echo(f"note: {note}")
