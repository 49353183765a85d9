"""Finding out what a song is: in a child process, few at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
from anyio import to_thread

from common.artifacts.song import Song
from common.config import Settings
from common.probe import probe
from services.api.errors import TooBusyError
from services.api.settings import ApiSettings


class Probing:
    """Bounds songs in hand: each costs scratch space, and decoding each costs a core."""

    def __init__(self, *, settings: Settings, api: ApiSettings) -> None:
        self._settings, self._api = settings, api
        self._in_hand = 0
        self._limiter: anyio.CapacityLimiter | None = None

    @asynccontextmanager
    async def hand(self) -> AsyncIterator[None]:
        """Held while a song is received and checked.

        Raises:
            TooBusyError: as many as may be are in hand already.
        """
        if self._in_hand >= self._api.max_uploads:
            raise TooBusyError("too many songs are being received")
        self._in_hand += 1
        try:
            yield
        finally:
            self._in_hand -= 1

    async def probe(self, path: Path) -> Song:
        """See `common.probe`; waits for its turn."""
        self._limiter = self._limiter or anyio.CapacityLimiter(self._api.max_probes)
        return await to_thread.run_sync(
            lambda: probe(path, settings=self._settings), limiter=self._limiter
        )
