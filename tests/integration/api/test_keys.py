"""With keys: nothing without one, nothing beyond its scopes, and nothing of another tenant."""

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.db.repository.keys import SCOPES, Scope, create_key, list_keys, revoke_key
from common.db.repository.tenants import add_tenant
from common.errors import InvalidInputError
from services.api.serve import check_host
from services.api.settings import ApiSettings
from tests.support.service import Service, service

UNKNOWN = "scpt_" + "0" * 60
OPEN = {"/healthz", "/readyz"}


@dataclass
class Keyed:
    """An API with keys, and a tenant of whose things somebody else knows the ids."""

    api: Service
    ids: dict[str, str]

    def key(
        self, tenant: str = "acme", *scopes: Scope, seconds: float | None = None
    ) -> dict[str, str]:
        made = self.api.database.run(
            lambda c: create_key(c, tenant, title="t", scopes=scopes or SCOPES, seconds=seconds)
        )
        return {"Authorization": f"Bearer {made[0]}"}

    def ask(self, method: str, path: str, **what: Any) -> httpx.Response:
        return self.api.client.request(method, path, **what)


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keyed]:
    folder: Path = tmp_path_factory.mktemp("keyed")
    asked = ApiSettings(
        keys="required", key_cache_seconds=0, scratch_dir=folder / "scratch", poll_seconds=0.05
    )
    with service(folder, api=asked) as api:
        mine = Keyed(api, {})
        api.database.run(lambda connection: add_tenant(connection, "acme"))
        api.client.headers.update(mine.key("default"))
        hook = api.client.post("/v1/webhook-endpoints", json={"url": "https://8.8.8.8/"}).json()
        film = api.film()
        told = api.get(f"/v1/webhook-endpoints/{hook['id']}/deliveries").json()["data"]
        song = api.get("/v1/songs").json()["data"][0]["id"]
        mine.ids |= {"song_id": song, "job_id": film, "endpoint_id": hook["id"]}
        mine.ids |= {"delivery_id": told[0]["id"], "name": "script.json"}
        talk = api.client.post("/v1/dialogues", json={"job_id": film}).json()
        mine.ids |= {"dialogue_id": talk["id"]}
        mine.ids |= {"upload_id": f"upload_{'0' * 32}"}
        del api.client.headers["Authorization"]
        yield mine


