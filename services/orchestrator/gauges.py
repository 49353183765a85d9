"""What the tables say, as measurements: looked up every few seconds by each replica."""

from collections.abc import Iterable
from math import nan

from prometheus_client import Gauge

from common import metrics
from common.db.repository.gauges import Standing, standing
from common.db.session import Database
from common.errors import RetryLaterError


def refresh(database: Database) -> None:
    """Set the gauges; while the database is away they show nothing, or NaN."""
    try:
        with database.read() as connection:
            now = standing(connection)
    except RetryLaterError:
        _forget()
    else:
        _show(now)


def _show(now: Standing) -> None:
    _replace(metrics.tasks_waiting, now.backlog.items())
    _replace(metrics.tasks_due, now.due.items())
    _replace(metrics.tasks_delayed, now.delayed.items())
    _replace(metrics.oldest_due, now.oldest.items())
    _replace(metrics.tasks_running, now.running.items())
    _replace(metrics.worker_slots, now.slots.items())
    _replace(metrics.revisions_open, now.revisions.items())
    metrics.inbox_facts.set(now.facts)
    metrics.webhooks_pending.set(now.webhooks)
    metrics.webhook_backlog_age.set(now.webhook_age)
    metrics.database_answers.set(1)


def _forget() -> None:
    for gauge in (
        metrics.tasks_waiting,
        metrics.tasks_due,
        metrics.tasks_delayed,
        metrics.oldest_due,
        metrics.tasks_running,
        metrics.worker_slots,
        metrics.revisions_open,
    ):
        gauge.clear()
    for single in (metrics.inbox_facts, metrics.webhooks_pending, metrics.webhook_backlog_age):
        single.set(nan)
    metrics.database_answers.set(0)


def _replace(gauge: Gauge, values: Iterable[tuple[str, float]]) -> None:
    gauge.clear()
    for label, value in values:
        gauge.labels(label).set(value)
