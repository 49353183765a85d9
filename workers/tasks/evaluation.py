"""Measure how the film follows its music."""

from workers.app import task
from workers.runtime import carry_out


@task("evaluation")
def evaluation(task_id: int, attempt: int) -> None:
    carry_out(task_id, attempt)
