"""What a tenant's limits say of one more job."""

import time
from datetime import UTC, datetime

from sqlalchemy import Connection

from common.db.repository.songs import get_song
from common.db.repository.usage import gpu_seconds, queued_jobs
from common.film_request import FilmRequest
from common.limits import Limits
from common.timebase import frame_at
from services.api.errors import (
    Fault,
    GpuLimitError,
    InvalidRequestError,
    QueueLimitError,
)
from services.api.reading import Reader

_RETRY_SECONDS = 30.0
"""A queue has moved on by then."""
_FRESH_SECONDS = 30.0


class Spending:
    """What tenants spent on GPUs this month, read twice a minute at most."""

    def __init__(self, read: Reader) -> None:
        self._read = read
        self._known: dict[tuple[str, float], tuple[float, float]] = {}

    async def check(self, tenant_id: str, limits: Limits) -> None:
        """Raises:
        GpuLimitError: nothing is left of this month's.
        """
        most = limits.gpu_seconds_month
        if most is None:
            return
        begin, end = month_of(time.time())
        if await self._spent(tenant_id, begin) >= most:
            raise GpuLimitError(
                f"{most:g} GPU-seconds a month are spent; more from the first of the next (UTC)",
                quota=int(most),
                seconds=end - time.time(),
            )

    async def _spent(self, tenant_id: str, begin: float) -> float:
        now, key = time.monotonic(), (tenant_id, begin)
        spent, until = self._known.get(key, (0.0, 0.0))
        if until <= now:
            spent = await self._read(lambda c: gpu_seconds(c, tenant_id, since=begin))
            self._known = {one: known for one, known in self._known.items() if known[1] > now}
            self._known[key] = spent, now + _FRESH_SECONDS
        return spent


def check_queue(connection: Connection, tenant_id: str, limits: Limits) -> None:
    """Raises:
    QueueLimitError: as many of the tenant's jobs wait as may.
    """
    most = limits.queued_jobs
    if most is not None and queued_jobs(connection, tenant_id, most=most + 1) >= most:
        raise QueueLimitError(
            f"{most} jobs may wait to be begun, and so many do",
            quota=most,
            seconds=_RETRY_SECONDS,
        )


def check_size(
    connection: Connection, tenant_id: str, song_id: str, asked: FilmRequest, limits: Limits
) -> None:
    """Raises:
    InvalidRequestError: the film would be larger than this tenant's may be.
    MissingRowError: the tenant has no such song.
    """
    most = limits.film_gigapixels
    if most is None:
        return
    song = get_song(connection, tenant_id, song_id).song
    duration = asked.filmed(float(song.duration))
    width, height = asked.size
    size = width * height * frame_at(duration, asked.fps) / 1e9
    if size > most:
        message = f"the film would hold {size:.2f} gigapixels; {most:g} are allowed"
        raise InvalidRequestError(
            f"{message}: ask for less height, fps or song", Fault("body", "/height", message)
        )


def month_of(now: float) -> tuple[float, float]:
    """When the month (UTC) of a moment began, and when the next one does."""
    moment = datetime.fromtimestamp(now, UTC)
    begin = datetime(moment.year, moment.month, 1, tzinfo=UTC)
    over = datetime(moment.year + moment.month // 12, moment.month % 12 + 1, 1, tzinfo=UTC)
    return begin.timestamp(), over.timestamp()
