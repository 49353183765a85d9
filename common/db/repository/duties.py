"""Duties that no two processes may do at once, and when each was last done by anybody."""

from sqlalchemy import Connection, bindparam, insert, select, update

from common.db.clock import clock
from common.db.tables import duties

_DONE = (
    update(duties)
    .where(duties.c.name == bindparam("b_name"))
    .values(done_at=clock(), grace_until=bindparam("grace_until"))
)


def in_grace(connection: Connection, name: str, *, silence: float, grace: float) -> bool:
    """Record that a duty is done now, and tell whether the time is one of grace.

    A grace of `grace` seconds begins when the duty was not done by anybody for longer than
    `silence`: the database was away, or nobody was there to do it, so that others could not do
    theirs either.
    """
    now, last, until = _read(connection, name)
    if last is None:
        connection.execute(insert(duties).values(name=name, done_at=clock()))
        return False
    if now - last > silence:
        until = now + grace
    connection.execute(_DONE, {"b_name": name, "grace_until": until})
    return now < until


def _read(connection: Connection, name: str) -> tuple[float, float | None, float]:
    row = connection.execute(
        select(clock(), duties.c.done_at, duties.c.grace_until).where(duties.c.name == name)
    ).one_or_none()
    return (0.0, None, 0.0) if row is None else (row[0], row[1], row[2])
