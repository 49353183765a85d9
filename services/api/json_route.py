"""Routes whose bodies are JSON and say so."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from services.api.depth import check_depth
from services.api.errors import WrongMediaTypeError


class JsonRoute(APIRoute):
    """Answers 415 to other media types before the body is read, and 400 to what is nested too deep.

    It also keeps pages of other sites out: a form cannot send this type without asking first.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def checked(request: Request) -> Response:
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != "application/json":
                raise WrongMediaTypeError("send application/json")
            check_depth(await request.body())
            return await handle(request)

        return checked
