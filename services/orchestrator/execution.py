"""One transition: read what it looks at, let the machine decide, write what it says.

The machine's word is carried out to the letter; nothing here decides.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, bindparam, insert, null, update

from common.db.facts import Fact
from common.db.failures import DatabaseBusyError
from common.db.repository.cleaning import forget_work
from common.db.repository.events import NewEvent, append_events
from common.db.repository.workers import strike
from common.db.states import REVISION_FIELDS, TASK_FIELDS, Revision, Task
from common.db.tables import revisions, scenes, tasks
from services.orchestrator.loading import Loaded, load
from services.orchestrator.machine import transition
from services.orchestrator.steps import (
    Announce,
    Effect,
    ForgetWork,
    InsertScene,
    InsertTask,
    Release,
    Step,
    StopTasks,
    Strike,
)

_UNHINTED = {"hinted_at": None, "hint_again_at": None, "hints": 0}


def _due(at: float) -> dict[str, object]:
    """As a hint that nobody took: announced anew at once, before all that stands in line."""
    return {"hinted_at": at, "hint_again_at": at, "hints": 0}


def advance(connection: Connection, fact: Fact) -> Step | None:
    """Apply a fact inside the caller's transaction, which must be `sole` for `MACHINE`.

    Returns:
        The machine's answer; None when what the fact is about is there no more.

    Raises:
        DatabaseBusyError: a worker changed the task meanwhile; try the transaction again.
    """
    loaded = load(connection, fact)
    if loaded is None:
        return None
    step = transition(loaded.view, fact, now=loaded.now)
    if step.refusal is None:
        _carry_out(connection, loaded, step)
    return step


MACHINE = "machine"
"""The duty (`common.db.session.sole`) of whoever advances revisions."""


def _carry_out(connection: Connection, loaded: Loaded, step: Step) -> None:
    before, after = loaded.view.task, step.task
    if before is not None and after is not None and after != before:
        _write_task(connection, before, after)
    if step.revision != loaded.view.revision:
        _write_revision(connection, loaded.view.revision, step.revision)
    if step.effects:
        _carry_out_effects(connection, loaded, step.effects)


def _write_task(connection: Connection, before: Task, after: Task) -> None:
    """Compare and set: a worker may have renewed or reported since it was read."""
    changes = _changes(TASK_FIELDS, before, after)
    if after.state == "ready":
        lost = after.worker_deaths > before.worker_deaths
        changes |= _due(after.not_before) if lost else _UNHINTED
    written = connection.execute(
        _task_update(tuple(changes)),
        {
            **changes,
            "b_id": before.id,
            "b_state": before.state,
            "b_expires_at": before.lease_expires_at,
        },
    )
    if written.rowcount != 1:
        raise DatabaseBusyError(f"task {before.id} changed meanwhile")


def _write_revision(connection: Connection, before: Revision, after: Revision) -> None:
    changes = _changes(REVISION_FIELDS, before, after)
    connection.execute(_revision_update(tuple(changes)), {**changes, "b_id": before.id})


def _changes(names: Sequence[str], before: object, after: object) -> dict[str, Any]:
    return {
        name: value for name in names if (value := getattr(after, name)) != getattr(before, name)
    }


@lru_cache(maxsize=64)
def _task_update(changed: tuple[str, ...]) -> sa.Update:
    return (
        update(tasks)
        .where(
            tasks.c.id == bindparam("b_id"),
            tasks.c.state == bindparam("b_state"),
            tasks.c.lease_expires_at.is_not_distinct_from(bindparam("b_expires_at")),
        )
        .values({name: bindparam(name) for name in changed})
    )


@lru_cache(maxsize=64)
def _revision_update(changed: tuple[str, ...]) -> sa.Update:
    return (
        update(revisions)
        .where(revisions.c.id == bindparam("b_id"))
        .values({name: bindparam(name) for name in changed})
    )


def _carry_out_effects(connection: Connection, loaded: Loaded, effects: Sequence[Effect]) -> None:
    def every(kind: type[Any]) -> list[Any]:
        return [effect for effect in effects if isinstance(effect, kind)]

    if every(ForgetWork):
        forget_work(connection, loaded.view.revision.id)
    if scenes_made := every(InsertScene):
        _insert_scenes(connection, loaded, scenes_made)
    if tasks_made := every(InsertTask):
        _insert_tasks(connection, loaded, tasks_made)
    for release in every(Release):
        _release(connection, loaded, release)
    for stop in every(StopTasks):
        _stop(connection, loaded, stop)
    for held_against in every(Strike):
        strike(connection, held_against.worker)
    if announced := every(Announce):
        append_events(
            connection,
            [NewEvent(one.type, one.data) for one in announced],
            job_id=loaded.view.revision.job_id,
            tenant_id=loaded.tenant_id,
            now=loaded.now,
        )


def _insert_scenes(connection: Connection, loaded: Loaded, made: Sequence[InsertScene]) -> None:
    rows = [
        {
            "revision_id": loaded.view.revision.id,
            "number": effect.draft.number,
            "start_frame": effect.draft.start_frame,
            "end_frame": effect.draft.end_frame,
            "brief": effect.draft.brief,
        }
        for effect in made
    ]
    connection.execute(insert(scenes), rows)


def _insert_tasks(connection: Connection, loaded: Loaded, made: Sequence[InsertTask]) -> None:
    revision = loaded.view.revision
    shared: Mapping[str, object] = {
        "revision_id": revision.id,
        "job_id": revision.job_id,
        "tenant_id": loaded.tenant_id,
        "priority": revision.priority,
        "created_at": loaded.now,
    }
    rows = [
        {
            **shared,
            "stage": effect.draft.stage,
            "scene": effect.draft.scene,
            "order": effect.draft.order,
            "cache_key": effect.draft.cache_key,
            "shape": effect.draft.shape,
            "max_attempts": effect.draft.max_attempts,
            "pool": effect.draft.pool,
            "state": effect.state,
        }
        for effect in made
    ]
    connection.execute(insert(tasks), rows)


_RELEASE = (
    update(tasks)
    .where(
        tasks.c.revision_id == bindparam("b_revision"),
        tasks.c.stage == bindparam("b_stage"),
        tasks.c.state == "waiting",
    )
    .values(state="ready", not_before=bindparam("now"))
)
_RELEASE_SCENE = _RELEASE.where(tasks.c.scene == bindparam("b_scene"))


def _release(connection: Connection, loaded: Loaded, release: Release) -> None:
    where = {
        "b_revision": loaded.view.revision.id,
        "b_stage": release.stage,
        "now": loaded.now,
    }
    if release.scene is None:
        connection.execute(_RELEASE, where)
    else:
        connection.execute(_RELEASE_SCENE, {**where, "b_scene": release.scene})


def _stop(connection: Connection, loaded: Loaded, stop: StopTasks) -> None:
    """The task of this very step was written before: a dead one stays dead."""
    mine = tasks.c.revision_id == loaded.view.revision.id
    connection.execute(
        update(tasks)
        .where(mine, tasks.c.state.in_(("waiting", "ready")))
        .values(state="canceled", finished_at=loaded.now, hint_again_at=null())
    )
    if stop.interrupt:
        connection.execute(
            update(tasks).where(mine, tasks.c.state == "running").values(cancel_requested=True)
        )
