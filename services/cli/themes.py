"""`scopitone themes`: looks for a film, for a song or a wish."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from common.aesthetics import Aesthetic, aesthetics
from common.artifacts.understanding import Understanding
from common.errors import UnwritableOutputError
from services.cli import asked
from services.cli.workshop import opened
from workers.engines.themes import Recommendation, paint_swatch, recommend, search_by
from workers.engines.themes.searching import Way
from workers.engines.threads import use_one_thread


def themes(
    *,
    song: Annotated[
        Path | None, typer.Argument(help="Recommend for this song.", metavar="[SONG]")
    ] = None,
    query: Annotated[str, typer.Option(help="What you wish to see, in your words.")] = "",
    most: Annotated[int, typer.Option(min=1, help="How many to recommend.")] = 5,
    by: Annotated[
        Way, typer.Option(help="Search by `meaning` or by `words`; `auto` takes what is installed.")
    ] = "auto",
    excerpt: asked.ExcerptOption = None,
    swatches: Annotated[
        Path | None, typer.Option(help="Paint each into this folder.", metavar="DIR")
    ] = None,
    json: asked.JsonOption = False,
) -> None:
    """Recommend aesthetics for SONG, for a wish, or for both; without either, list them all.

    `render --aesthetic NAME` films one.
    """
    use_one_thread()
    folder = None if swatches is None else _made(swatches)
    if song is None and not query.strip():
        found = tuple(aesthetics().values())
        _paint(found, folder)
        _list_all(found, as_json=json)
        return
    known = None if song is None else _heard(song, excerpt, quiet=json)
    search = search_by(by) if query.strip() else None
    recommended = recommend(known, query, most=most, search=search)
    _paint(tuple(aesthetics()[one.name] for one in recommended), folder)
    way = None if search is None else search.name
    if json:
        asked.print_json({"search": way, "themes": [_document(one) for one in recommended]})
    else:
        _describe(recommended, way)


def _heard(song: Path, excerpt: str | None, *, quiet: bool) -> Understanding:
    request = asked.film_request(theme="-", excerpt=asked.excerpt(excerpt))
    with (
        tempfile.TemporaryDirectory(prefix="scopitone-") as folder,
        opened(song, request, Path(folder), quiet=quiet) as desk,
    ):
        return desk.workshop.understand(desk.recipe).understanding


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UnwritableOutputError(f"cannot make {folder}: {problem.strerror}") from None
    return folder


def _paint(chosen: tuple[Aesthetic, ...], folder: Path | None) -> None:
    """One PNG each, named as the aesthetic with hyphens for what file names dislike."""
    if folder is None:
        return
    for one in chosen:
        name = "-".join("".join(c if c.isalnum() else " " for c in one.name.lower()).split())
        asked.writable(folder / f"{name}.png").write_bytes(paint_swatch(one))


def _document(one: Recommendation) -> dict[str, object]:
    look = aesthetics()[one.name].model_dump(mode="json")
    return {**look, "score": one.score, "reason": one.reason}


def _list_all(found: tuple[Aesthetic, ...], *, as_json: bool) -> None:
    if as_json:
        asked.print_json({"themes": [one.model_dump(mode="json") for one in found]})
        return
    for one in found:
        typer.echo(f"{one.family:<11} {one.name:<30} {one.description}")


def _describe(recommended: tuple[Recommendation, ...], way: str | None) -> None:
    for number, one in enumerate(recommended, start=1):
        look = aesthetics()[one.name]
        typer.echo(f"{number}. {one.name} ({one.family}, {one.score:.2f})\n   {look.description}")
        typer.echo(f"   {' '.join(look.palette)}; {look.lighting}\n   {one.reason}")
    if way is not None:
        typer.echo(f"(searched by {way})")
