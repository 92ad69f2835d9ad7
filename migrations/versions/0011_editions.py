"""Editions of lists: drafts, objections, sealed editions."""

revision = "0011_editions"
down_revision = "0010_entry_content"


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Drop them again."""
