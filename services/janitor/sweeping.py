"""One round: mark what outlived its time, then remove the objects that only the marked needed.

A mark comes first, in a transaction of its own: what is marked is not there for anybody, whether or
not its objects are gone yet. Objects go in small groups, each under a lock that keeps new orders
out; should the janitor die, the next round begins where it was.
"""

import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import Connection

from common.db.repository.retention import (
    Due,
    DueSong,
    alone,
    due_jobs,
    due_songs,
    ensure_alone,
    finish_job,
    finish_song,
    is_song_needed,
    mark_overdue,
    objects_of,
    unneeded,
)
from common.db.session import Database
from common.limits import Retention
from common.metrics import bytes_removed, jobs_swept, objects_removed
from common.storage.base import MissingObjectError, Storage
from common.storage.keys import hearings_of

_GROUP = 20
"""Objects under one lock: S3 takes some 20 ms for each, and others wait."""
_PAUSE = 0.02
_MOST = 200


@dataclass(slots=True)
class Swept:
    """What a round removed, or would.

    Attributes:
        marked: jobs and songs whose time was over.
        jobs: by what went of them.
        objects: by kind: the stage that made them, song, or hearing: what was heard in one.
    """

    marked: int = 0
    jobs: Counter[str] = field(default_factory=Counter)
    songs: int = 0
    objects: Counter[str] = field(default_factory=Counter)
    bytes: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.marked or self.jobs or self.songs)


class _UndoneError(Exception):
    """Nothing of this transaction is to stay."""


def sweep(database: Database, storage: Storage, *, retention: Retention) -> Swept:
    """One round; janitors side by side share it.

    Args:
        retention: of tenants that have none of their own.

    Raises:
        RetryLaterError: database or storage do not answer; the next round goes on from there.
    """
    swept = Swept(marked=database.run(lambda c: mark_overdue(c, retention, most=_MOST)))
    with database.read() as connection:
        jobs, songs = due_jobs(connection, most=_MOST), due_songs(connection, most=_MOST)
    for job in jobs:
        _sweep_job(database, storage, job, swept)
    for song in songs:
        _sweep_song(database, storage, song, swept)
    bytes_removed.inc(swept.bytes)
    for kind, number in swept.objects.items():
        objects_removed.labels(kind).inc(number)
    for how, number in swept.jobs.items():
        jobs_swept.labels(how).inc(number)
    return swept


def preview(database: Database, storage: Storage, *, retention: Retention) -> Swept:
    """What a round would remove; everything stays as it is."""
    swept = Swept()
    gone: set[str] = set()
    songs_gone: set[str] = set()

    def look(connection: Connection) -> None:
        swept.marked = mark_overdue(connection, retention, most=_MOST)
        for job in due_jobs(connection, most=_MOST):
            gone.update(unneeded(connection, objects_of(connection, job)))
            swept.jobs[job.sweep] += 1
        for song in due_songs(connection, most=_MOST):
            swept.songs += 1
            if not is_song_needed(connection, song.object_key):
                songs_gone.add(song.object_key)
        raise _UndoneError

    with suppress(_UndoneError), database.write() as connection:
        look(connection)
    heard = (key for song in songs_gone for key in _heard_in(storage, song))
    for key in (*gone, *songs_gone, *heard):
        _count(storage, key, swept)
    return swept


def _sweep_job(database: Database, storage: Storage, job: Due, swept: Swept) -> None:
    with database.read() as connection:
        keys = objects_of(connection, job)
    for begin in range(0, len(keys), _GROUP):
        group = keys[begin : begin + _GROUP]
        _remove(database, storage, group, swept)
        time.sleep(_PAUSE)  # for those who waited
    database.run(lambda connection: finish_job(connection, job))
    swept.jobs[job.sweep] += 1


def _remove(database: Database, storage: Storage, keys: list[str], swept: Swept) -> None:
    with database.write() as connection:
        alone(connection)
        _delete(connection, storage, unneeded(connection, keys), swept)


def _sweep_song(database: Database, storage: Storage, song: DueSong, swept: Swept) -> None:
    """Remove a song and what was heard in it, most of the latter while nobody has to wait.

    No order names a hearing: removed too early, it is heard again. What a worker put meanwhile is
    looked for after the song is gone; one that puts more then sees that it is
    (docs/decisions/0014-what-was-heard-is-the-song-s.md).
    """
    key = song.object_key
    with database.read() as connection:
        needed = is_song_needed(connection, key)
    for heard in () if needed else _heard_in(storage, key):
        _count(storage, heard, swept)
        storage.delete(heard)
    with database.write() as connection:
        alone(connection)
        if not is_song_needed(connection, key):
            _delete(connection, storage, [key], swept)
            _delete(connection, storage, _heard_in(storage, key), swept)
        finish_song(connection, song)
    swept.songs += 1


def _heard_in(storage: Storage, song_key: str) -> list[str]:
    return list(storage.keys(hearings_of(song_key)))


def _delete(connection: Connection, storage: Storage, keys: Iterable[str], swept: Swept) -> None:
    for key in keys:
        _count(storage, key, swept)
        ensure_alone(connection)
        storage.delete(key)


def _count(storage: Storage, key: str, swept: Swept) -> None:
    with suppress(MissingObjectError):  # another job's sweep, or a round that was cut off
        swept.bytes += storage.size(key)
        swept.objects[key.partition("/")[0]] += 1
