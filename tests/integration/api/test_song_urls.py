"""Songs by their URL: through the guard, under the same limits, and nothing left behind."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path

import httpx2 as httpx
import pytest

from common.config import Settings
from tests.support.command import DEMO
from tests.support.service import Service, service

LOOPBACK = (ip_network("127.0.0.0/8"),)
PATHS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/demo.ogg": (200, {}, DEMO.read_bytes()),
    "/a%20song.ogg": (200, {}, DEMO.read_bytes()),
    "/moved": (302, {"Location": "/demo.ogg"}, b""),
    "/nothing": (404, {}, b"no"),
    "/words.ogg": (200, {}, b"la la la"),
    "/packed.ogg": (200, {"Content-Encoding": "gzip"}, b"\x1f\x8b"),
    "/large.ogg": (200, {}, bytes(3_000_000)),
}


class Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = PATHS[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if self.path != "/large.ogg":  # it says nothing of its length
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@contextmanager
def opened(folder: Path) -> Iterator[Service]:
    settings = Settings(data_dir=folder, allowed_networks=LOOPBACK, max_song_bytes=2_000_000)
    with service(folder, settings=settings) as api:
        yield api


def post(api: Service, url: str, **more: str) -> httpx.Response:
    return api.client.post("/v1/songs", json={"url": url, **more})


def test_a_song_is_fetched_and_is_like_any_other(tmp_path: Path, elsewhere: str) -> None:
    with opened(tmp_path) as api:
        answer = post(api, f"{elsewhere}/a%20song.ogg")
        assert answer.status_code == 201, answer.text
        song = answer.json()
        assert (song["name"], song["duration"]) == ("a song.ogg", 47.0)
        assert api.storage.get(f"song/{song['sha256']}") == DEMO.read_bytes()
        again = post(api, f"{elsewhere}/demo.ogg", name="my own.ogg")
        assert (again.status_code, again.json()["id"]) == (200, song["id"])
        assert not list((tmp_path / "scratch").iterdir())


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/moved", 422, "url.unreachable"),
        ("/nothing", 422, "url.unreachable"),
        ("/packed.ogg", 422, "url.unreachable"),
        ("/words.ogg", 422, "song.unreadable"),
        ("/large.ogg", 413, "song.over_limit"),
    ],
)
def test_what_is_no_song_is_refused_with_its_reason(
    tmp_path: Path, elsewhere: str, path: str, status: int, code: str
) -> None:
    with opened(tmp_path) as api:
        answer = post(api, elsewhere + path)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert not list(api.storage.keys())
        assert not list((tmp_path / "scratch").iterdir())


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8000/healthz", "http://169.254.169.254/", "http://2130706433/", "ftp://a/"],
)
def test_this_machine_and_its_like_are_not_asked(api: Service, url: str) -> None:
    answer = post(api, url)
    assert (answer.status_code, answer.json()["code"]) == (422, "url.refused")


def test_only_so_many_are_fetched_at_once(tmp_path: Path, elsewhere: str) -> None:
    with opened(tmp_path) as api:
        api.app.state.backend.fetching._under_way = 8
        answer = post(api, f"{elsewhere}/demo.ogg")
    assert (answer.status_code, answer.json()["code"]) == (503, "too_busy")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"url": ""}, "/url"),
        ({"url": "http://a/", "upload_id": "b"}, "/upload_id"),
        ({}, "/upload_id"),
    ],
)
def test_faults_are_told_of_the_form_that_was_meant(
    api: Service, body: dict[str, str], pointer: str
) -> None:
    answer = api.client.post("/v1/songs", json=body)
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]
