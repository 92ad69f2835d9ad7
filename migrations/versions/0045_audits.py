"""Audit rounds whose sample nobody can choose: the seed's hash first, the seed after, a case for each record drawn."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, ExcludeConstraint

from migrations.helpers import APPLICATION_ROLE, append_only

revision = "0045_audits"
down_revision = "0041_activities"

UUID, MOMENT = sa.Uuid(), sa.DateTime(timezone=True)
SUBJECTS = "'shift', 'sign_up', 'record'"
# What becomes of a round; everything else of it stays as it was committed.
MOVING = "state, draw_due_at, seed, after_seal, seal_number, records, lot, flagged, drawn_at, closed_at"


def upgrade() -> None:
    """Create the tables; where shifts are, the first round is committed at once."""
    _rounds()
    _cases()
    op.create_table(
        "audit_turns",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", name="pk_audit_turns"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_audit_turns_community"),
    )
    op.create_index("ix_audit_turns_due", "audit_turns", ["due_at", "community_id"])
    op.execute("INSERT INTO audit_turns SELECT DISTINCT community_id, now() FROM shifts")
    append_only("audit_rounds", "audit_seeds", "audit_findings")
    op.execute(f"GRANT UPDATE ({MOVING}) ON audit_rounds TO {APPLICATION_ROLE}")
    _subjects(f"{SUBJECTS}, 'audit', 'audit_case'")


def downgrade() -> None:
    """Drop it all again."""
    op.execute("DELETE FROM volunteering_moves WHERE subject IN ('audit', 'audit_case')")
    _subjects(SUBJECTS)
    for name in ("audit_turns", "audit_findings", "audit_cases", "audit_seeds", "audit_rounds"):
        op.drop_table(name)


def _subjects(names: str) -> None:
    op.drop_constraint("ck_volunteering_moves_subject", "volunteering_moves")
    op.create_check_constraint("ck_volunteering_moves_subject", "volunteering_moves", f"subject IN ({names})")


def _rounds() -> None:
    op.create_table(
        "audit_rounds",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("commitment", sa.LargeBinary, nullable=False),
        sa.Column("committed_by", UUID),
        sa.Column("committed_at", MOMENT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("draw_due_at", MOMENT, nullable=False),
        sa.Column("seed", sa.LargeBinary),
        sa.Column("after_seal", sa.BigInteger),
        sa.Column("seal_number", sa.BigInteger),
        sa.Column("records", sa.BigInteger),
        sa.Column("lot", sa.BigInteger),
        sa.Column("flagged", sa.BigInteger),
        sa.Column("drawn_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_audit_rounds"),
        sa.UniqueConstraint("community_id", "number", name="uq_audit_rounds_number"),
        sa.ForeignKeyConstraint(
            ["community_id", "committed_by"],
            ["members.community_id", "members.id"],
            name="fk_audit_rounds_member",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "seal_number"], ["seals.community_id", "seals.number"], name="fk_audit_rounds_seal"
        ),
        ExcludeConstraint(
            ("community_id", "="),
            (sa.text("daterange(starts_on, ends_on, '[]')"), "&&"),
            name="ex_audit_rounds_period",
            using="gist",
        ),
        sa.CheckConstraint("number > 0", name="ck_audit_rounds_number"),
        sa.CheckConstraint("ends_on BETWEEN starts_on AND starts_on + 30", name="ck_audit_rounds_period"),
        sa.CheckConstraint("state IN ('committed', 'drawn', 'closed')", name="ck_audit_rounds_state"),
        # Committed before the first day, drawn after the last, by the seed that was committed: the database's own word.
        sa.CheckConstraint(
            "committed_at < CAST(starts_on AS timestamp) AT TIME ZONE 'Asia/Shanghai'", name="ck_audit_rounds_before"
        ),
        sa.CheckConstraint(
            "drawn_at >= CAST(ends_on + 1 AS timestamp) AT TIME ZONE 'Asia/Shanghai'", name="ck_audit_rounds_after"
        ),
        sa.CheckConstraint(
            "octet_length(commitment) = 32 AND (octet_length(seed) = 32 AND sha256(seed) = commitment) IS NOT FALSE",
            name="ck_audit_rounds_seed",
        ),
        sa.CheckConstraint(
            "num_nonnulls(seed, after_seal, seal_number, records, lot, flagged, drawn_at)"
            " = CASE WHEN state = 'committed' THEN 0 ELSE 7 END"
            " AND (state = 'closed') = (closed_at IS NOT NULL)",
            name="ck_audit_rounds_drawn",
        ),
        sa.CheckConstraint("lot BETWEEN 0 AND records AND flagged >= 0", name="ck_audit_rounds_counts"),
    )
    op.create_index(
        "ix_audit_rounds_due",
        "audit_rounds",
        ["draw_due_at", "community_id"],
        postgresql_where=sa.text("state = 'committed'"),
    )
    op.create_table(
        "audit_seeds",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("seed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_audit_seeds"),
        sa.ForeignKeyConstraint(
            ["community_id", "id"], ["audit_rounds.community_id", "audit_rounds.id"], name="fk_audit_seeds_round"
        ),
    )


def _cases() -> None:
    op.create_table(
        "audit_cases",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("audit_id", UUID, nullable=False),
        sa.Column("record_id", UUID, nullable=False),
        sa.Column("drawn_by", sa.Text, nullable=False),
        sa.Column("hands", ARRAY(UUID), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("assigned_to", UUID),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("remind_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_audit_cases"),
        sa.UniqueConstraint("community_id", "audit_id", "record_id", name="uq_audit_cases_record"),
        sa.ForeignKeyConstraint(
            ["community_id", "audit_id"], ["audit_rounds.community_id", "audit_rounds.id"], name="fk_audit_cases_round"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "record_id"],
            ["service_records.community_id", "service_records.id"],
            name="fk_audit_cases_record",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "assigned_to"], ["members.community_id", "members.id"], name="fk_audit_cases_auditor"
        ),
        sa.CheckConstraint("drawn_by IN ('lot', 'flag')", name="ck_audit_cases_drawn_by"),
        sa.CheckConstraint(
            "state IN ('open', 'assigned', 'passed', 'failed', 'undecidable')", name="ck_audit_cases_state"
        ),
        sa.CheckConstraint("(state = 'open') = (assigned_to IS NULL)", name="ck_audit_cases_assigned"),
        # Nobody audits what they had a hand in.
        sa.CheckConstraint("(assigned_to = ANY (hands)) IS NOT TRUE", name="ck_audit_cases_hands"),
    )
    op.create_index("ix_audit_cases_record", "audit_cases", ["community_id", "record_id"])
    op.create_index("ix_audit_cases_auditor", "audit_cases", ["community_id", "assigned_to", "id"])
    op.create_index(
        "ix_audit_cases_remind",
        "audit_cases",
        ["remind_at", "community_id"],
        postgresql_where=sa.text("state IN ('open', 'assigned')"),
    )
    op.create_table(
        "audit_findings",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("minutes", sa.BigInteger),
        sa.Column("ways", ARRAY(sa.Text), nullable=False),
        sa.Column("checked", sa.Text, nullable=False),
        sa.Column("performer_word", sa.Text),
        sa.Column("beneficiary_word", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("photos", JSONB, nullable=False),
        sa.Column("found_by", UUID, nullable=False),
        sa.Column("found_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_audit_findings"),
        sa.ForeignKeyConstraint(
            ["community_id", "id"], ["audit_cases.community_id", "audit_cases.id"], name="fk_audit_findings_case"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "found_by"], ["members.community_id", "members.id"], name="fk_audit_findings_member"
        ),
        sa.CheckConstraint("verdict IN ('passed', 'failed', 'undecidable')", name="ck_audit_findings_verdict"),
        sa.CheckConstraint(
            "(verdict = 'failed') = (minutes IS NOT NULL) AND (minutes BETWEEN 0 AND 1440) IS NOT FALSE",
            name="ck_audit_findings_minutes",
        ),
        sa.CheckConstraint("verdict = 'passed' OR reason IS NOT NULL", name="ck_audit_findings_reason"),
        sa.CheckConstraint(
            "cardinality(ways) > 0 AND ways <@ ARRAY['call', 'visit', 'papers']", name="ck_audit_findings_ways"
        ),
    )
