"""Pages of long lists, from new to old, that stay right while rows are added."""

from typing import Any, NamedTuple

from sqlalchemy import Select, Table, tuple_


class Place(NamedTuple):
    """The last row of a page; the next page begins after it."""

    created_at: float
    id: str


def page(query: Select[Any], table: Table, *, after: Place | None, most: int) -> Select[Any]:
    """The rows after a place, newest first."""
    order = (table.c.created_at, table.c.id)
    if after is not None:
        query = query.where(tuple_(*order) < tuple_(*after))
    return query.order_by(*(column.desc() for column in order)).limit(most)
