"""A page of paper is known by its bytes; a term may add to one that was accepted, or be cancelled once decided on."""

import sqlalchemy as sa
from alembic import op

revision = "0063_agreed_pages"
down_revision = "0065_matching"

_SIGNED = (
    "(method = 'device_key') = (public_key IS NOT NULL AND signature IS NOT NULL)"
    " AND (public_key IS NULL) = (signature IS NULL) AND (method = 'paper') = (photo_id IS NOT NULL)"
)
_PAUSED = "(paused_state IS NULL) = (paused_at IS NULL) AND paused_state IN ('open', 'partly', 'overdue', 'escalated'"


def upgrade() -> None:
    """Write the pages' hashes down; of copies that were handed in before, the first keeps the page."""
    op.add_column("agreement_signatures", sa.Column("page", sa.Text))
    op.execute(
        """
        UPDATE agreement_signatures s
        SET page = a.sha256 || CASE WHEN EXISTS (
            SELECT 1 FROM agreement_signatures e
            JOIN attachments b ON b.community_id = e.community_id AND b.id = e.photo_id AND b.sha256 = a.sha256
            WHERE e.community_id = s.community_id AND e.id < s.id
        ) THEN ' ' || s.id ELSE '' END
        FROM attachments a
        WHERE a.community_id = s.community_id AND a.id = s.photo_id
        """
    )
    _proof(f"{_SIGNED} AND (photo_id IS NULL) = (page IS NULL)")
    op.drop_index("ux_agreement_signatures_photo", "agreement_signatures")
    op.create_index(
        "ux_agreement_signatures_page",
        "agreement_signatures",
        ["community_id", "page"],
        unique=True,
        postgresql_where="page IS NOT NULL",
    )
    op.add_column("duty_terms", sa.Column("before_amount", sa.BigInteger, nullable=False, server_default="0"))
    op.alter_column("duty_terms", "before_amount", server_default=None)
    op.create_check_constraint("ck_duty_terms_before", "duty_terms", "before_amount >= 0")
    _paused(f"{_PAUSED}, 'cancelled')")


def downgrade() -> None:
    """Take them back."""
    op.execute("UPDATE duty_terms SET paused_state = 'open' WHERE paused_state = 'cancelled'")
    _paused(f"{_PAUSED})")
    op.drop_constraint("ck_duty_terms_before", "duty_terms")
    op.drop_column("duty_terms", "before_amount")
    op.drop_index("ux_agreement_signatures_page", "agreement_signatures")
    op.create_index(
        "ux_agreement_signatures_photo",
        "agreement_signatures",
        ["community_id", "photo_id"],
        unique=True,
        postgresql_where="photo_id IS NOT NULL",
    )
    _proof(_SIGNED)
    op.drop_column("agreement_signatures", "page")


def _proof(condition: str) -> None:
    op.drop_constraint("ck_agreement_signatures_proof", "agreement_signatures")
    op.create_check_constraint("ck_agreement_signatures_proof", "agreement_signatures", condition)


def _paused(condition: str) -> None:
    op.drop_constraint("ck_duty_terms_paused", "duty_terms")
    op.create_check_constraint("ck_duty_terms_paused", "duty_terms", condition)
