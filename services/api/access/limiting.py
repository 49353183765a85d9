"""How many requests a key may send: a minute's worth at once, then at an even pace.

The generic cell rate algorithm keeps one time for each key: when it would be at rest again. Counted
in Redis where several replicas serve, else in this process.
"""

import logging
import math
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, cast

from services.api.errors import LimiterAwayError, RequestLimitError

if TYPE_CHECKING:
    from redis.asyncio import Redis

_LOG = logging.getLogger("scopitone.api")
WINDOW = 60.0
_MOST = 10_000
"""Keys kept; those at rest are forgotten first."""
_AWAY_SECONDS = 5.0
"""For which nobody asks a Redis that did not answer."""
_PATIENCE = 0.2

_SCRIPT = """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local rest = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now) + tonumber(ARGV[1])
local taken = rest - now <= tonumber(ARGV[2])
if taken then
    redis.call('SET', KEYS[1], string.format('%.6f', rest), 'PX', math.ceil((rest - now) * 1000))
end
return {taken and 1 or 0, string.format('%.6f', rest - now)}
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a key stands after a request.

    Attributes:
        limit: requests a minute.
        remaining: that may come at once.
        reset: seconds until all may.
    """

    limit: int
    remaining: int
    reset: float


class Counter(Protocol):
    """Adds `pace` seconds to the time at which a key is at rest, unless it is then too far off."""

    async def add(self, key: str, pace: float) -> tuple[bool, float]:
        """Whether there was room, and in how many seconds the key is at rest (or would be)."""
        ...


class LocalCounter:
    """Of this process."""

    def __init__(self) -> None:
        self._rests: dict[str, float] = {}

    async def add(self, key: str, pace: float) -> tuple[bool, float]:
        now = time.monotonic()
        rest = max(self._rests.get(key, 0.0), now) + pace
        if rest - now > WINDOW:
            return False, rest - now
        if len(self._rests) >= _MOST and key not in self._rests:
            self._rests = {name: at for name, at in self._rests.items() if at > now}
        self._rests[key] = rest
        return True, rest - now


class RedisCounter:
    """Of all processes that share a Redis.

    Args:
        away: while it does not answer, `local` counts here, `closed` refuses everybody.
    """

    def __init__(self, url: str, *, away: Literal["local", "closed"]) -> None:
        self._url, self._away = url, away
        self._local = LocalCounter()
        self._redis: Redis | None = None
        self._silent_until = 0.0

    async def add(self, key: str, pace: float) -> tuple[bool, float]:
        """Raises:
        LimiterAwayError: it does not answer, and `away` is closed.
        """
        if time.monotonic() >= self._silent_until:
            try:
                return await self._ask(key, pace)
            except _failures() as problem:
                self._silent_until = time.monotonic() + _AWAY_SECONDS
                _LOG.warning("requests are not counted in Redis: %s", type(problem).__name__)
        if self._away == "closed":
            raise LimiterAwayError
        return await self._local.add(key, pace)

    async def _ask(self, key: str, pace: float) -> tuple[bool, float]:
        if self._redis is None:
            from redis.asyncio import Redis  # noqa: PLC0415 - most installations need none

            self._redis = Redis.from_url(
                self._url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE
            )
        name = f"scopitone.requests.{key}"
        asked = self._redis.eval(_SCRIPT, 1, name, f"{pace:.9f}", f"{WINDOW:.1f}")
        taken, rest = await cast("Awaitable[tuple[int, bytes]]", asked)
        return bool(taken), float(rest)

    async def close(self) -> None:
        if self._redis is not None:
            await self._redis.aclose()
            self._redis = None


def _failures() -> tuple[type[Exception], ...]:
    from redis.exceptions import RedisError  # noqa: PLC0415

    return (RedisError, TimeoutError, OSError)


async def take(counter: Counter, key: str, limit: int) -> Standing:
    """Count one request.

    Raises:
        RequestLimitError: one too many; it says when the next may come.
        LimiterAwayError: it cannot be counted.
    """
    pace = WINDOW / limit
    taken, rest = await counter.add(key, pace)
    if not taken:
        seconds = max(rest - WINDOW, 0.001)
        raise RequestLimitError(
            f"this key may send {limit} requests a minute", quota=limit, seconds=seconds
        )
    return Standing(limit, math.floor((WINDOW - rest) / pace + 1e-6), rest)
