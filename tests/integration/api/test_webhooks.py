"""Webhook endpoints over HTTP, up to a signed message that a receiver verifies."""

import asyncio
import json
from typing import Any

from services.api.webhooks.schemas import WebhookMessage
from services.webhooks.posting import Reply
from services.webhooks.sender import Sender
from tests.support.hooks import OK, Call
from tests.support.receiver import verify
from tests.support.service import Service

URL = "https://8.8.8.8/hook"
BASE = "/v1/webhook-endpoints"
NOBODY = "hook_01k9w8z5q0x7m3v4c2b1n6h8jd"


def made(api: Service, **asked: Any) -> dict[str, Any]:
    answer = api.client.post(BASE, json={"url": URL, **asked})
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"{BASE}/{answer.json()['id']}"
    return dict(answer.json())


def sent(api: Service, reply: Reply = OK) -> list[Call]:
    """What a sender sends now."""
    calls: list[Call] = []

    async def post(url: str, headers: Any, body: bytes) -> Reply:
        calls.append(Call(0.0, url, headers, body))
        return reply

    async def play() -> None:
        sender = Sender(api.database, post)
        while await sender.turn():
            await asyncio.sleep(0)
        await sender.finish()

    asyncio.run(play())
    return calls


def deliveries(api: Service, hook: dict[str, Any], query: str = "") -> list[dict[str, Any]]:
    return list(api.get(f"{BASE}/{hook['id']}/deliveries{query}").json()["data"])


def test_a_film_is_told_in_order_and_signed(api: Service) -> None:
    hook = made(api, description="mine")
    job = api.film()
    calls = sent(api)
    for call in calls:
        verify(hook["secret"], call.headers, call.body)
    told = [WebhookMessage.model_validate_json(call.body) for call in calls]
    assert [one.type for one in told] == [
        "job.started",
        *["scene.completed"] * 3,
        "job.succeeded",
    ]
    assert {one.data.job_id for one in told} == {job}
    numbers = [one.data.sequence or 0 for one in told]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == 5
    assert {one["state"] for one in deliveries(api, hook)} == {"delivered"}


def test_an_endpoint_is_read_changed_and_forgotten(api: Service) -> None:
    hook = made(api, types=["job.succeeded"])
    path = f"{BASE}/{hook['id']}"
    shown = api.get(path).json()
    assert shown == {name: value for name, value in hook.items() if name != "secret"}
    assert (shown["types"], shown["enabled"], shown["job_id"]) == (["job.succeeded"], True, None)
    changed = api.client.patch(path, json={"types": None, "enabled": False, "description": "b"})
    assert (changed.json()["types"], changed.json()["enabled"]) == (None, False)
    assert changed.json()["disabled_reason"] == "turned off"
    api.film()
    assert not deliveries(api, hook)
    assert api.client.patch(path, json={"enabled": True, "url": f"{URL}/2"}).json()["enabled"]
    assert [one["id"] for one in api.get(BASE).json()["data"]] == [hook["id"]]
    assert api.client.delete(path).status_code == 204
    for answer in (api.get(path), api.client.delete(path), api.get(f"{path}/deliveries")):
        assert answer.status_code == 404
    assert api.get(BASE).json()["data"] == []


IMPOSSIBLE: tuple[dict[str, Any], ...] = (
    {},
    {"url": ""},
    {"url": URL, "types": []},
    {"url": URL, "types": ["job.queued"]},
    {"url": URL, "secret": "whsec_short"},
    {"url": URL, "secret": "whsec_" + "A" * 33},
    {"url": URL, "description": "\x00"},
    {"url": "http://127.0.0.1:9000/"},
    {"url": "http://localhost:9000/"},
    {"url": "https://user:hunter2@example.com/"},
)


def test_what_cannot_be_is_refused_and_not_repeated(api: Service) -> None:
    for asked in IMPOSSIBLE:
        answer = api.client.post(BASE, json=asked)
        assert answer.status_code == 422, asked
        assert "hunter2" not in answer.text
    assert not api.get(BASE).json()["data"]


def test_a_private_address_is_refused_with_the_way_out(api: Service) -> None:
    answer = api.client.post(BASE, json={"url": "http://192.168.1.9:9000/hook"})
    assert answer.json()["code"] == "url.refused"
    assert "SCOPITONE_ALLOWED_NETWORKS" in answer.json()["detail"]


def test_a_job_may_bring_its_own(api: Service) -> None:
    secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
    asked = {"url": URL, "types": ["job.succeeded"], "secret": secret}
    answer = api.post_job(song_id=api.song(), webhook=asked)
    job, hook = answer.json()["id"], answer.json()["webhook"]
    assert hook == {"endpoint_id": hook["endpoint_id"], "url": URL, "secret": secret}
    assert api.get(f"/v1/jobs/{job}").json()["webhook"] is None
    assert "webhook" not in api.get(f"/v1/jobs/{job}").json()["request"]
    other = api.job(api.song())
    api.crew.play()
    (call,) = sent(api)
    verify(secret, call.headers, call.body)
    assert json.loads(call.body)["data"]["job_id"] == job
    assert not api.get(BASE).json()["data"]
    (listed,) = api.get(f"{BASE}?job_id={job}").json()["data"]
    assert (listed["id"], listed["job_id"]) == (hook["endpoint_id"], job)
    assert not api.get(f"{BASE}?job_id={other}").json()["data"]


def test_a_job_whose_webhook_is_refused_is_not_made(api: Service) -> None:
    answer = api.post_job(song_id=api.song(), webhook={"url": "http://10.0.0.1/"})
    assert (answer.status_code, answer.json()["code"]) == (422, "url.refused")
    assert not api.get("/v1/jobs").json()["data"]


