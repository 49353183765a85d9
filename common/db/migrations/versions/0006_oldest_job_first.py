"""The oldest job first: what is ready is found in the order of jobs, not of tasks.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

UNHINTED = "state = 'ready' AND hinted_at IS NULL"


def upgrade() -> None:
    _index("revision_id", "id")


def downgrade() -> None:
    _index("id")


def _index(*columns: str) -> None:
    op.drop_index("ix_tasks_unhinted", "tasks")
    op.create_index(
        "ix_tasks_unhinted",
        "tasks",
        ["pool", "priority", "tenant_id", *columns],
        unique=False,
        sqlite_where=sa.text(UNHINTED),
        postgresql_where=sa.text(UNHINTED),
    )
