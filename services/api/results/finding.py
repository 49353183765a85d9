"""Where a job's results lie, and why there may be none."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from sqlalchemy import Connection

from common.db.failures import MissingRowError
from common.db.repository.jobs import JobRow, get_job
from common.db.repository.work import TaskRow, list_tasks, result_key
from common.db.states import INTERMEDIATE, TaskStage
from services.api.errors import GoneError, NotReadyError

_WORDS = re.compile(r"[a-z0-9]+")


def find_result(
    connection: Connection, tenant_id: str, job_id: str, stage: TaskStage
) -> tuple[JobRow, str]:
    """A job and the key of its result of one stage.

    Raises:
        MissingRowError: the tenant has no such job.
        NotReadyError: that stage of its newest revision is not done.
        GoneError: its results were removed after their time.
    """
    job = kept_job(connection, tenant_id, job_id)
    key = result_key(connection, job.revision.id, stage)
    if key is None:
        raise NotReadyError(f"job {job_id} is {job.revision.status}: {stage} is not done")
    return job, key


def kept_job(connection: Connection, tenant_id: str, job_id: str) -> JobRow:
    job = get_job(connection, tenant_id, job_id)
    if job.expired_at is not None:
        raise GoneError(f"the results of job {job_id} were removed")
    return job


def named_results(connection: Connection, job: JobRow) -> Iterator[tuple[str, TaskRow]]:
    """Every result that is done and kept, under the name a client asks for it by."""
    gone = INTERMEDIATE if job.trimmed_at is not None else frozenset()
    for task in list_tasks(connection, job.revision.id):
        if task.state == "done" and task.cache_key is not None and task.stage not in gone:
            scene = "" if task.scene is None else f"-{task.scene:03d}"
            yield f"{task.stage}{scene}{PurePosixPath(task.cache_key).suffix}", task


def find_named(connection: Connection, tenant_id: str, job_id: str, name: str) -> str:
    """The key of the result of that name.

    Raises:
        MissingRowError: no such job, or nothing of that name is done.
        GoneError: its results were removed after their time.
    """
    job = kept_job(connection, tenant_id, job_id)
    for known, task in named_results(connection, job):
        if known == name and task.cache_key is not None:
            return task.cache_key
    raise MissingRowError(f"job {job_id} has no result of that name")


def film_name(theme: str) -> str:
    """A file name from a theme: `a-lighthouse-keeper-walks-home.mp4`."""
    words = _WORDS.findall(theme.lower())
    return ("-".join(words)[:60].strip("-") or "film") + ".mp4"