def test_a_replayed_job_makes_no_second_endpoint(api: Service) -> None:
    asked = {"song_id": api.song(), "webhook": {"url": URL}}
    first = api.post_job({"Idempotency-Key": "a"}, **asked)
    again = api.post_job({"Idempotency-Key": "a"}, **asked)
    assert first.json()["webhook"]["secret"].startswith("whsec_")
    assert (again.json()["id"], again.json()["webhook"]) == (first.json()["id"], None)
    assert len(api.get(f"{BASE}?job_id={first.json()['id']}").json()["data"]) == 1


def test_a_rotation_signs_with_both_secrets(api: Service) -> None:
    hook = made(api)
    answer = api.client.post(f"{BASE}/{hook['id']}/rotate", json={})
    new = answer.json()["secret"]
    assert new != hook["secret"]
    assert answer.json()["old_secret_until"]
    api.client.post(f"{BASE}/{hook['id']}/test", json={})
    (call,) = sent(api)
    for secret in (hook["secret"], new):
        verify(secret, call.headers, call.body)
    at_once = api.client.post(f"{BASE}/{hook['id']}/rotate", json={"overlap_seconds": 0}).json()
    api.client.post(f"{BASE}/{hook['id']}/test", json={})
    (call,) = sent(api)
    assert len(call.headers["webhook-signature"].split(" ")) == 1
    verify(at_once["secret"], call.headers, call.body)


def test_a_test_is_sent_and_its_log_shows_both_sides(api: Service) -> None:
    hook = made(api)
    answer = api.client.post(f"{BASE}/{hook['id']}/test", json={"type": "job.failed"})
    assert answer.status_code == 202
    no = Reply(status=500, headers={"server": "me"}, body="no")
    (call,) = sent(api, no)
    assert json.loads(call.body)["data"] == {"test": True}
    log = api.get(answer.headers["location"]).json()
    assert (log["state"], log["attempts"], log["last_status"]) == ("pending", 1, 500)
    assert log["last_error"] == "answered 500"
    (attempt,) = log["log"]
    assert attempt["request"]["url"] == URL
    assert attempt["request"]["body"] == call.body.decode()
    assert attempt["request"]["headers"]["webhook-id"] == log["id"]
    assert attempt["response"] == {"headers": {"server": "me"}, "body": "no"}
    assert api.get(f"{BASE}/{hook['id']}").json()["failing_since"]


def test_messages_are_sent_again_one_or_many(api: Service) -> None:
    hook = made(api)
    path = f"{BASE}/{hook['id']}/redeliver"
    api.film()
    first = sent(api)
    one = deliveries(api, hook)[0]["id"]
    assert api.client.post(path, json={"delivery_id": one}).json() == {"count": 1}
    assert [call.headers["webhook-id"] for call in sent(api)] == [one]
    since = {"since": "2020-01-01T00:00:00Z"}
    assert api.client.post(path, json=since).json() == {"count": 0}
    assert api.client.post(path, json={**since, "include_delivered": True}).json() == {"count": 5}
    again = sent(api)
    assert {call.headers["webhook-id"] for call in again} == {
        call.headers["webhook-id"] for call in first
    }
    assert len(deliveries(api, hook, "?state=pending")) == 0
    for wrong in ({}, {**since, "delivery_id": one}, {"since": "2020-01-01T00:00:00"}):
        assert api.client.post(path, json=wrong).status_code == 422
    nobody = {"delivery_id": "msg_01k9w8z5q0x7m3v4c2b1n6h8jd"}
    assert api.client.post(path, json=nobody).status_code == 404


def test_410_ends_an_endpoint_and_others_hear_of_it(api: Service) -> None:
    gone = made(api)
    api.client.post(f"{BASE}/{gone['id']}/test", json={})
    other = made(api, types=["webhook_endpoint.disabled"])
    sent(api, Reply(status=410))
    assert api.get(f"{BASE}/{gone['id']}").json()["disabled_reason"] == "it answered 410 Gone"
    (told,) = deliveries(api, other)
    assert told["type"] == "webhook_endpoint.disabled"
    assert told["data"]["endpoint_id"] == gone["id"]


ROUTES = (
    ("GET", ""),
    ("PATCH", ""),
    ("DELETE", ""),
    ("POST", "/rotate"),
    ("POST", "/test"),
    ("GET", "/deliveries"),
    ("GET", "/deliveries/msg_01k9w8z5q0x7m3v4c2b1n6h8jd"),
    ("POST", "/redeliver"),
)


def test_an_endpoint_that_is_not_there_is_not_found(api: Service) -> None:
    for method, path in ROUTES:
        body = {"since": "2020-01-01T00:00:00Z"} if path == "/redeliver" else {}
        more = {} if method in {"GET", "DELETE"} else {"json": body}
        for name in (NOBODY, "hook_x", "%00"):
            answer = api.client.request(method, f"{BASE}/{name}{path}", **more)
            assert answer.status_code == 404, (method, path, name)


def test_another_tenant_s_endpoint_is_not_found(api: Service) -> None:
    hook = made(api)
    with api.database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO tenants (id, title, weight, created_at) VALUES ('other', 'o', 1, 0)"
        )
        connection.exec_driver_sql("UPDATE webhook_endpoints SET tenant_id = 'other'")
    assert api.get(f"{BASE}/{hook['id']}").status_code == 404
    assert api.get(f"{BASE}/{hook['id']}/deliveries").status_code == 404
    assert not api.get(BASE).json()["data"]


def test_the_reference_lists_what_is_sent(api: Service) -> None:
    document = api.get("/openapi.json").json()
    assert "job.succeeded" in document["webhooks"]
    assert "WebhookMessage" in document["components"]["schemas"]
