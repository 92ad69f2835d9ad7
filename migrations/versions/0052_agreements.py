"""Agreements with their parties, texts, clauses and signatures; duties, their terms and evidence."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.helpers import append_only

revision = "0052_agreements"
down_revision = "0046_disputes"

UUID = sa.Uuid()
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "agreements",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("claim_id", UUID),
        sa.Column("entry_id", UUID),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("version", sa.BigInteger),
        sa.Column("next_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.Column("end_reason", sa.Text),
        sa.Column("created_by", UUID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_agreements"),
        sa.UniqueConstraint("community_id", "number", name="uq_agreements_number"),
        sa.CheckConstraint("(ended_at IS NOT NULL) = (state IN ('ended', 'cancelled'))", name="ck_agreements_ended"),
        sa.CheckConstraint(
            "state IN ('draft', 'signing', 'signed', 'in_force', 'ended', 'cancelled')", name="ck_agreements_state"
        ),
        sa.CheckConstraint(
            "(version IS NOT NULL) = (state IN ('signed', 'in_force', 'ended'))", name="ck_agreements_version"
        ),
    )
    op.create_table(
        "agreement_parties",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("agreement_id", UUID, nullable=False),
        sa.Column("no", sa.SmallInteger, nullable=False),
        sa.Column("unit_id", UUID),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("left_at", MOMENT),
        sa.Column("left_reason", sa.Text),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_agreement_parties"),
        sa.UniqueConstraint("community_id", "agreement_id", "no", name="uq_agreement_parties_no"),
        sa.CheckConstraint(
            "(no = 0) = (role = 'community') AND (no = 0) = (unit_id IS NULL)", name="ck_agreement_parties_community"
        ),
        sa.CheckConstraint("(left_at IS NULL) = (left_reason IS NULL)", name="ck_agreement_parties_left"),
        sa.CheckConstraint("role IN ('community', 'lead', 'assist')", name="ck_agreement_parties_role"),
    )
    op.create_table(
        "agreement_versions",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("agreement_id", UUID, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("preamble", sa.Text),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("text", JSONB),
        sa.Column("text_hash", sa.LargeBinary),
        sa.Column("offered_at", MOMENT),
        sa.Column("agreed_at", MOMENT),
        sa.Column("created_by", UUID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_agreement_versions"),
        sa.UniqueConstraint("community_id", "agreement_id", "version", name="uq_agreement_versions_version"),
        sa.CheckConstraint("starts_on < ends_on", name="ck_agreement_versions_days"),
        sa.CheckConstraint("purpose IN ('original', 'amendment', 'renewal')", name="ck_agreement_versions_purpose"),
        sa.CheckConstraint(
            "state IN ('draft', 'signing', 'agreed', 'superseded', 'dropped')", name="ck_agreement_versions_state"
        ),
        sa.CheckConstraint(
            "(text IS NULL) = (text_hash IS NULL) AND (text_hash IS NOT NULL OR state IN ('draft', 'dropped'))",
            name="ck_agreement_versions_text",
        ),
        sa.CheckConstraint("version >= 1", name="ck_agreement_versions_version"),
    )
    op.create_table(
        "agreement_clauses",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("version_id", UUID, nullable=False),
        sa.Column("no", sa.SmallInteger, nullable=False),
        sa.Column("giver_no", sa.SmallInteger, nullable=False),
        sa.Column("receiver_no", sa.SmallInteger, nullable=False),
        sa.Column("accepter_no", sa.SmallInteger, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("measure", sa.Text, nullable=False),
        sa.Column("schedule", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("until_on", sa.Date),
        sa.Column("evidence", JSONB, nullable=False),
        sa.Column("after_no", sa.SmallInteger),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_agreement_clauses"),
        sa.UniqueConstraint("community_id", "version_id", "no", name="uq_agreement_clauses_no"),
        sa.CheckConstraint("accepter_no <> giver_no", name="ck_agreement_clauses_accepter"),
        sa.CheckConstraint("after_no <> no", name="ck_agreement_clauses_after"),
        sa.CheckConstraint("amount > 0", name="ck_agreement_clauses_amount"),
        sa.CheckConstraint(
            "(schedule = 'once') = (until_on IS NULL) AND (until_on > due_on) IS NOT FALSE",
            name="ck_agreement_clauses_days",
        ),
        sa.CheckConstraint("no BETWEEN 1 AND 60", name="ck_agreement_clauses_no"),
        sa.CheckConstraint(
            "schedule IN ('once', 'weekly', 'monthly', 'quarterly')", name="ck_agreement_clauses_schedule"
        ),
        sa.CheckConstraint("giver_no <> receiver_no", name="ck_agreement_clauses_sides"),
    )
    op.create_table(
        "agreement_signatures",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("version_id", UUID, nullable=False),
        sa.Column("party_no", sa.SmallInteger, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("text_hash", sa.LargeBinary, nullable=False),
        sa.Column("method", sa.Text, nullable=False),
        sa.Column("public_key", sa.LargeBinary),
        sa.Column("signature", sa.LargeBinary),
        sa.Column("photo_id", UUID),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_agreement_signatures"),
        sa.UniqueConstraint("community_id", "version_id", "party_no", name="uq_agreement_signatures_party"),
        sa.CheckConstraint("method IN ('tap', 'device_key', 'paper')", name="ck_agreement_signatures_method"),
        sa.CheckConstraint(
            "(method = 'device_key') = (public_key IS NOT NULL AND signature IS NOT NULL)"
            " AND (public_key IS NULL) = (signature IS NULL) AND (method = 'paper') = (photo_id IS NOT NULL)",
            name="ck_agreement_signatures_proof",
        ),
    )
    op.create_table(
        "agreement_moves",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("agreement_id", UUID, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("from_state", sa.Text),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("party_no", sa.SmallInteger),
        sa.Column("by_member_id", UUID),
        sa.Column("note", sa.Text),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_agreement_moves"),
    )
    op.create_table(
        "duties",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("agreement_id", UUID, nullable=False),
        sa.Column("version_id", UUID, nullable=False),
        sa.Column("clause_no", sa.SmallInteger, nullable=False),
        sa.Column("giver_unit_id", UUID),
        sa.Column("receiver_unit_id", UUID),
        sa.Column("accepter_unit_id", UUID),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("measure", sa.Text, nullable=False),
        sa.Column("evidence", JSONB, nullable=False),
        sa.Column("after_duty_id", UUID),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_duties"),
        sa.UniqueConstraint("community_id", "agreement_id", "clause_no", name="uq_duties_clause"),
        sa.CheckConstraint("giver_unit_id IS DISTINCT FROM accepter_unit_id", name="ck_duties_accepter"),
        sa.CheckConstraint("after_duty_id <> id", name="ck_duties_after"),
        sa.CheckConstraint("amount > 0", name="ck_duties_amount"),
        sa.CheckConstraint("giver_unit_id IS DISTINCT FROM receiver_unit_id", name="ck_duties_sides"),
        sa.CheckConstraint("state IN ('in_force', 'done', 'ended')", name="ck_duties_state"),
    )
    op.create_table(
        "duty_terms",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("duty_id", UUID, nullable=False),
        sa.Column("no", sa.BigInteger, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("accepted_amount", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("next_at", MOMENT),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_duty_terms"),
        sa.UniqueConstraint("community_id", "duty_id", "no", name="uq_duty_terms_no"),
        sa.CheckConstraint("(state = 'accepted') = (accepted_amount = amount)", name="ck_duty_terms_accepted"),
        sa.CheckConstraint("amount > 0 AND accepted_amount BETWEEN 0 AND amount", name="ck_duty_terms_amount"),
        sa.CheckConstraint(
            "next_at IS NULL OR state NOT IN ('accepted', 'given_up', 'excused', 'cancelled')",
            name="ck_duty_terms_next",
        ),
        sa.CheckConstraint(
            "state IN ('open', 'submitted', 'partly', 'accepted', 'overdue', 'escalated', 'given_up', 'excused',"
            " 'cancelled')",
            name="ck_duty_terms_state",
        ),
    )
    op.create_table(
        "duty_term_moves",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("term_id", UUID, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("from_state", sa.Text),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("by_member_id", UUID),
        sa.Column("note", sa.Text),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_duty_term_moves"),
    )
    op.create_table(
        "duty_evidence",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("term_id", UUID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("ref_id", UUID),
        sa.Column("photos", JSONB, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("accepted_amount", sa.BigInteger),
        sa.Column("note", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("by_member_id", UUID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("decided_by", UUID),
        sa.Column("decided_at", MOMENT),
        sa.Column("reason", sa.Text),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_duty_evidence"),
        sa.CheckConstraint("(state = 'accepted') = (accepted_amount IS NOT NULL)", name="ck_duty_evidence_accepted"),
        sa.CheckConstraint(
            "amount > 0 AND (accepted_amount BETWEEN 1 AND amount) IS NOT FALSE", name="ck_duty_evidence_amount"
        ),
        sa.CheckConstraint(
            "(decided_by IS NOT NULL) = (state IN ('accepted', 'rejected')) AND decided_by <> by_member_id"
            " AND (state <> 'rejected' OR reason IS NOT NULL)",
            name="ck_duty_evidence_decided",
        ),
        sa.CheckConstraint("kind IN ('photo', 'record', 'transfer', 'booking')", name="ck_duty_evidence_kind"),
        sa.CheckConstraint("(kind = 'photo') = (ref_id IS NULL)", name="ck_duty_evidence_ref"),
        sa.CheckConstraint("state IN ('waiting', 'accepted', 'rejected', 'withdrawn')", name="ck_duty_evidence_state"),
    )
    op.create_index("ix_agreements_all", "agreements", ["community_id", "created_at", "id"])
    op.create_index("ix_agreements_entry", "agreements", ["community_id", "entry_id", "id"])
    op.create_index(
        "ix_agreements_next",
        "agreements",
        ["community_id", "next_at", "id"],
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index("ix_agreements_state", "agreements", ["community_id", "state", "created_at", "id"])
    op.create_index(
        "ux_agreements_claim",
        "agreements",
        ["community_id", "claim_id"],
        unique=True,
        postgresql_where=sa.text("claim_id IS NOT NULL AND state <> 'cancelled'"),
    )
    op.create_index("ix_agreement_parties_unit", "agreement_parties", ["community_id", "unit_id", "agreement_id"])
    op.create_index(
        "ux_agreement_parties_unit",
        "agreement_parties",
        ["community_id", "agreement_id", "unit_id"],
        unique=True,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        "ux_agreement_versions_open",
        "agreement_versions",
        ["community_id", "agreement_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('draft', 'signing')"),
    )
    op.create_index("ix_agreement_moves_agreement", "agreement_moves", ["community_id", "agreement_id", "id"])
    op.create_index("ix_duties_accepter", "duties", ["community_id", "accepter_unit_id", "id"])
    op.create_index("ix_duties_giver", "duties", ["community_id", "giver_unit_id", "id"])
    op.create_index("ix_duties_receiver", "duties", ["community_id", "receiver_unit_id", "id"])
    op.create_index("ix_duty_terms_due", "duty_terms", ["community_id", "due_on", "id"])
    op.create_index(
        "ix_duty_terms_next",
        "duty_terms",
        ["community_id", "next_at", "id"],
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index("ix_duty_terms_state", "duty_terms", ["community_id", "state", "due_on", "id"])
    op.create_index("ix_duty_term_moves_term", "duty_term_moves", ["community_id", "term_id", "id"])
    op.create_index("ix_duty_evidence_term", "duty_evidence", ["community_id", "term_id", "id"])
    op.create_index(
        "ux_duty_evidence_ref",
        "duty_evidence",
        ["community_id", "kind", "ref_id"],
        unique=True,
        postgresql_where=sa.text("ref_id IS NOT NULL AND state IN ('waiting', 'accepted')"),
    )
    for name, table, column, to in (
        ("fk_agreements_claim", "agreements", "claim_id", "claims"),
        ("fk_agreements_created_by", "agreements", "created_by", "members"),
        ("fk_agreements_entry", "agreements", "entry_id", "entries"),
        ("fk_agreement_parties_agreement", "agreement_parties", "agreement_id", "agreements"),
        ("fk_agreement_parties_unit", "agreement_parties", "unit_id", "units"),
        ("fk_agreement_versions_agreement", "agreement_versions", "agreement_id", "agreements"),
        ("fk_agreement_versions_created_by", "agreement_versions", "created_by", "members"),
        ("fk_agreement_clauses_version", "agreement_clauses", "version_id", "agreement_versions"),
        ("fk_agreement_signatures_member", "agreement_signatures", "member_id", "members"),
        ("fk_agreement_signatures_version", "agreement_signatures", "version_id", "agreement_versions"),
        ("fk_agreement_moves_agreement", "agreement_moves", "agreement_id", "agreements"),
        ("fk_duties_accepter", "duties", "accepter_unit_id", "units"),
        ("fk_duties_after", "duties", "after_duty_id", "duties"),
        ("fk_duties_agreement", "duties", "agreement_id", "agreements"),
        ("fk_duties_giver", "duties", "giver_unit_id", "units"),
        ("fk_duties_receiver", "duties", "receiver_unit_id", "units"),
        ("fk_duties_version", "duties", "version_id", "agreement_versions"),
        ("fk_duty_terms_duty", "duty_terms", "duty_id", "duties"),
        ("fk_duty_term_moves_term", "duty_term_moves", "term_id", "duty_terms"),
        ("fk_duty_evidence_by", "duty_evidence", "by_member_id", "members"),
        ("fk_duty_evidence_decided_by", "duty_evidence", "decided_by", "members"),
        ("fk_duty_evidence_term", "duty_evidence", "term_id", "duty_terms"),
    ):
        op.create_foreign_key(name, table, to, ["community_id", column], ["community_id", "id"])
    append_only("agreement_signatures", "agreement_moves", "duty_term_moves")


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "duty_evidence",
        "duty_term_moves",
        "duty_terms",
        "duties",
        "agreement_moves",
        "agreement_signatures",
        "agreement_clauses",
        "agreement_versions",
        "agreement_parties",
        "agreements",
    ):
        op.drop_table(table)
