"""The `scopitone` command: parse, call, and say in one line what went wrong."""

import os
import sys
import warnings
from collections.abc import Callable, Sequence
from importlib import import_module, metadata
from types import MappingProxyType
from typing import Annotated, cast

import typer

from common.errors import MissingEngineError, ScopitoneError

COMMANDS = MappingProxyType(
    {
        "render": "Render a music video from a song and a theme.",
        "analyze": "Find beats, bars, tempo, sections, key, chords and mood of a song.",
        "script": "Write the script of a film; `render --script` films an edited one.",
        "ablate": "Write the scripts of the papers' ablations side by side.",
        "themes": "Recommend looks for a song or a wish, or list them all.",
        "dialogue": "Talk over the scenes of a song before they are filmed.",
        "evaluate": "Score how the motion and cuts of a video fall on the beats of its music.",
        "evaluate-descriptions": "Compare descriptions of videos with references.",
        "doctor": "Say what this machine can and cannot do, and what to install.",
        "up": "Start the whole service on this machine.",
        "jobs": "Jobs of a running Scopitone.",
        "worker": "Take tasks from queues.",
        "api": "Serve the API.",
        "orchestrator": "Advance jobs.",
        "webhooks": "Send webhooks.",
        "janitor": "Remove what outlived its tenant's time, and what was deleted.",
        "db": "The database of an installation.",
        "keys": "Keys to the API of this installation.",
        "tenants": "Tenants of this installation.",
        "admin": "Why a job does not move, what was given up, what should be in storage.",
        "models": "The weights that engines need.",
    }
)
"""Each in the module of its name, and imported when it is asked for: the steps of `render` need
numeric libraries that an orchestrator never loads, and the list of commands needs none."""
INTERRUPTED = 130
USAGE = 64
_DEBUG = "--debug"
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""Typer carries its own click, of which only this subclass has a public name."""

app = typer.Typer(
    name="scopitone",
    help="Music videos rendered from a song and a theme, with the motion on the beat.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _load(words: Sequence[str]) -> None:
    """Give the app the command that the words name, or what stands for each when they name none."""
    asked = next((word for word in words if word in COMMANDS), None)
    if asked is not None:
        _add(asked, _imported(asked))
        return
    for name in COMMANDS:
        _add(name, lambda: None)


def _add(name: str, command: typer.Typer | Callable[..., object]) -> None:
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=name)
    else:
        app.command(name, short_help=COMMANDS[name])(command)


def _imported(name: str) -> typer.Typer | Callable[..., object]:
    module = name.replace("-", "_")
    try:
        return cast(
            "typer.Typer | Callable[..., object]",
            getattr(import_module(f"services.cli.{module}"), module),
        )
    except ModuleNotFoundError as problem:
        raise MissingEngineError(
            f"`scopitone {name}` needs {problem.name}, which is not installed here"
        ) from problem


def _say_version(*, asked: bool) -> None:
    if asked:
        typer.echo(f"scopitone {metadata.version('scopitone')}")
        raise typer.Exit


@app.callback()
def options(
    *,
    debug: Annotated[
        bool, typer.Option(_DEBUG, help="Show the whole trace of an error; stands anywhere.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_say_version, help="Say which.")
    ] = False,
) -> None:
    """Options of every command; `main` has already heard them."""


def main() -> None:
    """Run the command line; an error is one line on stderr and an exit code of sysexits.h."""
    words = [word for word in sys.argv[1:] if word != _DEBUG]
    if len(words) < len(sys.argv) - 1:
        os.environ["SCOPITONE_DEBUG"] = "1"
    else:
        warnings.simplefilter("ignore")
    try:
        _load(words)
        code = app(words or ["--help"], standalone_mode=False) or 0
    except _UsageError as problem:
        code = _say(f"error: {problem} (`scopitone --help` lists what there is)", USAGE)
    except KeyboardInterrupt:  # while a command was being imported; later ones typer answers
        code = INTERRUPTED
    except Exception as error:
        if "SCOPITONE_DEBUG" in os.environ:
            raise
        code = _explain(error)
    if code == INTERRUPTED:
        _say("stopped; run the same command again to go on from here", code)
    sys.exit(code)


def _explain(error: Exception) -> int:
    if isinstance(error, ScopitoneError):
        return _say(f"error: {error}", error.exit_code)
    kind = type(error).__name__
    return _say(f"error: {kind}: {error} (the same command with --debug shows where)", 70)


def _say(line: str, code: int) -> int:
    sys.stderr.write(f"scopitone: {' '.join(line.split())}\n")
    return code


if __name__ == "__main__":
    main()
