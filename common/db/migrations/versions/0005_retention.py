"""Retention: how long each tenant's things are kept, what is to be swept, who else needs an object.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITING = "sweep IS NOT NULL"


def upgrade() -> None:
    """All columns may be empty, which is what the version before leaves them."""
    with op.batch_alter_table("tenants") as tenants:
        tenants.add_column(sa.Column("retention", sa.Text(), nullable=True))
    with op.batch_alter_table("songs") as songs:
        songs.add_column(sa.Column("sweep", sa.String(length=40), nullable=True))
    with op.batch_alter_table("jobs") as jobs:
        jobs.add_column(sa.Column("trimmed_at", sa.Double(), nullable=True))
        jobs.add_column(sa.Column("deleted_at", sa.Double(), nullable=True))
        jobs.add_column(sa.Column("sweep", sa.String(length=40), nullable=True))
    for table in ("jobs", "songs"):
        op.create_index(
            f"ix_{table}_sweep",
            table,
            ["id"],
            unique=False,
            sqlite_where=sa.text(WAITING),
            postgresql_where=sa.text(WAITING),
        )
    op.create_index("ix_songs_object_key", "songs", ["object_key"], unique=False)
    op.create_index("ix_tasks_cache_key", "tasks", ["cache_key"], unique=False)
    op.create_index("ix_takes_object_key", "takes", ["object_key"], unique=False)
    op.create_table(
        "spent",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("gpu_seconds", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_spent_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spent")),
    )
    op.create_index("ix_spent_tenant_id_at", "spent", ["tenant_id", "at"], unique=False)


def downgrade() -> None:
    op.drop_table("spent")
    op.drop_index("ix_takes_object_key", "takes")
    op.drop_index("ix_tasks_cache_key", "tasks")
    op.drop_index("ix_songs_object_key", "songs")
    for table in ("jobs", "songs"):
        op.drop_index(f"ix_{table}_sweep", table)
    with op.batch_alter_table("jobs") as jobs:
        for name in ("trimmed_at", "deleted_at", "sweep"):
            jobs.drop_column(name)
    with op.batch_alter_table("songs") as songs:
        songs.drop_column("sweep")
    with op.batch_alter_table("tenants") as tenants:
        tenants.drop_column("retention")
