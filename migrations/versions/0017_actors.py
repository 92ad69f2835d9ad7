"""What was found and dismissed of actors."""

revision = "0017_actors"
down_revision = "0016_bookings"


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Drop them again."""
