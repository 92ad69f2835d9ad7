"""When time moves an entry on."""

import sqlalchemy as sa
from alembic import op

revision = "0025_entries_due"
down_revision = "0024_seals"


def upgrade() -> None:
    """Add the column; entries made before get their time with their next move."""
    op.add_column("entries", sa.Column("due_at", sa.DateTime(timezone=True)))
    op.create_index(
        "ix_entries_due", "entries", ["due_at", "community_id"], postgresql_where=sa.text("due_at IS NOT NULL")
    )


def downgrade() -> None:
    """Drop it again."""
    op.drop_index("ix_entries_due", table_name="entries")
    op.drop_column("entries", "due_at")
