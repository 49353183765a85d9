"""What an operation may answer, for OpenAPI: every status that can leave the server is listed."""

from http import HTTPStatus
from typing import Any

from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.responses import Response

from services.api.problems import MEDIA_TYPE

_ALWAYS = (400, 401, 403, 422, 429, 500, 503)
"""What is unreadable, without a key, from a foreign host, impossible, or too much; our faults; what
is away."""
WRITE = (408, 413)
"""Of all but GET: whoever sends a body, asked or not, may send too much of it or too slowly."""
BODY = (*WRITE, 415)
"""Of operations that read a body."""

_LIMITS = ("RateLimit", "RateLimit-Policy")
Responses = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Responses:
    """The problems of an operation: these, and those that any may answer."""
    return {status: _problem(status) for status in sorted({*_ALWAYS, *statuses})}


def links(parameter: str, *operations: str) -> dict[str, Any]:
    """What can be asked next of the thing whose id is in the answer."""
    return {
        operation: {"operationId": operation, "parameters": {parameter: "$response.body#/id"}}
        for operation in operations
    }


def body(description: str, media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {media_type: {"schema": schema}}}


def json_answer(view: BaseModel, *, status: int = 200, **headers: str) -> Response:
    """A view as it is, without the framework's second look at it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(view.model_dump_json(), status, named, "application/json")


def operation_id(route: APIRoute) -> str:
    """The function's name: stable, and what a generated client calls its method."""
    return route.name


def _problem(status: int) -> dict[str, Any]:
    answer = body(HTTPStatus(status).phrase, MEDIA_TYPE, {"$ref": "#/components/schemas/Problem"})
    if status in {429, 503}:
        answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    if status == 429:
        answer["headers"] |= {name: {"schema": {"type": "string"}} for name in _LIMITS}
    return answer
