"""The work of a revision as its client sees it: scenes, stages, and where results lie."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from common.db.states import TaskStage, TaskState
from common.db.tables import scenes, tasks


class SceneRow(NamedTuple):
    """Frames [start, end) of the film; `brief` is JSON of a `Brief`."""

    number: int
    start_frame: int
    end_frame: int
    brief: str


class TaskRow(NamedTuple):
    """`cache_key` is where the result lies once the state is done."""

    id: int
    stage: TaskStage
    scene: int | None
    state: TaskState
    attempt: int
    progress: float
    cache_key: str | None
    result_sha256: str | None
    error_code: str | None
    error_message: str | None
    started_at: float | None
    finished_at: float | None


class StageCount(NamedTuple):
    """How far a stage of a revision is; `progress` is the mean over its tasks, 0 to 1."""

    revision_id: int
    stage: TaskStage
    total: int
    done: int
    progress: float


def list_scenes(connection: Connection, revision_id: int) -> list[SceneRow]:
    """The scenes in order; none before the script was expanded."""
    columns = [scenes.c[name] for name in SceneRow._fields]
    mine = scenes.c.revision_id == revision_id
    query = select(*columns).where(mine).order_by(scenes.c.number)
    return [SceneRow(*row) for row in connection.execute(query)]


def list_tasks(connection: Connection, revision_id: int) -> list[TaskRow]:
    """All tasks, in the order they were made, which is the order of the work."""
    columns = [tasks.c[name] for name in TaskRow._fields]
    mine = tasks.c.revision_id == revision_id
    query = select(*columns).where(mine).order_by(tasks.c.id)
    return [TaskRow(*row) for row in connection.execute(query)]


def result_key(connection: Connection, revision_id: int, stage: TaskStage) -> str | None:
    """Where the result of a stage of the whole film lies (assembly: the film), once it is done."""
    return connection.scalar(
        select(tasks.c.cache_key).where(
            tasks.c.revision_id == revision_id,
            tasks.c.stage == stage,
            tasks.c.scene.is_(None),
            tasks.c.state == "done",
        )
    )


_COUNTS = (
    select(
        tasks.c.revision_id,
        tasks.c.stage,
        func.count(),
        func.count().filter(tasks.c.state == "done"),
        func.avg(tasks.c.progress),
    )
    .where(tasks.c.revision_id.in_(bindparam("ids", expanding=True)))
    .group_by(tasks.c.revision_id, tasks.c.stage)
)


def stage_counts(connection: Connection, revision_ids: Sequence[int]) -> list[StageCount]:
    """How far each stage of these revisions is; stages without tasks yet are left out."""
    return [StageCount(*row) for row in connection.execute(_COUNTS, {"ids": list(revision_ids)})]
