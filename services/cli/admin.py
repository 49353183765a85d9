"""`scopitone admin`: what an operator asks at night, of the database and storage themselves."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Annotated, TypeVar

import typer
from sqlalchemy import Connection

from common.config import Settings
from common.db.failures import ConflictError
from common.db.repository.hints import requeue as requeue_tasks
from common.db.repository.inspecting import DeadTask, OpenJob, dead_tasks, open_jobs, pulse
from common.db.repository.jobs import retry_job
from common.db.repository.workers import WorkerRow, list_workers
from common.db.repository.workers import drain as drain_worker
from common.db.session import Database
from common.errors import InvalidInputError, RetryLaterError
from common.storage.opening import open_storage
from services.cli import asked, installation
from services.cli.checking import faults, orphans
from services.cli.database import with_database
from services.cli.reasons import ailments, reasons
from workers.app import refuse_evicting

T = TypeVar("T")
admin = typer.Typer(
    help="Why a job does not move, what was given up, and what should be in storage.",
    no_args_is_help=True,
)
_FAULTY = 1


@admin.command()
def stuck(
    job: Annotated[str | None, typer.Argument(help="One job; else all that are not over.")] = None,
    *,
    most: Annotated[int, typer.Option(min=1, max=1000, help="Jobs to look at.")] = 20,
    json: asked.JsonOption = False,
) -> None:
    """Say what each job that is not over waits for."""
    signs, found = _with(lambda c: (pulse(c), open_jobs(c, job, most=most)))
    if job is not None and not found:
        raise InvalidInputError(f"no job {job} is under way; `scopitone jobs show {job}`?")
    ill = [*_broker_ailments(installation.settings()), *ailments(signs)]
    told = {one.job_id: list(reasons(one, signs)) for one in found}
    if json:
        asked.print_json({"installation": ill, "jobs": told})
        return
    for line in ill:
        typer.echo(f"! {line}")
    for one in found:
        typer.echo(_heading(one))
        for line in told[one.job_id]:
            typer.echo(f"    {line}")
    if not found:
        typer.echo("no job is under way")


@admin.command("dead-letters")
def dead_letters(
    *,
    code: Annotated[str | None, typer.Option(help="Only those of this error.")] = None,
    most: Annotated[int, typer.Option(min=1, max=1000)] = 50,
    json: asked.JsonOption = False,
) -> None:
    """List the tasks that were given up, newest first, of jobs not tried again since."""
    found = _with(lambda c: dead_tasks(c, code=code, most=most))
    if json:
        asked.print_json({"dead_letters": [one._asdict() for one in found]})
        return
    for one in found:
        typer.echo(_letter(one))
    typer.echo("try again with: scopitone admin redrive JOB…" if found else "none", err=True)


@admin.command()
def redrive(
    jobs: Annotated[list[str] | None, typer.Argument(help="Jobs that failed.")] = None,
    *,
    code: Annotated[str | None, typer.Option(help="All that this error ended.")] = None,
    most: Annotated[int, typer.Option(min=1, max=1000, help="Jobs at once.")] = 100,
) -> None:
    """Try failed jobs again; what they had finished is kept."""
    if bool(jobs) == bool(code):
        raise InvalidInputError("name jobs, or an error with --code")
    letters = _with(lambda c: dead_tasks(c, code=code, most=most if code else 100_000))
    tenant_of = {one.job_id: one.tenant_id for one in letters}
    for name in jobs or tenant_of:
        if name not in tenant_of:
            raise InvalidInputError(f"no task of job {name} was given up since its last try")
    for name in jobs or tenant_of:
        typer.echo(f"{name}: {_again(tenant_of[name], name)}")
    if not tenant_of:
        typer.echo(f"no task was given up for {code}", err=True)


@admin.command()
def requeue(
    jobs: Annotated[list[str], typer.Argument(help="Jobs that are under way.")],
) -> None:
    """Announce the tasks of jobs anew that wait to be taken; those put off wait no longer."""
    for name in jobs:
        number = _with(partial(requeue_tasks, job_id=name))
        typer.echo(f"{name}: {number} tasks are announced anew")


@admin.command("workers")
def show_workers(*, json: asked.JsonOption = False) -> None:
    """List the workers that were heard of lately."""
    found = _with(list_workers)
    if json:
        asked.print_json({"workers": [{**one._asdict(), "drains": one.drains} for one in found]})
        return
    for one in found:
        typer.echo(_worker(one))
    if not found:
        typer.echo("none", err=True)


@admin.command()
def drain(
    names: Annotated[list[str], typer.Argument(help="As `scopitone admin workers` lists them.")],
    *,
    undo: Annotated[bool, typer.Option("--undo", help="Let them take tasks again.")] = False,
) -> None:
    """Let workers finish what they are at and take nothing more; within 15 s they hear of it."""
    for name in names:
        if not _with(partial(drain_worker, name=name, wanted=not undo)):
            raise InvalidInputError(f"no worker {name}; see `scopitone admin workers`")
        typer.echo(f"{name} {'takes tasks again' if undo else 'takes no more tasks'}")


@admin.command()
def fsck(
    *,
    hashes: Annotated[bool, typer.Option(help="Read every byte and compare its digest.")] = False,
    repair: Annotated[bool, typer.Option(help="Remove damaged ones, to be made anew.")] = False,
    strays: Annotated[bool, typer.Option(help="List objects that no row names, too.")] = False,
) -> None:
    """Check that every result is in storage. Exit code 1 when one is not."""
    settings = installation.settings()
    database, storage = Database(settings.database_address, connections=1), open_storage(settings)
    sound = faulty = stray = 0
    try:
        for fault in faults(database, storage, hashes=hashes):
            if fault is None:
                sound += 1
            else:
                faulty += 1
                typer.echo(f"{fault.key} {fault.what}")
                if repair:
                    storage.delete(fault.key)
        for key in orphans(database, storage) if strays else ():
            stray += 1
            typer.echo(f"{key} is named by no row")
    finally:
        database.close()
    told = f", {stray} that no row names" if strays else ""
    typer.echo(f"{sound} sound, {faulty} not{told}", err=True)
    if faulty:
        done = "removed" if repair else "--repair removes what is damaged"
        typer.echo(f"{done}; the same film asked for again makes what is missing", err=True)
        raise typer.Exit(_FAULTY)


def _with(work: Callable[[Connection], T]) -> T:
    return with_database(installation.settings(), work)


def _broker_ailments(settings: Settings) -> Iterator[str]:
    """What ails the broker, unless it is that of `scopitone up`."""
    if settings.broker_url:
        try:
            refuse_evicting(settings)
        except (InvalidInputError, RetryLaterError) as problem:
            yield str(problem)


def _again(tenant: str, job: str) -> str:
    try:
        row = _with(lambda c: retry_job(c, tenant, job))
    except ConflictError as refusal:
        return str(refusal)
    return f"revision {row.revision.number} is queued"


def _worker(one: WorkerRow) -> str:
    state = (
        "drains" if one.drains else f"rests for {one.rests:.0f} s" if one.rests else "takes tasks"
    )
    return f"{one.name}: {one.running} of {one.slots} at work, {state} ({', '.join(one.pools)})"


def _heading(job: OpenJob) -> str:
    return f"{job.job_id} of {job.tenant_id}: {job.status}, asked for {job.age / 60:.0f} min ago"


def _letter(one: DeadTask) -> str:
    place = one.stage if one.scene is None else f"{one.stage} of scene {one.scene + 1}"
    tries = f"attempt {one.attempt}, {one.worker_deaths} workers lost"
    return f"{one.job_id} {place} ({tries}): {one.code}: {one.message}"
