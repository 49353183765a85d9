"""Routes whose bodies are JSON and say so."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from services.api.depth import check_depth
from services.api.errors import WrongMediaTypeError
from services.api.shortcut import UnfitError, short_way

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class JsonRoute(APIRoute):
    """Answers 415 to other media types before the body is read, and 400 to what is nested too deep.

    It also keeps pages of other sites out: a form cannot send this type without asking first.
    """

    def get_route_handler(self) -> Handler:
        handle = self._quick(super().get_route_handler())
        if self.body_field is None:
            return handle

        async def checked(request: Request) -> Response:
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != "application/json":
                raise WrongMediaTypeError("send application/json")
            check_depth(await request.body())
            return await handle(request)

        return checked

    def _quick(self, handle: Handler) -> Handler:
        """The short way first, the framework's for what does not fit."""
        arguments = short_way(self)
        if arguments is None:
            return handle

        async def quick(request: Request) -> Response:
            try:
                found = await arguments(request)
            except UnfitError:
                return await handle(request)
            answer: Response = await self.endpoint(**found)
            return answer

        return quick
