"""Join the scenes under the song."""

from workers.app import task
from workers.runtime import carry_out


@task("assembly")
def assembly(task_id: int, attempt: int) -> None:
    carry_out(task_id, attempt)
