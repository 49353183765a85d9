"""Webhooks: a log of attempts, deliveries that no job's event caused, and what a sender claims.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rows that an orchestrator of the version before inserts are as good as ours."""
    with op.batch_alter_table("webhook_endpoints") as endpoints:
        endpoints.add_column(sa.Column("description", sa.Text(), nullable=True))
        endpoints.add_column(sa.Column("deleted_at", sa.Double(), nullable=True))
    with op.batch_alter_table("webhook_deliveries") as deliveries:
        deliveries.alter_column("job_id", existing_type=sa.String(length=40), nullable=True)
        deliveries.alter_column("sequence", existing_type=sa.Integer(), nullable=True)
        deliveries.add_column(sa.Column("type", sa.String(length=40), nullable=True))
        deliveries.add_column(sa.Column("data", sa.Text(), nullable=True))
        deliveries.add_column(
            sa.Column("earlier_attempts", sa.Integer(), server_default="0", nullable=False)
        )
        deliveries.add_column(sa.Column("lease_token", sa.String(length=40), nullable=True))
    op.create_index(
        "ix_webhook_deliveries_endpoint_id_created_at_id",
        "webhook_deliveries",
        ["endpoint_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_webhook_deliveries_endpoint_id_next_attempt_at",
        "webhook_deliveries",
        ["endpoint_id", "next_attempt_at"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_table(
        "webhook_attempts",
        sa.Column("delivery_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("started_at", sa.Double(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("response", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["webhook_deliveries.id"],
            name=op.f("fk_webhook_attempts_delivery_id"),
        ),
        sa.PrimaryKeyConstraint("delivery_id", "number", name=op.f("pk_webhook_attempts")),
    )


def downgrade() -> None:
    """Deliveries without a job go: the schema before cannot hold them."""
    op.drop_table("webhook_attempts")
    op.drop_index("ix_webhook_deliveries_endpoint_id_created_at_id", "webhook_deliveries")
    op.drop_index("ix_webhook_deliveries_endpoint_id_next_attempt_at", "webhook_deliveries")
    op.execute(sa.text("DELETE FROM webhook_deliveries WHERE job_id IS NULL"))
    with op.batch_alter_table("webhook_deliveries") as deliveries:
        for name in ("type", "data", "earlier_attempts", "lease_token"):
            deliveries.drop_column(name)
        deliveries.alter_column("job_id", existing_type=sa.String(length=40), nullable=False)
        deliveries.alter_column("sequence", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("webhook_endpoints") as endpoints:
        endpoints.drop_column("description")
        endpoints.drop_column("deleted_at")
