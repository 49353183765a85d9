"""Facts on their way to the orchestrator, written in the transaction that makes them true."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from common.db.clock import clock
from common.db.facts import Fact, to_json
from common.db.tables import inbox

_INSERT = insert(inbox).values(fact=bindparam("fact"), created_at=clock())
_OLDEST = (
    select(inbox.c.id, inbox.c.fact)
    .where(inbox.c.not_before <= clock())
    .order_by(inbox.c.id)
    .limit(bindparam("most"))
)
_DROP = delete(inbox).where(inbox.c.id.in_(bindparam("ids", expanding=True)))
_SET_ASIDE = (
    update(inbox)
    .where(inbox.c.id == bindparam("b_id"))
    .values(not_before=clock() + bindparam("seconds"))
)


class Letter(NamedTuple):
    """A fact in JSON (`common.db.facts.from_json`)."""

    id: int
    text: str


def post(connection: Connection, *facts: Fact) -> None:
    """Leave facts for the orchestrator, at least one."""
    connection.execute(_INSERT, [{"fact": to_json(fact)} for fact in facts])


def oldest(connection: Connection, *, most: int) -> list[Letter]:
    """The oldest facts that are not set aside."""
    return [Letter(*row) for row in connection.execute(_OLDEST, {"most": most})]


def drop(connection: Connection, letters: Sequence[Letter]) -> None:
    """Remove facts, in the transaction that acted on them."""
    if letters:
        connection.execute(_DROP, {"ids": [letter.id for letter in letters]})


def set_aside(connection: Connection, letter: Letter, *, seconds: float) -> None:
    """Do not come to this one again for a while, so that it holds up no other."""
    connection.execute(_SET_ASIDE, {"b_id": letter.id, "seconds": seconds})
