"""Choose the picture that stands for the film."""

from workers.app import task
from workers.runtime import carry_out


@task("poster")
def poster(task_id: int, attempt: int) -> None:
    carry_out(task_id, attempt)
