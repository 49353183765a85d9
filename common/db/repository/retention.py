"""What is kept no longer: whose time is over, which objects nobody else needs, which rows go.

An object is named by what made it, so that jobs share it, across tenants too. It goes when no job
needs it: one that is not over needs all that it orders; one that is needs what is kept of it. This
holds while nobody can order anew, which `alone` sees to; a worker that finds the object gone later
makes it again.
"""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    exists,
    null,
    or_,
    select,
    update,
)

from common.db.clock import clock
from common.db.repository.cleaning import forget_rows
from common.db.repository.dialogues import forget_dialogues
from common.db.states import INTERMEDIATE, Sweep
from common.db.tables import jobs, revisions, scenes, songs, takes, tasks, tenants
from common.limits import Retention

_DAY = 86_400.0
_SILENCE = "5min"
"""Longer than one object's removal takes at worst: four tries of thirty seconds, twice."""
_J = jobs.c
_OTHER = revisions.alias()
_UNFINISHED = exists().where(_OTHER.c.job_id == _J.id, _OTHER.c.finished_at.is_(None))


class Due(NamedTuple):
    """A job of which something is to go."""

    job_id: str
    sweep: Sweep


class DueSong(NamedTuple):
    song_id: str
    object_key: str


def mark_overdue(connection: Connection, default: Retention, *, most: int) -> int:
    """Say of what outlived its tenant's time that it is to go; from then on it is not there.

    Args:
        default: of tenants that have none of their own.
        most: of each kind and tenant; the rest is for the next round.

    Returns:
        How many jobs, songs and dialogues that were; the last are gone at once.
    """
    number = 0
    for row in connection.execute(select(tenants.c.id, tenants.c.retention)).all():
        kept = default.with_own(row.retention)
        if kept.films_days is not None:
            number += _mark_jobs(connection, row.id, "expire", kept.films_days, most)
            number += forget_dialogues(connection, row.id, days=kept.films_days, most=most)
        if kept.intermediates_days is not None:
            number += _mark_jobs(connection, row.id, "trim", kept.intermediates_days, most)
        if kept.songs_days is not None:
            number += _mark_songs(connection, row.id, kept.songs_days, most)
    return number


def due_jobs(connection: Connection, *, most: int) -> list[Due]:
    """Jobs of which something is to go and that are over, the oldest first."""
    query = select(_J.id, _J.sweep).where(_J.sweep.is_not(None), ~_UNFINISHED)
    return [Due(*row) for row in connection.execute(query.order_by(_J.id).limit(most))]


def due_songs(connection: Connection, *, most: int) -> list[DueSong]:
    query = select(songs.c.id, songs.c.object_key).where(songs.c.sweep.is_not(None))
    return [DueSong(*row) for row in connection.execute(query.order_by(songs.c.id).limit(most))]


def objects_of(connection: Connection, due: Due) -> list[str]:
    """Keys that a job used and that go with it, needed by others or not."""
    mine = select(revisions.c.id).where(revisions.c.job_id == due.job_id)
    made = select(tasks.c.cache_key).where(
        tasks.c.revision_id.in_(mine), tasks.c.cache_key.is_not(None)
    )
    chosen = (
        select(takes.c.object_key)
        .join(scenes, scenes.c.id == takes.c.scene_id)
        .where(scenes.c.revision_id.in_(mine))
    )
    if due.sweep == "trim":
        made = made.where(tasks.c.stage.in_(sorted(INTERMEDIATE)))
    return sorted({*connection.scalars(made), *connection.scalars(chosen)})


