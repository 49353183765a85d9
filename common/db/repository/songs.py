"""Songs: one row for each sound a tenant gave us, by the digest of its bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, null, select, update

from common.artifacts.edits import Edits
from common.artifacts.song import Song
from common.db.clock import clock
from common.db.failures import ConflictError, DatabaseBusyError, MissingRowError
from common.db.names import new_name
from common.db.repository.paging import Place, page
from common.db.session import insert_new
from common.db.tables import jobs, revisions, songs
from common.errors import InvalidInputError

_MOST_KEPT = 200_000
"""Letters of JSON: each job of the song carries them in its request and in its tasks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SongRow:
    """A song as it was accepted. `object_key` is where its bytes lie in storage.

    Attributes:
        edits: what people corrected in what is heard of it; lists of songs leave it out.
    """

    id: str
    tenant_id: str
    object_key: str
    bytes: int
    song: Song
    created_at: float
    edits: Edits | None = None

    @property
    def place(self) -> Place:
        return Place(self.created_at, self.id)


_COLUMNS = tuple(
    songs.c[name] for name in ("id", "tenant_id", "object_key", "bytes", "facts", "created_at")
)

_WHOLE = (*_COLUMNS, songs.c.edits)
_BY_ID = select(*_WHOLE).where(
    songs.c.id == bindparam("b_song"),
    songs.c.tenant_id == bindparam("b_tenant"),
    songs.c.deleted_at.is_(None),
)
"""Built once: a job's submission asks this, and building it took a fifth of its time."""


def add_song(
    connection: Connection, *, tenant_id: str, song: Song, object_key: str, size: int
) -> tuple[SongRow, bool]:
    """Keep a song of `size` bytes that was probed and stored.

    Returns:
        Its row, and whether it is new: a tenant's second upload of the same bytes is the first.
    """
    inserted = insert_new(
        connection,
        songs,
        {
            "id": new_name("song"),
            "tenant_id": tenant_id,
            "sha256": song.sha256,
            "object_key": object_key,
            "bytes": size,
            "facts": song.model_dump_json(),
        },
        created_at=clock(),
    )
    mine = (songs.c.tenant_id == tenant_id, songs.c.sha256 == song.sha256)
    if not inserted:
        revive = update(songs).where(*mine, songs.c.deleted_at.is_not(None))
        known = {"facts": song.model_dump_json(), "bytes": size, "created_at": clock()}
        connection.execute(revive.values(deleted_at=null(), sweep=null(), **known))
    row = connection.execute(select(*_COLUMNS).where(*mine)).one_or_none()
    if row is None:
        raise DatabaseBusyError("the song was removed meanwhile")
    return _song(row), inserted


def get_song(connection: Connection, tenant_id: str, song_id: str) -> SongRow:
    """A song by its id.

    Raises:
        MissingRowError: the tenant has none of that id.
    """
    row = connection.execute(_BY_ID, {"b_tenant": tenant_id, "b_song": song_id}).one_or_none()
    if row is None:
        raise MissingRowError(f"there is no song {song_id}")
    return _song(row)


def list_songs(
    connection: Connection, tenant_id: str, *, after: Place | None = None, most: int = 50
) -> list[SongRow]:
    """A tenant's songs, newest first."""
    mine = select(*_COLUMNS).where(songs.c.tenant_id == tenant_id, songs.c.deleted_at.is_(None))
    return [_song(row) for row in connection.execute(page(mine, songs, after=after, most=most))]


def delete_song(connection: Connection, tenant_id: str, song_id: str) -> None:
    """Forget a song; the films made of it stay.

    Raises:
        MissingRowError: the tenant has none of that id.
        ConflictError: an unfinished job needs it.
    """
    get_song(connection, tenant_id, song_id)
    using = connection.scalar(
        select(jobs.c.id)
        .join(revisions, revisions.c.job_id == jobs.c.id)
        .where(jobs.c.song_id == song_id, revisions.c.finished_at.is_(None))
        .limit(1)
    )
    if using is not None:
        raise ConflictError(f"job {using} still needs this song; cancel it first")
    connection.execute(
        update(songs)
        .where(songs.c.id == song_id)
        .values(deleted_at=clock(), sweep="delete", edits=null())
    )


def correct_song(
    connection: Connection, tenant_id: str, song_id: str, changes: Mapping[str, object]
) -> Edits:
    """Put fields of its edits in the place of those that are kept; all that is kept then.

    Raises:
        MissingRowError: the tenant has none of that id.
        InvalidInputError: they would be more than is kept.
    """
    row = connection.execute(
        _BY_ID.with_for_update(key_share=True), {"b_tenant": tenant_id, "b_song": song_id}
    ).one_or_none()
    if row is None:
        raise MissingRowError(f"there is no song {song_id}")
    edits = (_song(row).edits or Edits()).model_copy(update=dict(changes))
    kept = None if edits == Edits() else edits.model_dump_json(exclude_defaults=True)
    if len(kept or "") > _MOST_KEPT:
        raise InvalidInputError(
            f"the corrections of one song may be {_MOST_KEPT} letters of JSON, and these are "
            f"{len(kept or '')}"
        )
    connection.execute(update(songs).where(songs.c.id == song_id).values(edits=kept))
    return edits


def _song(row: Row[Any]) -> SongRow:
    return SongRow(
        id=row.id,
        tenant_id=row.tenant_id,
        object_key=row.object_key,
        bytes=row.bytes,
        song=Song.model_validate_json(row.facts),
        created_at=row.created_at,
        edits=None if not (told := row._mapping.get("edits")) else Edits.model_validate_json(told),
    )
