"""`scopitone jobs`: what is being made, and what became of it."""

from typing import Annotated

import typer

from services.cli import asked, installation
from services.cli.client import FINAL, Client, Job, here, named_error
from services.cli.progress import Show, board

JobArgument = Annotated[str, typer.Argument(metavar="JOB", help="Its id, as `list` shows it.")]

jobs = typer.Typer(help="Jobs of a running Scopitone.", no_args_is_help=True)


@jobs.command("list")
def list_jobs(
    *,
    status: Annotated[str | None, typer.Option(help="Only those queued, failed, …")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 20,
    json: asked.JsonOption = False,
) -> None:
    """List jobs, the newest first."""
    with here(installation.settings()) as client:
        found = client.jobs(status=status, most=limit)
    if json:
        asked.print_json({"jobs": [job.model_dump(mode="json") for job in found]})
        return
    for job in found:
        typer.echo(
            f"{job.id}  {job.status:<18} {job.progress:4.0%}  {job.created_at:<25.25}"
            f"  {job.request.get('theme', ''):.60}"
        )
    if not found:
        typer.echo("no jobs")


@jobs.command()
def show(*, job: JobArgument, json: asked.JsonOption = False) -> None:
    """Show one job: its stages, and what went wrong."""
    with here(installation.settings()) as client:
        _tell(client.job(job), as_json=json)


@jobs.command()
def cancel(*, job: JobArgument, json: asked.JsonOption = False) -> None:
    """Stop the work on a job."""
    with here(installation.settings()) as client:
        _tell(client.cancel(job), as_json=json)


@jobs.command()
def retry(*, job: JobArgument, json: asked.JsonOption = False) -> None:
    """Try a failed, canceled or aborted job again; what was finished is not done again."""
    with here(installation.settings()) as client:
        _tell(client.retry(job), as_json=json)


@jobs.command()
def watch(*, job: JobArgument) -> None:
    """Follow a job until it is over; the exit code says how it ended."""
    with here(installation.settings()) as client, board(quiet=False) as lines:
        last = follow(client, job, lines.show)
    typer.echo(f"{last.id}  {last.status}")
    raise_failure(last)


def follow(client: Client, job_id: str, show: Show) -> Job:
    """Show a job as it goes; returns it when it is over."""
    last: Job | None = None
    for last in client.follow(job_id):
        show({one.stage: (one.done, one.total, one.progress) for one in last.stages})
    assert last is not None
    assert last.status in FINAL
    return last


def raise_failure(job: Job) -> None:
    """Raise what a job failed of, if it did not succeed."""
    if job.status == "succeeded":
        return
    if job.error is None:
        raise named_error("job.canceled", f"the job was {job.status}")
    raise named_error(job.error.code, job.error.message)


def _tell(job: Job, *, as_json: bool) -> None:
    if as_json:
        asked.print_json(job.model_dump(mode="json"))
        return
    eta = f", about {job.eta_seconds:.0f} s left" if job.eta_seconds else ""
    place = "" if job.queue_position is None else f", number {job.queue_position} in the queue"
    typer.echo(f"{job.id}  {job.status}  {job.progress:.0%}{eta}{place}")
    typer.echo(f"  theme: {job.request.get('theme', '')}")
    for one in job.stages:
        typer.echo(f"  {one.stage:<11} {one.done}/{one.total}  {one.progress:4.0%}")
    if job.error:
        where = f" ({job.error.stage})" if job.error.stage else ""
        typer.echo(f"  failed{where}: {job.error.message} [{job.error.code}]")
