"""What became of every lease, written by triggers in the database itself.

Each change of a task's token, end of lease or state is a row, in the transaction that made it: what
a worker, an orchestrator or a zombie did cannot be missing here.
"""

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from common.db.session import Database

_TABLE = """
CREATE TABLE chaos_journal (
    id {number}, task_id BIGINT, before TEXT, after TEXT, state TEXT, owner TEXT,
    at DOUBLE PRECISION
)
"""
_CHANGED = """OLD.lease_token IS DISTINCT FROM NEW.lease_token
    OR OLD.lease_expires_at IS DISTINCT FROM NEW.lease_expires_at"""
_INTO = "INSERT INTO chaos_journal (task_id, before, after, state, owner, at)"
_GONE = "OLD.id, OLD.lease_token, NULL, 'gone', OLD.lease_owner"
_ROW = "NEW.id, OLD.lease_token, NEW.lease_token, NEW.state, NEW.lease_owner"
_SQLITE = f"""
CREATE TRIGGER chaos_journal AFTER UPDATE ON tasks
WHEN {_CHANGED.replace("IS DISTINCT FROM", "IS NOT")}
BEGIN
    {_INTO} VALUES ({_ROW}, (julianday('now') - 2440587.5) * 86400.0);
END
"""
_SQLITE_GONE = f"""
CREATE TRIGGER chaos_journal_gone AFTER DELETE ON tasks WHEN OLD.lease_token IS NOT NULL
BEGIN
    {_INTO} VALUES ({_GONE}, (julianday('now') - 2440587.5) * 86400.0);
END
"""
_FUNCTION = f"""
CREATE FUNCTION chaos_journal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        {_INTO} VALUES ({_GONE}, EXTRACT(EPOCH FROM clock_timestamp()));
    ELSE
        {_INTO} VALUES ({_ROW}, EXTRACT(EPOCH FROM clock_timestamp()));
    END IF;
    RETURN NULL;
END $$
"""
_POSTGRESQL_GONE = """
CREATE TRIGGER chaos_journal_gone AFTER DELETE ON tasks FOR EACH ROW
WHEN (OLD.lease_token IS NOT NULL) EXECUTE FUNCTION chaos_journal()
"""
_POSTGRESQL = f"""
CREATE TRIGGER chaos_journal AFTER UPDATE ON tasks FOR EACH ROW
WHEN ({_CHANGED}) EXECUTE FUNCTION chaos_journal()
"""


@dataclass
class Held:
    """One lease, from its claim to its end. `ended` is the state its task went to; `gone`: the film
    was planned anew."""

    task: int
    token: str
    owner: str
    claimed: float
    heard: float
    ended: str | None = None
    ended_at: float | None = None

    @property
    def good(self) -> bool:
        return self.ended == "reported"

    @property
    def lost(self) -> bool:
        return self.ended not in {"reported", "gone"}


@dataclass
class Journal:
    """All leases by task, in the order of their claims."""

    leases: Mapping[int, Sequence[Held]] = field(default_factory=dict)

    @property
    def every(self) -> list[Held]:
        return [one for held in self.leases.values() for one in held]

    @property
    def lost(self) -> list[Held]:
        """Those that ended without a word of their worker."""
        return [one for one in self.every if one.lost]

    def recoveries(self) -> list[float]:
        """Seconds from a lost lease's last sign of life to the next claim of its task."""
        found = []
        for held in self.leases.values():
            for one, after in itertools.pairwise(held):
                if one.lost:
                    found.append(after.claimed - one.heard)
        return found

    def waits(self) -> list[float]:
        """The part of each recovery in which the task was free and waited for a hand."""
        return [
            after.claimed - one.ended_at
            for held in self.leases.values()
            for one, after in itertools.pairwise(held)
            if one.lost and one.ended_at is not None
        ]

    def standstill(self) -> float:
        """The longest time, in seconds, in which nobody took any task."""
        claims = sorted(one.claimed for one in self.every)
        return max((after - one for one, after in itertools.pairwise(claims)), default=0.0)


def install(database: Database) -> None:
    if database.is_sqlite:
        statements = [_TABLE.format(number="INTEGER PRIMARY KEY"), _SQLITE, _SQLITE_GONE]
    else:
        statements = [_TABLE.format(number="BIGSERIAL"), _FUNCTION, _POSTGRESQL, _POSTGRESQL_GONE]
    with database.write() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def read(connection: Connection) -> Journal:
    rows = connection.exec_driver_sql(
        "SELECT task_id, before, after, state, owner, at FROM chaos_journal ORDER BY id"
    )
    leases: defaultdict[int, list[Held]] = defaultdict(list)
    for task, before, after, state, owner, at in rows:
        mine = leases[task]
        if after is not None and after != before:
            mine.append(Held(task, after, owner, at, at))
        elif before is not None:
            one = next(held for held in mine if held.token == before)
            if after is None:
                one.ended, one.ended_at = state, at
            if after is not None or state == "reported":
                one.heard = at
    return Journal(leases)
