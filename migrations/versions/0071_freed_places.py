"""A shift knows when a place on it last became free, so that somebody is looked for at once."""

import sqlalchemy as sa
from alembic import op

revision = "0071_freed_places"
down_revision = "0070_budgeting"


def upgrade() -> None:
    """Add the moment."""
    op.add_column("shifts", sa.Column("freed_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("shifts", "freed_at")
