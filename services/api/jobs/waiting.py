"""Prefer: wait: hold the answer until the job is over, at the cost of a queue and no thread."""

import asyncio
from contextlib import aclosing

from common.db.repository.jobs import JobRow, get_job
from services.api.backend import Backend


async def wait_until_over(use: Backend, job: JobRow, *, seconds: float) -> JobRow:
    """The job as it is when it is over, or after so many seconds."""
    events = use.feed.follow(
        job.id,
        after=job.last_sequence,
        revision=job.revision.number,
        ping_seconds=use.api.ping_seconds,
    )
    try:
        async with asyncio.timeout(seconds), aclosing(events):
            async for _ in events:
                pass
    except TimeoutError:
        pass
    return await use.read(lambda c: get_job(c, job.tenant_id, job.id))