def alone(connection: Connection) -> None:
    """Let nobody order work or bring songs until this transaction ends. SQLite's does already.

    It may be silent for longer than others are: storage is waited for meanwhile.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(sa.text("LOCK TABLE tasks, takes, songs IN SHARE ROW EXCLUSIVE MODE"))
        connection.execute(sa.text(f"SET LOCAL idle_in_transaction_session_timeout = '{_SILENCE}'"))


def ensure_alone(connection: Connection) -> None:
    """Call before each thing that nobody may order meanwhile.

    Raises:
        DBAPIError: the transaction was undone; others may have written since.
    """
    connection.execute(sa.select(1))


def unneeded(connection: Connection, keys: Sequence[str]) -> list[str]:
    """Those that no job needs any more."""
    if not keys:
        return []
    needed = {*connection.scalars(_NEEDED, {"keys": list(keys)})}
    needed |= {*connection.scalars(_CHOSEN, {"keys": list(keys)})}
    return [key for key in keys if key not in needed]


def is_song_needed(connection: Connection, object_key: str) -> bool:
    """Whether another tenant gave the same, or a job that is not over was given it."""
    kept = select(songs.c.id).where(songs.c.object_key == object_key, songs.c.deleted_at.is_(None))
    used = (
        select(_J.id)
        .join(songs, songs.c.id == _J.song_id)
        .where(songs.c.object_key == object_key, _UNFINISHED)
    )
    return any(connection.scalar(one.limit(1)) is not None for one in (kept, used))


def finish_job(connection: Connection, due: Due) -> None:
    """Its objects are gone: note it, and forget the rows of one that was deleted."""
    if due.sweep == "delete":
        forget_rows(connection, due.job_id)
    else:
        mine = update(jobs).where(_J.id == due.job_id, _J.sweep == due.sweep)
        connection.execute(mine.values(sweep=null()))


def finish_song(connection: Connection, due: DueSong) -> None:
    """Its bytes are gone, or another's; its name goes too."""
    mine = update(songs).where(songs.c.id == due.song_id, songs.c.deleted_at.is_not(None))
    connection.execute(mine.values(sweep=null(), facts="{}", bytes=0))


def _mark_jobs(connection: Connection, tenant: str, how: Sweep, days: float, most: int) -> int:
    mark = _J.expired_at if how == "expire" else _J.trimmed_at
    newest = and_(revisions.c.job_id == _J.id, revisions.c.number == _J.revisions)
    over = (
        select(_J.id)
        .join(revisions, newest)
        .where(
            _J.tenant_id == tenant,
            _J.created_at < clock() - days * _DAY,
            revisions.c.finished_at < clock() - days * _DAY,
            mark.is_(None),
            _J.expired_at.is_(None),
            _J.deleted_at.is_(None),
        )
        .limit(most)
    )
    names = list(connection.scalars(over))
    change = update(jobs).where(_J.id.in_(names))
    connection.execute(change.values({mark.name: clock(), "sweep": how}))
    return len(names)


def _mark_songs(connection: Connection, tenant: str, days: float, most: int) -> int:
    since = clock() - days * _DAY
    using = exists().where(_J.song_id == songs.c.id, or_(_J.created_at >= since, _UNFINISHED))
    old = (
        select(songs.c.id)
        .where(
            songs.c.tenant_id == tenant,
            songs.c.created_at < since,
            songs.c.deleted_at.is_(None),
            ~using,
        )
        .limit(most)
    )
    names = list(connection.scalars(old))
    change = update(songs).where(songs.c.id.in_(names))
    connection.execute(change.values(deleted_at=clock(), sweep="delete", edits=null()))
    return len(names)


def _kept(stage: sa.ColumnElement[str] | None) -> sa.ColumnElement[bool]:
    """Whether a job still needs what it used; chosen takes (no stage) are trimmed too."""
    whole: sa.ColumnElement[bool] = _J.trimmed_at.is_(None)
    if stage is not None:
        whole = or_(whole, stage.not_in(sorted(INTERMEDIATE)))
    return or_(_UNFINISHED, and_(_J.deleted_at.is_(None), _J.expired_at.is_(None), whole))


_KEYS: sa.BindParameter[list[str]] = bindparam("keys", expanding=True)
_NEEDED = (
    select(tasks.c.cache_key)
    .join(jobs, _J.id == tasks.c.job_id)
    .where(tasks.c.cache_key.in_(_KEYS), _kept(tasks.c.stage))
)
_CHOSEN = (
    select(takes.c.object_key)
    .join(scenes, scenes.c.id == takes.c.scene_id)
    .join(revisions, revisions.c.id == scenes.c.revision_id)
    .join(jobs, _J.id == revisions.c.job_id)
    .where(takes.c.object_key.in_(_KEYS), _kept(None))
)
