"""`scopitone analyze`: what is heard in a song."""

import json as text_of
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from common.artifacts.lyrics import LyricLine
from common.artifacts.singing import Singing
from common.film_request import Excerpt
from services.cli import asked, installation
from services.cli.workshop import opened
from workers.engines.decoder import decode
from workers.local import Known


def analyze(
    *,
    song: asked.SongArgument,
    excerpt: asked.ExcerptOption = None,
    beats: asked.BeatsOption = None,
    edits: asked.EditsOption = None,
    tracker: Annotated[
        str | None, typer.Option(help="Who hears the beats: `madmom` or `onset`.")
    ] = None,
    listener: Annotated[
        str | None,
        typer.Option(help="Who hears key and chords: `madmom-harmony` or `templates`."),
    ] = None,
    labeller: Annotated[
        str | None, typer.Option(help="Who finds words for the music: `rules` or `clap`.")
    ] = None,
    captioner: Annotated[
        str | None,
        typer.Option(help="Who tells what it is like: `lp-musiccaps` or `qwen2-audio`."),
    ] = None,
    lyrics: asked.LyricsOption = None,
    transcriber: asked.TranscriberOption = None,
    plot_to: Annotated[
        Path | None, typer.Option("--plot", help="Draw a PNG of it.", metavar="FILE")
    ] = None,
    json: asked.JsonOption = False,
) -> None:
    """Find beats, bars, tempo, sections, key, chords, mood and what is sung in SONG."""
    picture = asked.writable(plot_to) if plot_to else None
    request = asked.film_request(
        theme="-",
        excerpt=asked.excerpt(excerpt),
        beats=asked.given_beats(beats),
        edits=asked.edits(edits),
        lyrics=asked.lyrics(lyrics),
        engines={
            "tracker": tracker,
            "listener": listener,
            "labeller": labeller,
            "captioner": captioner,
            "transcriber": transcriber,
        },
    )
    with (
        tempfile.TemporaryDirectory(prefix="scopitone-") as folder,
        opened(song, request, Path(folder), quiet=json) as desk,
    ):
        known = desk.workshop.understand(desk.recipe)
        singing = desk.workshop.sing(desk.recipe)
    if picture:
        sung = request.heard(singing)
        picture.write_bytes(_drawn(song, request.excerpt or Excerpt(), known, sung))
    if json:
        asked.print_json(_document(known, singing))
    else:
        _describe(known)
        _tell_singing(singing)


def _drawn(song: Path, excerpt: Excerpt, known: Known, sung: Sequence[LyricLine]) -> bytes:
    from workers.engines.timeline import draw_timeline  # noqa: PLC0415 - loads matplotlib

    audio = decode(song, settings=installation.settings(), excerpt=(excerpt.start, excerpt.end))
    return draw_timeline(
        audio=audio,
        analysis=known.analysis,
        harmony=known.harmony,
        understanding=known.understanding,
        sung=sung,
        title=song.stem,
    )


def _document(known: Known, singing: Singing) -> dict[str, object]:
    """The analysis, with harmony, understanding and singing as three more fields."""
    parts = {"harmony": known.harmony, "understanding": known.understanding, "singing": singing}
    document: dict[str, object] = text_of.loads(known.analysis.to_json())
    return document | {name: text_of.loads(part.to_json()) for name, part in parts.items()}


def _describe(known: Known) -> None:
    analysis, harmony, understanding = known.analysis, known.harmony, known.understanding
    grid = "steady enough to cut on" if analysis.has_grid else "too loose to cut on"
    typer.echo(understanding.caption)
    typer.echo(
        f"\n{analysis.duration:.2f} s, {analysis.tempo:.1f} beats a minute, "
        f"{analysis.metre} beats a bar, confidence {analysis.beat_confidence:.2f} ({grid})"
    )
    typer.echo(
        f"{harmony.key.name}, confidence {harmony.key.confidence:.2f}; "
        f"{understanding.chord_changes:.1f} changes of chord a minute"
    )
    for labelling in understanding.content:
        typer.echo(f"{labelling.kind}: {labelling.best.text} ({labelling.best.score:.2f})")
    typer.echo(f"{len(analysis.beats)} beats, {len(analysis.downbeats)} bars; sections:")
    for section, role in zip(analysis.sections, understanding.roles, strict=True):
        bar = "█" * round(20 * section.energy)
        typer.echo(
            f"  {section.start:7.2f} – {section.end:7.2f} s  {section.label:<3} "
            f"{role.role:<7} {role.confidence:.2f}  {bar}"
        )


def _tell_singing(singing: Singing) -> None:
    if not singing.lines:
        told = "nobody sings" if singing.instrumental else "whether anybody sings cannot be told"
        typer.echo(f"{told} (evidence of a voice {singing.voice:.2f})")
        return
    typer.echo(f"{len(singing.lines)} lines are sung. {singing.reading.text}")
    for line in singing.lines:
        typer.echo(
            f"  {line.start:7.2f} – {line.end:7.2f} s  {line.way:<6} {line.confidence:.2f}  "
            f"{line.text}"
        )
