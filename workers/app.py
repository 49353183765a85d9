"""The only Celery configuration, each setting with its reason.

The database is the truth; a Celery message is a hint that a task is ready. So nothing here tries to
make messages durable: what matters is that a lost, doubled or late hint costs seconds and no work.
No results, no ETA, no retries by Celery, no canvas: the orchestrator does all of that in SQL.
"""

import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, get_args
from urllib.parse import urlsplit

import redis
from celery import Celery
from kombu import Exchange, Queue
from redis.sentinel import Sentinel

from common.cards import StageName
from common.config import Settings
from common.errors import InvalidInputError, RetryLaterError
from common.queues import POOLS, PRIORITIES, Pool, queue_again, queue_name
from workers.broker import use_for_all

Shell = Callable[[int, int], None]
"""A task: it takes the task's id and the attempt, as hints name them."""

TASKS = (*get_args(StageName), "expansion")
_SOCKET_SECONDS = 10.0
_MOST_URGENT_POOLS: tuple[Pool, ...] = ("control", "flow", "cpu", "video", "image", "language")
"""The later a stage, the sooner: finish films before beginning others."""


def task_name(stage: str) -> str:
    """What a stage's task is called on the wire; no Python path, so that files can move."""
    return f"scopitone.{stage}"


def queues_in_order(pools: Sequence[Pool] = POOLS) -> tuple[str, ...]:
    """The queues of these pools, the more urgent first."""
    mine = [pool for pool in _MOST_URGENT_POOLS if pool in pools]
    usual = (queue_name(pool, priority) for priority in PRIORITIES for pool in mine)
    return (*map(queue_again, mine), *dict.fromkeys(usual))


def configuration(settings: Settings) -> dict[str, object]:
    """Celery's settings. Names and defaults are those of Celery 5.7 and kombu 5.7."""
    return {**_broker(settings), **_messages(), **_processes()}


def _broker(settings: Settings) -> dict[str, object]:
    return {
        "broker_url": settings.broker_url or None,
        "broker_use_ssl": _tls(settings.broker_url),
        "broker_connection_timeout": _SOCKET_SECONDS,
        # A broker may be away for longer than 100 tries; a worker that gave up would need a person.
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "broker_transport_options": {
            # Several installations may share a server, and FLUSHDB is not the way to part them.
            "global_keyprefix": settings.broker_prefix,
            # kombu waits for ever by default on a broker that vanished without closing the
            # connection (a failed node, a firewall that forgets).
            "socket_timeout": _SOCKET_SECONDS,
            "socket_connect_timeout": 5.0,
            "socket_keepalive": True,
            "health_check_interval": 10,
            # Queues are listed by urgency, not taken in turn, and messages have one priority.
            "queue_order_strategy": "priority",
            "priority_steps": [0],
            **({"master_name": settings.broker_master} if settings.broker_master else {}),
            **({"sentinel_kwargs": mine} if (mine := _to_sentinels(settings)) else {}),
        },
    }


def _tls(url: str) -> dict[str, Any] | None:
    """Certificates are looked at unless the URL says otherwise: so does redis-py, and kombu not."""
    return {"ssl_cert_reqs": ssl.CERT_REQUIRED} if url.startswith("rediss:") else None


def _to_sentinels(settings: Settings) -> dict[str, Any]:
    """What they are shown; the server that they know of has a password of its own."""
    password = settings.broker_sentinel_password.get_secret_value()
    return {"password": password} if password else {}


def _messages() -> dict[str, object]:
    return {
        # The nameless exchange routes by the queue's name and keeps no table of bindings in the
        # broker: after a FLUSHALL, hints still find their queues.
        "task_queues": [Queue(name, Exchange(""), routing_key=name) for name in queues_in_order()],
        "task_default_queue": queue_name("control", "interactive"),
        "task_default_exchange": "",
        "task_create_missing_queues": False,
        # Hints are JSON numbers; pickle would let whoever reaches the broker run code.
        "task_serializer": "json",
        "accept_content": ["json"],
        # Answers go to the database, under a lease.
        "result_backend": None,
        "task_ignore_result": True,
        # The sender's own loop tries again, and must hear at once that the broker is away.
        "task_publish_retry": False,
    }


