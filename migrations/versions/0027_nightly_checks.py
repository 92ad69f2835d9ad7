"""When a community's books check themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0027_nightly_checks"
down_revision = "0026_entries_due_before"


def upgrade() -> None:
    """Add the column: the first check is due with the next seal."""
    op.add_column("seal_turns", sa.Column("check_due_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE seal_turns SET check_due_at = due_at")
    op.alter_column("seal_turns", "check_due_at", nullable=False)
    op.create_index("ix_seal_turns_check", "seal_turns", ["check_due_at", "community_id"])


def downgrade() -> None:
    """Drop it again."""
    op.drop_index("ix_seal_turns_check", table_name="seal_turns")
    op.drop_column("seal_turns", "check_due_at")
