"""No body is read further than its address takes, nor waited for longer than the client may rest.

The length a client announces is checked before anything is read; what it does send is counted.
"""

import asyncio
import time
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from common.errors import ScopitoneError, SongLimitError
from services.api.errors import MalformedRequestError, RequestTooLargeError, SlowRequestError
from services.api.problems import problem_response

_SLOWEST = 10_000
"""Bytes a second, over the whole body: one byte at a time would hold a place for ever."""


class BodyLimit:
    """Args:
    most: bytes of a body.
    songs: bytes of a body that is a song, by how its path begins.
    idle: seconds between two pieces.
    """

    def __init__(self, app: ASGIApp, *, most: int, songs: Mapping[str, int], idle: float) -> None:
        self._app, self._most, self._songs, self._idle = app, most, songs, idle

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD"}:
            return await self._app(scope, receive, send)
        refusal = self._refusal(scope)
        if refusal is not None:
            return await problem_response(refusal, scope)(scope, receive, send)
        return await self._app(scope, self._counted(scope, receive), send)

    def _counted(self, scope: Scope, receive: Receive) -> Receive:
        seen, whole, begun = 0, False, time.monotonic()

        async def counted() -> Message:
            nonlocal seen, whole
            if whole:  # what comes now is the client's leaving, whenever that is
                return await receive()
            try:
                async with asyncio.timeout(self._idle):
                    message = await receive()
            except TimeoutError:
                raise SlowRequestError(f"nothing came for {self._idle:g} s") from None
            seen += len(message.get("body", b""))
            if time.monotonic() - begun > 2 * self._idle + seen / _SLOWEST:
                raise SlowRequestError(f"slower than {_SLOWEST} bytes a second")
            whole = not message.get("more_body", False)
            if seen > self._bound(scope):
                raise self._excess(scope)
            return message

        return counted

    def _refusal(self, scope: Scope) -> ScopitoneError | None:
        announced = Headers(scope=scope).get("content-length", "0")
        if not (announced.isascii() and announced.isdigit()):
            return MalformedRequestError("Content-Length is not a number")
        return self._excess(scope) if int(announced) > self._bound(scope) else None

    def _bound(self, scope: Scope) -> int:
        return self._song_bound(scope) or self._most

    def _song_bound(self, scope: Scope) -> int | None:
        for path, most in self._songs.items():
            if scope["path"].startswith(path):
                return most
        return None

    def _excess(self, scope: Scope) -> ScopitoneError:
        most = self._song_bound(scope)
        if most is not None:
            return SongLimitError(f"the song is larger than {most / 1e6:g} MB")
        return RequestTooLargeError(f"the body is larger than {self._most} bytes")
