"""Hear what is sung."""

from workers.app import task
from workers.runtime import carry_out


@task("singing")
def singing(task_id: int, attempt: int) -> None:
    carry_out(task_id, attempt)
