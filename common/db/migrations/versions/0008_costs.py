"""Costs: what a task's GPU time was charged at, kept like the time itself.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CHARGED = "gpu_seconds > 0"


def upgrade() -> None:
    """With defaults, which is what a worker of the version before leaves them."""
    for table in ("tasks", "spent"):
        op.add_column(table, sa.Column("cost", sa.Double(), server_default="0", nullable=False))
    op.create_index(
        "ix_tasks_charged",
        "tasks",
        ["job_id"],
        unique=False,
        sqlite_where=sa.text(CHARGED),
        postgresql_where=sa.text(CHARGED),
    )


def downgrade() -> None:
    op.drop_index("ix_tasks_charged", "tasks")
    for table in ("tasks", "spent"):
        with op.batch_alter_table(table) as altered:
            altered.drop_column("cost")
