"""Which trace a job's work belongs to."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, select

from common.db.tables import jobs

_OF = select(jobs.c.id, jobs.c.traceparent).where(
    jobs.c.id.in_(bindparam("ids", expanding=True)), jobs.c.traceparent.is_not(None)
)


def traces_of(connection: Connection, job_ids: Sequence[str]) -> Mapping[str, str]:
    """`traceparent` by job, of those that are traced."""
    return {row.id: row.traceparent for row in connection.execute(_OF, {"ids": list(job_ids)})}
