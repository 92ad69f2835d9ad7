"""Entries found by their words."""

revision = "0015_search"
down_revision = "0014_merges"


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Drop them again."""
