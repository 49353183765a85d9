"""Paint the still that starts a scene."""

from workers.app import task
from workers.runtime import carry_out


@task("keyframes")
def keyframes(task_id: int, attempt: int) -> None:
    carry_out(task_id, attempt)
