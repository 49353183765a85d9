"""Hear a song."""

from workers.app import task
from workers.runtime import carry_out


@task("analysis")
def analysis(task_id: int, attempt: int) -> None:
    carry_out(task_id, attempt)
