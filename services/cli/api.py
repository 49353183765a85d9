"""`scopitone api`: the HTTP API as a process of its own."""

from typing import Annotated

import typer

from common import logs
from services.api.__main__ import main
from services.cli import installation


def api(
    *,
    host: Annotated[str, typer.Option(help="Loopback, unless keys are set up.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8000,
) -> None:
    """Serve the API until told to stop (SIGTERM, Ctrl-C); any number may run side by side."""
    logs.configure(installation.settings(), service="api")
    raise typer.Exit(main(["--host", host, "--port", str(port)]))
