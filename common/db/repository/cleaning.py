"""Removing what the rows of a job tell, from the leaves up.

Its own row stays, as an id with its times: to remove it the database would search the largest
tables for what refers to it.
"""

from sqlalchemy import Connection, and_, delete, func, insert, null, or_, select, update

from common.db.tables import (
    dialogues,
    events,
    jobs,
    revisions,
    scenes,
    spent,
    takes,
    tasks,
    webhook_attempts,
    webhook_deliveries,
    webhook_endpoints,
)


def forget_rows(connection: Connection, job_id: str) -> None:
    """All that tells of a job; what it cost its tenant stays known."""
    _forget_deliveries(connection, job_id)
    mine = revisions.c.job_id == job_id
    for revision in connection.scalars(select(revisions.c.id).where(mine)).all():
        forget_work(connection, revision)
    connection.execute(delete(events).where(events.c.job_id == job_id))
    connection.execute(delete(dialogues).where(dialogues.c.job_id == job_id))
    connection.execute(delete(revisions).where(revisions.c.job_id == job_id))
    bare = {"request": "{}", "metadata": null(), "sweep": null()}
    connection.execute(update(jobs).where(jobs.c.id == job_id).values(bare))


def forget_work(connection: Connection, revision_id: int) -> None:
    """A revision's tasks and scenes; what they cost its tenant stays known."""
    _keep_cost(connection, revision_id)
    shown = select(scenes.c.id).where(scenes.c.revision_id == revision_id)
    connection.execute(delete(takes).where(takes.c.scene_id.in_(shown)))
    connection.execute(delete(scenes).where(scenes.c.revision_id == revision_id))
    connection.execute(delete(tasks).where(tasks.c.revision_id == revision_id))


def _keep_cost(connection: Connection, revision_id: int) -> None:
    cost = select(
        tasks.c.tenant_id,
        func.max(tasks.c.created_at),
        func.sum(tasks.c.gpu_seconds),
        func.sum(tasks.c.cost),
    ).where(tasks.c.revision_id == revision_id, tasks.c.gpu_seconds > 0)
    kept = insert(spent).from_select(
        ["tenant_id", "at", "gpu_seconds", "cost"],
        cost.group_by(tasks.c.tenant_id, tasks.c.cost == 0),
    )
    connection.execute(kept)


def _forget_deliveries(connection: Connection, job_id: str) -> None:
    """Those that tell of it, and its own endpoint with all that went there."""
    e, d = webhook_endpoints.c, webhook_deliveries.c
    owner = select(jobs.c.tenant_id).where(jobs.c.id == job_id).scalar_subquery()
    heard = select(e.id).where(e.tenant_id == owner, or_(e.job_id.is_(None), e.job_id == job_id))
    own = select(e.id).where(e.job_id == job_id)
    told = or_(and_(d.endpoint_id.in_(heard), d.job_id == job_id), d.endpoint_id.in_(own))
    mine = select(d.id).where(told)
    connection.execute(delete(webhook_attempts).where(webhook_attempts.c.delivery_id.in_(mine)))
    connection.execute(delete(webhook_deliveries).where(told))
    connection.execute(delete(webhook_endpoints).where(e.job_id == job_id))
