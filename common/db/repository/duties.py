"""What is written down regularly, to know later that it was done: rounds of a duty, and that the
database answered anybody at all."""

from sqlalchemy import Connection, bindparam, select, update

from common.db.clock import clock
from common.db.session import insert_new
from common.db.tables import duties

ROUND = "round"
_ANSWERS = "answers"
_SILENCE = 1 / 2
"""The share of a lease after which silence the database was away: 30 s of 60. A lease is renewed at
a quarter, so that none runs out in an outage that is shorter."""
_DONE = update(duties).where(duties.c.name == bindparam("b_name")).values(done_at=clock())
_GRACE = (
    update(duties)
    .where(duties.c.name == _ANSWERS)
    .values(done_at=clock(), grace_until=bindparam("until"))
)
_LAST = select(clock(), duties.c.done_at, duties.c.grace_until).where(duties.c.name == _ANSWERS)


def done(connection: Connection, name: str) -> None:
    """A duty is done now."""
    if connection.execute(_DONE, {"b_name": name}).rowcount == 0:
        insert_new(connection, duties, {"name": name}, done_at=clock())


def in_grace(connection: Connection, *, lease: float) -> bool:
    """Record that the database answers, and tell whether the time is one of grace.

    A grace of one lease begins when nobody, neither orchestrator nor worker, could record that for
    half a lease: then no worker could renew either. Call it more often than that. An orchestrator
    that was away by itself begins none, as long as workers are there.
    """
    row = connection.execute(_LAST).one_or_none()
    if row is None:
        insert_new(connection, duties, {"name": _ANSWERS}, done_at=clock())
        return False
    now, last, until = row
    if now - last > _SILENCE * lease:
        until = now + lease
    connection.execute(_GRACE, {"until": until})
    return bool(now < until)
