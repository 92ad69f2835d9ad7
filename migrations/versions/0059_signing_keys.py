"""Who signed by a device key before is found by the key: it is one person's."""

from alembic import op

revision = "0059_signing_keys"
down_revision = "0053_claims"


def upgrade() -> None:
    """Add the index."""
    op.create_index(
        "ix_agreement_signatures_key",
        "agreement_signatures",
        ["community_id", "public_key"],
        postgresql_where="public_key IS NOT NULL",
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_agreement_signatures_key", "agreement_signatures")
