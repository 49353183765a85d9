"""Plan which instant of a clip each frame shows."""

from workers.app import task
from workers.runtime import carry_out


@task("warping")
def warping(task_id: int, attempt: int) -> None:
    carry_out(task_id, attempt)
