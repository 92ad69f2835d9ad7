"""Whether a picture shows something already is found by an index."""

from alembic import op

revision = "0061_evidence_photos"
down_revision = "0060_paused_terms"


def upgrade() -> None:
    """Add the index."""
    op.create_index(
        "ix_duty_evidence_photos",
        "duty_evidence",
        ["community_id", "photos"],
        postgresql_using="gin",
        postgresql_where="state IN ('waiting', 'accepted')",
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_duty_evidence_photos", "duty_evidence")
