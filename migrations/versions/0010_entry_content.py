"""What an entry held after each of its moves."""

revision = "0010_entry_content"
down_revision = "0009_notifications"


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Drop them again."""
