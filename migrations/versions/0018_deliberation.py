"""Topics and their stages."""

revision = "0018_deliberation"
down_revision = "0017_actors"


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Drop them again."""
