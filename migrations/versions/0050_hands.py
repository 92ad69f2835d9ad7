"""Corrections' photos are kept, flags tell of reused photos and hasty second looks, a draw is written down once."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import append_only

revision = "0050_hands"
down_revision = "0058_member_names"

# Photos of corrections lay in the correction alone; from now on they are kept as every evidence is.
_KEEP = """
    INSERT INTO record_evidence (community_id, record_id, photo_id, kind, added_by, added_at)
    SELECT c.community_id, c.id, a.id, 'correction', r.recorded_by, c.filed_at
    FROM corrections c
    JOIN service_records r ON r.community_id = c.community_id AND r.id = c.id
    CROSS JOIN LATERAL jsonb_array_elements_text(c.photos) AS named (photo)
    JOIN attachments a ON a.community_id = c.community_id AND a.id = CAST(named.photo AS uuid)
    ON CONFLICT DO NOTHING
"""


_FLAGS = (
    "code IN ('missing_check_out', 'fence_outside', 'leader_own_code', 'witnessed_by_call', 'arrived_late',"
    " 'code_shared', 'overlapping', 'travel', 'daily_cap', 'after_the_fact', 'quick_confirmations',"
    " 'by_guardian'"
)
_NEW_FLAGS = "'quick_approvals', 'quick_rulings', 'photo_reused'"
_JUDGED = "move IN ('confirm', 'approve', 'uphold', 'lower')"


def _replace_check(name: str, table: str, condition: str) -> None:
    op.drop_constraint(name, table, type_="check")
    op.create_check_constraint(name, table, condition)


def _index_moves(name: str, condition: str) -> None:
    columns = ["community_id", "by_member_id", "at"]
    op.create_index(name, "volunteering_moves", columns, postgresql_where=sa.text(condition))


def upgrade() -> None:
    """Widen what flags and evidence may be, index what is read, keep the photos of corrections."""
    _replace_check("ck_record_flags_code", "record_flags", f"{_FLAGS}, {_NEW_FLAGS})")
    _replace_check("ck_record_evidence_kind", "record_evidence", "kind IN ('sheet', 'slip', 'correction')")
    op.drop_index("ix_volunteering_moves_confirm", "volunteering_moves")
    _index_moves("ix_volunteering_moves_judged", _JUDGED)
    op.create_index(
        "ix_corrections_finding",
        "corrections",
        ["community_id", "finding_id"],
        postgresql_where=sa.text("finding_id IS NOT NULL"),
    )
    op.execute(_KEEP)
    op.create_table(
        "audit_draws",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_audit_draws"),
        sa.ForeignKeyConstraint(
            ["community_id", "id"], ["audit_rounds.community_id", "audit_rounds.id"], name="fk_audit_draws_round"
        ),
    )
    append_only("audit_draws")


def downgrade() -> None:
    """Take the new kinds away with the rows that are of them."""
    op.drop_table("audit_draws")
    op.drop_index("ix_corrections_finding", "corrections")
    op.drop_index("ix_volunteering_moves_judged", "volunteering_moves")
    _index_moves("ix_volunteering_moves_confirm", "move = 'confirm'")
    op.execute("DELETE FROM record_evidence WHERE kind = 'correction'")
    _replace_check("ck_record_evidence_kind", "record_evidence", "kind IN ('sheet', 'slip')")
    op.execute(f"DELETE FROM record_flags WHERE code IN ({_NEW_FLAGS})")  # noqa: S608  # the constant above
    _replace_check("ck_record_flags_code", "record_flags", f"{_FLAGS})")
