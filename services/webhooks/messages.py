"""What is sent: a thin body, and the headers of Standard Webhooks 1.0.0 that vouch for it."""

import json
from math import floor
from typing import Any

from standardwebhooks import Webhook

from common.db.repository.sending import Due
from services.webhooks.schedule import utc

MOST_BYTES = 20_000
_MOST_TEXT = 2000
_written = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
USER_AGENT = "Scopitone-Webhooks/1"


def body_of(due: Due) -> str:
    """The same at every attempt. It names what happened and not how things stand: for that there is
    the API, whose answer cannot be out of date.
    """
    moment = utc(due.created_at).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    about = {} if due.job_id is None else {"job_id": due.job_id, "sequence": due.sequence}
    told = {name: _shortened(value) for name, value in json.loads(due.data).items()}
    document = {"type": due.type, "timestamp": moment, "data": {**about, **told}}
    return _written(document)


def _shortened(value: Any) -> Any:
    return value[:_MOST_TEXT] if isinstance(value, str) else value


def headers_of(due: Due, body: str, *, now: float) -> dict[str, str]:
    """With one signature for each secret that the receiver may hold."""
    moment = utc(floor(now))
    signatures = [Webhook(secret).sign(due.id, moment, body) for secret in due.secrets]
    return {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "webhook-id": due.id,
        "webhook-timestamp": str(floor(now)),
        "webhook-signature": " ".join(signatures),
    }
