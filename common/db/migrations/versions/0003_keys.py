"""Keys: the start that is shown, and an end.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No key was made before: nothing could ask for one."""
    with op.batch_alter_table("api_keys") as keys:
        keys.add_column(
            sa.Column("prefix", sa.String(length=40), server_default="", nullable=False)
        )
        keys.add_column(sa.Column("expires_at", sa.Double(), nullable=True))


def downgrade() -> None:
    """A key of the version before has no end: those that had one are gone."""
    op.execute(sa.text("DELETE FROM api_keys WHERE expires_at IS NOT NULL"))
    with op.batch_alter_table("api_keys") as keys:
        keys.drop_column("prefix")
        keys.drop_column("expires_at")
