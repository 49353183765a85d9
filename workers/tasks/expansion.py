"""Order the work on every scene, once the script is known."""

from workers.app import task
from workers.runtime import carry_out


@task("expansion")
def expansion(task_id: int, attempt: int) -> None:
    carry_out(task_id, attempt)
