"""What is no request at all, over a real connection: a problem, and bounded memory."""

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.service import served, service


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    folder: Path = tmp_path_factory.mktemp("served")
    with service(folder), served(folder) as url:
        parts = urlsplit(url)
        assert parts.hostname
        assert parts.port
        yield parts.hostname, parts.port


def send(address: tuple[str, int], data: bytes) -> tuple[int, dict[str, object]]:
    """The status, and the problem that came with it."""
    with socket.create_connection(address, timeout=20) as connection:
        with suppress(OSError):  # it hangs up in the midst: the answer is there
            connection.sendall(data)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head
    return int(head.split(b" ")[1]), json.loads(body)


@pytest.mark.slow
def test_what_is_no_request_is_a_problem(address: tuple[str, int]) -> None:
    start = b"POST /v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    for data in (
        b"\x16\x03\x01\x02\x00" * 10,
        b"GET /v1/jobs/\x00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\x00b\r\n\r\n",
        start + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        start + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        start + b"Content-Length: -1\r\n\r\n",
    ):
        status, problem = send(address, data)
        assert (status, problem["code"]) == (400, "request.malformed")


@pytest.mark.slow
def test_a_head_without_end_is_cut_off(address: tuple[str, int]) -> None:
    endless = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 5_000_000
    status, problem = send(address, endless)
    assert (status, problem["code"]) == (431, "request.head_too_large")
