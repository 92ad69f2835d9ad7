"""Tables of redemption: pledges, offers, vouchers and their use."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import append_only

revision = "0008_redemption"
down_revision = "0007_agreements"


def upgrade() -> None:
    """Create the tables; what was handed over at a till is never rewritten."""
    op.create_table(
        "pledges",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("unit_id", sa.Uuid, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("points", sa.BigInteger, nullable=False),
        sa.Column("reserved", sa.BigInteger, nullable=False),
        sa.Column("redeemed", sa.BigInteger, nullable=False),
        sa.Column("lapsed", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("ends_at", sa.DateTime(timezone=True)),
        sa.Column("created_by", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_pledges"),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_pledges_unit"
        ),
        sa.CheckConstraint("points > 0", name="ck_pledges_points"),
        sa.CheckConstraint("reserved >= 0 AND redeemed >= 0 AND lapsed >= 0", name="ck_pledges_signs"),
        sa.CheckConstraint("reserved + redeemed + lapsed <= points", name="ck_pledges_covered"),
        sa.CheckConstraint("state IN ('active', 'ended')", name="ck_pledges_state"),
    )
    op.create_index(
        "ix_pledges_due", "pledges", ["ends_at", "community_id"], postgresql_where=sa.text("state = 'active'")
    )
    op.create_index("ix_pledges_unit", "pledges", ["community_id", "unit_id", "id"])
    op.create_table(
        "offers",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("unit_id", sa.Uuid, nullable=False),
        sa.Column("pledge_id", sa.Uuid, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("price_points", sa.BigInteger, nullable=False),
        sa.Column("stock", sa.BigInteger, nullable=False),
        sa.Column("sold", sa.BigInteger, nullable=False),
        sa.Column("voucher_days", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("created_by", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_offers"),
        sa.ForeignKeyConstraint(["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_offers_unit"),
        sa.ForeignKeyConstraint(
            ["community_id", "pledge_id"], ["pledges.community_id", "pledges.id"], name="fk_offers_pledge"
        ),
        sa.CheckConstraint("price_points > 0", name="ck_offers_price"),
        sa.CheckConstraint("sold >= 0 AND sold <= stock", name="ck_offers_stock"),
        sa.CheckConstraint("voucher_days BETWEEN 1 AND 365", name="ck_offers_voucher_days"),
        sa.CheckConstraint("state IN ('open', 'paused', 'closed')", name="ck_offers_state"),
    )
    op.create_index(
        "ix_offers_on_show", "offers", ["community_id", "id"], postgresql_where=sa.text("state <> 'closed'")
    )
    op.create_index("ix_offers_pledge", "offers", ["community_id", "pledge_id"])
    op.create_index("ix_offers_unit", "offers", ["community_id", "unit_id", "id"])
    op.create_table(
        "offer_events",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("offer_id", sa.Uuid, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("by_member_id", sa.Uuid),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_offer_events"),
        sa.ForeignKeyConstraint(
            ["community_id", "offer_id"], ["offers.community_id", "offers.id"], name="fk_offer_events_offer"
        ),
    )
    op.create_index("ix_offer_events_offer", "offer_events", ["community_id", "offer_id", "id"])
    op.create_table(
        "vouchers",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("offer_id", sa.Uuid, nullable=False),
        sa.Column("pledge_id", sa.Uuid, nullable=False),
        sa.Column("unit_id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("quantity", sa.BigInteger, nullable=False),
        sa.Column("points", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_vouchers"),
        sa.UniqueConstraint("community_id", "number", name="uq_vouchers_number"),
        sa.ForeignKeyConstraint(
            ["community_id", "offer_id"], ["offers.community_id", "offers.id"], name="fk_vouchers_offer"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "pledge_id"], ["pledges.community_id", "pledges.id"], name="fk_vouchers_pledge"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_vouchers_unit"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_vouchers_member"
        ),
        sa.CheckConstraint("quantity > 0 AND points > 0", name="ck_vouchers_amounts"),
        sa.CheckConstraint("state IN ('issued', 'used', 'cancelled', 'expired')", name="ck_vouchers_state"),
        sa.CheckConstraint("(state = 'used') = (used_at IS NOT NULL)", name="ck_vouchers_used_at"),
    )
    op.create_index(
        "ix_vouchers_due",
        "vouchers",
        ["expires_at", "community_id"],
        postgresql_where=sa.text("state = 'issued'"),
    )
    op.create_index("ix_vouchers_member", "vouchers", ["community_id", "member_id", "id"])
    op.create_table(
        "redemptions",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("voucher_id", sa.Uuid, nullable=False),
        sa.Column("use", sa.BigInteger, nullable=False),
        sa.Column("unit_id", sa.Uuid, nullable=False),
        sa.Column("quantity", sa.BigInteger, nullable=False),
        sa.Column("points", sa.BigInteger, nullable=False),
        sa.Column("by_member_id", sa.Uuid, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_redemptions"),
        sa.UniqueConstraint("community_id", "voucher_id", "use", name="uq_redemptions_use"),
        sa.ForeignKeyConstraint(
            ["community_id", "voucher_id"],
            ["vouchers.community_id", "vouchers.id"],
            name="fk_redemptions_voucher",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_redemptions_unit"
        ),
        sa.CheckConstraint("use > 0 AND quantity > 0 AND points > 0", name="ck_redemptions_amounts"),
    )
    op.create_index("ix_redemptions_unit", "redemptions", ["community_id", "unit_id", "id"])
    append_only("offer_events", "redemptions")


def downgrade() -> None:
    """Drop the tables."""
    for table in ("redemptions", "vouchers", "offer_events", "offers", "pledges"):
        op.drop_table(table)
