"""Merges of entries, and what a need says of whom it is for."""

revision = "0014_merges"
down_revision = "0013_attachments"


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Drop them again."""
