"""Uploads: a link, a file sent to it, a song made of it."""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from common.config import Settings
from tests.support.command import DEMO
from tests.support.s3 import s3_server, s3_storage
from tests.support.service import Service, service


def upload(api: Service, data: bytes, **headers: str) -> tuple[str, httpx.Response]:
    link = api.client.post("/v1/uploads").json()
    return link["id"], api.client.put(link["url"], content=data, headers=headers)


def claim(api: Service, name: str) -> httpx.Response:
    return api.client.post("/v1/songs", json={"upload_id": name, "name": "../my song.ogg"})


def test_an_upload_becomes_a_song_once(api: Service) -> None:
    name, sent = upload(api, DEMO.read_bytes())
    assert sent.status_code == 204
    song = claim(api, name)
    assert (song.status_code, song.json()["name"]) == (201, "my song.ogg")
    assert not list(api.storage.keys("upload/"))
    assert claim(api, name).json()["code"] == "upload.unknown"


def test_an_upload_that_is_no_song_is_refused_and_dropped(api: Service) -> None:
    name, _ = upload(api, b"la la la")
    assert claim(api, name).json()["code"] == "song.unreadable"
    assert not list(api.storage.keys())


def test_a_link_takes_one_file(api: Service) -> None:
    link = api.client.post("/v1/uploads").json()["url"]
    assert api.client.put(link, content=b"one").status_code == 204
    again = api.client.put(link, content=b"two")
    assert (again.status_code, again.json()["code"]) == (409, "upload.taken")


@pytest.mark.parametrize(
    ("old", "new"),
    [("expires=", "expires=9"), ("signature=", "signature=0"), ("signature=", "signature=%00")],
)
def test_a_changed_link_is_refused(api: Service, old: str, new: str) -> None:
    link = api.client.post("/v1/uploads").json()["url"].replace(old, new)
    assert api.client.put(link[:200], content=b"one").status_code in {403, 422}
    assert not list(api.storage.keys())


def test_another_id_is_not_what_was_signed(api: Service) -> None:
    first, second = (api.client.post("/v1/uploads").json() for _ in range(2))
    link = first["url"].replace(first["id"], second["id"])
    assert api.client.put(link, content=b"one").json()["code"] == "link.refused"


def test_a_form_is_not_a_file(api: Service) -> None:
    _, sent = upload(api, b"file=1", **{"Content-Type": "application/x-www-form-urlencoded"})
    assert sent.status_code == 415


def test_too_large_a_file_is_not_stored(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, max_song_bytes=1000)
    with service(tmp_path, settings=settings) as api:
        assert upload(api, bytes(1001))[1].json()["code"] == "song.over_limit"
        assert not list(api.storage.keys())


@pytest.fixture
def distant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Its store is S3."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, os.environ.get(name, "test"))
    with (
        s3_server() as endpoint,
        service(tmp_path, storage=s3_storage(endpoint, tmp_path / "cache")) as api,
    ):
        yield api


def test_with_s3_songs_and_films_pass_the_api_by(distant: Service) -> None:
    link = distant.client.post("/v1/uploads").json()
    assert httpx.put(link["url"], content=DEMO.read_bytes()).status_code == 200
    song = claim(distant, link["id"])
    assert song.status_code == 201
    film = distant.get(f"/v1/jobs/{distant.film(song=song.json()['id'])}/video")
    assert film.status_code == 307
    taken = httpx.get(film.headers["location"], headers={"Range": "bytes=1-3"})
    assert (taken.status_code, taken.content) == (206, b"\x01\x02\x03")
    assert "a-walk-home.mp4" in taken.headers["content-disposition"]
