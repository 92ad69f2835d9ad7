"""A term whose evidence waits keeps what it was before, so that taking the evidence back gains no time."""

import sqlalchemy as sa
from alembic import op

revision = "0060_paused_terms"
down_revision = "0059_signing_keys"


def upgrade() -> None:
    """Add the two columns; what waits now goes on as open."""
    op.add_column("duty_terms", sa.Column("paused_state", sa.Text))
    op.add_column("duty_terms", sa.Column("paused_at", sa.DateTime(timezone=True)))
    op.create_check_constraint(
        "ck_duty_terms_paused",
        "duty_terms",
        "(paused_state IS NULL) = (paused_at IS NULL) AND paused_state IN ('open', 'partly', 'overdue', 'escalated')",
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_constraint("ck_duty_terms_paused", "duty_terms")
    op.drop_column("duty_terms", "paused_at")
    op.drop_column("duty_terms", "paused_state")
