"""Both ways from a request to a function's arguments answer alike."""

from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends, FastAPI, Header, Query, Request
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response
from starlette.testclient import TestClient

from services.api.json_route import JsonRoute
from services.api.shortcut import short_way


class Film(BaseModel):
    theme: str
    height: int = 720


async def port(request: Request) -> int | None:
    return request.url.port


async def make(
    number: int,
    film: Film,
    port: Annotated[int | None, Depends(port)],
    request: Request,
    key: Annotated[str | None, Header(alias="Idempotency-Key", min_length=2)] = None,
    dry: Annotated[bool, Query()] = False,
) -> Response:
    at = request.url.path
    return JSONResponse([number, film.model_dump(), port, at, key, dry])


def client(kind: type[APIRoute]) -> TestClient:
    app, router = FastAPI(), APIRouter(route_class=kind)
    router.post("/films/{number}")(make)
    app.include_router(router)
    return TestClient(app, base_url="http://here:99", raise_server_exceptions=False)


QUICK, PLAIN = client(JsonRoute), client(APIRoute)
ASKED: list[tuple[str, list[tuple[str, str]], bytes]] = [
    ("/films/1", [], b'{"theme": "sea"}'),
    ("/films/1?dry=yes&dry=no", [("Idempotency-Key", "mine")], b'{"theme": "sea", "height": "9"}'),
    ("/films/1", [("idempotency-key", "one"), ("idempotency-key", "two")], b'{"theme": ""}'),
    ("/films/1", [("Idempotency-Key", "m\u00e9")], b'{"theme": "\\ud83c"}'),
    ("/films/x?dry=perhaps", [("Idempotency-Key", "m")], b'{"height": "high"}'),
    ("/films/1?dry=", [("Idempotency-Key", "")], b'{"theme": 1}'),
    ("/films/1", [], b"null"),
    ("/films/1", [], b""),
    ("/films/1", [], b"{"),
    ("/films/1", [], b"\xff"),
    ("/films/1", [], b'{"theme": "sea", "height": NaN}'),
]


@pytest.mark.parametrize(("path", "headers", "body"), ASKED)
def test_both_answer_alike(path: str, headers: list[tuple[str, str]], body: bytes) -> None:
    def ask(way: TestClient) -> tuple[int, str]:
        said = [(name.encode(), value.encode("latin-1")) for name, value in headers]
        answer = way.post(
            path, headers=[*said, (b"content-type", b"application/json")], content=body
        )
        return answer.status_code, answer.text

    assert ask(QUICK) == ask(PLAIN)


async def unread(tags: Annotated[list[str], Query()]) -> Response:
    return JSONResponse(tags)


async def told(film: Film) -> Film:
    return film


@pytest.mark.parametrize(("function", "known"), [(make, True), (unread, False), (told, False)])
def test_what_it_does_not_know_is_left_to_the_framework(function: Any, known: bool) -> None:
    route = APIRoute("/films/{number}" if function is make else "/", function, methods=["POST"])
    assert (short_way(route) is not None) is known


def test_what_a_route_asks_for_beside_its_function_is_left_to_the_framework() -> None:
    beside = [Depends(port)]
    route = APIRoute("/films/{number}", make, methods=["POST"], dependencies=beside)
    assert short_way(route) is None
