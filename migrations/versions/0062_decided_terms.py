"""Terms by when they were decided and claims by when they were closed: what a period tells is read by index."""

from alembic import op

revision = "0062_decided_terms"
down_revision = "0061_evidence_photos"


def upgrade() -> None:
    """Add the two indexes."""
    op.create_index(
        "ix_duty_terms_decided",
        "duty_terms",
        ["community_id", "updated_at", "id"],
        postgresql_where="state IN ('accepted', 'given_up', 'excused')",
    )
    op.create_index(
        "ix_claims_closed", "claims", ["community_id", "updated_at", "id"], postgresql_where="state = 'closed'"
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_claims_closed", "claims")
    op.drop_index("ix_duty_terms_decided", "duty_terms")
