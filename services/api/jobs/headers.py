"""Headers of a submission: Idempotency-Key, Prefer, Cancel-After."""

import re
from typing import Annotated

from fastapi import Header

from services.api.errors import Fault, InvalidRequestError

MIN_DEADLINE, MAX_DEADLINE = 5.0, 7 * 24 * 3600.0
_WAIT = re.compile(r"(?:^|[,;\s])wait\s*=\s*\"?([0-9]{1,6})\"?(?=$|[,;\s])", re.IGNORECASE)
_SPAN = re.compile(r"([0-9]{1,7})([smh]?)", re.ASCII)
_UNIT = {"": 1, "s": 1, "m": 60, "h": 3600}

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        description="the same key and body within 24 h give the same job",
    ),
]
Prefer = Annotated[
    str | None,
    Header(alias="Prefer", description="`wait=30`: answer once it is over, or after 30 seconds"),
]
CancelAfter = Annotated[
    str | None,
    Header(
        alias="Cancel-After",
        description="seconds, or `90s`, `15m`, `2h`: abort what is not over by then",
        json_schema_extra={"pattern": "^[0-9]{1,7}[smh]?$"},
    ),
]

TraceParent = Annotated[
    str | None,
    Header(alias="traceparent", max_length=200, description="W3C Trace Context: yours to go on in"),
]


def wait_seconds(prefer: str | None, *, most: float) -> float:
    """What a Prefer header (RFC 7240) asks to wait; one that cannot be read asks nothing."""
    found = _WAIT.search(prefer or "")
    return min(float(found[1]), most) if found else 0.0


def deadline_seconds(cancel_after: str | None) -> float | None:
    """Raises:
    InvalidRequestError: not a length of time, or outside 5 seconds to 7 days.
    """
    if cancel_after is None:
        return None
    found = _SPAN.fullmatch(cancel_after.strip())
    seconds = float(found[1]) * _UNIT[found[2]] if found else 0.0
    if not MIN_DEADLINE <= seconds <= MAX_DEADLINE:
        message = "Cancel-After is 5 s to 7 days: 90, 90s, 15m or 2h"
        raise InvalidRequestError(message, Fault("header", "/Cancel-After", message))
    return seconds
