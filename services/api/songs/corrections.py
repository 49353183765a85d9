"""/v1/songs/{id}/analysis: what was heard, as people corrected it; and their corrections."""

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query
from starlette.responses import Response

from common.artifacts.analysis import Analysis
from common.artifacts.edits import Edits
from common.catalogue import PROFILES
from common.db.repository.songs import SongRow, correct_song, get_song
from common.editing import edited
from common.film_request import FilmRequest
from common.pipeline import Recipe
from common.storage.base import MissingObjectError
from services.api.answers import BODY, json_answer, operation_id, problems
from services.api.backend import Backend, Tenant, Use
from services.api.errors import NotReadyError
from services.api.json_route import JsonRoute
from services.api.names import SongId, known_form
from services.api.songs.schemas import AnalysisView, EditsView

router = APIRouter(
    prefix="/v1/songs",
    tags=["songs"],
    route_class=JsonRoute,
    generate_unique_id_function=operation_id,
)
_Profile = Annotated[str, Query(json_schema_extra={"enum": list(PROFILES)})]


@router.get("/{song_id}/analysis", response_model=AnalysisView, responses=problems(404, 409))
async def read_analysis(
    song_id: SongId,
    tenant: Tenant,
    use: Use,
    profile: _Profile = "sketch",
    heard: Annotated[bool, Query(description="as it was heard, without the corrections")] = False,
) -> Response:
    """Beats, downbeats, sections and energy of the whole song, as they were corrected; the song's
    first job hears it.
    """
    known_form(song_id, "song")
    row = await use.read(lambda c: get_song(c, tenant, song_id))
    document = await to_thread.run_sync(_heard, use, row, profile)
    if row.edits is None or heard or not row.edits.touch_music:
        return Response(document, media_type="application/json")
    edits = row.edits
    return json_answer(
        await to_thread.run_sync(lambda: edited(Analysis.from_json(document), edits.of_music))
    )


@router.patch("/{song_id}/analysis", response_model=EditsView, responses=problems(*BODY, 404))
async def correct_analysis(song_id: SongId, asked: Edits, tenant: Tenant, use: Use) -> Response:
    """Correct what is heard, now or later: each field that is given takes the place of the one
    that is kept, the others stay. Jobs submitted from here on build on it.
    """
    known_form(song_id, "song")
    changes = {name: getattr(asked, name) for name in asked.model_fields_set}
    return json_answer(await use.write(lambda c: correct_song(c, tenant, song_id, changes)))


@router.get("/{song_id}/edits", response_model=EditsView, responses=problems(404))
async def read_edits(song_id: SongId, tenant: Tenant, use: Use) -> Response:
    """All the corrections that are kept of a song."""
    known_form(song_id, "song")
    row = await use.read(lambda c: get_song(c, tenant, song_id))
    return json_answer(row.edits or Edits())


def _heard(use: Backend, row: SongRow, profile: str) -> bytes:
    """Raises:
    NotReadyError: nobody listened to it yet.
    """
    request = FilmRequest(theme="", profile=profile)
    key = Recipe(song=row.song, song_key=row.object_key, request=request).analysis().key
    try:
        return use.storage.get(key)
    except MissingObjectError:
        raise NotReadyError("no job has analysed the whole of this song yet") from None
