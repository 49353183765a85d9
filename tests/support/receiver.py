"""A receiver of webhooks, written from the text of Standard Webhooks 1.0.0 and nothing of ours.

"webhook-id", "webhook-timestamp" (seconds since the epoch) and "webhook-signature" (a list, divided
by spaces, of a version, a comma and the signature) are checked over "id.timestamp.body" with
HMAC-SHA256 and the base64 of the secret after "whsec_"; what is older or newer than five minutes is
a replay.
"""

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping

TOLERANCE = 5 * 60


class ForgedError(Exception):
    """It is not from whom it says."""


def verify(
    secret: str, headers: Mapping[str, str], body: bytes, *, now: float | None = None
) -> str:
    """The message's id, by which a receiver knows what it has seen before."""
    named = {name.lower(): value for name, value in headers.items()}
    try:
        name, moment = named["webhook-id"], named["webhook-timestamp"]
        given = named["webhook-signature"].split(" ")
        age = (time.time() if now is None else now) - int(moment)
    except (KeyError, ValueError):
        raise ForgedError("headers are missing") from None
    if abs(age) > TOLERANCE:
        raise ForgedError("too old or too new")
    key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    wanted = hmac.new(key, f"{name}.{moment}.".encode() + body, hashlib.sha256).digest()
    for one in given:
        version, _, signature = one.partition(",")
        if version == "v1" and hmac.compare_digest(base64.b64decode(signature), wanted):
            return name
    raise ForgedError("no signature is right")
