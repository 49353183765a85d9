"""A film as a span of its job's trace, told when it is over: from submission to its end."""

from collections.abc import Sequence

from common import tracing
from common.db.repository.traces import traces_of
from common.db.session import Database
from common.db.states import Revision
from common.errors import RetryLaterError


def trace_films(database: Database, ended: Sequence[Revision]) -> None:
    """Of revisions that ended just now; without a collector this does nothing."""
    if not ended or not tracing.is_on():
        return
    try:
        with database.read() as connection:
            traces = traces_of(connection, [revision.job_id for revision in ended])
    except RetryLaterError:
        return  # a span is lost, and nothing else
    for revision in ended:
        span = tracing.child(
            "film",
            traces.get(revision.job_id),
            start=revision.created_at,
            job=revision.job_id,
            revision=revision.number,
            status=revision.status,
            code=revision.error_code,
        )
        if revision.status == "failed":
            span.fail()
        span.end(at=revision.finished_at)
