"""Supervision notes on duties, and what a debtor asks to be excused for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.helpers import append_only

revision = "0055_duty_notes"
down_revision = "0054_agreement_signing"

UUID = sa.Uuid()
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns and create the tables; what time takes back of claims has nobody's name."""
    op.alter_column("claim_moves", "by_member_id", nullable=True)
    op.add_column("duty_terms", sa.Column("excuse", sa.Text))
    op.add_column("duty_terms", sa.Column("excuse_by", UUID))
    op.add_column("duty_terms", sa.Column("excuse_at", MOMENT))
    op.create_check_constraint(
        "ck_duty_terms_excuse",
        "duty_terms",
        "(excuse IS NULL) = (excuse_by IS NULL) AND (excuse IS NULL) = (excuse_at IS NULL)"
        " AND (state <> 'excused' OR excuse IS NOT NULL)",
    )
    op.create_table(
        "duty_notes",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("duty_id", UUID, nullable=False),
        sa.Column("by_unit_id", UUID),
        sa.Column("by_member_id", UUID, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("answer_by", MOMENT),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_duty_notes"),
        sa.CheckConstraint("state IN ('waiting', 'answered', 'escalated', 'closed')", name="ck_duty_notes_state"),
        sa.CheckConstraint(
            "(answer_by IS NOT NULL) = (state IN ('waiting', 'escalated'))", name="ck_duty_notes_answer"
        ),
        sa.CheckConstraint("(closed_at IS NOT NULL) = (state = 'closed')", name="ck_duty_notes_closed"),
    )
    op.create_table(
        "duty_note_words",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("note_id", UUID, nullable=False),
        sa.Column("unit_id", UUID),
        sa.Column("by_member_id", UUID, nullable=False),
        sa.Column("is_answer", sa.Boolean, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("photos", JSONB, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_duty_note_words"),
    )
    op.create_index("ix_duty_notes_all", "duty_notes", ["community_id", "made_at", "id"])
    op.create_index("ix_duty_notes_duty", "duty_notes", ["community_id", "duty_id", "id"])
    op.create_index(
        "ix_duty_notes_late",
        "duty_notes",
        ["community_id", "answer_by", "id"],
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index("ix_duty_note_words_note", "duty_note_words", ["community_id", "note_id", "id"])
    _add_foreign_keys()
    append_only("duty_note_words")


def _add_foreign_keys() -> None:
    for name, source, column, target in (
        ("fk_duty_terms_excuse_by", "duty_terms", "excuse_by", "members"),
        ("fk_duty_notes_duty", "duty_notes", "duty_id", "duties"),
        ("fk_duty_notes_by_unit", "duty_notes", "by_unit_id", "units"),
        ("fk_duty_notes_by_member", "duty_notes", "by_member_id", "members"),
        ("fk_duty_note_words_note", "duty_note_words", "note_id", "duty_notes"),
        ("fk_duty_note_words_unit", "duty_note_words", "unit_id", "units"),
        ("fk_duty_note_words_by", "duty_note_words", "by_member_id", "members"),
    ):
        op.create_foreign_key(name, source, target, ["community_id", column], ["community_id", "id"])


def downgrade() -> None:
    """Drop what was added; lines without a name can't stay."""
    op.execute("DELETE FROM claim_moves WHERE by_member_id IS NULL")
    op.alter_column("claim_moves", "by_member_id", nullable=False)
    op.drop_table("duty_note_words")
    op.drop_table("duty_notes")
    op.drop_constraint("fk_duty_terms_excuse_by", "duty_terms", type_="foreignkey")
    op.drop_constraint("ck_duty_terms_excuse", "duty_terms", type_="check")
    for column in ("excuse_at", "excuse_by", "excuse"):
        op.drop_column("duty_terms", column)
