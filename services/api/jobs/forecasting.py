"""What the last jobs took, read anew now and then and not for each who asks."""

import time

from sqlalchemy import Connection

from common.db.repository.history import FilmMade, films_made
from common.db.repository.lines import History, read_history

_FRESH_SECONDS = 5.0
_LEARNED_SECONDS = 60.0


class Forecast:
    """For guesses of a process; threads may share it."""

    def __init__(self) -> None:
        self._known: tuple[History, float] | None = None

    def history(self, connection: Connection) -> History:
        known, now = self._known, time.monotonic()
        if known is None or known[1] < now:
            known = self._known = (read_history(connection), now + _FRESH_SECONDS)
        return known[0]


class Experience:
    """With films of each profile; threads may share it."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[list[FilmMade], float]] = {}

    def films(self, connection: Connection, profile: str) -> list[FilmMade]:
        """Made here lately, the newest first."""
        known, now = self._known.get(profile), time.monotonic()
        if known is None or known[1] < now:
            known = films_made(connection, profile), now + _LEARNED_SECONDS
            self._known[profile] = known
        return known[0]
