"""Two versions of the service out of one checkout.

The version before is this one without what it did not know: the newest queue, the newest table. The
version after makes two stages otherwise, so that it names their results otherwise.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Literal

from common import pipeline
from common.cards import StageName
from common.db import migrations
from common.pipeline import Order, Stage
from common.queues import POOLS, queue_again

VERSION = "SCOPITONE_CHAOS_VERSION"
"""The variable that says of which a process is; unset: of this checkout, as it is."""
Version = Literal["before", "after"]
SCHEMA_BEFORE = "0011"
"""The newest tables that processes of this checkout can serve without those that came since."""
_CHANGED: frozenset[StageName] = frozenset({"script", "frames"})
_NOW = pipeline.STAGES
_AFTER: Mapping[StageName, Stage] = MappingProxyType(
    {
        name: stage._replace(version=stage.version + (name in _CHANGED))
        for name, stage in _NOW.items()
    }
)


def take_on() -> None:
    """Make this process one of the version that its environment names."""
    match os.environ.get(VERSION):
        case "before":
            _know_less()
        case "after":
            pipeline.STAGES = _AFTER


def _know_less() -> None:
    from services.cli import orchestrator, worker
    from workers import app, hints, presence

    unknown = {queue_again(pool) for pool in POOLS}
    known = app.queues_in_order

    def queues_in_order(*pools: object) -> tuple[str, ...]:
        return tuple(name for name in known(*pools) if name not in unknown)  # type: ignore[arg-type]

    worker.queues_in_order = presence.queues_in_order = queues_in_order  # type: ignore[attr-defined]
    hints._queues = lambda hint: (hints.queue_name(hint.pool, hint.priority),)  # type: ignore[attr-defined]
    worker.check_broker = orchestrator.check_broker = lambda _: None  # type: ignore[attr-defined]
    migrations.is_current = lambda _: True


def maker_of(order: Order, key: str) -> int:
    """The version of a stage under whose name a result lies."""
    for stages in (_NOW, _AFTER):
        with _being(stages):
            if order.model_copy().key == key:
                return stages[order.stage].version
    raise ValueError(f"{key} is of no version that played")


@contextmanager
def _being(stages: Mapping[StageName, Stage]) -> Iterator[None]:
    before, pipeline.STAGES = pipeline.STAGES, stages
    try:
        yield
    finally:
        pipeline.STAGES = before
