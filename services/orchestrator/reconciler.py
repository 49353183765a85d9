"""Putting right, six times a lease, what nobody would report: lost workers and late jobs."""

import logging
from functools import partial

from sqlalchemy import Connection

from common.db.facts import DeadlinePassed, Fact, LeaseExpired
from common.db.repository.duties import ROUND, done, in_grace
from common.db.repository.jobs import forget_idempotency, overdue
from common.db.repository.leases import LEASE_SECONDS, expire_all, expired
from common.db.repository.workers import forget_gone
from common.db.session import Database, sole
from services.orchestrator.execution import MACHINE, advance
from services.orchestrator.tallies import Done, tally

_log = logging.getLogger(__name__)
ROUNDS = 1 / 6
"""The share of a lease from one round to the next: 10 s of 60."""


def reconcile(database: Database, *, lease: float = LEASE_SECONDS) -> bool:
    """One round. False when another process is advancing revisions right now: come back soon.

    After an outage of the database no lease is held to have expired for one lease period, since
    no worker could renew (`duties.in_grace`).

    Args:
        lease: seconds that the workers' leases last.

    Raises:
        RetryLaterError: the database does not answer.
    """
    applied = database.run(partial(_round, lease=lease))
    if applied is None:
        return False
    tally(applied)
    return True


def end_leases(database: Database) -> None:
    """End every lease at once, for who knows that no worker of this database lives.

    Without grace: a stack that was down for an hour goes on where it was.

    Raises:
        RetryLaterError: the database does not answer.
    """
    database.run(_end_leases)


def _end_leases(connection: Connection) -> None:
    number = expire_all(connection)
    if sole(connection, MACHINE):  # else whoever holds it reconciles
        for task, token in expired(connection, most=number):
            advance(connection, LeaseExpired(task_id=task, token=token))


def _round(connection: Connection, *, lease: float) -> list[Done] | None:
    """What was done; None when another process is at it."""
    if not sole(connection, MACHINE):
        return None
    facts: list[Fact] = [
        DeadlinePassed(revision_id=revision_id) for revision_id in overdue(connection)
    ]
    done(connection, ROUND)
    if not in_grace(connection, lease=lease):
        facts += [LeaseExpired(task_id=task, token=token) for task, token in expired(connection)]
    applied = [Done(fact, advance(connection, fact)) for fact in facts]
    for fact in facts:
        _log.warning("reconciled: %s", fact)
    forget_gone(connection)
    forget_idempotency(connection)
    return applied
