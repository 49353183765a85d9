"""What holds for every request: who may ask, what errors look like, how the service says it is."""

import json
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from common.db.session import Database
from common.errors import InvalidInputError, RetryLaterError, ScopitoneError
from services.api.serve import serve
from services.api.settings import ApiSettings
from tests.support.service import Service, service

HEAVY = {"torch", "cv2", "librosa", "numba", "matplotlib", "madmom", "workers", "diffusers"}
LATER = {"boto3", "botocore", "psycopg", "alembic", "av", "soundfile", "celery", "redis"}
"""What some installations or requests need, and no start on SQLite and a folder."""


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost:80:80", "a@127.0.0.1", "", "[::1"]
)
def test_another_name_is_refused(api: Service, host: str) -> None:
    answer = api.get("/healthz", Host=host)
    assert (answer.status_code, answer.json()["code"]) == (403, "host.refused")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:9", "[::1]:8000"])
def test_this_machine_s_names_are_taken(api: Service, host: str) -> None:
    assert api.get("/healthz", Host=host).status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost.evil.example", "file://", "x"]
)
def test_pages_of_other_sites_are_refused(api: Service, origin: str) -> None:
    answer = api.client.post("/v1/uploads", headers={"Origin": origin})
    assert (answer.status_code, answer.json()["code"]) == (403, "origin.refused")


def test_our_own_page_is_not(api: Service) -> None:
    headers = {"Origin": "http://localhost:8000"}
    assert api.client.post("/v1/uploads", headers=headers).status_code == 201


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_without_keys_no_other_address_is_bound(api: Service, host: str) -> None:
    with pytest.raises(InvalidInputError, match=r"127\.0\.0\.1"):
        serve(api.app, host=host, port=0)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "path.unknown"),
        ("GET", "/v1/songs/", 404, "path.unknown"),
        ("GET", "//v1//songs", 404, "path.unknown"),
        ("GET", "/docs/assets/../../app.py", 404, "path.unknown"),
        ("GET", "/docs/assets/%2e%2e/core.py", 404, "path.unknown"),
        ("GET", "/docs/assets/%00", 404, "path.unknown"),
        ("PATCH", "/v1/jobs", 405, "method.not_allowed"),
        ("DELETE", "/healthz", 405, "method.not_allowed"),
        ("BREW", "/v1/jobs", 405, "method.not_allowed"),
    ],
)
def test_the_framework_s_errors_are_problems_too(
    api: Service, method: str, path: str, status: int, code: str
) -> None:
    answer = api.client.request(method, path)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["type"] == f"/problems#{code}"
    assert problem["request_id"] == answer.headers["x-request-id"]


def test_allow_names_every_method(api: Service) -> None:
    assert api.client.put("/v1/songs").headers["allow"] == "GET, POST"
    path = "/v1/songs/song_01k9w8z5q0x7m3v4c2b1n6h8jd"
    assert api.client.put(path).headers["allow"] == "DELETE, GET"


def test_a_request_keeps_its_own_id_if_decent(api: Service) -> None:
    assert api.get("/healthz", X_Request_Id="my-trace.7").headers["x-request-id"] == "my-trace.7"
    for odd in ("a b", "x" * 65, ""):
        assert api.get("/healthz", X_Request_Id=odd).headers["x-request-id"].startswith("req_")


@pytest.mark.parametrize(
    ("error", "status"), [(RetryLaterError("secret host"), 503), (ValueError("secret"), 500)]
)
def test_our_own_faults_tell_strangers_nothing(
    tmp_path: Path, error: Exception, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    with service(tmp_path) as api:
        monkeypatch.setattr("services.api.songs.routes.list_songs", fail)
        api.client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
        answer = api.get("/v1/songs")
    assert answer.status_code == status
    assert "secret" not in answer.text
    assert ("retry-after" in answer.headers) == (status == 503)


def test_every_code_that_is_answered_is_explained(api: Service) -> None:
    page = api.get("/problems").text
    for code in ("song.over_limit", "path.unknown", "idempotency.mismatch", "storage_full"):
        assert f'id="{code}"' in page


def test_the_reference_asks_no_other_site(api: Service) -> None:
    page = api.get("/docs").text
    links = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert links
    assert all(link.startswith("/") for link in links)
    assert all(api.get(link).status_code == 200 for link in links)
    assert api.get("/openapi.json").status_code == 200


def test_every_operation_has_its_own_name_and_lists_its_problems(api: Service) -> None:
    paths = api.get("/openapi.json").json()["paths"]
    operations = [operation for path in paths.values() for operation in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    assert {"create_song", "create_job", "list_jobs", "follow_events", "read_video"} <= set(names)
    for operation in operations:
        answer = operation["responses"]["422"]["content"]
        assert list(answer) == ["application/problem+json"]


def test_measurements_are_named_by_route(api: Service) -> None:
    api.get(f"/v1/jobs/{api.job()}")
    text = api.get("/metrics").text
    assert 'route="/v1/jobs/{job_id}",status="200"' in text
    assert "scopitone_write_group_size_bucket" in text


def test_ready_means_schema_storage_and_room(tmp_path: Path) -> None:
    with service(tmp_path, api=ApiSettings(reserve_bytes=2**62)) as api:
        full = api.get("/readyz")
        assert api.get("/healthz").status_code == 200
    assert (full.status_code, full.json()["code"]) == (507, "storage_full")


def test_without_a_schema_it_is_not_ready(tmp_path: Path) -> None:
    with service(tmp_path) as api:
        assert api.get("/readyz").status_code == 200
        api.database.run(lambda c: c.exec_driver_sql("DELETE FROM alembic_version"))
        assert api.get("/readyz").status_code == 503


def test_a_schema_of_the_next_version_does_not_take_this_one_out_of_service(tmp_path: Path) -> None:
    with service(tmp_path) as api:
        newer = "UPDATE alembic_version SET version_num = '9999'"
        api.database.run(lambda c: c.exec_driver_sql(newer))
        assert api.get("/readyz").status_code == 200
        older = "UPDATE alembic_version SET version_num = '0001'"
        api.database.run(lambda c: c.exec_driver_sql(older))
        assert api.get("/readyz").status_code == 503


def test_a_database_that_is_away_is_a_503(tmp_path: Path) -> None:
    away = Database(f"sqlite:///{tmp_path}/no/such/folder/api.db")
    with service(tmp_path) as api:
        object.__setattr__(api.app.state.backend, "read", type(api.app.state.backend.read)(away))
        answer = api.get("/v1/jobs")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_the_process_is_light_and_quick_to_start() -> None:
    program = "import json, sys, services.api.__main__; print(json.dumps(list(sys.modules)))"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    loaded = {name.partition(".")[0] for name in json.loads(ran.stdout)}
    assert not loaded & (HEAVY | LATER)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert cpu < 4.0, "2 s on an idle machine; a loaded one shares its caches"


def test_no_two_errors_share_a_code_with_another_status() -> None:
    seen: dict[str, int] = {}

    def below(kind: type[ScopitoneError]) -> None:
        assert seen.setdefault(kind.code, kind.status) == kind.status, kind
        for child in kind.__subclasses__():
            below(child)

    below(ScopitoneError)
