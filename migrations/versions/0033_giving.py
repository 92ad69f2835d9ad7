"""Giving: relations of members and gifts, the pool's donations, entitlements and grants, funds and their uses."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import append_only

revision = "0033_giving"
down_revision = "0032_archives"

UUID, MOMENT = sa.Uuid(), sa.DateTime(timezone=True)
TABLES = (
    "kin_ties",
    "gifts",
    "pool_donations",
    "entitlements",
    "grants",
    "funds",
    "fund_goods",
    "fund_donations",
    "fund_uses",
)
# Constraint, table, where it points, by which column beside community_id.
FOREIGN_KEYS = (
    ("fk_kin_ties_high", "kin_ties", "members", "high_member_id"),
    ("fk_kin_ties_low", "kin_ties", "members", "low_member_id"),
    ("fk_gifts_giver", "gifts", "members", "giver_id"),
    ("fk_gifts_receiver", "gifts", "members", "receiver_id"),
    ("fk_gifts_tie", "gifts", "kin_ties", "tie_id"),
    ("fk_pool_donations_member", "pool_donations", "members", "member_id"),
    ("fk_entitlements_member", "entitlements", "members", "member_id"),
    ("fk_grants_entitlement", "grants", "entitlements", "entitlement_id"),
    ("fk_funds_keeper", "funds", "units", "keeper_unit_id"),
    ("fk_fund_goods_fund", "fund_goods", "funds", "fund_id"),
    ("fk_fund_donations_fund", "fund_donations", "funds", "fund_id"),
    ("fk_fund_donations_goods", "fund_donations", "fund_goods", "goods_id"),
    ("fk_fund_donations_member", "fund_donations", "members", "donor_member_id"),
    ("fk_fund_donations_unit", "fund_donations", "units", "donor_unit_id"),
    ("fk_fund_uses_corrects", "fund_uses", "fund_uses", "corrects_id"),
    ("fk_fund_uses_entry", "fund_uses", "entries", "entry_id"),
    ("fk_fund_uses_fund", "fund_uses", "funds", "fund_id"),
    ("fk_fund_uses_goods", "fund_uses", "fund_goods", "goods_id"),
)


def upgrade() -> None:
    """Create the tables, then their foreign keys; what was given, granted or used stays as it was written."""
    _kin_and_pool()
    _funds()
    for name, table, target, column in FOREIGN_KEYS:
        op.create_foreign_key(name, table, target, ["community_id", column], ["community_id", "id"])
    append_only("gifts", "pool_donations", "grants", "fund_uses")


def downgrade() -> None:
    """Drop the tables again."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _kin_and_pool() -> None:
    op.create_table(
        "kin_ties",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("low_member_id", UUID, nullable=False),
        sa.Column("high_member_id", UUID, nullable=False),
        sa.Column("proposed_by", UUID, nullable=False),
        sa.Column("relation", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_by", UUID),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_kin_ties"),
        sa.CheckConstraint("low_member_id < high_member_id", name="ck_kin_ties_order"),
        sa.CheckConstraint("proposed_by IN (low_member_id, high_member_id)", name="ck_kin_ties_proposer"),
        sa.CheckConstraint(
            "relation IN ('spouse', 'parent', 'child', 'grandparent', 'grandchild', 'sibling', 'friend')",
            name="ck_kin_ties_relation",
        ),
        sa.CheckConstraint("state IN ('proposed', 'confirmed', 'declined', 'ended')", name="ck_kin_ties_state"),
    )
    op.create_index("ix_kin_ties_high", "kin_ties", ["community_id", "high_member_id", "id"])
    op.create_index("ix_kin_ties_low", "kin_ties", ["community_id", "low_member_id", "id"])
    op.create_index(
        "uq_kin_ties_live",
        "kin_ties",
        ["community_id", "low_member_id", "high_member_id"],
        unique=True,
        postgresql_where="state IN ('proposed', 'confirmed')",
    )
    op.create_table(
        "gifts",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("tie_id", UUID, nullable=False),
        sa.Column("giver_id", UUID, nullable=False),
        sa.Column("receiver_id", UUID, nullable=False),
        sa.Column("minutes", sa.BigInteger, nullable=False),
        sa.Column("message", sa.LargeBinary, nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_gifts"),
        sa.CheckConstraint("minutes > 0", name="ck_gifts_minutes"),
        sa.CheckConstraint("giver_id <> receiver_id", name="ck_gifts_two"),
    )
    op.create_index("ix_gifts_tie", "gifts", ["community_id", "tie_id", "id"])
    op.create_table(
        "pool_donations",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("book", sa.Text, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("anonymous", sa.Boolean, nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_pool_donations"),
        sa.CheckConstraint("amount > 0", name="ck_pool_donations_amount"),
        sa.CheckConstraint("book IN ('TIME', 'POINT')", name="ck_pool_donations_book"),
    )
    op.create_index("ix_pool_donations_member", "pool_donations", ["community_id", "member_id", "id"])
    op.create_table(
        "entitlements",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("ground", sa.Text, nullable=False),
        sa.Column("note", sa.LargeBinary, nullable=False),
        sa.Column("monthly_minutes", sa.BigInteger, nullable=False),
        sa.Column("automatic", sa.Boolean, nullable=False),
        sa.Column("valid_to", sa.Date, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("given", sa.BigInteger, nullable=False),
        sa.Column("due_at", MOMENT),
        sa.Column("proposed_by", UUID, nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("decided_by", UUID),
        sa.Column("decided_at", MOMENT),
        sa.Column("decision_note", sa.Text, nullable=False),
        sa.Column("ended_by", UUID),
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_entitlements"),
        sa.CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name="ck_entitlements_decided"),
        sa.CheckConstraint("given >= 0 AND given <= monthly_minutes", name="ck_entitlements_given"),
        sa.CheckConstraint("ground IN ('alone_80', 'alone_60_hardship', 'other')", name="ck_entitlements_ground"),
        sa.CheckConstraint(
            "decided_by <> proposed_by AND decided_by <> member_id AND proposed_by <> member_id",
            name="ck_entitlements_hands",
        ),
        sa.CheckConstraint("monthly_minutes > 0", name="ck_entitlements_monthly"),
        sa.CheckConstraint("state IN ('proposed', 'approved', 'declined', 'ended')", name="ck_entitlements_state"),
    )
    op.create_index(
        "ix_entitlements_due", "entitlements", ["due_at", "community_id"], postgresql_where="state = 'approved'"
    )
    op.create_index("ix_entitlements_state", "entitlements", ["community_id", "state", "id"])
    op.create_index(
        "uq_entitlements_live",
        "entitlements",
        ["community_id", "member_id"],
        unique=True,
        postgresql_where="state IN ('proposed', 'approved')",
    )
    op.create_table(
        "grants",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("entitlement_id", UUID, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("ground", sa.Text, nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("minutes", sa.BigInteger, nullable=False),
        sa.Column("by_member_id", UUID),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_grants"),
        sa.CheckConstraint("by_member_id <> member_id", name="ck_grants_hands"),
        sa.CheckConstraint("minutes > 0", name="ck_grants_minutes"),
    )
    op.create_index("ix_grants_moment", "grants", ["community_id", "given_at"])
    op.create_index(
        "uq_grants_month",
        "grants",
        ["community_id", "entitlement_id", "month"],
        unique=True,
        postgresql_where="by_member_id IS NULL",
    )


def _funds() -> None:
    op.create_table(
        "funds",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("keeper_unit_id", UUID),
        sa.Column("received", sa.BigInteger, nullable=False),
        sa.Column("used", sa.BigInteger, nullable=False),
        sa.Column("opened_by", UUID, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_funds"),
        sa.CheckConstraint("used >= 0 AND used <= received", name="ck_funds_left"),
        sa.UniqueConstraint("community_id", "name", name="uq_funds_name"),
    )
    op.create_table(
        "fund_goods",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("fund_id", UUID, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("received", sa.BigInteger, nullable=False),
        sa.Column("used", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_fund_goods"),
        sa.CheckConstraint("used >= 0 AND used <= received", name="ck_fund_goods_left"),
        sa.UniqueConstraint("community_id", "fund_id", "what", "unit", name="uq_fund_goods_kind"),
    )
    op.create_table(
        "fund_donations",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("fund_id", UUID, nullable=False),
        sa.Column("goods_id", UUID),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("estimated_fen", sa.BigInteger),
        sa.Column("donor_member_id", UUID),
        sa.Column("donor_unit_id", UUID),
        sa.Column("donor_name", sa.LargeBinary),
        sa.Column("anonymous", sa.Boolean, nullable=False),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("photos", postgresql.JSONB, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("number", sa.Text),
        sa.Column("place", sa.BigInteger),
        sa.Column("recorded_by", UUID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("decided_by", UUID),
        sa.Column("decided_at", MOMENT),
        sa.Column("decision_note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_fund_donations"),
        sa.CheckConstraint("amount > 0", name="ck_fund_donations_amount"),
        sa.CheckConstraint("(state = 'recorded') = (decided_by IS NULL)", name="ck_fund_donations_decided"),
        sa.CheckConstraint(
            "num_nonnulls(donor_member_id, donor_unit_id, donor_name) = 1", name="ck_fund_donations_donor"
        ),
        sa.CheckConstraint("estimated_fen > 0", name="ck_fund_donations_estimated"),
        sa.CheckConstraint("decided_by <> recorded_by", name="ck_fund_donations_hands"),
        sa.CheckConstraint("(state = 'acknowledged') = (number IS NOT NULL)", name="ck_fund_donations_number"),
        sa.CheckConstraint("(number IS NULL) = (place IS NULL)", name="ck_fund_donations_place"),
        sa.CheckConstraint("state IN ('recorded', 'acknowledged', 'rejected')", name="ck_fund_donations_state"),
        sa.UniqueConstraint("community_id", "number", name="uq_fund_donations_number"),
    )
    op.create_index("ix_fund_donations_fund", "fund_donations", ["community_id", "fund_id", "id"])
    op.create_index("ix_fund_donations_member", "fund_donations", ["community_id", "donor_member_id", "id"])
    op.create_index("ix_fund_donations_state", "fund_donations", ["community_id", "state", "id"])
    op.create_table(
        "fund_uses",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("fund_id", UUID, nullable=False),
        sa.Column("goods_id", UUID),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("used_on", sa.Date, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("photos", postgresql.JSONB, nullable=False),
        sa.Column("entry_id", UUID),
        sa.Column("corrects_id", UUID),
        sa.Column("recorded_by", UUID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_fund_uses"),
        sa.CheckConstraint("amount <> 0 AND (amount < 0) = (corrects_id IS NOT NULL)", name="ck_fund_uses_amount"),
    )
    op.create_index(
        "ix_fund_uses_corrects",
        "fund_uses",
        ["community_id", "corrects_id"],
        postgresql_where="corrects_id IS NOT NULL",
    )
    op.create_index("ix_fund_uses_fund", "fund_uses", ["community_id", "fund_id", "id"])
