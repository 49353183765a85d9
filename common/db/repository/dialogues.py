"""Dialogues: rows that a tenant reads, and changes one turn at a time.

The document is carried as text; what it says is for those who take the turns
(`common.dialogue`). A turn is written only over the state that it was an answer to.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from common.db.clock import clock, read_clock
from common.db.failures import ConflictError, MissingRowError
from common.db.names import new_name
from common.db.repository.paging import Place, page
from common.db.tables import dialogues

MOST_DIALOGUES = 1000
"""Of a tenant: each may hold a script, some 100 kB."""
_D = dialogues.c


@dataclass(frozen=True, kw_only=True, slots=True)
class DialogueRow:
    """Times are POSIX seconds; `turns` counts the sayings."""

    id: str
    job_id: str | None
    status: str
    turns: int
    document: str
    created_at: float
    changed_at: float

    @property
    def place(self) -> Place:
        return Place(self.created_at, self.id)


_COLUMNS = tuple(_D[name] for name in DialogueRow.__dataclass_fields__)


def add_dialogue(
    connection: Connection, tenant_id: str, *, document: str, status: str, job_id: str | None
) -> DialogueRow:
    """Raises:
    ConflictError: the tenant has as many as it may have.
    """
    mine = select(func.count()).where(_D.tenant_id == tenant_id)
    if connection.scalars(mine).one() >= MOST_DIALOGUES:
        raise ConflictError(f"there are {MOST_DIALOGUES} dialogues; delete one first")
    name, now = new_name("talk"), read_clock(connection)
    connection.execute(
        insert(dialogues),
        {
            "id": name,
            "tenant_id": tenant_id,
            "job_id": job_id,
            "status": status,
            "turns": 0,
            "document": document,
            "created_at": now,
            "changed_at": now,
        },
    )
    return get_dialogue(connection, tenant_id, name)


def get_dialogue(connection: Connection, tenant_id: str, dialogue_id: str) -> DialogueRow:
    """Raises:
    MissingRowError: the tenant has none of that id.
    """
    query = select(*_COLUMNS).where(_D.id == dialogue_id, _D.tenant_id == tenant_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise MissingRowError(f"there is no dialogue {dialogue_id}")
    return DialogueRow(**row._mapping)


def list_dialogues(
    connection: Connection, tenant_id: str, *, after: Place | None = None, most: int = 50
) -> list[DialogueRow]:
    """Newest first."""
    mine = select(*_COLUMNS).where(_D.tenant_id == tenant_id)
    rows = connection.execute(page(mine, dialogues, after=after, most=most))
    return [DialogueRow(**row._mapping) for row in rows]


def continue_dialogue(
    connection: Connection, before: DialogueRow, *, document: str, status: str
) -> DialogueRow:
    """Put the state after a turn in the place of the one before it.

    Raises:
        ConflictError: somebody else took a turn meanwhile.
    """
    turned = connection.execute(
        update(dialogues)
        .where(_D.id == before.id, _D.turns == before.turns)
        .values(document=document, status=status, turns=before.turns + 1, changed_at=clock())
        .returning(*_COLUMNS)
    ).one_or_none()
    if turned is None:
        raise ConflictError(f"dialogue {before.id} went on meanwhile; read it and answer again")
    return DialogueRow(**turned._mapping)


def delete_dialogue(connection: Connection, tenant_id: str, dialogue_id: str) -> None:
    """Raises:
    MissingRowError: the tenant has none of that id.
    """
    get_dialogue(connection, tenant_id, dialogue_id)
    connection.execute(delete(dialogues).where(_D.id == dialogue_id))


def forget_dialogues(connection: Connection, tenant_id: str, *, days: float, most: int) -> int:
    """Delete those that nobody went on with for so long; how many that were."""
    old = (
        select(_D.id)
        .where(_D.tenant_id == tenant_id, _D.changed_at < clock() - days * 86_400.0)
        .limit(most)
    )
    names = list(connection.scalars(old))
    connection.execute(delete(dialogues).where(_D.id.in_(names)))
    return len(names)
