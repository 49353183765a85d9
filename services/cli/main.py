"""The `scopitone` command: parse, call, and say in one line what went wrong."""

import os
import sys
import warnings
from collections.abc import Callable, Sequence
from importlib import import_module, metadata
from typing import Annotated

import typer

from common.errors import MissingEngineError, ScopitoneError

COMMANDS = (
    "render",
    "analyze",
    "script",
    "ablate",
    "themes",
    "dialogue",
    "evaluate",
    "evaluate-descriptions",
    "doctor",
    "up",
    "jobs",
    "worker",
    "api",
    "orchestrator",
    "webhooks",
    "janitor",
    "db",
    "keys",
    "tenants",
    "admin",
    "models",
)
"""Each in the module of its name, and imported when it is asked for: the steps of `render` need
numeric libraries that an orchestrator never loads."""
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
    """Give the app the command that the words name, or all when they name none."""
    for name in [word for word in words if word in COMMANDS][:1] or COMMANDS:
        module = name.replace("-", "_")
        try:
            command = getattr(import_module(f"services.cli.{module}"), module)
        except ModuleNotFoundError as problem:
            command = _absent(name, str(problem.name))
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command()(command)


def _absent(name: str, library: str) -> Callable[[], None]:
    """What stands in the list for a command whose libraries are not here, and says so."""

    def command() -> None:
        raise MissingEngineError(f"`scopitone {name}` needs {library}, which is not installed here")

    command.__name__ = name
    command.__doc__ = f"(not here: it needs {library})"
    return command


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
