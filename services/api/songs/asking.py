"""The JSON body of POST /v1/songs: where the song is, instead of the song."""

from collections.abc import AsyncIterator

from fastapi import Request
from pydantic import ValidationError
from pydantic_core import from_json

from services.api.depth import check_depth
from services.api.errors import RequestTooLargeError
from services.api.handlers import invalid
from services.api.songs.schemas import FromUpload, FromUrl


async def read_asked(request: Request, *, most: int) -> FromUpload | FromUrl:
    """Raises:
    InvalidRequestError: neither of the two.
    RequestTooLargeError: more than `most` bytes.
    """
    data = b"".join([piece async for piece in _bounded(request, most)])
    check_depth(data)
    try:
        return _kind_of(data).model_validate_json(data)
    except ValidationError as problem:
        found = problem.errors(include_url=False, include_context=False, include_input=False)
        raise invalid([{**one, "loc": ("body", *one["loc"])} for one in found]) from None


def _kind_of(data: bytes) -> type[FromUpload] | type[FromUrl]:
    """By the field that only one has, so that faults are told of the one that was meant."""
    try:
        asked = from_json(data)
    except ValueError:
        return FromUpload
    return FromUrl if isinstance(asked, dict) and "url" in asked else FromUpload


async def _bounded(request: Request, most: int) -> AsyncIterator[bytes]:
    seen = 0
    async for piece in request.stream():
        seen += len(piece)
        if seen > most:
            raise RequestTooLargeError(f"the body is larger than {most} bytes")
        yield piece
