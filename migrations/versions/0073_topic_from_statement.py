"""A topic may come from what somebody said on another; the name it had before that was never used."""

from alembic import op

revision = "0073_topic_from_statement"
down_revision = "0072_reviews"


def upgrade() -> None:
    """Take the new name."""
    _sources("'entry', 'edition', 'statement'")


def downgrade() -> None:
    """Take the old name; what came from a statement keeps its link alone."""
    op.execute("UPDATE topics SET source_type = NULL, source_id = NULL WHERE source_type = 'statement'")
    _sources("'entry', 'edition', 'sentence'")


def _sources(types: str) -> None:
    op.drop_constraint("ck_topics_source_type", "topics")
    op.create_check_constraint("ck_topics_source_type", "topics", f"source_type IN ({types})")
