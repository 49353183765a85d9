"""`scopitone dialogue`: make a film concrete in talk, part by part, before it is rendered."""

import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from common.artifacts.script import Script
from common.dialogue import BuiltinCounsel, Dialogue, answer, begin, filmed
from common.errors import InvalidInputError
from common.film_request import FilmRequest, MvType
from common.phrases.colours import named_colours
from services.cli import asked
from services.cli.workshop import opened
from workers.engines.themes import recommend, search_by


def dialogue(
    *,
    song: asked.SongArgument,
    theme: Annotated[str, typer.Option(help="What the film is about, in your words.")] = "",
    aesthetic: asked.AestheticOption = None,
    mv_type: Annotated[MvType, typer.Option(help="The kind of music video.")] = "story narrative",
    excerpt: asked.ExcerptOption = None,
    seed: Annotated[int, typer.Option(min=0)] = 0,
    state: Annotated[
        Path | None, typer.Option(help="The talk; if it is there, it goes on. [SONG.dialogue.json]")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="The script. [SONG.script.json]")] = None,
) -> None:
    """Talk over the scenes of SONG, then `render --script` what comes of it.

    One saying a line; `help` lists what can be said. The talk is kept after every turn.
    """
    kept = asked.writable(state or Path(f"{song.stem}.dialogue.json"))
    target = asked.writable(out or Path(f"{song.stem}.script.json"))
    if kept.exists():
        talk = Dialogue.from_json(asked.read_text(kept))
    elif theme.strip():
        talk = _begun(_request(theme, aesthetic, mv_type, excerpt, seed), song)
    else:
        raise InvalidInputError(f"--theme: say what the film is about ({kept} is not there yet)")
    ended = _talked(talk, kept)
    target.write_bytes(filmed(ended, named_colours=named_colours()).to_json())
    typer.echo(f"{target}: film it with `scopitone render {song} --theme … --script {target}`")


def _request(
    theme: str, aesthetic: str | None, mv_type: MvType, excerpt: str | None, seed: int
) -> FilmRequest:
    """The film as it is before the talk; who names no look gets the one nearest to the theme."""
    look = aesthetic or recommend(None, theme, most=1, search=search_by("words"))[0].name
    return asked.film_request(
        theme=theme,
        aesthetic=look,
        mv_type=mv_type,
        excerpt=asked.excerpt(excerpt),
        seed=seed,
    )


def _begun(request: FilmRequest, song: Path) -> Dialogue:
    with (
        tempfile.TemporaryDirectory(prefix="scopitone-") as folder,
        opened(song, request, Path(folder), quiet=not sys.stderr.isatty()) as desk,
    ):
        written: Script = desk.workshop.write(desk.recipe)
    return begin(written, aesthetic=request.aesthetic)


def _talked(talk: Dialogue, kept: Path) -> Dialogue:
    """Talk until it is over; the end of the input stops it."""
    counsel = BuiltinCounsel()
    typer.echo(talk.turns[-1].reply)
    while talk.status != "done":
        kept.write_bytes(talk.to_json())
        line = sys.stdin.readline()
        talk = answer(talk, line if line else "stop", counsel)
        typer.echo(talk.turns[-1].reply)
        if talk.status == "stopped":
            break
    kept.write_bytes(talk.to_json())
    return talk
