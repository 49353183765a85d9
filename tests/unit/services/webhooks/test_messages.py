"""What is sent: signatures that two independent readers accept, and nobody can forge."""

import json
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from common.db.repository.sending import Due
from services.webhooks.messages import MOST_BYTES, body_of, headers_of
from tests.support.hooks import SECRET
from tests.support.receiver import ForgedError, verify

OTHER = "whsec_" + "A" * 32
DUE = Due(
    id="msg_1",
    endpoint_id="hook_1",
    tenant_id="default",
    url="https://hook.example/",
    secrets=(SECRET,),
    job_id="job_1",
    sequence=7,
    type="job.succeeded",
    data='{"revision":1}',
    created_at=1_700_000_000.25,
    attempts=0,
    round=0,
    token="t",
)


def test_the_body_is_thin_and_says_what_happened_when_and_in_which_order() -> None:
    assert json.loads(body_of(DUE)) == {
        "type": "job.succeeded",
        "timestamp": "2023-11-14T22:13:20.250Z",
        "data": {"job_id": "job_1", "sequence": 7, "revision": 1},
    }


@given(st.dictionaries(st.text(max_size=10), st.text(), max_size=3), st.integers(0, 2**31))
def test_both_readers_accept_what_we_sign(data: dict[str, str], now: int) -> None:
    due = replace(DUE, data=json.dumps(data))
    body = body_of(due).encode()
    assert verify(SECRET, headers_of(due, body.decode(), now=now), body, now=now) == "msg_1"
    current = headers_of(due, body.decode(), now=time.time())
    assert Webhook(SECRET).verify(body, current) == json.loads(body)


def test_during_a_rotation_both_secrets_are_good() -> None:
    due = replace(DUE, secrets=(SECRET, OTHER))
    body = body_of(due)
    headers = headers_of(due, body, now=time.time())
    assert len(headers["webhook-signature"].split(" ")) == 2
    for secret in (SECRET, OTHER):
        assert verify(secret, headers, body.encode()) == "msg_1"
        Webhook(secret).verify(body, headers)


@pytest.mark.parametrize("name", ["body", "webhook-id", "webhook-timestamp", "webhook-signature"])
def test_what_was_tampered_with_is_refused(name: str) -> None:
    now = time.time()
    body = body_of(DUE)
    headers = headers_of(DUE, body, now=now)
    if name == "body":
        body = body.replace("succeeded", "failed")
    elif name == "webhook-timestamp":
        headers[name] = str(int(headers[name]) + 1)
    else:
        headers[name] = headers[name].replace("1", "2")
    with pytest.raises(ForgedError):
        verify(SECRET, headers, body.encode(), now=now)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body, headers)


def test_replays_and_other_secrets_are_refused() -> None:
    body = body_of(DUE)
    headers = headers_of(DUE, body, now=1000)
    assert verify(SECRET, headers, body.encode(), now=1300)
    with pytest.raises(ForgedError, match="too old"):
        verify(SECRET, headers, body.encode(), now=1301)
    with pytest.raises(ForgedError, match="too old or too new"):
        verify(SECRET, headers, body.encode(), now=699)
    with pytest.raises(ForgedError, match="no signature"):
        verify(OTHER, headers, body.encode(), now=1000)


def test_long_texts_are_cut_so_that_a_body_stays_thin() -> None:
    due = replace(DUE, data=json.dumps({"code": "c", "message": "ü" * 100_000}))
    assert len(body_of(due).encode()) < MOST_BYTES
