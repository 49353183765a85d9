"""Bring a keyframe to life."""

from workers.app import task
from workers.runtime import carry_out


@task("animation")
def animation(task_id: int, attempt: int) -> None:
    carry_out(task_id, attempt)
