"""Decide what a film shows."""

from workers.app import task
from workers.runtime import carry_out


@task("script")
def script(task_id: int, attempt: int) -> None:
    carry_out(task_id, attempt)
