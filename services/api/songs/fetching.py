"""A song from somebody else's server, through the guard, into a file of its own."""

from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from common.errors import SongLimitError
from common.netguard import Answer, Guard, Limits, UnreachableAddressError
from services.api.errors import TooBusyError
from services.api.settings import ApiSettings
from services.api.songs.receiving import ReceivedSong, harmless_name, receive_plain

_IDLE_SECONDS = 15.0
_LEAST_RATE = 10_000.0
"""Bytes a second: a 64 kb/s stream is 8,000, and nobody serves files slower than that."""
_SPARE = 1 << 20
"""Beyond the limit of songs, so that it is that limit which speaks first."""


class Fetching:
    """Bounds songs under way: strangers' servers may be slow, and each holds a place."""

    def __init__(self, guard: Guard, api: ApiSettings) -> None:
        self._guard, self._api = guard, api
        self._under_way = 0

    async def fetch(self, url: str, name: str | None, folder: Path, *, most: int) -> ReceivedSong:
        """The song at an address, as a file in the folder.

        Raises:
            RefusedAddressError: we make no requests there.
            UnreachableAddressError: what is there is no plain answer with a body.
            SongLimitError: it is larger than `most`.
            TooBusyError: as many as may be are under way already.
            StorageFullError: no room to hold it.
        """
        limits = Limits(
            seconds=self._api.fetch_seconds,
            idle_seconds=_IDLE_SECONDS,
            least_rate=_LEAST_RATE,
            body_bytes=most + _SPARE,
        )
        path = folder / harmless_name(name or _last_part(url))
        with self._place():
            async with self._guard.request("GET", url, limits=limits) as answer:
                _check(answer, path.name, most=most)
                async with aclosing(answer.pieces()) as pieces:
                    return await receive_plain(pieces, path, most=most)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if self._under_way >= self._api.max_fetches:
            raise TooBusyError("too many songs are being fetched")
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1


def _last_part(url: str) -> str:
    return unquote(urlsplit(url).path.rpartition("/")[2]) or "song"


def _check(answer: Answer, name: str, *, most: int) -> None:
    where = answer.headers.get("location", "")[:200]
    if 300 <= answer.status < 400:
        raise UnreachableAddressError(
            f"that address redirects to {where!r}; send the one where the song itself is"
        )
    if answer.status != 200:
        raise UnreachableAddressError(f"that address answers {answer.status}, not 200")
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise UnreachableAddressError("that address compresses its answer unasked")
    length = answer.headers.get("content-length", "")
    if length.isdigit() and int(length) > most:
        raise SongLimitError(f"{name} is larger than {most / 1e6:g} MB")
