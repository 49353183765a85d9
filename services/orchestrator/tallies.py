"""Counting what transitions did, once their transaction is committed."""

from collections.abc import Iterable
from typing import NamedTuple

from common import metrics
from common.db.facts import Fact, LeaseExpired
from common.db.states import FINAL_EVENTS, Revision
from services.orchestrator.steps import Announce, Step


class Done(NamedTuple):
    """A fact and the machine's answer; None is about what is there no more."""

    fact: Fact
    step: Step | None


def tally(done: Iterable[Done]) -> None:
    """Count expired leases, dead letters and ended films."""
    for fact, step in done:
        if step is not None and step.refusal is None:
            _tally(fact, step)


def ended(done: Iterable[Done]) -> list[Revision]:
    """The revisions that these facts brought to their end."""
    return [
        one.step.revision
        for one in done
        if one.step is not None and any(map(_is_last_word, one.step.effects))
    ]


def _tally(fact: Fact, step: Step) -> None:
    task, revision = step.task, step.revision
    if task is not None:
        if isinstance(fact, LeaseExpired):
            metrics.lease_expiries.labels(task.stage).inc()
        if task.state == "dead":
            metrics.dead_letters.labels(task.stage, task.error_code).inc()
    if revision.finished_at is not None and any(map(_is_last_word, step.effects)):
        seconds = revision.finished_at - revision.created_at
        metrics.job_seconds.labels(revision.status).observe(seconds)


def _is_last_word(effect: object) -> bool:
    return isinstance(effect, Announce) and effect.type in FINAL_EVENTS
