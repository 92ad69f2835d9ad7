"""Flags are rows with the figures that explain them; records from paper have photographed evidence and quotas."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.helpers import append_only

revision = "0043_flags_and_paper"
down_revision = "0040_hands"

MOMENT = sa.DateTime(timezone=True)
CODES = (
    "'missing_check_out', 'fence_outside', 'leader_own_code', 'witnessed_by_call', 'arrived_late', 'code_shared',"
    " 'overlapping', 'travel', 'daily_cap', 'after_the_fact', 'quick_confirmations'"
)
# What an old flag was raised at was not kept: the end of presence is the earliest moment at which all were known.
MOVE_OUT = """
INSERT INTO record_flags (community_id, record_id, code, facts, after_entry, raised_at)
SELECT r.community_id, r.id, f.code, '{}', false, coalesce(r.checked_out_at, r.created_at)
FROM service_records r CROSS JOIN LATERAL jsonb_array_elements_text(r.flags) AS f (code)
ON CONFLICT DO NOTHING
"""
MOVE_BACK = """
UPDATE service_records r SET flags = f.codes
FROM (SELECT community_id, record_id, jsonb_agg(code ORDER BY code) AS codes FROM record_flags GROUP BY 1, 2) f
WHERE f.community_id = r.community_id AND f.record_id = r.id
"""


def upgrade() -> None:
    """Create the tables, move what the flags' column held, and say when a confirmed record is looked at."""
    _create_flags()
    _create_paper()
    op.add_column("service_records", sa.Column("look_at", MOMENT))
    op.execute("UPDATE service_records SET look_at = now() WHERE state IN ('confirmed', 'on_notice')")
    op.create_index("ix_service_records_presence", "service_records", ["community_id", "performed_by", "served_on"])
    op.create_index(
        "ix_service_records_look",
        "service_records",
        ["look_at", "community_id"],
        postgresql_where=sa.text("look_at IS NOT NULL"),
    )
    op.create_index(
        "ix_volunteering_moves_confirm",
        "volunteering_moves",
        ["community_id", "by_member_id", "at"],
        postgresql_where=sa.text("move = 'confirm'"),
    )
    op.create_index("ix_attachments_sha256", "attachments", ["community_id", "sha256"])
    op.add_column("shifts", sa.Column("opened_after", sa.Boolean, nullable=False, server_default="false"))
    op.alter_column("shifts", "opened_after", server_default=None)
    op.create_check_constraint("ck_shifts_opened_after", "shifts", "NOT opened_after OR state = 'ended'")


def _create_flags() -> None:
    op.create_table(
        "record_flags",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("record_id", sa.Uuid, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("facts", JSONB, nullable=False),
        sa.Column("after_entry", sa.Boolean, nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "record_id", "code", name="pk_record_flags"),
        sa.ForeignKeyConstraint(
            ["community_id", "record_id"],
            ["service_records.community_id", "service_records.id"],
            name="fk_record_flags_record",
        ),
        sa.CheckConstraint(f"code IN ({CODES})", name="ck_record_flags_code"),
    )
    op.create_index(
        "ix_record_flags_late", "record_flags", ["community_id", "record_id"], postgresql_where=sa.text("after_entry")
    )
    append_only("record_flags")
    op.execute(MOVE_OUT)
    op.drop_column("service_records", "flags")


def _create_paper() -> None:
    op.create_table(
        "record_evidence",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("record_id", sa.Uuid, nullable=False),
        sa.Column("photo_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("added_by", sa.Uuid, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "record_id", "photo_id", name="pk_record_evidence"),
        sa.ForeignKeyConstraint(
            ["community_id", "record_id"],
            ["service_records.community_id", "service_records.id"],
            name="fk_record_evidence_record",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "photo_id"],
            ["attachments.community_id", "attachments.id"],
            name="fk_record_evidence_photo",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "added_by"], ["members.community_id", "members.id"], name="fk_record_evidence_member"
        ),
        sa.CheckConstraint("kind IN ('sheet', 'slip')", name="ck_record_evidence_kind"),
    )
    op.create_index("ix_record_evidence_photo", "record_evidence", ["community_id", "photo_id"])
    op.create_table(
        "paper_quotas",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("records", sa.BigInteger, nullable=False),
        sa.Column("minutes", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member_id", "day", name="pk_paper_quotas"),
        sa.ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_paper_quotas_member"
        ),
        sa.CheckConstraint("records BETWEEN 1 AND 20", name="ck_paper_quotas_records"),
        sa.CheckConstraint("minutes BETWEEN 1 AND 2400", name="ck_paper_quotas_minutes"),
    )
    append_only("record_evidence")


def downgrade() -> None:
    """Put the codes back into the column; their figures, and what came from paper, are lost."""
    op.drop_constraint("ck_shifts_opened_after", "shifts")
    op.drop_column("shifts", "opened_after")
    op.drop_index("ix_attachments_sha256", "attachments")
    op.drop_index("ix_volunteering_moves_confirm", "volunteering_moves")
    op.drop_column("service_records", "look_at")
    op.drop_index("ix_service_records_presence", "service_records")
    op.drop_table("paper_quotas")
    op.drop_table("record_evidence")
    op.add_column("service_records", sa.Column("flags", JSONB, nullable=False, server_default="[]"))
    op.execute(MOVE_BACK)
    op.alter_column("service_records", "flags", server_default=None)
    op.drop_table("record_flags")
