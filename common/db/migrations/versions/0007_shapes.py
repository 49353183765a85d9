"""Tasks that can be done at once, and which of them a worker took along with which.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Both columns may be empty, which is what the version before leaves them."""
    op.add_column("tasks", sa.Column("shape", sa.String(length=40), nullable=True))
    op.add_column("tasks", sa.Column("led_by", NUMBER, nullable=True))


def downgrade() -> None:
    op.drop_column("tasks", "led_by")
    op.drop_column("tasks", "shape")
