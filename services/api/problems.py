"""From an error to `application/problem+json` (RFC 9457); the one place where both meet."""

import logging
from math import ceil
from typing import Any, Literal

from pydantic import BaseModel, Field
from starlette.responses import Response
from starlette.types import Scope

from common.errors import LimitError, RetryLaterError, ScopitoneError
from services.api.errors import (
    InvalidRequestError,
    MissingKeyError,
    TooBusyError,
    UnsatisfiableRangeError,
)

MEDIA_TYPE = "application/problem+json"
_RETRY_SECONDS = 5
_PLAIN = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
"""Here too: what nobody foresaw is answered outside of all middleware."""
_LOG = logging.getLogger("scopitone.api")


class FaultView(BaseModel):
    """One thing that is wrong in the request."""

    place: Literal["body", "query", "header", "path"] = Field(description="part of the request")
    pointer: str = Field(description="JSON pointer (RFC 6901) into that part")
    detail: str


class Problem(BaseModel):
    """What went wrong, for programs (`code`) and for people (`detail`)."""

    type: str = Field(description="where the code is explained, relative to this server")
    title: str = Field(description="the same for every problem of this code")
    status: int
    detail: str
    code: str = Field(description="dotted and stable: what a program decides by")
    request_id: str = Field(description="also in X-Request-Id and in the server's log")
    errors: list[FaultView] | None = None


def status_of(error: ScopitoneError) -> int:
    """The HTTP status of an error: its class names it."""
    return type(error).status


def title_of(kind: type[ScopitoneError]) -> str:
    """The class's docstring is what we tell everybody who meets it."""
    return " ".join((kind.__doc__ or "").split("\n\n")[0].split())


def problem_of(error: ScopitoneError, *, request_id: str) -> Problem:
    """What a client is told. Of a fault on our side it learns no detail: that is in the log."""
    kind, status = type(error), status_of(error)
    faults = error.faults if isinstance(error, InvalidRequestError) else ()
    return Problem(
        type=f"/problems#{kind.code}",
        title=title_of(kind),
        status=status,
        detail=str(error) if status < 500 else title_of(kind),
        code=kind.code,
        request_id=request_id,
        errors=[FaultView(**fault._asdict()) for fault in faults] or None,
    )


def problem_response(error: ScopitoneError, scope: Scope, **headers: str) -> Response:
    """The whole answer, headers included."""
    request_id = request_id_of(scope)
    problem = problem_of(error, request_id=request_id)
    if problem.status >= 500 and not isinstance(error, TooBusyError):  # those come in thousands
        _LOG.error("request %s: %s: %s", request_id, problem.code, error)
    return Response(
        content=safe_json(problem),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers={**_PLAIN, **_headers(error), **headers, "X-Request-Id": request_id},
    )


def safe_json(problem: Problem) -> bytes:
    """JSON whatever a client put into the text, half a surrogate pair included."""
    facts: dict[str, Any] = problem.model_dump(exclude_none=True)
    try:
        return problem.model_dump_json(exclude_none=True).encode()
    except ValueError:
        facts["detail"] = facts["detail"].encode("utf-8", "replace").decode()
        facts.pop("errors", None)
        return Problem(**facts).model_dump_json(exclude_none=True).encode()


def request_id_of(scope: Scope) -> str:
    return str(scope.get("scopitone.request_id", "none"))


def limit_fields(
    name: str, *, quota: int, remaining: int, reset: float, window: int | None = None
) -> dict[str, str]:
    """RateLimit fields (draft-ietf-httpapi-ratelimit-headers-10), and their widespread elders.

    Args:
        reset: seconds until the whole quota is there again, or may be tried again.
        window: seconds that the quota is for; None where it is not for a time.
    """
    seconds = str(ceil(reset))
    policy = f'"{name}";q={quota}' + (f";w={window}" if window else "")
    return {
        "RateLimit-Policy": policy,
        "RateLimit": f'"{name}";r={remaining};t={seconds}',
        "X-RateLimit-Limit": str(quota),
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset": seconds,
    }


def _headers(error: ScopitoneError) -> dict[str, str]:
    if isinstance(error, RetryLaterError):
        return {"Retry-After": str(_RETRY_SECONDS)}
    if isinstance(error, LimitError):
        name = error.code.removeprefix("limit.")
        return {
            "Retry-After": str(ceil(error.seconds)),
            **limit_fields(name, quota=error.quota, remaining=0, reset=error.seconds),
        }
    if isinstance(error, MissingKeyError):
        return {"WWW-Authenticate": 'Bearer realm="scopitone"'}
    if isinstance(error, UnsatisfiableRangeError):
        return {"Content-Range": f"bytes */{error.size}"}
    return {}
