"""Budget rounds with moves, proposals with what the desk found, secret ballots, results."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.helpers import append_only

revision = "0070_budgeting"
down_revision = "0069_ballots"

UUID = sa.Uuid()
MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "budget_rounds",
    "budget_round_moves",
    "budget_proposals",
    "budget_proposal_checks",
    "budget_ballots",
    "budget_results",
)
FOREIGN_KEYS = (
    ("fk_budget_rounds_community", "budget_rounds", "communities", ["community_id"], ["community_id"]),
    ("fk_budget_rounds_opened_by", "budget_rounds", "members", ["community_id", "opened_by"], ["community_id", "id"]),
    ("fk_budget_rounds_topic", "budget_rounds", "topics", ["community_id", "topic_id"], ["community_id", "id"]),
    (
        "fk_budget_round_moves_round",
        "budget_round_moves",
        "budget_rounds",
        ["community_id", "round_id"],
        ["community_id", "id"],
    ),
    ("fk_budget_proposals_category", "budget_proposals", "categories", ["category"], ["code"]),
    ("fk_budget_proposals_entry", "budget_proposals", "entries", ["community_id", "entry_id"], ["community_id", "id"]),
    (
        "fk_budget_proposals_proposed_by",
        "budget_proposals",
        "members",
        ["community_id", "proposed_by"],
        ["community_id", "id"],
    ),
    (
        "fk_budget_proposals_round",
        "budget_proposals",
        "budget_rounds",
        ["community_id", "round_id"],
        ["community_id", "id"],
    ),
    (
        "fk_budget_proposal_checks_proposal",
        "budget_proposal_checks",
        "budget_proposals",
        ["community_id", "proposal_id"],
        ["community_id", "id"],
    ),
    (
        "fk_budget_ballots_round",
        "budget_ballots",
        "budget_rounds",
        ["community_id", "round_id"],
        ["community_id", "id"],
    ),
    (
        "fk_budget_results_round",
        "budget_results",
        "budget_rounds",
        ["community_id", "round_id"],
        ["community_id", "id"],
    ),
)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "budget_rounds",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("budget_fen", sa.BigInteger, nullable=False),
        sa.Column("fund", sa.Text, nullable=False),
        sa.Column("ballot_kind", sa.Text, nullable=False),
        sa.Column("points_max", sa.BigInteger),
        sa.Column("topic_id", UUID),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("stage_ends_at", MOMENT),
        sa.Column("overdue_told_at", MOMENT),
        sa.Column("secret", sa.LargeBinary),
        sa.Column("opened_by", UUID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_budget_rounds"),
        sa.UniqueConstraint("community_id", "number", name="uq_budget_rounds_number"),
        sa.CheckConstraint("ballot_kind IN ('approval', 'points')", name="ck_budget_rounds_ballot_kind"),
        sa.CheckConstraint("budget_fen > 0", name="ck_budget_rounds_budget"),
        sa.CheckConstraint(
            "(stage IN ('decided', 'called_off')) = (stage_ends_at IS NULL)", name="ck_budget_rounds_clock"
        ),
        sa.CheckConstraint("(stage = 'decided') = (decided_at IS NOT NULL)", name="ck_budget_rounds_decided"),
        sa.CheckConstraint(
            "(ballot_kind = 'points') = (points_max IS NOT NULL) AND points_max BETWEEN 1 AND 100",
            name="ck_budget_rounds_points",
        ),
        sa.CheckConstraint("(stage = 'voting') = (secret IS NOT NULL)", name="ck_budget_rounds_secret"),
        sa.CheckConstraint(
            "stage IN ('proposing', 'checking', 'voting', 'closed', 'decided', 'called_off')",
            name="ck_budget_rounds_stage",
        ),
    )
    op.create_table(
        "budget_round_moves",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("round_id", UUID, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("from_stage", sa.Text),
        sa.Column("to_stage", sa.Text, nullable=False),
        sa.Column("stage_ends_at", MOMENT),
        sa.Column("by_member_id", UUID),
        sa.Column("note", sa.Text),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_budget_round_moves"),
        sa.CheckConstraint(
            "to_stage IN ('proposing', 'checking', 'voting', 'closed', 'decided', 'called_off')",
            name="ck_budget_round_moves_stage",
        ),
    )
    op.create_table(
        "budget_proposals",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("round_id", UUID, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("cost_fen", sa.BigInteger, nullable=False),
        sa.Column("from_list", sa.Boolean, nullable=False),
        sa.Column("entry_id", UUID),
        sa.Column("proposed_by", UUID, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_budget_proposals"),
        sa.UniqueConstraint("community_id", "round_id", "entry_id", name="uq_budget_proposals_entry"),
        sa.UniqueConstraint("community_id", "round_id", "number", name="uq_budget_proposals_number"),
        sa.CheckConstraint("entry_id IS NULL OR from_list OR state = 'passed'", name="ck_budget_proposals_chosen"),
        sa.CheckConstraint("cost_fen > 0", name="ck_budget_proposals_cost"),
        sa.CheckConstraint("NOT from_list OR entry_id IS NOT NULL", name="ck_budget_proposals_from_list"),
        sa.CheckConstraint("number > 0", name="ck_budget_proposals_number"),
        sa.CheckConstraint(
            "state NOT IN ('passed', 'refused') OR reason IS NOT NULL", name="ck_budget_proposals_reason"
        ),
        sa.CheckConstraint("state IN ('proposed', 'passed', 'refused', 'withdrawn')", name="ck_budget_proposals_state"),
    )
    op.create_table(
        "budget_proposal_checks",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("proposal_id", UUID, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("from_state", sa.Text, nullable=False),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("cost_fen", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("by_member_id", UUID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_budget_proposal_checks"),
        sa.CheckConstraint("cost_fen > 0", name="ck_budget_proposal_checks_cost"),
        sa.CheckConstraint(
            "to_state IN ('proposed', 'passed', 'refused', 'withdrawn')", name="ck_budget_proposal_checks_state"
        ),
    )
    op.create_table(
        "budget_ballots",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("round_id", UUID, nullable=False),
        sa.Column("voter", sa.LargeBinary, nullable=False),
        sa.Column("points", JSONB, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "round_id", "voter", name="pk_budget_ballots"),
        sa.CheckConstraint("jsonb_typeof(points) = 'object' AND points <> '{}'", name="ck_budget_ballots_points"),
        sa.CheckConstraint("octet_length(voter) = 32", name="ck_budget_ballots_voter"),
    )
    op.create_table(
        "budget_results",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("round_id", UUID, nullable=False),
        sa.Column("rule_version", sa.BigInteger, nullable=False),
        sa.Column("ballots_hash", sa.Text, nullable=False),
        sa.Column("electors", sa.BigInteger, nullable=False),
        sa.Column("voters", sa.BigInteger, nullable=False),
        sa.Column("budget_fen", sa.BigInteger, nullable=False),
        sa.Column("spent_fen", sa.BigInteger, nullable=False),
        sa.Column("facts", JSONB, nullable=False),
        sa.Column("counted_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "round_id", name="pk_budget_results"),
        sa.CheckConstraint("ballots_hash ~ '^[0-9a-f]{64}$'", name="ck_budget_results_hash"),
        sa.CheckConstraint("spent_fen BETWEEN 0 AND budget_fen", name="ck_budget_results_spent"),
        sa.CheckConstraint("voters BETWEEN 0 AND electors", name="ck_budget_results_voters"),
    )
    op.create_index("ix_budget_rounds_all", "budget_rounds", ["community_id", "created_at", "id"])
    op.create_index(
        "ix_budget_rounds_due",
        "budget_rounds",
        ["stage_ends_at", "community_id"],
        postgresql_where=sa.text("stage_ends_at IS NOT NULL AND overdue_told_at IS NULL"),
    )
    op.create_index(
        "ix_budget_rounds_topic",
        "budget_rounds",
        ["community_id", "topic_id"],
        postgresql_where=sa.text("topic_id IS NOT NULL"),
    )
    op.create_index("ix_budget_round_moves_round", "budget_round_moves", ["community_id", "round_id", "at", "id"])
    op.create_index(
        "ix_budget_proposal_checks_proposal", "budget_proposal_checks", ["community_id", "proposal_id", "at", "id"]
    )
    for name, table, to, here, there in FOREIGN_KEYS:
        op.create_foreign_key(name, table, to, here, there)
    append_only("budget_round_moves", "budget_proposal_checks", "budget_results")


def downgrade() -> None:
    """Drop the tables."""
    for table in reversed(TABLES):
        op.drop_table(table)
