"""How many requests, how long they take, how they end."""

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from common.metrics import http_open, http_seconds


class Measuring:
    """Counts by the route's pattern, never by the path: a path is anybody's choice."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        begun, status = time.perf_counter(), "500"

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        http_open.inc()
        try:
            await self._app(scope, receive, noted)
        finally:
            http_open.dec()
            route = getattr(scope.get("route"), "path", "none")
            method = scope["method"] if scope["method"] in _METHODS else "other"
            http_seconds.labels(method, route, status).observe(time.perf_counter() - begun)


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
