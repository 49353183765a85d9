"""The sending side: hints from the dispatcher into their queues."""

from collections.abc import Sequence

import redis
from kombu.exceptions import KombuError, OperationalError

from common.db.repository.hints import HintTo
from common.errors import RetryLaterError
from common.queues import queue_again, queue_name
from workers.app import app, task_name


def _queues(hint: HintTo) -> tuple[str, ...]:
    """A task that lost its worker is announced twice: workers of the version before this one know
    nothing of the more urgent queue."""
    usual = queue_name(hint.pool, hint.priority)
    return (queue_again(hint.pool), usual) if hint.lost else (usual,)


def send_hints(hints: Sequence[HintTo]) -> None:
    """Put each `(task_id, attempt)` into the queue of its pool and class, in one round trip.

    Raises:
        RetryLaterError: the broker does not answer; some may have been sent.
    """
    try:
        with app.producer_pool.acquire(block=True, timeout=10) as producer, producer.batch():
            for hint in hints:
                for queue in _queues(hint):
                    app.send_task(
                        task_name(hint.stage),
                        args=(hint.task_id, hint.attempt),
                        queue=queue,
                        producer=producer,
                        ignore_result=True,
                        declare=[],  # a list in Redis needs none; asking took a fifth of the time
                    )
    except (KombuError, OperationalError, redis.RedisError, OSError) as problem:
        raise RetryLaterError(f"the broker does not answer: {problem}") from problem
