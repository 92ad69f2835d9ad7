"""The desk lists shops' objections to statements, the newest first."""

from alembic import op

revision = "0038_objections"
down_revision = "0035_merchants"

INDEX = "ix_statement_notes_objections"


def upgrade() -> None:
    """Index what was objected by its time."""
    columns = ["community_id", "at", "statement_id", "turn"]
    op.create_index(INDEX, "statement_notes", columns, postgresql_where="what = 'object'")


def downgrade() -> None:
    """Drop the index."""
    op.drop_index(INDEX, "statement_notes")
