"""Bookings of resources."""

revision = "0016_bookings"
down_revision = "0015_search"


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Drop them again."""
