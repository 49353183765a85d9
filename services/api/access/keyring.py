"""Keys as requests show them, looked up in the database once every few seconds."""

import asyncio
import logging
import time
from typing import NamedTuple

from common.db.repository.keys import Found, KeyRow, digest_of, find_key, is_key, touch_key
from common.errors import ScopitoneError
from common.limits import Limits
from services.api.access.callers import Caller
from services.api.errors import EndedKeyError, MissingKeyError, UnknownKeyError
from services.api.reading import Reader
from services.api.writing import Writer

_LOG = logging.getLogger("scopitone.api")
_MOST = 10_000
"""Digests kept, those of no key included: what strangers make up must not fill the memory."""
_TOUCH_SECONDS = 60.0
_SCHEME = "bearer "


class _Known(NamedTuple):
    """`key` is None where there is none; `skew` is the database's clock less ours."""

    key: KeyRow | None
    caller: Caller | None
    skew: float
    until: float


class Keyring:
    """Args:
    limits: of tenants that have none of their own.
    seconds: an answer of the database is good for; so long a revoked key may still open.
    """

    def __init__(self, read: Reader, write: Writer, *, limits: Limits, seconds: float) -> None:
        self._read, self._write = read, write
        self._limits, self._seconds = limits, seconds
        self._known: dict[str, _Known] = {}
        self._touched: dict[str, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def caller(self, authorization: str | None) -> Caller:
        """Whose key an Authorization header holds.

        Raises:
            MissingKeyError: it holds none.
            UnknownKeyError: there is no such key, or it was revoked.
            EndedKeyError: its time is over.
            RetryLaterError: the database does not answer.
        """
        if authorization is None or not authorization.lower().startswith(_SCHEME):
            raise MissingKeyError
        shown = authorization[len(_SCHEME) :].strip()
        if not is_key(shown):
            raise UnknownKeyError
        known = await self._look_up(digest_of(shown))
        if known.key is None or known.caller is None or known.key.revoked_at is not None:
            raise UnknownKeyError
        if known.key.ended(time.time() + known.skew):
            raise EndedKeyError
        self._touch(known.key.id)
        return known.caller

    async def _look_up(self, digest: str) -> _Known:
        now = time.time()
        known = self._known.get(digest)
        if known is None or known.until < now:
            found = await self._read(lambda connection: find_key(connection, digest))
            known = self._noted(found, now=now)
            while len(self._known) >= _MOST:
                del self._known[next(iter(self._known))]
            self._known.pop(digest, None)  # to the end of the line
            self._known[digest] = known
        return known

    def _noted(self, found: Found | None, *, now: float) -> _Known:
        until = now + self._seconds
        if found is None:
            return _Known(None, None, 0.0, until)
        key = found.key
        caller = Caller(
            tenant_id=key.tenant_id,
            key_id=key.id,
            scopes=key.scopes,
            limits=self._limits.with_own(found.limits),
        )
        return _Known(key, caller, found.now - now, until)

    def _touch(self, key_id: str) -> None:
        """Once a minute, and nobody waits for it."""
        now = time.monotonic()
        if now - self._touched.get(key_id, -_TOUCH_SECONDS) >= _TOUCH_SECONDS:
            self._touched[key_id] = now
            task = asyncio.create_task(self._note(key_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _note(self, key_id: str) -> None:
        try:
            await self._write(lambda connection: touch_key(connection, key_id))
        except ScopitoneError as problem:
            _LOG.warning("the use of key %s was not noted: %s", key_id, problem)
