"""Putting right, six times a lease, what nobody would report: lost workers and late jobs."""

import logging
from functools import partial

from sqlalchemy import Connection

from common.db.facts import DeadlinePassed, Fact, LeaseExpired
from common.db.repository.duties import in_grace
from common.db.repository.jobs import forget_idempotency, overdue
from common.db.repository.leases import LEASE_SECONDS, expire_all, expired
from common.db.repository.workers import forget_gone
from common.db.session import Database, sole
from services.orchestrator.execution import MACHINE, advance
from services.orchestrator.tallies import Done, tally

_log = logging.getLogger(__name__)
_DUTY = "reconciler"
ROUNDS, SILENCE = 1 / 6, 1 / 2
"""Shares of a lease: from one round to the next; and after which silence the database was away, or
no orchestrator ran. 10 s and 30 s of 60. A lease is renewed at a quarter, so that none runs out in
an outage that is shorter."""


def reconcile(database: Database, *, lease: float = LEASE_SECONDS) -> bool:
    """One round. False when another process is advancing revisions right now: come back soon.

    After an outage of the database no lease is held to have expired for one lease period, since
    no worker could renew; the time of the last round is kept in the database itself, so that this
    holds across restarts and replicas.

    Args:
        lease: seconds that the workers' leases last.

    Raises:
        RetryLaterError: the database does not answer.
    """
    done = database.run(partial(_round, lease=lease))
    if done is None:
        return False
    tally(done)
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
    if not in_grace(connection, _DUTY, silence=SILENCE * lease, grace=lease):
        facts += [LeaseExpired(task_id=task, token=token) for task, token in expired(connection)]
    done = [Done(fact, advance(connection, fact)) for fact in facts]
    for fact in facts:
        _log.warning("reconciled: %s", fact)
    forget_gone(connection)
    forget_idempotency(connection)
    return done
