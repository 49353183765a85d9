"""docs/webhooks.md tells the truth: its message is signed as shown, its code accepts it."""

import re
import time
from pathlib import Path
from typing import Any

import pytest

from services.api.webhooks.reference import VECTOR, webhooks_of_jobs

PAGE = (Path(__file__).parents[5] / "docs/webhooks.md").read_text()


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


def test_the_page_lists_every_type() -> None:
    assert all(f"| `{kind}` |" in PAGE for kind in webhooks_of_jobs())
