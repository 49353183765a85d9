"""What browsers are told, what they may ask, and what never stands in a log."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.errors import InvalidInputError
from common.logs import without_secrets
from services.api.settings import ApiSettings
from tests.support.service import Service, service

PAGE = "https://films.example"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("shared")
    asked = ApiSettings(
        keys="required", cors_origins=(PAGE,), public_url="https://api.example", scratch_dir=folder
    )
    with service(folder, api=asked) as opened:
        yield opened


def test_every_answer_is_hardened(api: Service) -> None:
    for path in ("/healthz", "/v1/jobs", "/nothing", "/openapi.json"):
        headers = api.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["cache-control"] == "no-store"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "strict-transport-security" not in headers
        assert "server" not in headers


def test_a_route_s_own_words_stay(api: Service) -> None:
    assert "script-src" in api.get("/docs").headers["content-security-policy"]
    film = api.get(f"/v1/jobs/{api.film()}/video").headers
    assert film["cache-control"] == "private, max-age=3600"
    assert "content-security-policy" not in film
    assert film["x-content-type-options"] == "nosniff"


def test_no_other_site_s_page_may_read_unless_named(api: Service, shared: Service) -> None:
    asks = {"Origin": PAGE, "Access-Control-Request-Method": "POST"}
    assert "access-control-allow-origin" not in api.client.options("/v1/jobs", headers=asks).headers
    allowed = shared.client.options("/v1/jobs", headers=asks)
    assert allowed.headers["access-control-allow-origin"] == PAGE
    other = shared.client.options("/v1/jobs", headers={**asks, "Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in other.headers
    refused = shared.client.get("/v1/jobs", headers={"Origin": PAGE})
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (401, PAGE)
    assert refused.headers["strict-transport-security"] == "max-age=31536000"


def test_pages_of_others_need_keys(tmp_path: Path) -> None:
    with (
        pytest.raises(InvalidInputError, match="KEYS=required"),
        service(tmp_path, api=ApiSettings(cors_origins=(PAGE,))),
    ):
        pass


def test_json_that_is_too_deep_is_not_parsed(api: Service) -> None:
    deep = b'{"song_id": "x", "theme": "x", "metadata": ' + b"[" * 40 + b"]" * 40 + b"}"
    named = {"Content-Type": "application/json"}
    for path in ("/v1/jobs", "/v1/songs", "/v1/webhook-endpoints"):
        for body in (deep, b"[" * 200_000):
            answer = api.client.post(path, content=body, headers=named)
            assert (answer.status_code, answer.json()["code"]) == (400, "request.malformed")


def test_nothing_secret_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the chattiest level, with faults in the way."""
    caplog.set_level(logging.DEBUG)
    key = "scpt_" + "7" * 60
    with service(tmp_path) as api:
        headers = {"Authorization": f"Bearer {key}"}
        hook = api.client.post(
            "/v1/webhook-endpoints", json={"url": "https://8.8.8.8/"}, headers=headers
        ).json()
        link = api.client.post("/v1/uploads", headers=headers).json()["url"]
        api.client.put(link, content=b"a", headers=headers)
        named = {"url": "http://user:hunter2@192.168.1.1/a.ogg"}
        api.client.post("/v1/songs", json=named, headers=headers)
        api.job(webhook={"url": "https://8.8.8.8/", "secret": hook["secret"]})
        api.crew.play()
        monkeypatch.setattr("services.api.songs.routes.list_songs", None)
        api.client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
        assert api.client.get("/v1/songs", headers=headers).status_code == 500
    logged = "\n".join(
        record.getMessage() for record in caplog.records if record.name not in {"httpx", "asyncio"}
    )
    signature = link.partition("signature=")[2]
    assert "request" in logged
    for secret in (key, hook["secret"], "hunter2", signature):
        assert secret not in without_secrets(logged)
        assert secret not in "\n".join(
            line for line in logged.splitlines() if "HTTP Request" not in line
        )
