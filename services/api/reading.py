"""Short reads, off the event loop, never more at once than there are connections for them."""

from collections.abc import Callable
from typing import TypeVar

import anyio
from anyio import to_thread
from sqlalchemy import Connection

from common.db.session import Database

T = TypeVar("T")


class Reader:
    """Call it with a function of a connection."""

    def __init__(self, database: Database, *, most: int = 3) -> None:
        self._database = database
        self._most = most
        self._limiter: anyio.CapacityLimiter | None = None

    async def __call__(self, work: Callable[[Connection], T]) -> T:
        """Raises:
        RetryLaterError: the database does not answer; whatever `work` raises.
        """
        self._limiter = self._limiter or anyio.CapacityLimiter(self._most)
        return await to_thread.run_sync(self._read, work, limiter=self._limiter)

    def _read(self, work: Callable[[Connection], T]) -> T:
        with self._database.read() as connection:
            return work(connection)


"""`most` leaves the writer its connection of the five that a Database opens."""
