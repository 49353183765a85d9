"""`scopitone script`: what a film of a song would show, before any picture is made."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from common.artifacts.script import Script
from common.film_request import MvType, SegmentationMode
from services.cli import asked
from services.cli.workshop import opened


def script(
    *,
    song: asked.SongArgument,
    theme: asked.ThemeOption,
    style: Annotated[str, typer.Option(help="How it should look.")] = "",
    aesthetic: asked.AestheticOption = None,
    mv_type: Annotated[MvType, typer.Option(help="The kind of music video.")] = "story narrative",
    segmentation: Annotated[SegmentationMode, typer.Option(help="How the song is cut.")] = "beat",
    script_mode: asked.ScriptModeOption = None,
    transcriber: asked.TranscriberOption = None,
    writer: asked.WriterOption = None,
    lyrics: asked.LyricsOption = None,
    excerpt: asked.ExcerptOption = None,
    beats: asked.BeatsOption = None,
    edits: asked.EditsOption = None,
    seed: Annotated[int, typer.Option(min=0)] = 0,
    json: asked.JsonOption = False,
) -> None:
    """Write the script of a film; `render --script FILE` films an edited one."""
    request = asked.film_request(
        theme=theme,
        style=style,
        aesthetic=aesthetic,
        mv_type=mv_type,
        segmentation=segmentation,
        lyrics=asked.lyrics(lyrics),
        engines=asked.engines(script_mode, writer, transcriber=transcriber),
        excerpt=asked.excerpt(excerpt),
        beats=asked.given_beats(beats),
        edits=asked.edits(edits),
        seed=seed,
    )
    with (
        tempfile.TemporaryDirectory(prefix="scopitone-") as folder,
        opened(song, request, Path(folder), quiet=json) as desk,
    ):
        written = desk.workshop.write(desk.recipe)
    if json:
        asked.print_json(written.to_json())
    else:
        _describe(written)


def _describe(written: Script) -> None:
    typer.echo(f"{written.title}\n{', '.join(written.keywords)}")
    for sheet in written.cast:
        typer.echo(f"with {sheet.name}: {sheet.description}")
    for scene in written.scenes:
        typer.echo(f"\n{scene.index + 1:3d}. {scene.start:.2f} – {scene.end:.2f} s  [{scene.act}]")
        typer.echo(f"     {scene.prompt}")
        typer.echo(f"     {scene.mise_en_scene.camera}; {scene.mise_en_scene.lighting}")
    for note in written.notes:
        typer.echo(f"\nnote: {note}")
