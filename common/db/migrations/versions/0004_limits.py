"""Limits and lines: whose a revision is, what tenants spent, what took how long; without a search.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OPEN = "finished_at IS NULL"
SUCCEEDED = "status = 'succeeded'"
SPENT = "gpu_seconds > 0"


def upgrade() -> None:
    """A revision that an API of the version before begins has no tenant, and is not counted."""
    with op.batch_alter_table("revisions") as revisions:
        revisions.add_column(sa.Column("tenant_id", sa.String(length=40), nullable=True))
    op.execute(
        sa.text(
            "UPDATE revisions SET tenant_id ="
            " (SELECT tenant_id FROM jobs WHERE jobs.id = revisions.job_id)"
        )
    )
    op.create_index(
        "ix_revisions_open",
        "revisions",
        ["tenant_id", "status", "priority", "id"],
        unique=False,
        sqlite_where=sa.text(OPEN),
        postgresql_where=sa.text(OPEN),
    )
    op.create_index(
        "ix_revisions_succeeded",
        "revisions",
        ["finished_at"],
        unique=False,
        sqlite_where=sa.text(SUCCEEDED),
        postgresql_where=sa.text(SUCCEEDED),
    )
    op.create_index(
        "ix_tasks_spent",
        "tasks",
        ["tenant_id", "created_at"],
        unique=False,
        sqlite_where=sa.text(SPENT),
        postgresql_where=sa.text(SPENT),
    )


def downgrade() -> None:
    op.drop_index("ix_tasks_spent", "tasks")
    op.drop_index("ix_revisions_succeeded", "revisions")
    op.drop_index("ix_revisions_open", "revisions")
    with op.batch_alter_table("revisions") as revisions:
        revisions.drop_column("tenant_id")
