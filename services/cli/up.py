"""`scopitone up`: the whole service on this machine, in one process tree."""

import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

from common import logs
from common.db.repository.keys import has_keys
from services.api.serve import check_host
from services.api.settings import ApiSettings
from services.cli import installation
from services.cli.database import with_database
from services.cli.stack.running import open_stack


def up(
    *,
    host: Annotated[str, typer.Option(help="Loopback, unless keys are set up.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8000,
    data_dir: Annotated[
        Path | None, typer.Option(help="Database, store and settings. [~/.local/share/scopitone]")
    ] = None,
    workers: Annotated[int, typer.Option(min=0, help="Tasks side by side; 0 is the cores.")] = 0,
    anyone: Annotated[
        bool, typer.Option("--anyone", help="Without keys, serve whoever reaches HOST.")
    ] = False,
) -> None:
    """Start broker, database, store, API, orchestrator and workers; Ctrl-C stops them all.

    What SCOPITONE_BROKER_URL, _DATABASE_URL and _STORE name is used instead of one of its own.

    Films that were under way when it last ended, however it ended, go on.
    """
    settings = installation.settings()
    if data_dir is not None:
        settings = settings.model_copy(update={"data_dir": data_dir})
    environment = {"SCOPITONE_API_ANYONE": "1"} if anyone else {}
    api = ApiSettings(anyone=True) if anyone else ApiSettings()
    check_host(host, api)
    logs.configure(settings, service="up")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with open_stack(
        settings,
        host=host,
        port=port,
        workers=workers or settings.workers,
        log=None,
        environment=environment,
    ) as (stack, instance):
        typer.echo(f"Scopitone is up at {instance.url}  (data in {settings.home}; Ctrl-C stops)")
        if api.keys == "required" and not with_database(settings, has_keys):
            typer.echo("No key opens it yet: `scopitone keys create NAME` makes one.", err=True)
        while not stop.wait(0.5) and stack.alive:
            continue
    stack.raise_problem()
