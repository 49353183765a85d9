"""`scopitone janitor`: remove what is kept no longer, now."""

from typing import Annotated

import typer

from services.cli import asked, installation
from services.janitor.run import sweep_once
from services.janitor.sweeping import Swept


def janitor(
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what a round would remove; remove nothing.")
    ] = False,
    json: asked.JsonOption = False,
) -> None:
    """Do a round now: remove what outlived its tenant's time, and what was deleted.

    An object that any job still needs stays. The orchestrator does a round every minute.
    """
    _say(sweep_once(installation.settings(), dry=dry_run), dry=dry_run, as_json=json)


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
