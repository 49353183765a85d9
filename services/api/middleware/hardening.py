"""What browsers are told of every answer: guess nothing, embed nothing, keep nothing.

A route that needs less strict words says its own; these do not replace them.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_WATCHED = (b"video/", b"image/", b"audio/")
_POLICY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
"""Not for what is looked at by itself: a browser's own page around a film has styles."""


class Hardening:
    """Args:
    secure: clients reach this server by https only.
    shared: pages of some other sites may read answers (CORS).
    """

    def __init__(self, app: ASGIApp, *, secure: bool, shared: bool) -> None:
        self._app = app
        readers = b"cross-origin" if shared else b"same-origin"
        self._fields = [
            (b"x-content-type-options", b"nosniff"),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"no-referrer"),
            (b"cross-origin-resource-policy", readers),
            (b"cache-control", b"no-store"),
        ]
        if secure:
            self._fields.append((b"strict-transport-security", b"max-age=31536000"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = dict(message["headers"])
                fields = self._fields
                if not said.get(b"content-type", b"").startswith(_WATCHED):
                    fields = [*fields, _POLICY]
                more = [field for field in fields if field[0] not in said]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        return await self._app(scope, receive, hardened)
