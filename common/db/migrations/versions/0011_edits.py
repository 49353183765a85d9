"""Edits: what people corrected in what is heard of a song.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty for songs that nobody corrected, and for those of an API of the version before."""
    op.add_column("songs", sa.Column("edits", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("songs") as songs:
        songs.drop_column("edits")
