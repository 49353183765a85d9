"""What follows from an attempt's reply."""

import json
from random import Random

from common.db.repository.sending import Attempt, Due
from common.db.states import DeliveryState
from services.webhooks.posting import Reply
from services.webhooks.schedule import delay_after, retry_after

GONE = 410


def judge(
    due: Due, reply: Reply, *, request: str, began: float, ended: float, dice: Random
) -> Attempt:
    """2xx is delivered, 410 ends the endpoint, all else is tried again until the schedule ends.

    Args:
        request: what was sent, for the log.
        began, ended: POSIX seconds.
    """
    state, delay = _state(due, reply, dice)
    if delay is not None:
        delay = max(delay, retry_after(reply.headers.get("retry-after"), now=ended))
    return Attempt(
        due=due,
        state=state,
        started_at=began,
        seconds=max(ended - began, 0.0),
        status=reply.status,
        error=_error(reply),
        request=request,
        response=_response(reply),
        retry_in=delay,
        disable="it answered 410 Gone" if reply.status == GONE else None,
    )


def _state(due: Due, reply: Reply, dice: Random) -> tuple[DeliveryState, float | None]:
    if reply.status is not None and 200 <= reply.status < 300:
        return "delivered", None
    delay = None if reply.status == GONE else delay_after(due.round + 1, dice)
    return ("failed", None) if delay is None else ("pending", delay)


def _error(reply: Reply) -> str | None:
    if reply.status is None:
        return reply.error
    if 200 <= reply.status < 300:
        return None
    if 300 <= reply.status < 400:
        return f"answered {reply.status}: redirects are not followed"
    return f"answered {reply.status}"


def _response(reply: Reply) -> str | None:
    if reply.status is None:
        return None
    return json.dumps({"headers": dict(reply.headers), "body": reply.body})
