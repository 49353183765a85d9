"""`scopitone analyze`: what is heard in a song."""

import tempfile
from pathlib import Path

import typer

from common.artifacts.analysis import Analysis
from services.cli import asked
from services.cli.workshop import opened


def analyze(
    *,
    song: asked.SongArgument,
    excerpt: asked.ExcerptOption = None,
    beats: asked.BeatsOption = None,
    json: asked.JsonOption = False,
) -> None:
    """Find beats, bars, tempo and sections of SONG."""
    request = asked.film_request(
        theme="-", excerpt=asked.excerpt(excerpt), beats=asked.given_beats(beats)
    )
    with (
        tempfile.TemporaryDirectory(prefix="scopitone-") as folder,
        opened(song, request, Path(folder), quiet=json) as desk,
    ):
        analysis = desk.workshop.analyse(desk.recipe)
    if json:
        asked.print_json(analysis.to_json())
    else:
        _describe(analysis)


def _describe(analysis: Analysis) -> None:
    grid = "steady enough to cut on" if analysis.has_grid else "too loose to cut on"
    typer.echo(
        f"{analysis.duration:.2f} s, {analysis.tempo:.1f} beats a minute, "
        f"{analysis.metre} beats a bar, confidence {analysis.beat_confidence:.2f} ({grid})"
    )
    typer.echo(f"{len(analysis.beats)} beats, {len(analysis.downbeats)} bars; sections:")
    for section in analysis.sections:
        bar = "█" * round(20 * section.energy)
        typer.echo(f"  {section.start:7.2f} – {section.end:7.2f} s  {section.label:<10} {bar}")
