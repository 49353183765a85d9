"""The one writer: many writes a transaction, each with its own outcome."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from common.db.failures import ConflictError
from common.db.session import Database
from services.api.errors import TooBusyError
from services.api.writing import Writer


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path}/a.db")
    opened.run(lambda c: c.exec_driver_sql("CREATE TABLE numbers (n INTEGER)"))
    yield opened
    opened.close()


def numbers(database: Database) -> list[int]:
    with database.read() as connection:
        return [row.n for row in connection.exec_driver_sql("SELECT n FROM numbers ORDER BY n")]


class Insertion:
    """Writes a number, or refuses; notes the transaction it was in."""

    def __init__(self, number: int, *, error: Exception | None = None) -> None:
        self.number, self.error = number, error
        self.transaction: object = None

    def __call__(self, connection: Connection) -> int:
        if isinstance(self.error, ConflictError):
            raise self.error
        connection.exec_driver_sql(f"INSERT INTO numbers VALUES ({self.number})")
        if self.error is not None:
            raise self.error
        self.transaction = connection.get_transaction()
        return self.number


def write(database: Database, writes: list[Insertion]) -> list[object]:
    return at_once(database, lambda writer: [writer(one) for one in writes])


def at_once(
    database: Database, ask: Callable[[Writer], list[Coroutine[Any, Any, int]]]
) -> list[object]:
    """All at once, behind one that holds the writer up until they wait."""
    writer = Writer(database, pending=100)
    entered, hold = threading.Event(), threading.Event()

    def stand_in_the_way(_: Connection) -> None:
        entered.set()
        hold.wait()

    async def run() -> list[object]:
        first = asyncio.create_task(writer(stand_in_the_way))
        await asyncio.to_thread(entered.wait)  # before that it would take some of them along
        rest = [asyncio.create_task(one) for one in ask(writer)]
        await asyncio.sleep(0)  # each of them runs as far as the queue
        hold.set()
        await first
        return list(await asyncio.gather(*rest, return_exceptions=True))

    writer.start()
    try:
        return asyncio.run(run())
    finally:
        writer.stop()


def test_those_that_wait_share_a_transaction(database: Database) -> None:
    writes = [Insertion(number) for number in range(20)]
    assert write(database, writes) == list(range(20))
    assert numbers(database) == list(range(20))
    assert len({id(one.transaction) for one in writes}) == 1


def test_a_refusal_is_its_own_and_the_rest_stands(database: Database) -> None:
    outcomes = write(database, [Insertion(1), Insertion(2, error=ConflictError()), Insertion(3)])
    assert isinstance(outcomes[1], ConflictError)
    assert numbers(database) == [1, 3]


def test_those_of_a_kind_are_done_in_one_go_in_their_order(database: Database) -> None:
    groups: list[list[int]] = []

    def insert(connection: Connection, numbers: Sequence[int]) -> list[int | ConflictError]:
        groups.append(list(numbers))
        for number in numbers:
            connection.exec_driver_sql(f"INSERT INTO numbers VALUES ({number})")
        return [ConflictError() if number == 2 else 10 * number for number in numbers]

    def ask(writer: Writer) -> list[Coroutine[Any, Any, int]]:
        alike = [writer.together(insert, number) for number in (1, 2)]
        return [*alike, writer(Insertion(3)), writer.together(insert, 4)]

    first, refused, *rest = at_once(database, ask)
    assert groups == [[1, 2], [4]]
    assert isinstance(refused, ConflictError)
    assert [first, *rest] == [10, 3, 40]
    assert numbers(database) == [1, 2, 3, 4]


def test_a_fault_undoes_itself_and_the_rest_stands(database: Database) -> None:
    outcomes = write(
        database, [Insertion(1), Insertion(2, error=ValueError("a bug")), Insertion(3)]
    )
    assert isinstance(outcomes[1], ValueError)
    assert (outcomes[0], outcomes[2]) == (1, 3)
    assert numbers(database) == [1, 3]


def test_beyond_its_room_it_refuses_at_once(database: Database) -> None:
    writer = Writer(database, pending=0)
    with pytest.raises(TooBusyError):
        asyncio.run(writer(Insertion(1)))


def test_what_waits_is_written_before_it_ends(database: Database) -> None:
    writer = Writer(database, pending=100)

    async def leave() -> None:
        tasks = [asyncio.create_task(writer(Insertion(number))) for number in range(5)]
        await asyncio.sleep(0)
        writer.start()
        await asyncio.to_thread(writer.stop)
        await asyncio.gather(*tasks)

    asyncio.run(leave())
    assert numbers(database) == [0, 1, 2, 3, 4]
