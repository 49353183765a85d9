"""What must hold after everything, whatever happened meanwhile."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from common.db.repository.events import events_after
from common.db.states import CHAIN, FINAL, FINAL_EVENTS, OVER, PRELUDE
from common.db.tables import inbox, revisions, tasks, webhook_deliveries
from common.pipeline import Order
from common.storage.memory import MemoryStorage
from services.cli.checking import faults
from tests.chaos.journal import Journal
from tests.chaos.stack import Stack
from tests.chaos.steps import content

_IN_TURN = (*PRELUDE, *CHAIN, "assembly", "poster", "evaluation")


class Reports(NamedTuple):
    """What workers were answered: tokens that opened, and tokens that did not."""

    accepted: Counter[str]
    refused: Counter[str]


def reports(stack: Stack) -> Reports:
    told = Reports(Counter(), Counter())
    path = stack.folder / "reports"
    for line in path.read_text().splitlines() if path.exists() else ():
        _, token, held = line.split()
        (told.accepted if held == "1" else told.refused)[token] += 1
    return told


def lost(stack: Stack, asked: Mapping[str, str]) -> Iterator[str]:
    """Accepted jobs (and how each has to end) that did not come to that end."""
    with stack.database.read() as connection:
        rows = connection.execute(
            select(revisions.c.job_id, revisions.c.status, revisions.c.error_code)
        ).all()
    ends = {row.job_id: row for row in rows}
    for job, wanted in asked.items():
        if job not in ends:
            yield f"{job} was accepted and is not there"
        elif ends[job].status != wanted:
            yield f"{job} is {ends[job].status} ({ends[job].error_code}) and not {wanted}"
    for job in set(ends) - set(asked):
        yield f"{job} was never accepted"


def doubled(stack: Stack) -> Iterator[str]:
    """Revisions with more or less than one end, one message of it, one film, or another film."""
    with stack.database.read() as connection:
        ends = connection.execute(select(revisions.c.job_id, revisions.c.number)).all()
        for job, number in ends:
            yield from _last_words(connection, stack, job, number)
    yield from _films(stack)


def _last_words(connection: Connection, stack: Stack, job: str, number: int) -> Iterator[str]:
    told = events_after(connection, job, 0)
    last = [one for one in told if one.type in FINAL_EVENTS and one.data["revision"] == number]
    if len(last) != 1:
        yield f"{job} has {len(last)} last words"
    if [one.sequence for one in told] != list(range(1, len(told) + 1)):
        yield f"the events of {job} are not numbered one by one"
    sent = set(stack.hearer.last_words.get((job, number), ()))
    written = connection.scalar(
        select(func.count())
        .select_from(webhook_deliveries)
        .where(webhook_deliveries.c.job_id == job)  # it subscribed to its end alone
    )
    if len(sent) > 1 or written != 1:
        yield f"{job} has {written} messages of its end, {len(sent)} ids were received"


def _films(stack: Stack) -> Iterator[str]:
    """Every result against the same order carried out alone, in a store of its own."""
    calm = MemoryStorage()
    with stack.database.read() as connection:
        rows = connection.execute(
            select(tasks.c.stage, tasks.c.order, tasks.c.cache_key, tasks.c.job_id)
            .where(tasks.c.state == "done", tasks.c.stage != "expansion")
            .order_by(tasks.c.id)
        ).all()
    for key in stack.storage.keys("song/"):
        calm.put(key, stack.storage.get(key))
    for row in sorted(rows, key=lambda row: _IN_TURN.index(row.stage)):
        order = Order.model_validate_json(row.order)
        alone = content(order, calm.get, key=row.cache_key, scenes=stack.shape.scenes)
        calm.put(row.cache_key, alone)
        if not stack.storage.has(row.cache_key):
            continue  # told below, as what no row may be without
        if stack.storage.get(row.cache_key) != calm.get(row.cache_key):
            yield f"{row.stage} of {row.job_id} is not what it is in calm"
    for fault in faults(stack.database, stack.storage, hashes=True):
        if fault is not None:
            yield f"{fault.key} {fault.what}"


def stale(told: Reports, journal: Journal) -> Iterator[str]:
    """Reports that were accepted under a lease which was over, or twice under one."""
    ends = {one.token: one.ended for one in journal.every}
    for token, times in told.accepted.items():
        if times > 1 or ends.get(token) != "reported":
            yield f"lease {token[:8]}, {ends.get(token)}: accepted {times} times"


def left_over(stack: Stack, journal: Journal) -> Iterator[str]:
    with stack.database.read() as connection:
        states = dict(
            connection.execute(select(tasks.c.state, func.count()).group_by(tasks.c.state)).all()
        )
        held = connection.scalar(
            select(func.count()).select_from(tasks).where(tasks.c.lease_token.is_not(None))
        )
        unread = connection.scalar(select(func.count()).select_from(inbox))
    if open_ones := {state: n for state, n in states.items() if state not in OVER}:
        yield f"tasks are left: {open_ones}"
    if held or unread:
        yield f"{held} leases and {unread} letters are left"
    if any(one.ended is None for one in journal.every):
        yield "a lease has no end"


def unfinished(connection: Connection, jobs: Sequence[str]) -> int:
    done = connection.scalar(
        select(func.count())
        .select_from(revisions)
        .where(revisions.c.job_id.in_(jobs), revisions.c.status.in_(FINAL))
    )
    return len(jobs) - (done or 0)
