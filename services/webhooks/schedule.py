"""When a delivery is tried again (design, section 7)."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import Random

_MINUTE, _HOUR = 60.0, 3600.0
DELAYS = (
    *(0.0, 5.0, 5 * _MINUTE, 30 * _MINUTE),
    *(2 * _HOUR, 5 * _HOUR, 10 * _HOUR, 14 * _HOUR, 20 * _HOUR, 24 * _HOUR),
)
"""Seconds before each attempt, counted from the end of the one before: 75 h 35 min in all."""
JITTER = 0.1
"""Up to this much longer, never shorter: what failed together does not come back together."""
MOST_RETRY_AFTER = 24 * _HOUR


def delay_after(attempts: int, dice: Random) -> float | None:
    """Seconds until the next attempt when so many were made; None when that was the last."""
    if attempts >= len(DELAYS):
        return None
    return DELAYS[attempts] * (1 + JITTER * dice.random())


def retry_after(value: str | None, *, now: float) -> float:
    """What a Retry-After header asks (RFC 9110, 10.2.3), in seconds; 0 if it cannot be read."""
    if not value:
        return 0.0
    text = value.strip()
    if text.isascii() and text.isdigit():
        seconds = float(text[:9])
    else:
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            return 0.0
        seconds = moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() - now
    return min(max(seconds, 0.0), MOST_RETRY_AFTER)


def utc(seconds: float) -> datetime:
    """The moment, in the zone that signatures count in."""
    return datetime.fromtimestamp(seconds, UTC)
