"""Times: RFC 3339 in requests and answers; answers in UTC, with milliseconds and a Z."""

import re
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator, PlainSerializer, WithJsonSchema

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def rfc3339(seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return moment.replace("+00:00", "Z")


Time = Annotated[
    float,
    PlainSerializer(rfc3339, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
"""POSIX seconds inside, RFC 3339 outside."""


def _as_rfc3339(given: object) -> object:
    if isinstance(given, str) and _RFC3339.fullmatch(given):
        return given
    raise ValueError("give a time of RFC 3339, as 2026-01-31T12:00:00Z")


GivenTime = Annotated[AwareDatetime, BeforeValidator(_as_rfc3339)]
"""Of a request. Pydantic by itself takes numbers too, for seconds or milliseconds as they seem."""
