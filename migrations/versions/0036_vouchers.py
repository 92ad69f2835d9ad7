"""Vouchers used piece by piece and without a network: uses, PIN tries, more shops, guarantees, flags, the reserve."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import append_only

revision = "0036_vouchers"
down_revision = "0033_giving"

BIG, TEXT, UUID, DAY, MOMENT = sa.BigInteger, sa.Text, sa.Uuid, sa.Date, sa.DateTime(timezone=True)
APPEND_ONLY = ("synced_items", "guarantees", "guarantee_terms", "voucher_flags", "voucher_flag_notes")


def upgrade() -> None:
    """Add the columns, fill those of vouchers that were used whole, create the tables."""
    for name in ("used", "uses", "pin_tries"):
        op.add_column("vouchers", sa.Column(name, BIG, nullable=False, server_default="0"))
        op.alter_column("vouchers", name, server_default=None)
    op.add_column("vouchers", sa.Column("pin_tries_since", MOMENT))
    op.execute("UPDATE vouchers SET used = quantity, uses = 1 WHERE state = 'used'")
    op.create_check_constraint(
        "ck_vouchers_used", "vouchers", "used >= 0 AND used <= quantity AND (used = quantity) = (state = 'used')"
    )
    op.create_check_constraint("ck_vouchers_uses", "vouchers", "uses >= 0 AND uses <= used")
    op.create_check_constraint("ck_vouchers_pin_tries", "vouchers", "pin_tries >= 0")
    op.add_column("redemptions", sa.Column("counter", BIG))
    op.add_column("redemptions", sa.Column("signed_at", MOMENT))
    op.create_index(
        "ux_redemptions_token",
        "redemptions",
        ["community_id", "voucher_id", "unit_id", "counter", "signed_at"],
        unique=True,
        postgresql_where=sa.text("counter IS NOT NULL"),
    )
    op.create_table(
        "offer_shops",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("offer_id", UUID, nullable=False),
        sa.Column("unit_id", UUID, nullable=False),
        sa.Column("invited_by", UUID, nullable=False),
        sa.Column("invited_at", MOMENT, nullable=False),
        sa.Column("agreed_by", UUID),
        sa.Column("agreed_at", MOMENT),
        sa.Column("ended_by", UUID),
        sa.Column("ended_at", MOMENT),
        sa.CheckConstraint("(agreed_at IS NULL) = (agreed_by IS NULL)", name="ck_offer_shops_agreed"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ck_offer_shops_ended"),
        sa.ForeignKeyConstraint(
            ["community_id", "offer_id"], ["offers.community_id", "offers.id"], name="fk_offer_shops_offer"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_offer_shops_unit"
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_offer_shops"),
    )
    op.create_index(
        "ix_offer_shops_unit", "offer_shops", ["community_id", "unit_id"], postgresql_where=sa.text("ended_at IS NULL")
    )
    op.create_index(
        "ux_offer_shops_open",
        "offer_shops",
        ["community_id", "offer_id", "unit_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "synced_items",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("client_id", UUID, nullable=False),
        sa.Column("unit_id", UUID, nullable=False),
        sa.Column("voucher_id", UUID, nullable=False),
        sa.Column("by_member_id", UUID, nullable=False),
        sa.Column("counter", BIG, nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.Column("sequence", BIG, nullable=False),
        sa.Column("pieces", BIG, nullable=False),
        sa.Column("guaranteed", BIG, nullable=False),
        sa.Column("unpaid", BIG, nullable=False),
        sa.Column("points", BIG, nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("code", TEXT),
        sa.Column("phone_at", MOMENT, nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("synced_at", MOMENT, nullable=False),
        sa.CheckConstraint("(outcome = 'refused') = (points = 0)", name="ck_synced_items_paid"),
        sa.CheckConstraint("outcome IN ('accepted', 'guaranteed', 'refused')", name="ck_synced_items_outcome"),
        sa.CheckConstraint(
            "pieces > 0 AND guaranteed >= 0 AND unpaid >= 0 AND guaranteed + unpaid <= pieces AND points >= 0",
            name="ck_synced_items_amounts",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_synced_items_unit"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "voucher_id"], ["vouchers.community_id", "vouchers.id"], name="fk_synced_items_voucher"
        ),
        sa.PrimaryKeyConstraint("community_id", "client_id", name="pk_synced_items"),
    )
    op.create_index("ix_synced_items_unit", "synced_items", ["community_id", "unit_id", "synced_at", "client_id"])
    op.create_index("ix_synced_items_voucher", "synced_items", ["community_id", "voucher_id"])
    op.create_table(
        "guarantees",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("client_id", UUID, nullable=False),
        sa.Column("voucher_id", UUID, nullable=False),
        sa.Column("unit_id", UUID, nullable=False),
        sa.Column("quantity", BIG, nullable=False),
        sa.Column("points", BIG, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("quantity > 0 AND points > 0", name="ck_guarantees_amounts"),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_guarantees_unit"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "voucher_id"], ["vouchers.community_id", "vouchers.id"], name="fk_guarantees_voucher"
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_guarantees"),
        sa.UniqueConstraint("community_id", "client_id", name="uq_guarantees_client"),
    )
    op.create_index("ix_guarantees_voucher", "guarantees", ["community_id", "voucher_id"])
    op.create_table(
        "guarantee_months",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("unit_id", UUID, nullable=False),
        sa.Column("month", DAY, nullable=False),
        sa.Column("points", BIG, nullable=False),
        sa.CheckConstraint("points >= 0", name="ck_guarantee_months_points"),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_guarantee_months_unit"
        ),
        sa.PrimaryKeyConstraint("community_id", "unit_id", "month", name="pk_guarantee_months"),
    )
    op.create_table(
        "guarantee_terms",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("valid_from", DAY, nullable=False),
        sa.Column("per_redemption", BIG, nullable=False),
        sa.Column("per_month", BIG, nullable=False),
        sa.Column("set_by", UUID, nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.CheckConstraint("per_redemption >= 0 AND per_month >= 0", name="ck_guarantee_terms_signs"),
        sa.PrimaryKeyConstraint("community_id", "valid_from", "set_at", name="pk_guarantee_terms"),
    )
    op.create_table(
        "reserve_moves",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("points", BIG, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("proposed_by", UUID, nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("decided_by", UUID),
        sa.Column("decided_at", MOMENT),
        sa.CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name="ck_reserve_moves_decided"),
        sa.CheckConstraint("source IN ('pool', 'backing')", name="ck_reserve_moves_source"),
        sa.CheckConstraint("state IN ('proposed', 'done', 'declined')", name="ck_reserve_moves_state"),
        sa.CheckConstraint("decided_by <> proposed_by", name="ck_reserve_moves_two_hands"),
        sa.CheckConstraint("points > 0", name="ck_reserve_moves_points"),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_reserve_moves"),
    )
    op.create_index(
        "ix_reserve_moves_open", "reserve_moves", ["community_id", "id"], postgresql_where=sa.text("state = 'proposed'")
    )
    op.create_table(
        "voucher_flags",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("client_id", UUID, nullable=False),
        sa.Column("voucher_id", UUID, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("unit_id", UUID, nullable=False),
        sa.Column("pieces", BIG, nullable=False),
        sa.Column("voucher_state", TEXT, nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.CheckConstraint("pieces > 0", name="ck_voucher_flags_pieces"),
        sa.ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_voucher_flags_member"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_voucher_flags_unit"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "voucher_id"], ["vouchers.community_id", "vouchers.id"], name="fk_voucher_flags_voucher"
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_voucher_flags"),
        sa.UniqueConstraint("community_id", "client_id", name="uq_voucher_flags_client"),
    )
    op.create_index("ix_voucher_flags_member", "voucher_flags", ["community_id", "member_id"])
    op.create_table(
        "voucher_flag_notes",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("flag_id", UUID, nullable=False),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("by_member_id", UUID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("what IN ('heard', 'lifted')", name="ck_voucher_flag_notes_what"),
        sa.ForeignKeyConstraint(
            ["community_id", "flag_id"],
            ["voucher_flags.community_id", "voucher_flags.id"],
            name="fk_voucher_flag_notes_flag",
        ),
        sa.PrimaryKeyConstraint("community_id", "flag_id", "what", name="pk_voucher_flag_notes"),
    )
    append_only(*APPEND_ONLY)


def downgrade() -> None:
    """Drop them; what was used in part is whole again, so it fails where a voucher is used in part."""
    op.execute(
        "DO $$ BEGIN IF EXISTS (SELECT FROM vouchers WHERE used > 0 AND used < quantity)"
        " THEN RAISE EXCEPTION 'a voucher is used in part'; END IF; END $$"
    )
    for table in (
        "voucher_flag_notes",
        "voucher_flags",
        "reserve_moves",
        "guarantee_terms",
        "guarantee_months",
        "guarantees",
        "synced_items",
        "offer_shops",
    ):
        op.drop_table(table)
    op.drop_index("ux_redemptions_token", "redemptions")
    op.drop_column("redemptions", "signed_at")
    op.drop_column("redemptions", "counter")
    for name in ("ck_vouchers_pin_tries", "ck_vouchers_uses", "ck_vouchers_used"):
        op.drop_constraint(name, "vouchers")
    for name in ("pin_tries_since", "pin_tries", "uses", "used"):
        op.drop_column("vouchers", name)
