"""Cursors: where a page ended, as text whose inside is nobody's business."""

import base64
import binascii
import json
import math
from typing import Annotated

from fastapi import Query

from common.db.repository.paging import Place
from services.api.errors import Fault, InvalidRequestError

Limit = Annotated[int, Query(ge=1, le=100, description="entries of a page")]
Cursor = Annotated[
    str | None,
    Query(max_length=200, description="`next_cursor` of the page before; none for the first"),
]


def write_cursor(place: Place) -> str:
    text = json.dumps(list(place), separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str | None) -> Place | None:
    """Raises:
    InvalidRequestError: it is not one of ours.
    """
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        created_at, name = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not (isinstance(created_at, float | int) and math.isfinite(created_at)):
            raise ValueError
        if not (isinstance(name, str) and name.isascii() and name.isprintable()):
            raise ValueError
    except (ValueError, TypeError, binascii.Error, RecursionError, OverflowError):
        message = "not a cursor of ours; take it from next_cursor, or leave it out"
        raise InvalidRequestError(message, Fault("query", "/cursor", message)) from None
    return Place(float(created_at), name)
