"""Draw a scene and encode it."""

from workers.app import task
from workers.runtime import carry_out


@task("frames")
def frames(task_id: int, attempt: int) -> None:
    carry_out(task_id, attempt)
