"""Does storage hold what the tables say it holds, and nothing else?"""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from common.db.repository.inspecting import Kept, is_named, is_song_kept, kept_results
from common.db.session import Database
from common.storage.base import MissingObjectError, Storage
from common.storage.keys import song_of

_CHUNK = 1 << 20


class Fault(NamedTuple):
    """An object and what is wrong with it."""

    key: str
    what: str


def faults(database: Database, storage: Storage, *, hashes: bool) -> Iterator[Fault | None]:
    """Each result in turn: None when it is sound, else what ails it.

    Args:
        hashes: read every byte and compare; otherwise only look whether the object exists.
    """
    after, seen = 0, set[str]()
    while page := _page(database, after):
        after = page[-1][0]
        for _, kept in page:
            if kept.key in seen:
                continue
            seen.add(kept.key)
            what = _fault(storage, kept.key, kept.sha256 if hashes else None)
            yield Fault(kept.key, f"{what} ({kept.stage} of {kept.job_id})") if what else None


def orphans(database: Database, storage: Storage) -> Iterator[str]:
    """Objects that no row names. Those of work under way may be among them for a moment.

    What was heard in a song is named by the song's row, for as long as the song is kept.
    """
    for key in storage.keys(""):
        song = song_of(key)
        with database.read() as connection:
            named = is_named(connection, key) if song is None else is_song_kept(connection, song)
        if not named:
            yield key


def _page(database: Database, after: int) -> list[tuple[int, Kept]]:
    with database.read() as connection:
        return kept_results(connection, after)


def _fault(storage: Storage, key: str, sha256: str | None) -> str:
    if sha256 is None:
        return "" if storage.has(key) else "is missing"
    try:
        path = storage.fetch(key)
    except MissingObjectError:
        return "is missing"
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return "" if digest.hexdigest() == sha256 else "is not what was stored"
