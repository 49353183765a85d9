"""How many tasks a pool could be at work on now: what an autoscaler asks, as one SQL text.

Due or running; a task that may not begin yet needs no worker. It reads three columns of `tasks`
only, so that a role that may read nothing else can ask it.
"""

from collections.abc import Sequence

from common.queues import Pool

DEMAND = (
    "SELECT count(*) FROM tasks WHERE pool IN ({pools})"
    " AND (state = 'running' OR (state = 'ready'"
    " AND not_before <= EXTRACT(EPOCH FROM clock_timestamp())))"
)
"""For PostgreSQL. The chart (`helm/scopitone/files/demand.sql`) holds the same text."""


def demand_query(pools: Sequence[Pool]) -> str:
    """The question for workers that serve these pools."""
    return DEMAND.format(pools=", ".join(f"'{pool}'" for pool in pools))
