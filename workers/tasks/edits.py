"""Correct what was heard."""

from workers.app import task
from workers.runtime import carry_out


@task("edits")
def edits(task_id: int, attempt: int) -> None:
    carry_out(task_id, attempt)
