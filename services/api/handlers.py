"""Every error becomes a problem: ours, the framework's, and those nobody foresaw."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from common.errors import ScopitoneError
from services.api.errors import (
    Fault,
    InvalidRequestError,
    MalformedRequestError,
    UnknownPathError,
    WrongMethodError,
)
from services.api.problems import problem_response, request_id_of

_LOG = logging.getLogger("scopitone.api")
_PLACES = {"body", "query", "header", "path"}
_MOST_FAULTS = 20


def install_handlers(app: FastAPI) -> None:
    app.add_exception_handler(ScopitoneError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _framework)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(Exception, _unforeseen)


def fault_of(found: Mapping[str, Any]) -> Fault:
    """A validation error of pydantic as we tell it: never with the input it complains about."""
    path = [str(part) for part in found["loc"]]
    place = path[0] if path and path[0] in _PLACES else "body"
    return Fault(
        cast("Any", place),
        "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in path[1:]),
        str(found["msg"]).removeprefix("Value error, "),
    )


def invalid(found: Sequence[Mapping[str, Any]]) -> InvalidRequestError:
    faults = [fault_of(one) for one in found[:_MOST_FAULTS]]
    first = faults[0]
    where = f"{first.place} {first.pointer}".strip()
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return InvalidRequestError(f"{where}: {first.detail}{more}", *faults)


async def _ours(request: Request, error: Exception) -> Response:
    return problem_response(cast("ScopitoneError", error), request.scope)


async def _invalid(request: Request, error: Exception) -> Response:
    found = cast("RequestValidationError", error).errors()
    if any(one["type"] == "json_invalid" for one in found):
        broken = MalformedRequestError("the body is not JSON")
        return problem_response(broken, request.scope)
    return problem_response(invalid(found), request.scope)


async def _framework(request: Request, error: Exception) -> Response:
    raised = cast("HTTPException", error)
    cause = raised.__cause__
    if isinstance(cause, ScopitoneError):  # what a body's reader raised, wrapped by the framework
        return problem_response(cause, request.scope)
    headers = dict(raised.headers or {})
    if raised.status_code == 404:
        meaning: ScopitoneError = UnknownPathError(f"there is nothing at {request.url.path!r}")
    elif raised.status_code == 405:
        meaning = WrongMethodError(f"{request.method} is not for this address")
        headers["Allow"] = ", ".join(_methods_of(request))
    else:
        meaning = MalformedRequestError("the request cannot be read")
    return problem_response(meaning, request.scope, **headers)


def _methods_of(request: Request) -> list[str]:
    """Of every route at this address; the framework names those of the first alone."""
    routes = (route for router in request.app.state.routers for route in router.routes)
    here = [route for route in routes if route.path_regex.fullmatch(request.url.path)]
    return sorted({method for route in here for method in route.methods})


async def _gone(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """Nobody reads this; without it the log would show a trace for every closed laptop."""
    return Response(status_code=400)


async def _unforeseen(request: Request, error: Exception) -> Response:
    _LOG.error("request %s failed", request_id_of(request.scope), exc_info=error)
    return problem_response(ScopitoneError(), request.scope)
