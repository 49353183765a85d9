"""Hear keys and chords."""

from workers.app import task
from workers.runtime import carry_out


@task("harmony")
def harmony(task_id: int, attempt: int) -> None:
    carry_out(task_id, attempt)
