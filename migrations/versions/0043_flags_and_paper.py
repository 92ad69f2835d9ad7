"""What is unusual about a record is a row with the figures that explain it."""

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
    """Create the table, move what the column held into it, drop the column."""
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


def downgrade() -> None:
    """Put the codes back into the column; their figures are lost."""
    op.add_column("service_records", sa.Column("flags", JSONB, nullable=False, server_default="[]"))
    op.execute(MOVE_BACK)
    op.alter_column("service_records", "flags", server_default=None)
    op.drop_table("record_flags")
