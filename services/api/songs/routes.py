"""/v1/songs: send one, look at it, list them, forget it."""

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import Response

from common.db.repository.songs import SongRow, delete_song, get_song, list_songs
from common.errors import InvalidInputError, SongLimitError
from common.storage.base import MissingObjectError
from services.api.access.callers import Caller
from services.api.answers import BODY, WRITE, json_answer, links, operation_id, problems
from services.api.backend import Asker, Backend, Tenant, Use
from services.api.cursors import Cursor, Limit, read_cursor, write_cursor
from services.api.errors import (
    UnknownUploadError,
    WrongMediaTypeError,
)
from services.api.names import SongId, known_form
from services.api.songs.accepting import accept_song
from services.api.songs.asking import read_asked
from services.api.songs.multipart import receive_form
from services.api.songs.receiving import harmless_name, scratch_folder
from services.api.songs.schemas import (
    SONG_BODY,
    FromUpload,
    SongPage,
    SongView,
    song_view,
)
from services.api.uploads.signing import upload_key

router = APIRouter(prefix="/v1/songs", tags=["songs"], generate_unique_id_function=operation_id)
_NEXT = {
    **links("song_id", "read_song", "read_analysis", "correct_analysis"),
    "create_job": {
        "operationId": "create_job",
        "requestBody": {"song_id": "$response.body#/id", "theme": "a walk along the sea at dusk"},
    },
}


@router.post(
    "",
    status_code=201,
    response_model=SongView,
    responses={
        200: {"model": SongView, "description": "These bytes were sent before", "links": _NEXT},
        201: {"links": _NEXT},
        **problems(*BODY, 507),
    },
    openapi_extra=SONG_BODY,
)
async def create_song(request: Request, caller: Asker, use: Use) -> Response:
    """Send a song, as a file in the field `file`, by the id of an upload, or by its URL.

    It is decoded from end to end before it is accepted: what this answers can be rendered.
    """
    media_type = request.headers.get("content-type", "")
    kind = media_type.partition(";")[0].strip().lower()
    async with use.probing.hand():
        if kind == "multipart/form-data":
            row, is_new = await _from_form(request, media_type, caller, use)
        elif kind == "application/json":
            row, is_new = await _from_elsewhere(request, caller, use)
        else:
            raise WrongMediaTypeError("send multipart/form-data or application/json")
    view = song_view(row, use.api.public_url)
    return json_answer(view, status=201 if is_new else 200, Location=view.urls.self)


async def _from_form(
    request: Request, media_type: str, caller: Caller, use: Backend
) -> tuple[SongRow, bool]:
    with scratch_folder(use.api.scratch_dir) as folder:
        most = use.settings.max_song_bytes
        song = await receive_form(request.stream(), media_type, folder, most=most)
        return await accept_song(use, song.path, caller=caller, size=song.size)


async def _from_elsewhere(request: Request, caller: Caller, use: Backend) -> tuple[SongRow, bool]:
    asked = await read_asked(request, most=use.api.max_body_bytes)
    if isinstance(asked, FromUpload):
        return await _from_upload(asked, caller, use)
    with scratch_folder(use.api.scratch_dir) as folder:
        most = use.settings.max_song_bytes
        song = await use.fetching.fetch(asked.url, asked.name, folder, most=most)
        return await accept_song(use, song.path, caller=caller, size=song.size)


async def _from_upload(asked: FromUpload, caller: Caller, use: Backend) -> tuple[SongRow, bool]:
    key = upload_key(asked.upload_id, tenant_id=caller.tenant_id)
    try:
        size = await to_thread.run_sync(use.storage.size, key)
        try:
            if size > use.settings.max_song_bytes:
                raise SongLimitError(f"the song is larger than {use.settings.max_song_bytes} bytes")
            with scratch_folder(use.api.scratch_dir) as folder:
                path = folder / harmless_name(asked.name)
                path.symlink_to(await to_thread.run_sync(use.storage.fetch, key))
                accepted = await accept_song(use, path, caller=caller, size=size)
        except InvalidInputError:
            await to_thread.run_sync(use.storage.delete, key)
            raise
    except MissingObjectError:
        raise UnknownUploadError("nothing was uploaded under that id") from None
    await to_thread.run_sync(use.storage.delete, key)
    return accepted


@router.get("", operation_id="list_songs", response_model=SongPage, responses=problems())
async def list_all_songs(
    tenant: Tenant, use: Use, limit: Limit = 20, cursor: Cursor = None
) -> Response:
    """Songs, newest first."""
    after = read_cursor(cursor)
    rows = await use.read(lambda c: list_songs(c, tenant, after=after, most=limit + 1))
    more = write_cursor(rows[limit - 1].place) if len(rows) > limit else None
    views = [song_view(row, use.api.public_url) for row in rows[:limit]]
    return json_answer(SongPage(data=views, next_cursor=more))


@router.get("/{song_id}", response_model=SongView, responses=problems(404))
async def read_song(song_id: SongId, tenant: Tenant, use: Use) -> Response:
    """A song."""
    known_form(song_id, "song")
    row = await use.read(lambda c: get_song(c, tenant, song_id))
    return json_answer(song_view(row, use.api.public_url))


@router.delete(
    "/{song_id}",
    operation_id="delete_song",
    status_code=204,
    response_class=Response,
    responses=problems(*WRITE, 404, 409),
)
async def remove_song(song_id: SongId, tenant: Tenant, use: Use) -> Response:
    """Forget a song; its bytes go within minutes. Films made of it stay until their jobs are
    deleted; a job that still needs it is a conflict.
    """
    known_form(song_id, "song")
    await use.write(lambda c: delete_song(c, tenant, song_id))
    return Response(status_code=204)
