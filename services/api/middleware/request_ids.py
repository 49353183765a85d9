"""Every request has an id: the client's own where it sent a decent one."""

import itertools
import re
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_DECENT = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_PROCESS = secrets.token_hex(6)
_COUNT = itertools.count(1)
"""They tell requests apart and need not be secret; asking the kernel for random bytes lets go of
the interpreter's lock, which the writer's thread then held for 7 ms on average."""


class RequestIds:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        asked = Headers(scope=scope).get("x-request-id", "")
        name = asked if _DECENT.fullmatch(asked) else f"req_{_PROCESS}{next(_COUNT):08x}"
        scope["scopitone.request_id"] = name

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Request-Id"] = name
            await send(message)

        return await self._app(scope, receive, named)
