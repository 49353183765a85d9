"""The short way from a request to what its route's function takes, for requests that are in order.

FastAPI looks at each parameter's annotation anew at every request, which took half of a
submission's time in the loop. Here they are looked at once a route. Nothing is decided here: both
ways read with the same validators, and a request that is not in order goes the framework's, which
finds all that is wrong with it and says so.
"""

import inspect
import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, cast, get_args, get_origin

from fastapi import Request
from fastapi._compat import ModelField
from fastapi.routing import APIRoute
from starlette.datastructures import QueryParams
from starlette.responses import Response

Arguments = Callable[[Request], Coroutine[Any, Any, dict[str, Any]]]
_WORDS = {str, int, float, bool, type(None)}


class UnfitError(Exception):
    """Something is missing or wrong: the framework says what."""


class _Parameter(NamedTuple):
    """Of the function, by its own name and by the request's."""

    name: str
    alias: str
    field: ModelField
    required: bool
    default: object

    def of(self, given: Mapping[str, str]) -> Any:
        value = given.get(self.alias)
        if value is not None:
            return _checked(self.field, value)
        if self.required:
            raise UnfitError
        return self.default


def short_way(route: APIRoute) -> Arguments | None:
    """What finds the arguments of a route's function, or raises UnfitError; None for a function
    that takes what is not known here, or leaves its answer to the framework.
    """
    told = route.dependant
    if not _is_known(route):
        return None
    path, query = _parameters(told.path_params), _parameters(told.query_params)
    header = _parameters(told.header_params, str.lower)
    names = {one.alias.encode() for one in header}
    sources = [(cast("str", one.name), cast("Any", one.call)) for one in told.dependencies]
    body = told.body_params[0] if told.body_params else None

    async def arguments(request: Request) -> dict[str, Any]:
        scope = request.scope
        found = {name: await source(request) for name, source in sources}
        asked = QueryParams(scope["query_string"]) if scope["query_string"] else {}
        fields = {  # backwards: of two the first counts
            name.decode(): value.decode("latin-1")
            for name, value in reversed(scope["headers"])
            if name in names
        }
        for group, given in ((path, scope["path_params"]), (query, asked), (header, fields)):
            for one in group:
                found[one.name] = one.of(given)
        if body is not None:
            found[body.name] = _checked(body, _parsed(await request.body()))
        if told.request_param_name:
            found[told.request_param_name] = request
        return found

    return arguments


def _is_known(route: APIRoute) -> bool:
    """Words in path, query and headers, one body of JSON, and what is found from the request."""
    told = route.dependant
    fields = (*told.path_params, *told.query_params, *told.header_params)
    others = (
        *(told.cookie_params, told.http_connection_param_name, told.websocket_param_name),
        *(told.response_param_name, told.background_tasks_param_name, route._embed_body_fields),
        *(told.security_scopes_param_name, told.body_params[1:], told.concurrency),
    )
    return (
        not any(others)
        and inspect.iscoroutinefunction(told.call)
        and inspect.get_annotations(told.call).get("return") is Response
        and all(_is_word(one.field_info.annotation) for one in fields)
        and all(one.name and _is_found(one.call) for one in told.dependencies)
    )


def _is_word(annotation: Any) -> bool:
    if get_origin(annotation) in {Union, UnionType}:
        return all(map(_is_word, get_args(annotation)))
    return annotation in _WORDS or get_origin(annotation) is Literal


def _is_found(source: Any) -> bool:
    """A coroutine function of the request alone."""
    taken = [one.annotation for one in inspect.signature(source).parameters.values()]
    return inspect.iscoroutinefunction(source) and taken == [Request]


def _parameters(
    fields: Sequence[ModelField], spelt: Callable[[str], str] = str
) -> tuple[_Parameter, ...]:
    return tuple(
        _Parameter(one.name, spelt(one.alias), one, one.field_info.is_required(), one.default)
        for one in fields
    )


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        raise UnfitError from None


def _checked(field: ModelField, value: Any) -> Any:
    read, faults = field.validate(value)
    if faults:
        raise UnfitError
    return read
