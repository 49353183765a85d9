"""Pools of workers and the queues they take from, as they are called on the wire.

A pool is workers that serve one kind of work. Where priority matters (the pools that may need a
GPU, whose tasks take minutes) it has one queue a class, so that an interactive job's hint never
waits behind a batch's; elsewhere the dispatcher's own order is enough, because it lets only a few
hints out at a time. Each pool has one more, for tasks that were begun before: what a dead worker
leaves goes before all that waits for its first turn.
"""

from typing import Literal, get_args

from common.errors import InvalidInputError

Pool = Literal["control", "cpu", "language", "image", "video", "flow"]
Priority = Literal["interactive", "batch"]

POOLS: tuple[Pool, ...] = get_args(Pool)
PRIORITIES: tuple[Priority, ...] = get_args(Priority)
"""The more urgent first."""

_BRAND = "scopitone"
_BY_PRIORITY: frozenset[Pool] = frozenset({"image", "video", "flow"})


def queue_name(pool: Pool, priority: Priority) -> str:
    """The queue on the wire: `scopitone.video.interactive`, or `scopitone.cpu` for both classes."""
    name = f"{_BRAND}.{pool}"
    return f"{name}.{priority}" if pool in _BY_PRIORITY else name


def queue_again(pool: Pool) -> str:
    """The queue of tasks whose worker died: `scopitone.video.again`, for both classes."""
    return f"{_BRAND}.{pool}.again"


def pool_named(name: str) -> Pool:
    """A pool by its name.

    Raises:
        InvalidInputError: there is none; the message lists those there are.
    """
    for pool in POOLS:
        if pool == name:
            return pool
    raise InvalidInputError(f"no pool called {name!r}; there is: {', '.join(POOLS)}")
