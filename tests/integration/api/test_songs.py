"""Songs over HTTP: streamed, checked, kept once; refused before anything is stored."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from common.config import Settings
from services.api.settings import ApiSettings
from tests.support.command import DEMO
from tests.support.service import Service, service
from tests.support.shared import shared_edge

ACCEPTED = (
    "x05_mono_8k.mp3",
    "x12_truncated.mp3",
    "x13_garbage_middle.mp3",
    "x14_wav_claims_4GB.wav",
    "x20_u8_11025.wav",
    "x21_ogg_named.wav",
    "x24_chained_ogg_rate_change.ogg",
    "x27_opus.opus",
)
REFUSED = {
    "x02_one_second.wav": (422, "invalid_input"),
    "x03_zero_byte.mp3": (422, "song.unreadable"),
    "x10b_video_no_audio.mp4": (422, "song.unreadable"),
    "x11_jpeg_renamed.mp3": (422, "song.unreadable"),
    "x15_flac_bomb_12h.flac": (413, "song.over_limit"),
    "x22_text_named.wav": (422, "song.unreadable"),
    "x23_header_only.wav": (422, "song.unreadable"),
}


def stored(api: Service) -> list[str]:
    return list(api.storage.keys())


def left_behind(api: Service) -> list[Path]:
    return list((api.folder / "scratch").iterdir())


def test_a_song_is_described_and_stored_under_its_digest(api: Service) -> None:
    answer = api.post_song()
    song = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/v1/songs/{song['id']}" == song["urls"]["self"]
    assert (song["name"], song["duration"], song["channels"]) == ("demo.ogg", 47.0, 2)
    assert api.storage.get(f"song/{song['sha256']}") == DEMO.read_bytes()
    assert api.get(answer.headers["location"]).json() == song
    assert not left_behind(api)


def test_the_same_bytes_are_the_same_song(api: Service) -> None:
    first, second = api.post_song(), api.post_song(name="another name.ogg")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()


@pytest.mark.parametrize("name", ACCEPTED)
def test_odd_songs_that_sound_are_accepted(api: Service, name: str) -> None:
    assert api.post_song(shared_edge() / name).status_code == 201


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_rendered_is_refused_with_its_reason(api: Service, name: str) -> None:
    answer = api.post_song(shared_edge() / name)
    assert (answer.status_code, answer.json()["code"]) == REFUSED[name]
    assert answer.headers["content-type"] == "application/problem+json"
    assert not stored(api)
    assert not left_behind(api)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Service]:
    """It takes songs of 100 kB."""
    settings = Settings(data_dir=tmp_path, max_song_bytes=100_000)
    with service(tmp_path, settings=settings) as opened:
        yield opened


def test_a_song_that_announces_too_many_bytes_is_not_read(small: Service) -> None:
    def body() -> Iterator[bytes]:
        raise AssertionError("read")
        yield b""

    headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": "9999999"}
    answer = small.client.post("/v1/songs", content=body(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "song.over_limit")


def test_a_song_that_turns_out_too_large_is_given_up_while_reading(small: Service) -> None:
    pieces = 0

    def body() -> Iterator[bytes]:
        nonlocal pieces
        head = b'Content-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'
        yield b"--x\r\n" + head
        for _ in range(1000):
            pieces += 1
            yield bytes(10_000)

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = small.client.post("/v1/songs", content=body(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "song.over_limit")
    assert not stored(small)
    assert not left_behind(small)


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\n", 400),
        ("multipart/form-data; boundary=x", b"nothing of the kind", 400),
        ("multipart/form-data", b"--x--\r\n", 400),
        ("multipart/form-data; boundary=x", b"--x--\r\n", 422),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="song"\r\n\r\nabc\r\n--x--\r\n',
            422,
        ),
        ("application/json", b'{"url": "http://127.0.0.1/a.mp3"}', 422),
        ("application/json", b'{"upload_id": "upload_nobody"}', 422),
        ("application/json", b"[" * 100_000, 400),
        ("application/json", b"\xff", 422),
        ("text/plain", b"la la la", 415),
        ("", b"", 415),
    ],
)
def test_what_is_no_song_is_refused(
    api: Service, content_type: str, body: bytes, status: int
) -> None:
    answer = api.client.post("/v1/songs", content=body, headers={"Content-Type": content_type})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert not left_behind(api)


def test_a_file_sent_twice_is_refused(api: Service) -> None:
    files = [("file", ("a.wav", b"1")), ("file", ("b.wav", b"2"))]
    answer = api.client.post("/v1/songs", files=files)
    assert answer.json()["errors"] == [
        {"place": "body", "pointer": "/file", "detail": "sent twice"}
    ]


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\x00b", "", ".", "x" * 5000, "ユ" * 300])
def test_no_file_name_is_dangerous(api: Service, name: str) -> None:
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = b"--x\r\n" + head.encode() + DEMO.read_bytes() + b"\r\n--x--\r\n"
    answer = api.client.post(
        "/v1/songs", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert answer.status_code in {201, 400}, answer.text
    assert not left_behind(api)


def test_only_so_many_songs_are_received_at_once(tmp_path: Path) -> None:
    with service(tmp_path, api=ApiSettings(max_uploads=1)) as api:
        api.app.state.backend.probing._in_hand = 1
        answer = api.post_song()
    assert (answer.status_code, answer.json()["code"]) == (503, "too_busy")
    assert answer.headers["retry-after"] == "5"


def test_songs_are_listed_in_pages_and_forgotten(api: Service) -> None:
    song = api.song()
    page = api.get("/v1/songs?limit=1").json()
    assert [one["id"] for one in page["data"]] == [song]
    assert page["next_cursor"] is None
    assert api.client.delete(f"/v1/songs/{song}").status_code == 204
    assert api.get(f"/v1/songs/{song}").status_code == 404
    assert api.client.delete(f"/v1/songs/{song}").status_code == 404


def test_a_song_that_a_job_needs_stays(api: Service) -> None:
    song = api.song()
    api.job(song)
    answer = api.client.delete(f"/v1/songs/{song}")
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


def test_the_analysis_comes_with_the_first_job(api: Service) -> None:
    song = api.song()
    path = f"/v1/songs/{song}/analysis"
    assert (api.get(path).status_code, api.get(path).json()["code"]) == (409, "result.not_ready")
    api.film(song=song)
    assert api.get(path).json()["tempo"] == 120.0
    assert api.get(f"{path}?profile=nonsense").status_code == 422


@pytest.mark.parametrize("name", ["song_x", "job_01k9w8z5q0x7m3v4c2b1n6h8jd", "%00", "a%2f..%2fb"])
def test_an_id_that_cannot_be_is_not_found(api: Service, name: str) -> None:
    assert api.get(f"/v1/songs/{name}").status_code == 404
    assert api.client.delete(f"/v1/songs/{name}").status_code == 404
