"""Nothing behind this door is reached without a key, but for what tells of the service itself.

It stands before the routes, so that one that somebody adds is shut until it is opened on purpose.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from common.db.repository.tenants import DEFAULT_TENANT
from common.errors import ScopitoneError
from services.api.access.callers import METRICS, Caller, is_open, needed_scope
from services.api.access.keyring import Keyring
from services.api.access.limiting import WINDOW, Counter, Standing, take
from services.api.errors import MissingKeyError, MissingScopeError
from services.api.problems import limit_fields, problem_response

CALLER = "scopitone.caller"
"""Where a request's scope says who sent it."""


class Gate:
    """Args:
    counter: of requests, where a key's tenant has a limit.
    open_metrics: measurements are for everybody.
    """

    def __init__(
        self, app: ASGIApp, *, keyring: Keyring, counter: Counter, open_metrics: bool
    ) -> None:
        self._app, self._keyring, self._counter = app, keyring, counter
        self._open_metrics = open_metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_open(
            scope["method"], scope["path"], metrics=self._open_metrics
        ):
            return await self._app(scope, receive, send)
        try:
            scope[CALLER] = caller = await self._admitted(scope)
            limit, key = caller.limits.requests_per_minute, caller.key_id
            if limit is not None and key is not None:
                send = _telling(send, await take(self._counter, key, limit))
        except ScopitoneError as refusal:
            return await problem_response(refusal, scope)(scope, receive, send)
        return await self._app(scope, receive, send)

    async def _admitted(self, scope: Scope) -> Caller:
        shown = Headers(scope=scope).getlist("authorization")
        if len(shown) > 1:
            raise MissingKeyError("send one Authorization header")
        caller = await self._keyring.caller(shown[0] if shown else None)
        needed = needed_scope(scope["method"], scope["path"])
        if not caller.may(needed):
            raise MissingScopeError(f"this key is not good for that: it needs the scope {needed}")
        if scope["path"] == METRICS and caller.tenant_id != DEFAULT_TENANT:
            raise MissingScopeError(f"measurements are for keys of the tenant {DEFAULT_TENANT}")
        return caller


def _telling(send: Send, standing: Standing) -> Send:
    """Say in each answer how many requests are left."""
    fields = limit_fields(
        "requests",
        quota=standing.limit,
        remaining=standing.remaining,
        reset=standing.reset,
        window=int(WINDOW),
    )

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in fields.items():
                headers.setdefault(name, value)
        await send(message)

    return told
