"""A received song is checked, stored under its digest and entered, in that order."""

from pathlib import Path

from anyio import to_thread

from common.db.repository.songs import SongRow, add_song
from common.errors import ScopitoneError, SongLimitError
from common.metrics import songs_received
from common.storage.keys import object_key
from services.api.access.callers import Caller
from services.api.backend import Backend


async def accept_song(
    use: Backend, path: Path, *, caller: Caller, size: int
) -> tuple[SongRow, bool]:
    """The song's row, and whether it is new.

    Raises:
        InvalidInputError: it cannot be rendered; nothing was stored.
        RetryLaterError: storage or database do not answer.
    """
    try:
        row, is_new = await _accept(use, path, caller=caller, size=size)
    except ScopitoneError as refusal:
        songs_received.labels(type(refusal).code).inc()
        raise
    songs_received.labels("new" if is_new else "known").inc()
    return row, is_new


async def _accept(use: Backend, path: Path, *, caller: Caller, size: int) -> tuple[SongRow, bool]:
    song = await use.probing.probe(path)
    most = caller.limits.song_seconds
    if most is not None and song.duration > most:
        raise SongLimitError(
            f"{song.name} lasts {float(song.duration):.1f} s; this tenant's may last {most:g} s"
        )
    key = object_key("song", song.sha256)
    await to_thread.run_sync(use.storage.put_file, key, path)
    accepted = await use.write(
        lambda c: add_song(c, tenant_id=caller.tenant_id, song=song, object_key=key, size=size)
    )
    await to_thread.run_sync(use.storage.put_file, key, path)  # had a janitor just removed it
    return accepted
