"""What happens on a connection before there is a request: bounds on its head, problems as answers.

uvicorn's fast protocol takes heads of any length for as long as anybody sends them, and answers
what it cannot parse in plain text.
"""

import asyncio
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from common.errors import ScopitoneError
from services.api.errors import HeadTooLargeError, MalformedRequestError, SlowRequestError
from services.api.problems import MEDIA_TYPE, problem_of, safe_json

MAX_HEAD_BYTES = 64 << 10
HEAD_SECONDS = 20.0


class Connection(HttpToolsProtocol):
    """One connection. A head is a request line and its header fields, or the wait for them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._head_bytes: int | None = 0
        """None while no head is being read."""
        self._patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_has_come()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._head_bytes is not None:
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD_BYTES:
                self._refuse(HeadTooLargeError(f"its head is larger than {MAX_HEAD_BYTES} bytes"))

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self._head_bytes is None:
            self._wait_for_head()

    def on_headers_complete(self) -> None:
        self._head_has_come()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        self._refuse(MalformedRequestError(msg))

    def _wait_for_head(self) -> None:
        self._head_bytes = 0
        self._patience = self.loop.call_later(HEAD_SECONDS, self._lose_patience)

    def _head_has_come(self) -> None:
        self._head_bytes = None
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _lose_patience(self) -> None:
        self._refuse(SlowRequestError(f"no whole request came for {HEAD_SECONDS:g} s"))

    def _refuse(self, error: ScopitoneError) -> None:
        """Answer without an application, and hang up."""
        self._head_has_come()
        if self.transport.is_closing():
            return
        problem = problem_of(error, request_id="none")
        body = safe_json(problem)
        head = (
            f"HTTP/1.1 {problem.status} {HTTPStatus(problem.status).phrase}\r\n"
            f"content-type: {MEDIA_TYPE}\r\n"
            f"content-length: {len(body)}\r\n"
            "connection: close\r\n\r\n"
        )
        self.transport.write(head.encode("ascii") + body)
        self.transport.close()
