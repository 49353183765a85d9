"""The message in the reference and on the receivers' page is true; no type is forgotten."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from common.db.states import WEBHOOK_EVENTS
from services.api.webhooks.reference import VECTOR, webhooks_of_jobs
from services.webhooks.schedule import utc
from tests.support.receiver import verify

PAGE = (Path(__file__).parents[5] / "docs/webhooks.md").read_text()


def test_the_vector_is_true() -> None:
    moment = int(VECTOR["webhook-timestamp"])
    signed = Webhook(VECTOR["secret"]).sign(VECTOR["webhook-id"], utc(moment), VECTOR["body"])
    assert signed == VECTOR["webhook-signature"]
    verify(VECTOR["secret"], VECTOR, VECTOR["body"].encode(), now=moment + 60)


def test_every_type_is_described() -> None:
    assert set(webhooks_of_jobs()) == {*WEBHOOK_EVENTS, "webhook_endpoint.disabled"}
    assert all(f"| `{kind}` |" in PAGE for kind in webhooks_of_jobs())


def test_the_receiver_on_the_page_accepts_its_message(monkeypatch: pytest.MonkeyPatch) -> None:
    for part in VECTOR.values():
        assert part in PAGE
    found = re.search(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    assert found
    space: dict[str, Any] = {}
    exec(found[1], space)
    monkeypatch.setattr(time, "time", lambda: float(VECTOR["webhook-timestamp"]) + 10)
    body = VECTOR["body"].encode()
    assert space["verified"](VECTOR["secret"], VECTOR, body)
    assert not space["verified"](VECTOR["secret"], VECTOR, body + b" ")
    monkeypatch.setattr(time, "time", lambda: float(VECTOR["webhook-timestamp"]) + 400)
    assert not space["verified"](VECTOR["secret"], VECTOR, body)
