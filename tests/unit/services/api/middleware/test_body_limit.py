"""A body is counted as it comes, and not waited for for ever."""

import asyncio
import json
import time
from collections.abc import Iterable, Iterator

from starlette.types import Message, Receive, Scope, Send

from common.errors import ScopitoneError
from services.api.middleware.body_limit import BodyLimit


class Reader:
    """Reads the whole body and notes how much it was given, or why it was stopped."""

    def __init__(self) -> None:
        self.read, self.refusal = 0, ""

    async def __call__(self, _scope: Scope, receive: Receive, _send: Send) -> None:
        try:
            more = True
            while more:
                message = await receive()
                self.read += len(message.get("body", b""))
                more = message.get("more_body", False)
        except ScopitoneError as refusal:
            self.refusal = refusal.code


def ask(
    pieces: Iterable[bytes], *, path: str = "/v1/jobs", announced: bytes | None = None
) -> tuple[Reader, list[Message]]:
    reader, sent = Reader(), []
    limit = BodyLimit(reader, most=100, songs={"/v1/songs": 1000}, idle=0.05)
    coming = iter(pieces)

    async def receive() -> Message:
        piece = next(coming, None)
        if piece is None:
            await asyncio.sleep(10)
        return {"type": "http.request", "body": piece, "more_body": piece != b""}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [] if announced is None else [(b"content-length", announced)]
    scope = {"type": "http", "method": "POST", "path": path, "headers": headers}
    asyncio.run(limit(scope, receive, send))
    return reader, sent


def test_what_fits_is_read() -> None:
    assert ask([bytes(60), bytes(40), b""])[0].read == 100
    assert ask([bytes(600), bytes(400), b""], path="/v1/songs")[0].read == 1000


def test_what_turns_out_too_large_is_stopped() -> None:
    assert ask([bytes(60), bytes(41), b""])[0].refusal == "request.too_large"
    assert ask([bytes(1001), b""], path="/v1/songs")[0].refusal == "song.over_limit"


def test_what_announces_too_much_is_not_read() -> None:
    reader, sent = ask([bytes(10), b""], announced=b"101")
    assert (reader.read, sent[0]["status"]) == (0, 413)
    assert json.loads(sent[1]["body"])["code"] == "request.too_large"


def test_a_length_that_is_no_number_is_malformed() -> None:
    for odd in (b"-1", b"1e3", b"\xb2", b""):
        assert ask([b""], announced=odd)[1][0]["status"] == 400


def test_a_client_that_trickles_is_not_waited_for_either() -> None:
    def trickle() -> Iterator[bytes]:
        while True:
            time.sleep(0.01)
            yield b"x"

    assert ask(trickle())[0].refusal == "request.timeout"


def test_a_client_that_falls_silent_is_not_waited_for() -> None:
    assert ask([bytes(10)])[0].refusal == "request.timeout"
