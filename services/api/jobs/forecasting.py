"""What the last jobs took, read anew every few seconds and not for each who asks."""

import time

from sqlalchemy import Connection

from common.db.repository.lines import History, read_history

_FRESH_SECONDS = 5.0


class Forecast:
    """For guesses of a process; threads may share it."""

    def __init__(self) -> None:
        self._known: tuple[History, float] | None = None

    def history(self, connection: Connection) -> History:
        known, now = self._known, time.monotonic()
        if known is None or known[1] < now:
            known = self._known = (read_history(connection), now + _FRESH_SECONDS)
        return known[0]
