"""Reciprocity of units, and alliances of a street's communities."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.helpers import append_only

revision = "0057_alliances"
down_revision = "0055_duty_notes"

UUID = sa.Uuid()
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "alliances",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("chair_id", sa.BigInteger, nullable=False),
        sa.Column("chair_name", sa.Text, nullable=False),
        sa.Column("stand", sa.Text, nullable=False),
        sa.Column("stand_version", sa.BigInteger, nullable=False),
        sa.Column("next_at", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_alliances"),
        sa.CheckConstraint("next_at IS NULL OR stand = 'joined'", name="ck_alliances_next"),
        sa.CheckConstraint("stand IN ('invited', 'joined', 'declined', 'left', 'ended')", name="ck_alliances_stand"),
        sa.CheckConstraint("stand_version >= 0", name="ck_alliances_version"),
    )
    op.create_table(
        "alliance_members",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("alliance_id", UUID, nullable=False),
        sa.Column("other_id", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("stand", sa.Text, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "alliance_id", "other_id", name="pk_alliance_members"),
        sa.CheckConstraint(
            "stand IN ('invited', 'joined', 'declined', 'left', 'ended')", name="ck_alliance_members_stand"
        ),
    )
    op.create_table(
        "alliance_rounds",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("alliance_id", UUID, nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("issued_at", MOMENT),
        sa.Column("told_at", MOMENT),
        sa.Column("review", sa.Text),
        sa.Column("reviewed_by", UUID),
        sa.Column("reviewed_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "alliance_id", "month", name="pk_alliance_rounds"),
        sa.CheckConstraint(
            "num_nulls(review, reviewed_by, reviewed_at) IN (0, 3)"
            " AND (review IS NULL OR state = 'told' AND extract(month FROM month) IN (3, 6, 9, 12))",
            name="ck_alliance_rounds_review",
        ),
        sa.CheckConstraint("state IN ('drafting', 'issued', 'told')", name="ck_alliance_rounds_state"),
        sa.CheckConstraint(
            "(state = 'drafting') = (issued_at IS NULL) AND (state = 'told') = (told_at IS NOT NULL)",
            name="ck_alliance_rounds_times",
        ),
    )
    op.create_table(
        "alliance_items",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("alliance_id", UUID, nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("no", sa.SmallInteger, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("taker_id", sa.BigInteger, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("measure", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text),
        sa.Column("done_amount", sa.BigInteger),
        sa.Column("word", sa.Text),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("answered_at", MOMENT),
        sa.Column("created_by", UUID, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_alliance_items"),
        sa.CheckConstraint("amount > 0", name="ck_alliance_items_amount"),
        sa.CheckConstraint(
            "(outcome IN ('done', 'partly', 'not_done')) IS NOT FALSE"
            " AND (outcome IS NULL) = (done_amount IS NULL)"
            " AND (outcome IS NULL) = (answered_at IS NULL) AND (outcome IS NULL) = (version = 0)",
            name="ck_alliance_items_answer",
        ),
        sa.CheckConstraint(
            "(done_amount BETWEEN 0 AND amount) IS NOT FALSE"
            " AND ((outcome = 'done') = (done_amount = amount)) IS NOT FALSE"
            " AND ((outcome = 'not_done') = (done_amount = 0)) IS NOT FALSE",
            name="ck_alliance_items_done",
        ),
        sa.CheckConstraint("scope IN ('public', 'personal')", name="ck_alliance_items_scope"),
    )
    op.create_table(
        "alliance_reports",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("alliance_id", UUID, nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("other_id", sa.BigInteger, nullable=False),
        sa.Column("figures", JSONB, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "alliance_id", "month", "other_id", name="pk_alliance_reports"),
    )
    op.create_table(
        "alliance_boards",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("alliance_id", UUID, nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("content", JSONB, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "alliance_id", "month", name="pk_alliance_boards"),
        sa.CheckConstraint("version > 0", name="ck_alliance_boards_version"),
    )
    op.create_table(
        "alliance_answers",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("item_id", UUID, nullable=False),
        sa.Column("alliance_id", UUID, nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("done_amount", sa.BigInteger, nullable=False),
        sa.Column("word", sa.Text, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("by_member_id", UUID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "item_id", name="pk_alliance_answers"),
        sa.CheckConstraint("done_amount >= 0 AND version > 0", name="ck_alliance_answers_amount"),
        sa.CheckConstraint("outcome IN ('done', 'partly', 'not_done')", name="ck_alliance_answers_outcome"),
    )
    op.create_table(
        "reciprocity_quarters",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("quarter", sa.Date, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "quarter", name="pk_reciprocity_quarters"),
    )
    op.create_table(
        "reciprocity_statements",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("unit_id", UUID, nullable=False),
        sa.Column("quarter", sa.Date, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.Column("kept", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("seal", sa.Text, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_reciprocity_statements"),
        sa.UniqueConstraint("community_id", "number", name="uq_reciprocity_statements_number"),
        sa.CheckConstraint("seal ~ '^[0-9a-f]{64}$'", name="ck_reciprocity_statements_seal"),
        sa.CheckConstraint("due >= 0 AND kept BETWEEN 0 AND due", name="ck_reciprocity_statements_terms"),
    )
    op.create_table(
        "ranking_consents",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("unit_id", UUID, nullable=False),
        sa.Column("shows", sa.Boolean, nullable=False),
        sa.Column("by_member_id", UUID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_ranking_consents"),
    )
    op.create_index(
        "ix_alliances_next", "alliances", ["next_at", "community_id"], postgresql_where=sa.text("next_at IS NOT NULL")
    )
    op.create_index("ix_alliance_items_round", "alliance_items", ["community_id", "alliance_id", "month", "no"])
    op.create_index("ix_alliance_answers_month", "alliance_answers", ["community_id", "alliance_id", "month"])
    op.create_index("ix_reciprocity_statements_quarter", "reciprocity_statements", ["community_id", "quarter", "id"])
    op.create_index(
        "ux_reciprocity_statements_unit", "reciprocity_statements", ["community_id", "unit_id", "quarter"], unique=True
    )
    op.create_index("ix_ranking_consents_unit", "ranking_consents", ["community_id", "unit_id", "id"])
    op.create_index(
        "ix_duty_evidence_accepted",
        "duty_evidence",
        ["community_id", "decided_at", "id"],
        postgresql_where=sa.text("state = 'accepted'"),
    )
    for name, table, column, to in (
        ("fk_alliance_members_alliance", "alliance_members", "alliance_id", "alliances"),
        ("fk_alliance_rounds_alliance", "alliance_rounds", "alliance_id", "alliances"),
        ("fk_alliance_rounds_reviewer", "alliance_rounds", "reviewed_by", "members"),
        ("fk_alliance_items_created_by", "alliance_items", "created_by", "members"),
        ("fk_alliance_boards_alliance", "alliance_boards", "alliance_id", "alliances"),
        ("fk_alliance_answers_alliance", "alliance_answers", "alliance_id", "alliances"),
        ("fk_alliance_answers_member", "alliance_answers", "by_member_id", "members"),
        ("fk_reciprocity_statements_unit", "reciprocity_statements", "unit_id", "units"),
        ("fk_ranking_consents_member", "ranking_consents", "by_member_id", "members"),
        ("fk_ranking_consents_unit", "ranking_consents", "unit_id", "units"),
    ):
        op.create_foreign_key(name, table, to, ["community_id", column], ["community_id", "id"])
    op.create_foreign_key("fk_alliances_community", "alliances", "communities", ["community_id"], ["community_id"])
    op.create_foreign_key(
        "fk_alliance_items_round",
        "alliance_items",
        "alliance_rounds",
        ["community_id", "alliance_id", "month"],
        ["community_id", "alliance_id", "month"],
    )
    op.create_foreign_key(
        "fk_alliance_items_taker",
        "alliance_items",
        "alliance_members",
        ["community_id", "alliance_id", "taker_id"],
        ["community_id", "alliance_id", "other_id"],
    )
    op.create_foreign_key(
        "fk_alliance_reports_member",
        "alliance_reports",
        "alliance_members",
        ["community_id", "alliance_id", "other_id"],
        ["community_id", "alliance_id", "other_id"],
    )
    op.create_foreign_key(
        "fk_alliance_reports_round",
        "alliance_reports",
        "alliance_rounds",
        ["community_id", "alliance_id", "month"],
        ["community_id", "alliance_id", "month"],
    )
    op.create_foreign_key(
        "fk_reciprocity_quarters_community", "reciprocity_quarters", "communities", ["community_id"], ["community_id"]
    )
    op.create_foreign_key(
        "fk_reciprocity_statements_quarter",
        "reciprocity_statements",
        "reciprocity_quarters",
        ["community_id", "quarter"],
        ["community_id", "quarter"],
    )
    append_only("reciprocity_quarters", "reciprocity_statements", "ranking_consents")


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index("ix_duty_evidence_accepted", "duty_evidence")
    for table in (
        "ranking_consents",
        "reciprocity_statements",
        "reciprocity_quarters",
        "alliance_answers",
        "alliance_boards",
        "alliance_reports",
        "alliance_items",
        "alliance_rounds",
        "alliance_members",
        "alliances",
    ):
        op.drop_table(table)