def _processes() -> dict[str, object]:
    return {
        # One task a process, and none waiting in a busy worker where no other can take it:
        # disable_prefetch reads from the broker only while a process is free. kombu's own credit
        # does not count beside it (0: it is unlimited).
        "worker_pool": "prefork",
        "worker_prefetch_multiplier": 0,
        "worker_disable_prefetch": True,
        # A fork carries threads' locks and CUDA contexts into the child; neither works there.
        "worker_pool_start_method": "spawn",
        # A fresh interpreter imports numeric libraries and loads models before it is ready; the
        # default kills it after 4 s, again and again.
        "worker_proc_alive_timeout": 600.0,
        # No hint is acknowledged, early or late; but if it is late, the event loop takes another
        # turn when a task has ended, and asks for the next one at once.
        "task_acks_late": True,
        # A hint whose process dies is not put back: what killed one would kill the next. Its lease
        # expires and the orchestrator counts.
        "task_reject_on_worker_lost": False,
        "task_retry_on_worker_lost": False,
        # Losing the broker is no reason to stop work: the lease is in the database.
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        # Seconds until a dead child's slot is given to another; 10 by default.
        "worker_lost_wait": 2.0,
        # Celery keeps a timer of each task until its time is over, done or not: half a kilobyte a
        # task, for hours. Who hangs is ended by the process itself (`Heartbeat`).
        "task_time_limit": None,
        # Nobody listens: progress goes with the heartbeat, metrics have their own port.
        "worker_enable_remote_control": False,
        "worker_send_task_events": False,
        "task_send_sent_event": False,
        # A rate limit would need a second timer wheel in each worker; the dispatcher limits.
        "worker_disable_rate_limits": True,
        # Logs are structured by `common.logs`; Celery would put its own handler in the way.
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
        "enable_utc": True,
    }


def _from_environment() -> dict[str, object]:
    return configuration(Settings())


use_for_all()  # hints are not acknowledged: the database knows which of them were followed
app = Celery("scopitone", include=[f"workers.tasks.{name}" for name in TASKS], set_as_current=True)
app.add_defaults(_from_environment)


def task(stage: str) -> Callable[[Shell], Shell]:
    """Make a function the task of a stage."""
    shell: Callable[[Shell], Shell] = app.task(name=task_name(stage))
    return shell


def refuse_unsafe(*, pool: str, soft_shutdown: float) -> None:
    """Refuse worker settings that lose work, whoever turned them on.

    Raises:
        InvalidInputError: which one, and what to do.
    """
    if pool == "solo" and soft_shutdown > 0:
        raise InvalidInputError(
            "a solo worker with a soft shutdown sleeps through its own lease; use prefork"
        )


def refuse_evicting(settings: Settings) -> None:
    """Refuse a broker that drops what was sent when its memory is full.

    Raises:
        InvalidInputError: its maxmemory-policy evicts keys that never expire.
        RetryLaterError: it does not answer.
    """
    with _asked(settings) as server:
        policy = str(server.info("memory").get("maxmemory_policy", "noeviction"))
    if policy.startswith("allkeys"):
        raise InvalidInputError(
            f"the broker evicts queues when its memory is full (maxmemory-policy {policy}); "
            "set it to noeviction"
        )


def claim_broker(settings: Settings, *, installation: str) -> None:
    """Write this installation's name on the broker, or refuse one that bears another's.

    Hints name tasks by their number: of two that share queues each would take the other's, and do
    tasks of its own by them, in whatever pool that hint was sent to.

    Raises:
        InvalidInputError: it is another's, and what to do.
        RetryLaterError: it does not answer.
    """
    prefix = settings.broker_prefix
    with _asked(settings) as server:
        server.set(f"{prefix}installation", installation, nx=True)
        holder = server.get(f"{prefix}installation")
    if holder not in {None, installation.encode()}:
        raise InvalidInputError(
            f"the broker's keys {prefix}… belong to another installation: give this one another"
            " SCOPITONE_BROKER_URL (its number will do) or SCOPITONE_BROKER_PREFIX; if the other's"
            " database is gone for good, delete these keys"
        )


@contextmanager
def _asked(settings: Settings) -> Iterator[redis.Redis]:
    try:
        with _server(settings) as client:
            yield client
    except ValueError as problem:
        raise InvalidInputError(f"SCOPITONE_BROKER_URL: {problem}") from None
    except redis.RedisError as problem:
        raise RetryLaterError(f"the broker does not answer: {problem}") from None


def _server(settings: Settings) -> redis.Redis:
    """A client of the broker, or of the one that its sentinels name."""
    patience: dict[str, Any] = {
        "socket_timeout": _SOCKET_SECONDS,
        "socket_connect_timeout": 5.0,
    }
    if not settings.broker_url.startswith("sentinel:"):
        return redis.Redis.from_url(settings.broker_url, **patience)
    parts = [urlsplit(one) for one in settings.broker_url.split(";")]
    known: Any = Sentinel(  # type: ignore[no-untyped-call]
        [(one.hostname, one.port or 26379) for one in parts],
        sentinel_kwargs=patience | _to_sentinels(settings),
        **patience,
    )
    if len({one.path.strip("/") for one in parts}) > 1:
        raise ValueError(
            "its sentinels name different databases: write the same /number after each"
        )
    own: dict[str, Any] = {
        "username": parts[0].username,
        "password": parts[0].password,
        "db": int(parts[0].path.strip("/") or 0),
    }
    client: redis.Redis = known.master_for(settings.broker_master, **own)
    return client
