"""Photos."""

revision = "0013_attachments"
down_revision = "0012_imports"


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Drop them again."""
