"""Jobs over HTTP, on SQLite and PostgreSQL: asked for, watched, canceled, tried again."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from common.config import Settings
from common.costs import Charge
from common.db.repository.workers import leave
from common.db.session import Database
from services.api.settings import ApiSettings
from tests.support.service import Crew, Service, service


@pytest.fixture
def both(tmp_path: Path, database: Database) -> Iterator[Service]:
    with service(tmp_path, database=database) as opened:
        yield opened


def test_a_job_is_accepted_and_played_to_its_end(both: Service) -> None:
    answer = both.post_job(song_id=both.song(), metadata={"shelf": 7}, fps="24000/1001")
    job = answer.json()
    assert answer.status_code == 202
    assert answer.headers["location"] == job["urls"]["self"]
    assert (job["status"], job["progress"], job["stages"]) == ("queued", 0.0, [])
    assert (job["metadata"], job["request"]["fps"]) == ({"shelf": 7}, "24000/1001")
    both.crew.play()
    done = both.get(job["urls"]["self"]).json()
    assert (done["status"], done["progress"], done["eta_seconds"]) == ("succeeded", 1.0, 0.0)
    frames = next(stage for stage in done["stages"] if stage["stage"] == "frames")
    assert (frames["done"], frames["total"]) == (3, 3)
    assert done["finished_at"].endswith("Z")


def test_progress_rises_with_the_work(api: Service) -> None:
    job = api.job()
    seen = []
    for stage in ("analysis", "keyframes", "frames", "assembly", "evaluation"):
        api.crew.finish(api.crew.play(until=stage)[-1])
        api.crew.turn()
        seen.append(api.get(f"/v1/jobs/{job}").json()["progress"])
    assert seen == sorted(seen)
    assert seen[0] < 0.2 < seen[-2] < 1


def test_a_queued_job_knows_its_place(both: Service) -> None:
    song = both.song()
    places = [both.get(f"/v1/jobs/{both.job(song)}").json()["queue_position"] for _ in range(3)]
    assert places == [0, 1, 2]


def test_the_same_key_gives_the_same_job(both: Service) -> None:
    song = both.song()
    key = {"Idempotency-Key": "one"}
    first, second = (both.post_job(key, song_id=song) for _ in range(2))
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json()["id"] == second.json()["id"]
    assert second.headers["idempotency-replayed"] == "true"
    other = both.post_job(key, song_id=song, theme="another")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.mismatch")


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"theme": ""}, "/theme"),
        ({"theme": "\ud800"}, "/theme"),
        ({"theme": 7}, "/theme"),
        ({"height": 7}, "/height"),
        ({"fps": "1e999999999"}, "/fps"),
        ({"fps": 0}, "/fps"),
        ({"fps": None}, "/fps"),
        ({"fps": [24]}, "/fps"),
        ({"fps": "1/0"}, "/fps"),
        ({"profile": "cinema"}, "/profile"),
        ({"engines": {"animator": "sora"}}, "/engines"),
        ({"seed": -1}, "/seed"),
        ({"excerpt": {"start": 5, "end": 3}}, "/excerpt"),
        ({"excerpt": {"start": 11, "end": 12}}, "/excerpt"),
        ({"excerpt": {"start": 1e12}}, "/excerpt"),
        ({"approval": "keyframes", "engines": {"animator": "wan-t2v"}}, "/approval"),
        ({"beats": {"beats": [2, 1]}}, "/beats"),
        ({"metadata": {"a": "x" * 20_000}}, "/metadata"),
        ({"cast": [{"name": "a", "description": "b"}] * 2}, ""),
        ({"webhook": "http://a"}, "/webhook"),
        ({"song_id": "song_01k9w8z5q0x7m3v4c2b1n6h8jd"}, "/song_id"),
        ({"song_id": "\x00"}, "/song_id"),
    ],
)
def test_an_impossible_request_says_where(
    api: Service, asked: dict[str, Any], pointer: str
) -> None:
    body = json.dumps({"song_id": api.song(), "theme": "home", **asked})
    answer = api.client.post("/v1/jobs", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422, answer.text
    assert pointer in {fault["pointer"] for fault in answer.json()["errors"]}
    assert not api.get("/v1/jobs").json()["data"]


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b"{", 400),
        ("application/json", b"", 422),
        ("application/json", b"[" * 100_000, 400),
        ("application/json", b'{"theme": "\xff"}', 400),
        ("application/json", b'{"seed": ' + b"9" * 5000 + b"}", 400),
        ("application/json", b" " * 1_000_001, 413),
        ("text/plain", b"{}", 415),
        ("application/x-www-form-urlencoded", b"theme=home", 415),
    ],
)
def test_what_is_no_json_is_refused(
    api: Service, content_type: str, body: bytes, status: int
) -> None:
    for path in ("/v1/jobs", "/v1/jobs:batch"):
        answer = api.client.post(path, content=body, headers={"Content-Type": content_type})
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"


def test_waiting_ends_with_the_job_or_with_patience(tmp_path: Path) -> None:
    settings = ApiSettings(scratch_dir=tmp_path, max_wait_seconds=0.3)
    with service(tmp_path, api=settings) as api:
        answer = api.post_job({"Prefer": "respond-async, wait=60"}, song_id=api.song())
        assert (answer.status_code, answer.json()["status"]) == (202, "queued")
        assert answer.headers["preference-applied"] == "wait=0.3"


@pytest.mark.parametrize("value", ["4", "8d", "soon", "-5", "999999999"])
def test_an_impossible_deadline_is_refused(api: Service, value: str) -> None:
    answer = api.post_job({"Cancel-After": value}, song_id=api.song())
    assert answer.json()["errors"][0]["pointer"] == "/Cancel-After"


def test_a_job_whose_weights_are_missing_is_refused_with_how_to_get_them(api: Service) -> None:
    song = api.song()
    answer = api.post_job(song_id=song, profile="quality")
    assert (answer.status_code, answer.json()["code"]) == (422, "model.missing")
    assert answer.json()["detail"].endswith("scopitone models pull sdxl svd-xt")
    assert not api.client.get("/v1/jobs").json()["data"]
    named = api.post_job(song_id=song, engines={"animator": "svd"})
    assert named.json()["detail"].endswith("scopitone models pull svd")


def test_a_language_model_is_the_installations_to_choose(api: Service, tmp_path: Path) -> None:
    song = api.song()
    refused = api.post_job(song_id=song, engines={"writer": "chat", "script_mode": "clap"})
    assert (refused.status_code, refused.json()["code"]) == (422, "engine.missing")
    assert "SCOPITONE_LANGUAGE_URL" in refused.json()["detail"]
    theirs = {"language": {"url": "http://10.0.0.1/v1", "model": "x"}}
    assert api.post_job(song_id=song, engines=theirs).status_code == 422


def test_who_asks_a_language_model_plays_to_the_end(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, language_url="http://here/v1", language_model="small")
    with service(tmp_path, settings=settings) as api:
        job = api.post_job(song_id=api.song(), engines={"writer": "chat"}).json()
        api.crew.play()
        done = api.get(job["urls"]["self"]).json()
    assert done["status"] == "succeeded"
    assert "understanding" in {stage["stage"] for stage in done["stages"]}
    assert done["request"]["engines"]["language"]["model"] == "small"


def test_workers_may_hold_weights_that_the_api_cannot_see(tmp_path: Path) -> None:
    with service(tmp_path, settings=Settings(data_dir=tmp_path, check_models=False)) as api:
        assert api.post_job(song_id=api.song(), profile="quality").status_code == 202


def test_a_deadline_is_shown(api: Service) -> None:
    answer = api.post_job({"Cancel-After": "2m"}, song_id=api.song())
    assert answer.json()["deadline_at"] > answer.json()["created_at"]


def test_a_job_is_canceled_and_tried_again(both: Service) -> None:
    job = both.job()
    assert both.client.post(f"/v1/jobs/{job}/retry").status_code == 409
    assert both.client.post(f"/v1/jobs/{job}/cancel").status_code == 202
    both.crew.turn()
    assert both.get(f"/v1/jobs/{job}").json()["status"] == "canceled"
    again = both.client.post(f"/v1/jobs/{job}/retry")
    assert (again.status_code, again.json()["revision"], again.json()["status"]) == (
        202,
        2,
        "queued",
    )
    both.crew.play()
    assert both.get(f"/v1/jobs/{job}").json()["status"] == "succeeded"
    assert both.client.post(f"/v1/jobs/{job}/retry").status_code == 409
    assert both.client.post(f"/v1/jobs/{job}/cancel").json()["status"] == "succeeded"


def test_a_failed_job_says_why_and_where(api: Service) -> None:
    job = api.job()
    api.crew.fail_next("keyframes")
    error = api.get(f"/v1/jobs/{job}").json()["error"]
    assert (error["code"], error["stage"]) == ("engine.failed", "keyframes")
    assert error["scene"] in {0, 1, 2}


def test_a_batch_is_answered_one_by_one(both: Service) -> None:
    song = both.song()
    jobs = [{"song_id": song, "theme": f"theme {number}"} for number in range(99)]
    jobs.insert(50, {"song_id": "song_of_nobody", "theme": "x"})
    headers = {"Idempotency-Key": "batch"}
    first, second = (
        both.client.post("/v1/jobs:batch", json={"jobs": jobs}, headers=headers).json()["data"]
        for _ in range(2)
    )
    assert [answer["index"] for answer in first] == list(range(100))
    assert {answer["status"] for answer in first if answer["index"] != 50} == {202}
    assert (first[50]["status"], first[50]["problem"]["code"]) == (422, "song.unknown")
    assert [a["job"] and a["job"]["id"] for a in first] == [
        a["job"] and a["job"]["id"] for a in second
    ]
    assert len(both.get("/v1/jobs?limit=100").json()["data"]) == 99


def test_a_batch_has_bounds(api: Service) -> None:
    for jobs in ([], [{"song_id": "x", "theme": "y"}] * 101):
        answer = api.client.post("/v1/jobs:batch", json={"jobs": jobs})
        assert answer.json()["errors"][0]["pointer"] == "/jobs"


def test_pages_hold_every_job_once(both: Service) -> None:
    song = both.song()
    made = {both.job(song) for _ in range(7)}
    seen: list[str] = []
    path = "/v1/jobs?limit=3"
    while path:
        page = both.get(path).json()
        seen += [job["id"] for job in page["data"]]
        cursor = page["next_cursor"]
        path = f"/v1/jobs?limit=3&cursor={cursor}" if cursor else ""
    assert len(seen) == 7
    assert set(seen) == made
    assert both.get("/v1/jobs?status=succeeded").json() == {"data": [], "next_cursor": None}


@pytest.mark.parametrize(
    "query",
    [
        *("limit=0", "limit=101", "limit=x", "limit=5&limit=x", "status=lost"),
        *("cursor=", "cursor=x", "cursor=%00", "cursor=WzEsMl0"),
        *("cursor=W251bGwsImEiXQ", "cursor=WzFlOTk5LCJhIl0"),
    ],
)
def test_an_impossible_page_is_refused(api: Service, query: str) -> None:
    answer = api.get(f"/v1/jobs?{query}")
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["place"] == "query"


@pytest.mark.parametrize(
    "path", ["", "/events", "/script", "/video", "/report", "/artifacts", "/artifacts/a.json"]
)
@pytest.mark.parametrize(
    "name", ["job_01k9w8z5q0x7m3v4c2b1n6h8jd", "job_x", "%00", "..%2f..", "ユ", "x" * 3000]
)
def test_an_unknown_job_is_not_found(api: Service, name: str, path: str) -> None:
    answer = api.get(f"/v1/jobs/{name}{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("verb", ["cancel", "retry"])
def test_nothing_can_be_done_to_an_unknown_job(both: Service, verb: str) -> None:
    assert both.client.post(f"/v1/jobs/job_01k9w8z5q0x7m3v4c2b1n6h8jd/{verb}").status_code == 404


def charge(crew: Crew, *stages: str, seconds: float = 2.0) -> None:
    """Play to the end; tasks of these stages held a GPU, at 36 an hour."""
    while crew.turn() or crew.broker:
        while crew.broker:
            lease = crew.take()
            if lease is None:
                continue
            if lease.stage in stages:
                spent = Charge(seconds, seconds / 100)
                crew.leases.complete(lease, result_sha256="0" * 64, charge=spent)
            else:
                crew.finish(lease)


def test_a_job_tells_what_its_gpus_cost(both: Service) -> None:
    job = both.job()
    assert both.get(f"/v1/jobs/{job}").json()["cost"]["stages"] == []
    charge(both.crew, "keyframes", "frames")
    told = both.get(f"/v1/jobs/{job}").json()["cost"]
    assert told == both.get("/v1/jobs").json()["data"][0]["cost"]
    assert (told["gpu_seconds"], told["cost"], told["currency"]) == (12, 0.12, "USD")
    assert told["unpriced_gpu_seconds"] == 0
    assert told["stages"] == [
        {"stage": stage, "gpu_seconds": 6, "cost": 0.06} for stage in ("keyframes", "frames")
    ]


def test_what_had_no_price_is_told_apart_from_what_cost_nothing(both: Service) -> None:
    job = both.film()
    assert both.get(f"/v1/jobs/{job}").json()["cost"]["cost"] == 0
    with both.database.write() as connection:
        connection.exec_driver_sql("UPDATE tasks SET gpu_seconds = 2 WHERE stage = 'frames'")
    told = both.get(f"/v1/jobs/{job}").json()["cost"]
    assert (told["gpu_seconds"], told["cost"], told["unpriced_gpu_seconds"]) == (6, None, 6)


def test_a_retry_adds_to_what_its_job_cost(both: Service) -> None:
    job = both.job()
    lease = both.crew.play(until="keyframes")[-1]
    both.crew.leases.fail(lease, code="x", message="y", fatal=True, charge=Charge(5.0, 0.05))
    both.crew.turn()
    assert both.client.post(f"/v1/jobs/{job}/retry").status_code == 202
    charge(both.crew, "keyframes")
    assert both.get(f"/v1/jobs/{job}").json()["cost"]["cost"] == 0.11


def dry(service: Service, song: str, **asked: Any) -> Any:
    body = {"theme": "a fox", "song_id": song, **asked}
    answer = service.client.post("/v1/jobs?dry_run=true", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_dry_run_writes_nothing_and_says_what_it_does_not_know(both: Service) -> None:
    told = dry(both, both.song())
    assert both.get("/v1/jobs").json()["data"] == []
    assert both.crew.turn() == 0
    assert told["scenes"] == {"count": 4, "source": "rule"}
    assert told["seconds"] is told["gpu_seconds"] is told["cost"] is None
    assert {stage["films"] for stage in told["stages"]} == {0}
    assert "no film was made here lately in this way" in told["notes"][0]
    assert (told["queue_position"], told["wait_seconds"], told["unserved"]) == (0, 0.0, [])


def test_a_dry_run_learns_from_films_that_were_made(both: Service) -> None:
    song = both.song()
    both.job(song)
    charge(both.crew, "frames")
    told = dry(both, song)
    assert told["scenes"] == {"count": 3, "source": "history"}
    assert told["cost"] == pytest.approx(0.06)
    assert told["gpu_seconds"] == pytest.approx(6)
    frames = next(stage for stage in told["stages"] if stage["stage"] == "frames")
    assert (frames["tasks"], frames["films"]) == (3, 1)
    assert told["seconds"] is not None
    assert told["notes"] == []


def test_a_dry_run_counts_those_who_wait(both: Service) -> None:
    song = both.song()
    both.job(song)
    both.crew.play()
    for _ in range(3):
        both.job(song)
    told = dry(both, song)
    assert told["queue_position"] == 3
    assert told["wait_seconds"] >= 0
    assert both.database.run(lambda c: leave(c, both.crew.worker)) is None


def test_a_dry_run_names_the_pools_that_nobody_serves(tmp_path: Path) -> None:
    with service(tmp_path) as alone:
        alone.database.run(lambda c: leave(c, alone.crew.worker))
        told = dry(alone, alone.song())
    assert told["wait_seconds"] is None
    assert "no worker serves: control, cpu, language, image, video, flow" in told["notes"]


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"song_id": "song_of_nobody"}, 422, "song.unknown"),
        ({"height": 7}, 422, "request.invalid"),
        ({"excerpt": {"start": 11.5}}, 422, "request.invalid"),
        ({"profile": "quality"}, 422, "model.missing"),
    ],
)
def test_a_dry_run_is_refused_as_the_job_would_be(
    api: Service, asked: dict[str, Any], status: int, code: str
) -> None:
    body = {"theme": "a fox", "song_id": api.song(), **asked}
    real = api.client.post("/v1/jobs", json=body)
    rehearsed = api.client.post("/v1/jobs?dry_run=true", json=body)
    assert (rehearsed.status_code, rehearsed.json()["code"]) == (status, code)
    assert real.json()["code"] == code


def test_dry_run_is_true_or_false(api: Service) -> None:
    answer = api.client.post("/v1/jobs?dry_run=perhaps", json={"theme": "x", "song_id": api.song()})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["place"] == "query"
