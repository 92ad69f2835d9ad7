"""Topics and their stages."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.helpers import append_only

revision = "0013_deliberation"
down_revision = "0012_search"

STAGES = "'suggested', 'gathering', 'talking', 'deciding', 'decided', 'carrying_out', 'closed', 'dropped'"


def upgrade() -> None:
    """Create the tables."""
    _create_topics()
    _create_moves()
    append_only("topic_moves")


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("topic_moves")
    op.drop_table("topics")


def _create_topics() -> None:
    op.create_table(
        "topics",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("entry_id", sa.Uuid, nullable=False),
        sa.Column("opened_by_member_id", sa.Uuid, nullable=False),
        sa.Column("source_type", sa.Text),
        sa.Column("source_id", sa.Uuid),
        sa.Column("meeting_kind", sa.Text),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("stage_ends_at", sa.DateTime(timezone=True)),
        sa.Column("next_actor", sa.Text),
        sa.Column("decision", sa.Text),
        sa.Column("decision_reasons", sa.Text),
        sa.Column("owner_unit_id", sa.Uuid),
        sa.Column("owner_member_id", sa.Uuid),
        sa.Column("due_on", sa.Date),
        sa.Column("review_on", sa.Date),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("decided_entry_id", sa.Uuid),
        sa.Column("opened_at", sa.DateTime(timezone=True)),
        sa.Column("overdue_told_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_topics"),
        sa.UniqueConstraint("community_id", "entry_id", name="uq_topics_entry"),
        sa.ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_topics_entry"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "opened_by_member_id"], ["members.community_id", "members.id"], name="fk_topics_opened_by"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "owner_unit_id"], ["units.community_id", "units.id"], name="fk_topics_owner_unit"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "owner_member_id"], ["members.community_id", "members.id"], name="fk_topics_owner_member"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "decided_entry_id"], ["entries.community_id", "entries.id"], name="fk_topics_decided_entry"
        ),
        sa.CheckConstraint(f"stage IN ({STAGES})", name="ck_topics_stage"),
        sa.CheckConstraint(
            "meeting_kind IN ('frank_talk', 'council', 'dialogue', 'alliance')", name="ck_topics_meeting_kind"
        ),
        sa.CheckConstraint("source_type IN ('entry', 'edition', 'sentence')", name="ck_topics_source_type"),
        sa.CheckConstraint("(source_type IS NULL) = (source_id IS NULL)", name="ck_topics_source"),
        sa.CheckConstraint("stage IN ('suggested', 'dropped') OR opened_at IS NOT NULL", name="ck_topics_opened"),
        sa.CheckConstraint(
            "num_nonnulls(stage_ends_at, next_actor) = CASE WHEN stage IN ('closed', 'dropped') THEN 0 ELSE 2 END",
            name="ck_topics_clock",
        ),
        sa.CheckConstraint(
            "(stage IN ('decided', 'carrying_out', 'closed')) = (decision IS NOT NULL)", name="ck_topics_decided"
        ),
        sa.CheckConstraint(
            "num_nonnulls(decision, decision_reasons, due_on, review_on, decided_at) IN (0, 5)",
            name="ck_topics_decision_whole",
        ),
        sa.CheckConstraint(
            "num_nonnulls(owner_unit_id, owner_member_id) = CASE WHEN decision IS NULL THEN 0 ELSE 1 END",
            name="ck_topics_one_owner",
        ),
        sa.CheckConstraint("review_on >= due_on", name="ck_topics_review"),
    )
    op.create_index(
        "uq_topics_live_source",
        "topics",
        ["community_id", "source_type", "source_id"],
        unique=True,
        postgresql_where=sa.text("stage NOT IN ('closed', 'dropped')"),
    )
    op.create_index("ix_topics_all", "topics", ["community_id", "created_at", "id"])
    op.create_index("ix_topics_stage", "topics", ["community_id", "stage", "created_at", "id"])
    op.create_index(
        "ix_topics_due",
        "topics",
        ["stage_ends_at", "community_id"],
        postgresql_where=sa.text("overdue_told_at IS NULL"),
    )


def _create_moves() -> None:
    op.create_table(
        "topic_moves",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("topic_id", sa.Uuid, nullable=False),
        sa.Column("entry_id", sa.Uuid, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("from_stage", sa.Text),
        sa.Column("to_stage", sa.Text, nullable=False),
        sa.Column("stage_ends_at", sa.DateTime(timezone=True)),
        sa.Column("facts", JSONB, nullable=False),
        sa.Column("by_member_id", sa.Uuid),
        sa.Column("note", sa.Text),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_topic_moves"),
        sa.ForeignKeyConstraint(
            ["community_id", "topic_id"], ["topics.community_id", "topics.id"], name="fk_topic_moves_topic"
        ),
        sa.CheckConstraint(f"to_stage IN ({STAGES})", name="ck_topic_moves_stage"),
    )
    op.create_index("ix_topic_moves_topic", "topic_moves", ["community_id", "topic_id", "at", "id"])
    op.create_index("ix_topic_moves_entry", "topic_moves", ["community_id", "entry_id", "at", "id"])