def routes(keyed: Keyed) -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation there is, with real ids of the default tenant in its path."""
    document = keyed.ask("GET", "/openapi.json").json()
    return [
        (method.upper(), path.format_map(keyed.ids), operation)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]


def test_no_route_but_health_is_open(keyed: Keyed) -> None:
    seen = 0
    for method, path, operation in routes(keyed):
        for shown in (None, "Basic eDp5", f"Bearer {UNKNOWN}"):
            headers = {} if shown is None else {"Authorization": shown}
            answer = keyed.ask(method, path, headers=headers)
            if path in OPEN:
                assert answer.status_code == 200
            elif path.startswith("/v1/uploads/"):
                assert answer.status_code in {403, 422}, "the link is the key, and this is none"
            else:
                seen += 1
                assert answer.status_code == 401, (method, path)
                assert answer.headers["www-authenticate"].startswith("Bearer")
                assert operation.get("security") is None
    assert seen > 60


def test_unknown_addresses_need_a_key_too(keyed: Keyed) -> None:
    assert keyed.ask("GET", "/v2/songs").status_code == 401
    assert keyed.ask("GET", "/v2/songs", headers=keyed.key()).status_code == 404
    assert keyed.ask("OPTIONS", "/v1/songs").status_code == 401
    assert keyed.ask("GET", "/docs").status_code == 200


BODIES: dict[str, Any] = {
    "create_webhook_endpoint": {"url": "https://8.8.8.8/x"},
    "change_webhook_endpoint": {"description": "mine now"},
    "rotate_webhook_secret": {},
    "test_webhook_endpoint": {"type": "job.failed"},
    "take_turn": {"said": "make it all night"},
    "correct_analysis": {"shift": 1},
    "redeliver_webhooks": {"since": "2020-01-01T00:00:00Z"},
}


def test_another_tenant_s_ids_are_404_on_every_route(keyed: Keyed) -> None:
    """What can be named is not there; what lists is empty; and nothing changed for its owner."""
    stranger, owner = keyed.key("acme"), keyed.key("default")
    before = {path: keyed.ask("GET", path, headers=owner).json() for path in owned(keyed)}
    named = 0
    for method, path, operation in routes(keyed):
        ids = [name for name, value in keyed.ids.items() if value in path]
        if not ids or "upload_id" in ids:
            continue
        named += 1
        body = BODIES.get(operation["operationId"])
        answer = keyed.ask(method, path, headers=stranger, json=body)
        assert answer.status_code == 404, (method, path, answer.text)
        assert answer.json()["code"] == "not_found"
    assert named >= 20
    assert {path: keyed.ask("GET", path, headers=owner).json() for path in owned(keyed)} == before
    for path in ("/v1/songs", "/v1/jobs", "/v1/webhook-endpoints", "/v1/dialogues"):
        assert keyed.ask("GET", path, headers=stranger).json()["data"] == []
    asked = {"song_id": keyed.ids["song_id"], "theme": "x"}
    answer = keyed.ask("POST", "/v1/jobs", headers=stranger, json=asked)
    assert (answer.status_code, answer.json()["code"]) == (422, "song.unknown")
    asked = {"job_id": keyed.ids["job_id"]}
    assert keyed.ask("POST", "/v1/dialogues", headers=stranger, json=asked).status_code == 404


def owned(keyed: Keyed) -> list[str]:
    ids = keyed.ids
    return [
        f"/v1/songs/{ids['song_id']}",
        f"/v1/jobs/{ids['job_id']}",
        f"/v1/dialogues/{ids['dialogue_id']}",
        f"/v1/dialogues/{ids['dialogue_id']}/script",
        f"/v1/webhook-endpoints/{ids['endpoint_id']}",
        f"/v1/webhook-endpoints/{ids['endpoint_id']}/deliveries",
    ]


def test_an_upload_belongs_to_who_asked_for_the_link(keyed: Keyed) -> None:
    link = keyed.ask("POST", "/v1/uploads", headers=keyed.key("acme")).json()
    forged = link["url"].replace("tenant=acme", "tenant=default")
    assert keyed.ask("PUT", forged, content=b"a").status_code == 403
    assert keyed.ask("PUT", link["url"], content=b"a").status_code == 204
    body = {"upload_id": link["id"]}
    answer = keyed.ask("POST", "/v1/songs", headers=keyed.key("default"), json=body)
    assert answer.json()["code"] == "upload.unknown"


@pytest.mark.parametrize(
    ("scopes", "good", "bad"),
    [
        (("read",), [("GET", "/v1/jobs")], [("POST", "/v1/uploads"), ("GET", "/metrics")]),
        (("submit",), [("POST", "/v1/uploads")], [("GET", "/v1/jobs")]),
        (("submit", "read"), [], [("DELETE", "/v1/songs/x"), ("POST", "/v1/webhook-endpoints")]),
        (("admin",), [("GET", "/v1/jobs"), ("POST", "/v1/uploads")], [("GET", "/metrics")]),
    ],
)
def test_a_key_is_good_for_its_scopes(
    keyed: Keyed,
    scopes: Collection[Scope],
    good: list[tuple[str, str]],
    bad: list[tuple[str, str]],
) -> None:
    key = keyed.key("acme", *scopes)
    for method, path in good:
        assert keyed.ask(method, path, headers=key).is_success
    for method, path in bad:
        answer = keyed.ask(method, path, headers=key)
        assert (answer.status_code, answer.json()["code"]) == (403, "key.scope")


def test_measurements_are_the_operator_s(keyed: Keyed) -> None:
    assert keyed.ask("GET", "/metrics", headers=keyed.key("default")).status_code == 200


def test_a_key_ends(keyed: Keyed) -> None:
    short = keyed.key("acme", "read", seconds=0.05)
    time.sleep(0.06)
    assert keyed.ask("GET", "/v1/jobs", headers=short).json()["code"] == "key.ended"
    long = keyed.key("acme", "read")
    assert keyed.ask("GET", "/v1/jobs", headers=long).status_code == 200
    newest = keyed.api.database.run(list_keys)[0]
    keyed.api.database.run(lambda connection: revoke_key(connection, newest.id))
    assert keyed.ask("GET", "/v1/jobs", headers=long).json()["code"] == "key.unknown"


def test_two_keys_open_the_same_while_one_takes_over(keyed: Keyed) -> None:
    for key in (keyed.key("default", "read"), keyed.key("default", "read")):
        path = f"/v1/jobs/{keyed.ids['job_id']}"
        assert keyed.ask("GET", path, headers=key).status_code == 200


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(header=st.binary(max_size=80).filter(lambda text: b"\n" not in text and b"\r" not in text))
def test_no_header_opens_by_chance(keyed: Keyed, header: bytes) -> None:
    for value in (header, b"Bearer " + header, b"bearer scpt_" + header):
        answer = keyed.ask("GET", "/v1/jobs", headers=[(b"Authorization", value)])
        assert answer.status_code == 401


def test_two_headers_are_none(keyed: Keyed) -> None:
    good = keyed.key()["Authorization"].encode()
    both = [(b"Authorization", good), (b"Authorization", b"Bearer x")]
    assert keyed.ask("GET", "/v1/jobs", headers=both).status_code == 401


def test_with_keys_any_name_will_do_and_any_address(keyed: Keyed) -> None:
    headers = {"Host": "films.example", **keyed.key()}
    assert keyed.ask("GET", "/v1/jobs", headers=headers).status_code == 200
    check_host("0.0.0.0", ApiSettings(keys="required"))
    check_host("0.0.0.0", ApiSettings(anyone=True))
    with pytest.raises(InvalidInputError, match="SCOPITONE_API_KEYS=required"):
        check_host("0.0.0.0", ApiSettings())
