"""An agreement may be ended by a text that all sign; nobody signs for two sides; a page shows one signature."""

import sqlalchemy as sa
from alembic import op

revision = "0054_agreement_signing"
down_revision = "0050_hands"

PURPOSES = "'original', 'amendment', 'renewal'"
ENDING = "starts_on < ends_on OR (purpose = 'ending' AND starts_on = ends_on)"


def upgrade() -> None:
    """Let a text end an agreement, on its first day too; let a person and a photo stand for one side of a text."""
    _checks(f"{PURPOSES}, 'ending'", ENDING)
    op.create_index(
        "ux_agreement_signatures_member",
        "agreement_signatures",
        ["community_id", "version_id", "member_id"],
        unique=True,
        postgresql_where=sa.text("method <> 'paper'"),
    )
    op.create_index(
        "ux_agreement_signatures_photo",
        "agreement_signatures",
        ["community_id", "photo_id"],
        unique=True,
        postgresql_where=sa.text("photo_id IS NOT NULL"),
    )


def downgrade() -> None:
    """Go back to agreements that end by their term alone."""
    op.drop_index("ux_agreement_signatures_photo", table_name="agreement_signatures")
    op.drop_index("ux_agreement_signatures_member", table_name="agreement_signatures")
    _checks(PURPOSES, "starts_on < ends_on")


def _checks(purposes: str, days: str) -> None:
    for name, condition in (
        ("ck_agreement_versions_purpose", f"purpose IN ({purposes})"),
        ("ck_agreement_versions_days", days),
    ):
        op.drop_constraint(name, "agreement_versions", type_="check")
        op.create_check_constraint(name, "agreement_versions", condition)
