"""`scopitone janitor`: remove what is kept no longer."""

import signal
import threading
from typing import Annotated

import typer

from common import logs, metrics
from common.signs import Signs
from services.cli import asked, installation
from services.janitor.run import EVERY_SECONDS, keep_sweeping, sweep_once
from services.janitor.sweeping import Swept


def janitor(
    *,
    once: Annotated[bool, typer.Option("--once", help="One round, then end.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what one round would remove; remove nothing.")
    ] = False,
    every: Annotated[float, typer.Option(min=1, help="Seconds between rounds.")] = EVERY_SECONDS,
    json: asked.JsonOption = False,
) -> None:
    """Remove songs, intermediates and films that outlived their tenant's time, or were deleted.

    An object that any job still needs stays. `scopitone up` does this by itself.
    """
    settings = installation.settings()
    if once or dry_run:
        _say(sweep_once(settings, dry=dry_run), dry=dry_run, as_json=json)
        return
    logs.configure(settings, service="janitor")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    metrics.expose(settings)
    signs = Signs(settings)
    signs.keep_alive()
    keep_sweeping(settings, stop, every=every)


def _say(swept: Swept, *, dry: bool, as_json: bool) -> None:
    if as_json:
        told = {"jobs": dict(swept.jobs), "songs": swept.songs, "objects": dict(swept.objects)}
        asked.print_json({"dry_run": dry, **told, "bytes": swept.bytes})
        return
    did = "would remove" if dry else "removed"
    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(swept.objects.items()))
    typer.echo(
        f"{did} of {swept.jobs.total()} jobs and {swept.songs} songs {swept.objects.total()} "
        f"objects, {swept.bytes / 1e6:.1f} MB{f' ({kinds})' if kinds else ''}"
    )
