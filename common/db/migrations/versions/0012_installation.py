"""Installation: whose database this is.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

from common.db.names import new_name

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    made = op.create_table(
        "installation",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.bulk_insert(made, [{"id": new_name("installation")}])


def downgrade() -> None:
    op.drop_table("installation")
