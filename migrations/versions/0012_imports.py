"""Files of entries on their way in."""

revision = "0012_imports"
down_revision = "0011_editions"


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Drop them again."""
