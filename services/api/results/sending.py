"""Stored objects as answers: from a folder with ranges, from S3 by a link to it.

Objects never change, so that an object's key is its ETag.
"""

import hashlib
from pathlib import Path, PurePosixPath

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from services.api.answers import Responses, problems
from services.api.backend import Backend
from services.api.errors import UnsatisfiableRangeError
from services.api.results.ranges import is_unsatisfiable, is_usable
from services.api.uploads.links import linking

MEDIA_TYPES = {
    ".json": "application/json",
    ".mp4": "video/mp4",
    ".jpg": "image/jpeg",
    ".ora": "image/openraster",
}
_OTHER = "application/octet-stream"
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_DOCUMENT = {"schema": {"type": "object"}}


def media_type_of(key: str) -> str:
    return MEDIA_TYPES.get(PurePosixPath(key).suffix, _OTHER)


def etag_of(key: str) -> str:
    return f'"{hashlib.sha256(key.encode()).hexdigest()[:32]}"'


async def send_object(
    use: Backend, request: Request, key: str, *, name: str, download: bool
) -> Response:
    """The object under a file name; `download` asks a browser to save it and not to show it.

    Raises:
        MissingObjectError: it is not in the store.
        UnsatisfiableRangeError: the range begins after its end.
    """
    store = linking(use.storage)
    if store is not None:
        await to_thread.run_sync(use.storage.size, key)  # a link to nothing would be S3's 404
        url = await to_thread.run_sync(
            lambda: store.link(key, seconds=use.api.link_seconds, download_as=name)
        )
        return RedirectResponse(url, 307, {"Cache-Control": "no-store"})
    if etag_of(key) in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": etag_of(key)})
    path = await to_thread.run_sync(use.storage.fetch, key)
    return _file(request, path, key, name=name, download=download)


def _file(request: Request, path: Path, key: str, *, name: str, download: bool) -> Response:
    facts = path.stat()
    asked = request.headers.get("range")
    if asked is not None and is_usable(asked) and is_unsatisfiable(asked, facts.st_size):
        if "if-range" not in request.headers:
            raise UnsatisfiableRangeError("it ends before that range", size=facts.st_size)
        asked = None
    if asked is not None and not is_usable(asked):
        asked = None
    if asked is None:  # a header field we cannot use is as if it were not there (RFC 9110, 14.2)
        fields = [field for field in request.scope["headers"] if field[0] != b"range"]
        request.scope["headers"] = fields
    return FileResponse(
        path,
        headers={"ETag": etag_of(key), "Cache-Control": "private, max-age=3600"},
        media_type=media_type_of(key),
        filename=name,
        stat_result=facts,
        content_disposition_type="attachment" if download else "inline",
    )


def object_answers(*media_types: str) -> Responses:
    """What sending an object may answer."""
    whole = {kind: _DOCUMENT if kind == "application/json" else _BINARY for kind in media_types}
    return {
        200: {"description": "All of it", "content": whole},
        206: {"description": "The range asked for", "content": dict.fromkeys(whole, _BINARY)},
        304: {"description": "What `If-None-Match` names is still it"},
        307: {"description": "It lies there", "headers": {"Location": {"schema": _URL}}},
        **problems(404, 409, 410, 416),
    }


_URL = {"type": "string", "format": "uri"}
