"""What films took that were made here: what an estimate learns from."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, literal_column, or_, select

from common.db.states import TaskStage
from common.db.tables import jobs, revisions, scenes, tasks

_R, _T, _S = revisions.c, tasks.c, scenes.c
_AMONG, _MOST = 2000, 50


class StageWork(NamedTuple):
    """A stage of one film: how many tasks it had, how many of them were work, and what those took.

    The others found their result stored. `seconds` are of attempts that succeeded, GPU time and
    money of all; `unpriced` are the GPU-seconds that had no price.
    """

    tasks: int
    made: int
    seconds: float
    gpu_seconds: float
    cost: float
    unpriced: float


@dataclass(frozen=True, kw_only=True, slots=True)
class FilmMade:
    """A film that succeeded. `request` is JSON of its `FilmRequest`."""

    request: str
    scenes: int
    frames: int
    stages: Mapping[TaskStage, StageWork]


def films_made(connection: Connection, profile: str) -> list[FilmMade]:
    """The last fifty films of a profile among the last 2,000 of all that succeeded."""
    asked = f'%"profile":{json.dumps(profile)}%'
    chosen = connection.execute(_CHOSEN, {"asked": asked}).all()
    ids = [row.id for row in chosen]
    works: defaultdict[int, dict[TaskStage, StageWork]] = defaultdict(dict)
    for revision, stage, *work in connection.execute(_WORK, {"ids": ids}):
        works[revision][stage] = StageWork(*work)
    shots = {row.revision_id: row for row in connection.execute(_SHOTS, {"ids": ids})}
    return [
        FilmMade(
            request=row.request,
            scenes=shots[row.id].number,
            frames=shots[row.id].frames,
            stages=works[row.id],
        )
        for row in chosen
        if row.id in shots
    ]


_LATELY = (
    select(_R.id, _R.job_id, _R.finished_at)
    .where(_R.status == literal_column("'succeeded'"))
    .order_by(_R.finished_at.desc())
    .limit(_AMONG)
    .subquery()
)
_CHOSEN = (
    select(_LATELY.c.id, jobs.c.request)
    .join(jobs, jobs.c.id == _LATELY.c.job_id)
    .where(jobs.c.request.like(bindparam("asked")))
    .order_by(_LATELY.c.finished_at.desc())
    .limit(_MOST)
)
_MADE = or_(_T.result_sha256.is_not(None), _T.stage == literal_column("'expansion'"))
_UNPRICED = _T.cost == literal_column("0")
_WORK = (
    select(
        _T.revision_id,
        _T.stage,
        func.count(),
        func.count().filter(_MADE),
        func.coalesce(func.sum(_T.finished_at - _T.started_at).filter(_MADE), 0.0),
        func.coalesce(func.sum(_T.gpu_seconds).filter(_MADE), 0.0),
        func.coalesce(func.sum(_T.cost).filter(_MADE), 0.0),
        func.coalesce(func.sum(_T.gpu_seconds).filter(_MADE, _UNPRICED), 0.0),
    )
    .where(_T.revision_id.in_(bindparam("ids", expanding=True)), _T.state == "done")
    .group_by(_T.revision_id, _T.stage)
)
_SHOTS = (
    select(_S.revision_id, func.count().label("number"), func.max(_S.end_frame).label("frames"))
    .where(_S.revision_id.in_(bindparam("ids", expanding=True)))
    .group_by(_S.revision_id)
)
