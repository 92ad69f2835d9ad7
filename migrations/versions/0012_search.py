"""Entries found by their words: tokens, single characters for what no dictionary knows, and the building named."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0012_search"
down_revision = "0011_editions"


def upgrade() -> None:
    """Add the columns; an entry from before is found once it is edited, for words are cut by the application."""
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gin")
    op.add_column("entries", sa.Column("search", TSVECTOR))
    op.add_column("entries", sa.Column("search_characters", TSVECTOR))
    op.add_column("entries", sa.Column("building", sa.Text))
    # The community comes first, so that one community's search reads no other's words.
    for column in ("search", "search_characters"):
        op.create_index(f"ix_entries_{column}", "entries", ["community_id", column], postgresql_using="gin")
    # Over all lists, newest first: also how a very common word is read, a page from the newest on.
    op.create_index("ix_entries_newest", "entries", ["community_id", "created_at", "id"])
    op.create_index("ix_entries_building", "entries", ["community_id", "building", "created_at", "id"])


def downgrade() -> None:
    """Forget them."""
    for index in ("ix_entries_building", "ix_entries_newest", "ix_entries_search_characters", "ix_entries_search"):
        op.drop_index(index, "entries")
    for column in ("building", "search_characters", "search"):
        op.drop_column("entries", column)
    op.execute("DROP EXTENSION btree_gin")
