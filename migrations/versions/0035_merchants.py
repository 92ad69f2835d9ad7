"""Merchants from their application to their closing, prices kept, caps, refunds, and the statement of every day."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import append_only

revision = "0035_merchants"
down_revision = "0034_exchange"

UUID, MOMENT, JSONB = sa.Uuid(), sa.DateTime(timezone=True), postgresql.JSONB()
APPEND_ONLY = ("merchant_events", "offer_prices", "refunds", "merchant_statements", "statement_notes")
TABLES = ("statement_notes", "merchant_statements", "refunds", "refund_requests", "offer_prices", "merchant_events")
CATEGORIES = "'food', 'daily', 'catering', 'service', 'health', 'culture', 'other'"
REASONS = "'quality', 'unlike', 'unavailable', 'unneeded', 'other'"


def upgrade() -> None:
    """Create the tables; the merchants that are there are active, and their prices are what they were."""
    _merchants()
    _offers()
    _refunds()
    _statements()
    append_only(*APPEND_ONLY)


def _column(name: str, type_: sa.types.TypeEngine[object], *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, type_, nullable=null)


def _unit(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", "unit_id"], ["merchants.community_id", "merchants.unit_id"], name=f"fk_{table}_merchant"
    )


def _merchants() -> None:
    op.create_table(
        "merchants",
        _column("community_id", sa.BigInteger()),
        _column("unit_id", UUID),
        _column("licence", sa.Text(), null=True),
        _column("address", sa.Text()),
        _column("hours", sa.Text()),
        _column("sells", sa.Text()),
        _column("photos", JSONB),
        _column("state", sa.Text()),
        _column("paused_by_desk", sa.Boolean()),
        _column("applied_by", UUID, null=True),
        _column("applied_at", MOMENT),
        _column("checked_by", UUID, null=True),
        _column("decided_by", UUID, null=True),
        _column("statement_due_at", MOMENT, null=True),
        _column("returns_due_at", MOMENT, null=True),
        sa.PrimaryKeyConstraint("community_id", "unit_id", name="pk_merchants"),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_merchants_unit"
        ),
        sa.CheckConstraint("state IN ('applied', 'active', 'paused', 'closed', 'declined')", name="ck_merchants_state"),
        sa.CheckConstraint("checked_by <> decided_by", name="ck_merchants_two_people"),
        sa.CheckConstraint(
            "jsonb_typeof(photos) = 'array' AND jsonb_array_length(photos) <= 6", name="ck_merchants_photos"
        ),
    )
    op.create_index("ix_merchants_state", "merchants", ["community_id", "state", "unit_id"])
    op.create_index(
        "uq_merchants_licence",
        "merchants",
        ["community_id", "licence"],
        unique=True,
        postgresql_where=sa.text("state NOT IN ('closed', 'declined')"),
    )
    for due in ("statement", "returns"):
        op.create_index(
            f"ix_merchants_{due}",
            "merchants",
            [f"{due}_due_at", "community_id"],
            postgresql_where=sa.text(f"{due}_due_at IS NOT NULL"),
        )
    op.create_table(
        "merchant_events",
        _column("community_id", sa.BigInteger()),
        _column("id", UUID),
        _column("unit_id", UUID),
        _column("what", sa.Text()),
        _column("note", sa.Text()),
        _column("by_member_id", UUID, null=True),
        _column("at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_merchant_events"),
        _unit("merchant_events"),
    )
    op.create_index("ix_merchant_events_unit", "merchant_events", ["community_id", "unit_id", "id"])
    op.execute(
        "INSERT INTO merchants (community_id, unit_id, licence, address, hours, sells, photos, state, paused_by_desk,"
        " applied_at, statement_due_at)"
        " SELECT community_id, id, credit_code, '', '', '', '[]', 'active', false, created_at,"
        " (date_trunc('day', now() AT TIME ZONE 'Asia/Shanghai') + interval '1 day 10 minutes')"
        " AT TIME ZONE 'Asia/Shanghai' FROM units WHERE kind = 'merchant'"
    )


def _offers() -> None:
    for name, type_ in (("quantity", sa.BigInteger()), ("measure", sa.Text()), ("points_each", sa.BigInteger())):
        op.add_column("pledges", _column(name, type_, null=True))
    op.create_check_constraint(
        "ck_pledges_pieces",
        "pledges",
        "num_nulls(quantity, measure, points_each) = 3"
        " OR (num_nulls(quantity, measure, points_each) = 0 AND quantity > 0 AND points = quantity * points_each)",
    )
    for name, type_, default in (
        ("category", sa.Text(), "other"),
        ("photos", JSONB, "[]"),
        ("refund_days", sa.BigInteger(), "7"),
        ("day_sold", sa.BigInteger(), "0"),
        ("shop_open", sa.Boolean(), "true"),
    ):
        op.add_column("offers", sa.Column(name, type_, nullable=False, server_default=default))
    for name, type_ in (
        ("day_cap", sa.BigInteger()),
        ("member_day_cap", sa.BigInteger()),
        ("member_month_cap", sa.BigInteger()),
        ("day", sa.Date()),
    ):
        op.add_column("offers", _column(name, type_, null=True))
    for check, what in (
        ("category", f"category IN ({CATEGORIES})"),
        ("photos", "jsonb_typeof(photos) = 'array' AND jsonb_array_length(photos) <= 6"),
        ("refund_days", "refund_days BETWEEN 0 AND 90"),
        ("caps", "day_cap > 0 AND member_day_cap > 0 AND member_month_cap > 0"),
        ("day_sold", "day_sold >= 0"),
    ):
        op.create_check_constraint(f"ck_offers_{check}", "offers", what)
    for index, columns in (("cheapest", ["price_points", "id"]), ("category", ["category", "id"])):
        op.create_index(
            f"ix_offers_{index}", "offers", ["community_id", *columns], postgresql_where=sa.text("state <> 'closed'")
        )
    op.create_table(
        "offer_prices",
        _column("community_id", sa.BigInteger()),
        _column("id", UUID),
        _column("offer_id", UUID),
        _column("price_points", sa.BigInteger()),
        _column("refund_days", sa.BigInteger()),
        _column("by_member_id", UUID),
        _column("from_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_offer_prices"),
        sa.ForeignKeyConstraint(
            ["community_id", "offer_id"], ["offers.community_id", "offers.id"], name="fk_offer_prices_offer"
        ),
        sa.CheckConstraint("price_points > 0", name="ck_offer_prices_price"),
    )
    op.create_index("ix_offer_prices_offer", "offer_prices", ["community_id", "offer_id", "id"])
    op.execute(
        "INSERT INTO offer_prices (community_id, id, offer_id, price_points, refund_days, by_member_id, from_at)"
        " SELECT community_id, id, id, price_points, refund_days, created_by, created_at FROM offers"
    )


def _refunds() -> None:
    op.create_index(
        "ix_vouchers_unit_issued",
        "vouchers",
        ["community_id", "unit_id", "id"],
        postgresql_where=sa.text("state = 'issued'"),
    )
    redemption = sa.ForeignKeyConstraint(
        ["community_id", "redemption_id"], ["redemptions.community_id", "redemptions.id"], name="fk_refunds_redemption"
    )
    asked = sa.ForeignKeyConstraint(
        ["community_id", "redemption_id"],
        ["redemptions.community_id", "redemptions.id"],
        name="fk_refund_requests_redemption",
    )
    op.create_table(
        "refund_requests",
        _column("community_id", sa.BigInteger()),
        _column("id", UUID),
        _column("redemption_id", UUID),
        _column("unit_id", UUID),
        _column("member_id", UUID),
        _column("quantity", sa.BigInteger()),
        _column("reason", sa.Text()),
        _column("text", sa.Text()),
        _column("state", sa.Text()),
        _column("answer", sa.Text()),
        _column("answer_due_at", MOMENT),
        _column("answered_by", UUID, null=True),
        _column("answered_at", MOMENT, null=True),
        _column("created_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_refund_requests"),
        asked,
        _unit("refund_requests"),
        sa.CheckConstraint("quantity > 0", name="ck_refund_requests_quantity"),
        sa.CheckConstraint(f"reason IN ({REASONS})", name="ck_refund_requests_reason"),
        sa.CheckConstraint("state IN ('open', 'refunded', 'declined', 'withdrawn')", name="ck_refund_requests_state"),
        sa.CheckConstraint("(state = 'open') = (answered_at IS NULL)", name="ck_refund_requests_answered"),
    )
    op.create_index(
        "uq_refund_requests_open",
        "refund_requests",
        ["community_id", "redemption_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("ix_refund_requests_unit", "refund_requests", ["community_id", "unit_id", "id"])
    op.create_index("ix_refund_requests_redemption", "refund_requests", ["community_id", "redemption_id", "id"])
    op.create_index(
        "ix_refund_requests_due",
        "refund_requests",
        ["community_id", "answer_due_at", "id"],
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "refunds",
        _column("community_id", sa.BigInteger()),
        _column("id", UUID),
        _column("redemption_id", UUID),
        _column("turn", sa.BigInteger()),
        _column("unit_id", UUID),
        _column("quantity", sa.BigInteger()),
        _column("refunded", sa.BigInteger()),
        _column("of_quantity", sa.BigInteger()),
        _column("points", sa.BigInteger()),
        _column("reason", sa.Text()),
        _column("text", sa.Text()),
        _column("by_member_id", UUID),
        _column("at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_refunds"),
        sa.UniqueConstraint("community_id", "redemption_id", "turn", name="uq_refunds_turn"),
        redemption,
        _unit("refunds"),
        sa.CheckConstraint("turn > 0 AND quantity > 0 AND points > 0", name="ck_refunds_amounts"),
        sa.CheckConstraint("refunded >= quantity AND refunded <= of_quantity", name="ck_refunds_covered"),
        sa.CheckConstraint(f"reason IN ({REASONS})", name="ck_refunds_reason"),
    )
    op.create_index("ix_refunds_unit", "refunds", ["community_id", "unit_id", "id"])


def _statements() -> None:
    op.create_table(
        "merchant_statements",
        _column("community_id", sa.BigInteger()),
        _column("id", UUID),
        _column("unit_id", UUID),
        _column("day", sa.Date()),
        _column("number", sa.BigInteger()),
        *(
            _column(name, sa.BigInteger())
            for name in ("opening", "redeemed", "refunds", "corrections", "closing", "fulfilled", "lines")
        ),
        _column("made_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_merchant_statements"),
        sa.UniqueConstraint("community_id", "unit_id", "day", name="uq_merchant_statements_day"),
        sa.UniqueConstraint("community_id", "number", name="uq_merchant_statements_number"),
        _unit("merchant_statements"),
        sa.CheckConstraint("closing = opening + redeemed - refunds + corrections", name="ck_merchant_statements_sum"),
        sa.CheckConstraint(
            "redeemed >= 0 AND refunds >= 0 AND fulfilled BETWEEN 0 AND closing", name="ck_merchant_statements_signs"
        ),
    )
    op.create_table(
        "statement_notes",
        _column("community_id", sa.BigInteger()),
        _column("statement_id", UUID),
        _column("turn", sa.BigInteger()),
        _column("what", sa.Text()),
        _column("text", sa.Text()),
        _column("by_member_id", UUID),
        _column("at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "statement_id", "turn", name="pk_statement_notes"),
        sa.ForeignKeyConstraint(
            ["community_id", "statement_id"],
            ["merchant_statements.community_id", "merchant_statements.id"],
            name="fk_statement_notes_statement",
        ),
        sa.CheckConstraint("what IN ('confirm', 'object', 'reply')", name="ck_statement_notes_what"),
    )


def downgrade() -> None:
    """Drop the tables and columns."""
    for table in TABLES:
        op.drop_table(table)
    op.drop_table("merchants")
    op.drop_index("ix_vouchers_unit_issued", "vouchers")
    for index in ("cheapest", "category"):
        op.drop_index(f"ix_offers_{index}", "offers")
    for check in ("category", "photos", "refund_days", "caps", "day_sold"):
        op.drop_constraint(f"ck_offers_{check}", "offers")
    for column in (
        "category",
        "photos",
        "refund_days",
        "day_sold",
        "shop_open",
        "day_cap",
        "member_day_cap",
        "member_month_cap",
        "day",
    ):
        op.drop_column("offers", column)
    op.drop_constraint("ck_pledges_pieces", "pledges")
    for column in ("quantity", "measure", "points_each"):
        op.drop_column("pledges", column)
