"""The `scopitone` command: parse, call, and say in one line what went wrong."""

import os
import sys
import warnings
from typing import Annotated

import click
import typer

from common.errors import ScopitoneError
from services.cli.analyze import analyze
from services.cli.doctor import doctor
from services.cli.evaluate import evaluate
from services.cli.render import render
from services.cli.script import script

INTERRUPTED = 130

app = typer.Typer(
    name="scopitone",
    help="Music videos rendered from a song and a theme, with the motion on the beat.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command()(render)
app.command()(analyze)
app.command()(script)
app.command()(evaluate)
app.command()(doctor)


@app.callback()
def options(
    *,
    debug: Annotated[bool, typer.Option(help="Show the whole trace of an error.")] = False,
) -> None:
    """Options that stand before the command."""
    if debug:
        os.environ["SCOPITONE_DEBUG"] = "1"
    else:
        warnings.simplefilter("ignore")


def main() -> None:
    """Run the command line; an error is one line on stderr and an exit code of sysexits.h."""
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        sys.exit(_say("stopped", INTERRUPTED))
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except KeyboardInterrupt:
        sys.exit(_say("stopped; run the same command again to go on from here", INTERRUPTED))
    except Exception as error:
        if "SCOPITONE_DEBUG" in os.environ:
            raise
        sys.exit(_explain(error))


def _explain(error: Exception) -> int:
    if isinstance(error, ScopitoneError):
        return _say(f"error: {error}", error.exit_code)
    kind = type(error).__name__
    return _say(f"error: {kind}: {error} (`scopitone --debug ...` shows where)", 70)


def _say(line: str, code: int) -> int:
    sys.stderr.write(f"scopitone: {' '.join(line.split())}\n")
    return code


if __name__ == "__main__":
    main()
