"""What the tables say at the moment somebody asks for measurements."""

from collections.abc import Iterable
from math import nan

from prometheus_client import Gauge

from common import metrics
from common.db.repository.gauges import Standing, standing
from common.errors import RetryLaterError
from services.api.reading import Reader


async def refresh(read: Reader) -> None:
    """Set the gauges of tasks and films; while the database is away they show nothing."""
    try:
        _show(await read(standing))
    except RetryLaterError:
        _show(Standing(backlog={}, running={}, slots={}, revisions={}, facts=None))


def _show(now: Standing) -> None:
    _replace(metrics.tasks_waiting, now.backlog.items())
    _replace(metrics.tasks_running, now.running.items())
    _replace(metrics.worker_slots, now.slots.items())
    _replace(metrics.revisions_open, now.revisions.items())
    metrics.inbox_facts.set(nan if now.facts is None else now.facts)


def _replace(gauge: Gauge, values: Iterable[tuple[str, int]]) -> None:
    gauge.clear()
    for label, value in values:
        gauge.labels(label).set(value)
