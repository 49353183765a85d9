"""What is typed on a command line, read and checked before any work."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from common.artifacts.edits import Edits
from common.artifacts.lyrics import LyricLine, read_lyrics
from common.engine_options import EngineOptions, ScriptMode
from common.errors import InvalidInputError, UnwritableOutputError
from common.film_request import Excerpt, FilmRequest, GivenBeats

SongArgument = Annotated[
    Path, typer.Argument(help="Any sound file that FFmpeg reads.", metavar="SONG")
]
ThemeOption = Annotated[str, typer.Option(help="What the film is about, in your words.")]
ExcerptOption = Annotated[
    str | None,
    typer.Option(metavar="START:END", help="Seconds or m:ss; either side may be left out."),
]
BeatsOption = Annotated[
    Path | None,
    typer.Option(
        help="Exact beats: JSON with `beats` and `downbeats`, or lines of `time bar-position`."
    ),
]
ScriptModeOption = Annotated[
    ScriptMode | None,
    typer.Option(help="Have a language model write it, asked in this way; see docs/language.md."),
]
WriterOption = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The writer: writer, chat, deepseek-r1-8b. [the profile's]"),
]
LyricsOption = Annotated[
    Path | None,
    typer.Option(
        help="An LRC or SRT file, or the words alone: no cut falls into a line, a lyric video "
        "shows them."
    ),
]
EditsOption = Annotated[
    Path | None,
    typer.Option(help="JSON with your corrections of what is heard; see docs/edits.md."),
]
TranscriberOption = Annotated[
    str | None, typer.Option(help="Who writes down what is sung: `whisper`.")
]
AestheticOption = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="A look that `scopitone themes` names: palette and light."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def engines(
    mode: ScriptMode | None, writer: str | None = None, **chosen: str | None
) -> EngineOptions:
    """The engines of a film whose script is written in a mode; neither: by the profile's writer.

    Raises:
        InvalidInputError: no engine of that kind is called so.
    """
    if mode is not None:
        writer = writer or "chat"
    written = {"writer": writer} | ({} if mode is None else {"script_mode": mode})
    try:
        return EngineOptions.model_validate(written | chosen)
    except ValidationError as problem:
        raise InvalidInputError(problem.errors()[0]["msg"].removeprefix("Value error, ")) from None


def film_request(**asked: object) -> FilmRequest:
    """A request from options.

    Raises:
        InvalidInputError: an option's value is not possible; the message names the option.
    """
    try:
        return FilmRequest.model_validate(asked)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        option = "--" + str(first["loc"][0]).replace("_", "-")
        message = first["msg"].removeprefix("Value error, ")
        raise InvalidInputError(f"{option}: {message} (got {first['input']!r})") from None


def excerpt(text: str | None) -> Excerpt | None:
    """Read `START:END`, `1:05-1:35`, `30:` or `:20`.

    With one colon it parts start from end; minutes need a dash between the two: `0:30-1:00`.
    """
    if text is None:
        return None
    start, mark, end = text.partition("-" if "-" in text else ":")
    try:
        if not mark:
            raise ValueError
        bounds = Excerpt(start=_seconds(start) or 0.0, end=_seconds(end))
    except ValueError:
        raise InvalidInputError(
            f"--excerpt: {text!r} is not START:END in seconds, such as 30:60 or 0:30-1:00"
        ) from None
    if bounds.end is not None and bounds.end <= bounds.start:
        raise InvalidInputError(f"--excerpt: {text!r} ends before it starts")
    return bounds


def _seconds(text: str) -> float | None:
    if not text.strip():
        return None
    minutes, mark, seconds = text.rpartition(":")
    return (int(minutes) * 60 if mark else 0) + float(seconds)


def given_beats(path: Path | None) -> GivenBeats | None:
    if path is None:
        return None
    from workers.stages.analysis import read_beats  # noqa: PLC0415 - its libraries take a second

    grid = read_beats(read_text(path))
    return GivenBeats(beats=tuple(grid.beats), downbeats=tuple(grid.downbeats))


def lyrics(path: Path | None) -> tuple[LyricLine, ...] | tuple[str, ...] | None:
    return None if path is None else read_lyrics(read_text(path))


def edits(path: Path | None) -> Edits | None:
    return None if path is None else Edits.from_json(read_text(path))


def read_text(path: Path) -> str:
    """The text of a file somebody named.

    Raises:
        InvalidInputError: missing, a folder, not allowed, or not text.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InvalidInputError(f"{path} is not a text file") from None
    except OSError as problem:
        raise InvalidInputError(f"{path}: {problem.strerror}") from None


def writable(path: Path) -> Path:
    """A file that can be written there, found out before hours of work.

    Raises:
        UnwritableOutputError: no such folder, a folder of that name, or not allowed.
    """
    folder = path.parent
    if not folder.is_dir():
        raise UnwritableOutputError(f"cannot write {path}: there is no folder {folder}")
    if path.is_dir():
        raise UnwritableOutputError(f"cannot write {path}: it is a folder")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise UnwritableOutputError(f"cannot write {path}: permission denied")
    return path


def print_json(text: bytes | dict[str, object]) -> None:
    typer.echo(text.decode().rstrip() if isinstance(text, bytes) else json.dumps(text, indent=1))


def folder(path: Path) -> Path:
    """A folder to write into, made if it is not there.

    Raises:
        UnwritableOutputError: it cannot be made or written into.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UnwritableOutputError(f"cannot make {path}: {problem.strerror}") from None
    if not os.access(path, os.W_OK):
        raise UnwritableOutputError(f"cannot write into {path}: permission denied")
    return path
