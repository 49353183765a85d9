"""kombu's road to Redis and Valkey, on which a message that was popped is gone.

kombu writes whatever it pops into two tables of the broker and takes it out again once the task has
ended, so that it may be redelivered after hours. A hint need not be: one that nobody followed is
announced again by the database within seconds. Without those tables a worker asks its broker once a
task instead of three times, and loses no credit with an acknowledgement that fails (decision 0012).
"""

from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis


class _Popped(redis.QoS):  # type: ignore[misc]
    """Keeps nothing of a message, and gives none back."""

    def append(self, message: Any, delivery_tag: str) -> None:
        """Nothing."""

    def ack(self, delivery_tag: str) -> None:
        """Nothing."""

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        """Nothing."""


class _Channel(redis.Channel):  # type: ignore[misc]
    QoS = _Popped


class _SentinelChannel(redis.SentinelChannel):  # type: ignore[misc]
    QoS = _Popped


class Transport(redis.Transport):  # type: ignore[misc]
    """To a server."""

    Channel = _Channel


class SentinelTransport(redis.SentinelTransport):  # type: ignore[misc]
    """To the server that sentinels name."""

    Channel = _SentinelChannel


def use_for_all() -> None:
    """From now on every Redis URL leads this way.

    By the names that kombu has for them, since it goes by these: whether to speak TLS, and which
    transport comes after a sentinel that did not answer.
    """
    here = {"redis": Transport, "rediss": Transport, "sentinel": SentinelTransport}
    for scheme, kind in here.items():
        TRANSPORT_ALIASES[scheme] = f"{kind.__module__}:{kind.__name__}"
