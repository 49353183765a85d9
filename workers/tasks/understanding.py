"""Describe the song and find words for it."""

from workers.app import task
from workers.runtime import carry_out


@task("understanding")
def understanding(task_id: int, attempt: int) -> None:
    carry_out(task_id, attempt)
