"""/v1/dialogues: begin one over a script, take turns, take what comes of it."""

import json

from anyio import to_thread
from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from common.artifacts.script import Script
from common.db.failures import ConflictError, MissingRowError
from common.db.repository.dialogues import (
    DialogueRow,
    add_dialogue,
    continue_dialogue,
    delete_dialogue,
    get_dialogue,
    list_dialogues,
)
from common.dialogue import BuiltinCounsel, Dialogue, answer, begin, filmed
from common.phrases.colours import named_colours
from services.api.answers import BODY, WRITE, json_answer, links, operation_id, problems
from services.api.backend import Backend, Tenant, Use
from services.api.cursors import Cursor, Limit, read_cursor, write_cursor
from services.api.dialogues.schemas import (
    DialogueLog,
    DialoguePage,
    DialogueRequest,
    DialogueView,
    TurnRequest,
    dialogue_log,
    dialogue_view,
)
from services.api.errors import Fault, InvalidRequestError
from services.api.json_route import JsonRoute
from services.api.names import TalkId, known_form
from services.api.results.finding import find_result
from services.api.results.schemas import ScriptView
from services.api.results.sending import etag_of

router = APIRouter(
    prefix="/v1/dialogues",
    tags=["dialogues"],
    route_class=JsonRoute,
    generate_unique_id_function=operation_id,
)
_NEXT = links(
    "dialogue_id",
    *("read_dialogue", "take_turn", "read_dialogue_script", "delete_dialogue"),
)
MOST_TURNS = 500
_MOST_BYTES = 400_000
"""Of a dialogue's state: a script of 200 scenes, and all that can be said of it."""


@router.post(
    "",
    status_code=201,
    response_model=DialogueLog,
    responses={201: {"links": _NEXT}, **problems(*BODY, 404, 409, 410)},
)
async def create_dialogue(asked: DialogueRequest, tenant: Tenant, use: Use) -> Response:
    """Begin to talk a film over: the script of a job as soon as it is written, or your own."""
    script, aesthetic = asked.script, asked.aesthetic
    if asked.job_id is not None:
        script, own = await _of_job(use, tenant, asked.job_id)
        aesthetic = aesthetic or own
    assert script is not None  # the one or the other
    bare = script.model_copy(update={"exchanges": ()})
    talk = begin(bare, aesthetic=aesthetic)
    document = _written(talk)
    row = await use.write(
        lambda c: add_dialogue(
            c, tenant, document=document, status=talk.status, job_id=asked.job_id
        )
    )
    view = dialogue_log(row, use.api.public_url)
    return json_answer(view, status=201, Location=view.urls.self)


@router.get("", operation_id="list_dialogues", response_model=DialoguePage, responses=problems())
async def list_all_dialogues(
    tenant: Tenant, use: Use, limit: Limit = 20, cursor: Cursor = None
) -> Response:
    """Dialogues, newest first."""
    after = read_cursor(cursor)
    rows = await use.read(lambda c: list_dialogues(c, tenant, after=after, most=limit + 1))
    more = write_cursor(rows[limit - 1].place) if len(rows) > limit else None
    views = [dialogue_view(row, use.api.public_url) for row in rows[:limit]]
    return json_answer(DialoguePage(data=views, next_cursor=more))


@router.get("/{dialogue_id}", response_model=DialogueLog, responses=problems(404))
async def read_dialogue(dialogue_id: TalkId, tenant: Tenant, use: Use) -> Response:
    """A dialogue: where it stands, and all that was said. It can be gone on with at any time."""
    row = await _known(use, tenant, dialogue_id)
    return json_answer(dialogue_log(row, use.api.public_url))


@router.post(
    "/{dialogue_id}/turns", response_model=DialogueView, responses=problems(*BODY, 404, 409)
)
async def take_turn(dialogue_id: TalkId, asked: TurnRequest, tenant: Tenant, use: Use) -> Response:
    """Say something: words for the picture, a number, yes, no, back, show, accept all, stop."""
    before = await _known(use, tenant, dialogue_id)
    if asked.after not in (None, before.turns):
        raise ConflictError(f"dialogue {before.id} has {before.turns} turns, not {asked.after}")
    if before.turns >= MOST_TURNS:
        raise ConflictError(f"a dialogue has {MOST_TURNS} turns at most; take its script")
    if before.status == "done":
        raise ConflictError("this dialogue is over; its scenes are settled")

    def turned() -> tuple[str, str]:
        talk = answer(Dialogue.from_json(before.document), asked.said, BuiltinCounsel())
        return _written(talk), talk.status

    document, status = await to_thread.run_sync(turned)
    row = await use.write(lambda c: continue_dialogue(c, before, document=document, status=status))
    return json_answer(dialogue_view(row, use.api.public_url))


@router.get("/{dialogue_id}/script", response_model=ScriptView, responses=problems(404))
async def read_dialogue_script(dialogue_id: TalkId, tenant: Tenant, use: Use) -> Response:
    """The script with what was settled so far, whether or not the talk is over: a job takes it as
    its `script`.
    """
    row = await _known(use, tenant, dialogue_id)
    talk = Dialogue.from_json(row.document)
    script = await to_thread.run_sync(lambda: filmed(talk, named_colours=named_colours()))
    return json_answer(script, ETag=etag_of(f"{row.id} {row.turns}"))


@router.delete(
    "/{dialogue_id}",
    operation_id="delete_dialogue",
    status_code=204,
    response_class=Response,
    responses=problems(*WRITE, 404),
)
async def remove_dialogue(dialogue_id: TalkId, tenant: Tenant, use: Use) -> Response:
    """Forget a dialogue. Films made of its script stay."""
    known_form(dialogue_id, "talk")
    await use.write(lambda c: delete_dialogue(c, tenant, dialogue_id))
    return Response(status_code=204)


async def _known(use: Backend, tenant: str, dialogue_id: str) -> DialogueRow:
    known_form(dialogue_id, "talk")
    return await use.read(lambda c: get_dialogue(c, tenant, dialogue_id))


async def _of_job(use: Backend, tenant: str, job_id: str) -> tuple[Script, str | None]:
    """The script of a job, and the look that it was asked for with."""

    def find(connection: Connection) -> tuple[str, str | None]:
        job, key = find_result(connection, tenant, known_form(job_id, "job"), "script")
        return key, json.loads(job.request).get("aesthetic")

    try:
        key, aesthetic = await use.read(find)
    except MissingRowError as problem:
        raise MissingRowError(f"job {job_id}: {problem}") from None
    data = await to_thread.run_sync(use.storage.get, key)
    return Script.from_json(data), aesthetic


def _written(talk: Dialogue) -> str:
    """The state as a row carries it.

    Raises:
        InvalidRequestError: the script is too long to be talked of.
    """
    document = talk.model_dump_json()
    if len(document.encode()) > _MOST_BYTES:
        message = f"with this script the dialogue takes more than {_MOST_BYTES} bytes"
        raise InvalidRequestError(message, Fault("body", "/script", message))
    return document
