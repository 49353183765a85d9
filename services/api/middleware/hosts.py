"""Without keys, only this machine may ask, and only as itself.

Loopback alone does not keep browsers out: any page can send requests to 127.0.0.1, and a name that
its owner points there (DNS rebinding) makes them same-origin. The Host header shows the latter, the
Origin header the former.
"""

from collections.abc import Collection
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from common.errors import ScopitoneError
from services.api.errors import RefusedHostError, RefusedOriginError
from services.api.problems import problem_response

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Hosts:
    """Refuses requests that are addressed to another name, or sent by another site's page."""

    def __init__(self, app: ASGIApp, *, names: Collection[str]) -> None:
        self._app = app
        self._names = LOOPBACK | {name.lower() for name in names}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            refusal = self._refusal(Headers(scope=scope))
            if refusal is not None:
                return await problem_response(refusal, scope)(scope, receive, send)
        return await self._app(scope, receive, send)

    def _refusal(self, headers: Headers) -> ScopitoneError | None:
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or _host(f"//{hosts[0]}") not in self._names:
            return RefusedHostError("address this server as localhost or 127.0.0.1")
        if any(not self._is_ours(origin) for origin in origins):
            return RefusedOriginError()
        return None

    def _is_ours(self, origin: str) -> bool:
        return origin.startswith(("http://", "https://")) and _host(origin) in self._names


@lru_cache(256)
def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        plain = parts.username is None and parts.path == "" and not parts.query
        _ = parts.port
    except ValueError:
        return ""
    return (parts.hostname or "") if plain else ""
