"""Disputes have both sides' words and an outcome; members say whether their name stands on the public notice."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.helpers import APPLICATION_ROLE, append_only

revision = "0046_disputes"
down_revision = "0045_audits"

UUID = sa.Uuid()
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "name_consents",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("shows_name", sa.Boolean, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_name_consents"),
    )
    op.create_table(
        "record_disputes",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("record_id", UUID, nullable=False),
        sa.Column("opened_by", UUID, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("evidence_until", MOMENT, nullable=False),
        sa.Column("rule_by", MOMENT, nullable=False),
        sa.Column("minutes_before", sa.BigInteger, nullable=False),
        sa.Column("outcome", sa.Text),
        sa.Column("closed_at", MOMENT),
        sa.Column("ruled_by", UUID),
        sa.Column("reason", sa.Text),
        sa.Column("minutes_after", sa.BigInteger),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_record_disputes"),
        sa.UniqueConstraint("community_id", "record_id", "opened_by", name="uq_record_disputes_once"),
        sa.CheckConstraint(
            "outcome IN ('upheld', 'lowered', 'rejected', 'withdrawn')", name="ck_record_disputes_outcome"
        ),
        sa.CheckConstraint("(outcome IS NULL) = (closed_at IS NULL)", name="ck_record_disputes_closed"),
        sa.CheckConstraint(
            "(ruled_by IS NOT NULL AND reason IS NOT NULL)"
            " = (outcome IS NOT NULL AND outcome <> 'withdrawn') AND ruled_by IS DISTINCT FROM opened_by",
            name="ck_record_disputes_ruled",
        ),
        sa.CheckConstraint(
            "(minutes_after IS NOT NULL) = (outcome IS NOT NULL AND outcome = 'lowered')"
            " AND (minutes_after BETWEEN 1 AND minutes_before - 1) IS NOT FALSE",
            name="ck_record_disputes_minutes",
        ),
    )
    op.create_table(
        "dispute_statements",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("dispute_id", UUID, nullable=False),
        sa.Column("side", sa.Text, nullable=False),
        sa.Column("by_member_id", UUID, nullable=False),
        sa.Column("turn", sa.SmallInteger, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("photos", JSONB, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_dispute_statements"),
        sa.UniqueConstraint("community_id", "dispute_id", "by_member_id", "turn", name="uq_dispute_statements_turn"),
        sa.CheckConstraint("side IN ('objector', 'record')", name="ck_dispute_statements_side"),
        sa.CheckConstraint("turn IN (1, 2)", name="ck_dispute_statements_turn"),
    )
    op.create_index("ix_name_consents_member", "name_consents", ["community_id", "member_id", "id"])
    waiting = sa.text("outcome IS NULL")
    op.create_index(
        "ux_record_disputes_open",
        "record_disputes",
        ["community_id", "record_id"],
        unique=True,
        postgresql_where=waiting,
    )
    op.create_index("ix_record_disputes_opener", "record_disputes", ["community_id", "opened_by", "id"])
    op.create_index(
        "ix_record_disputes_waiting", "record_disputes", ["community_id", "rule_by", "id"], postgresql_where=waiting
    )
    for name, table, column, to in (
        ("fk_name_consents_member", "name_consents", "member_id", "members"),
        ("fk_record_disputes_record", "record_disputes", "record_id", "service_records"),
        ("fk_record_disputes_opener", "record_disputes", "opened_by", "members"),
        ("fk_record_disputes_ruler", "record_disputes", "ruled_by", "members"),
        ("fk_dispute_statements_dispute", "dispute_statements", "dispute_id", "record_disputes"),
        ("fk_dispute_statements_member", "dispute_statements", "by_member_id", "members"),
    ):
        op.create_foreign_key(name, table, to, ["community_id", column], ["community_id", "id"])
    append_only("name_consents", "dispute_statements")
    # A ruling is written on the dispute; no dispute goes.
    op.execute(f"REVOKE DELETE, TRUNCATE ON record_disputes FROM {APPLICATION_ROLE}")


def downgrade() -> None:
    """Drop the tables."""
    for table in ("dispute_statements", "record_disputes", "name_consents"):
        op.drop_table(table)
