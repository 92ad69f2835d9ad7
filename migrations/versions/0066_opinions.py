"""Texts in moderation with decisions; statements on topics, and votes under a pseudonym."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import append_only

revision = "0066_opinions"
down_revision = "0067_opinion_maps"

UUID = sa.Uuid()
MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "moderation_items",
    "moderation_decisions",
    "opinion_topics",
    "statements",
    "statement_moves",
    "statement_votes",
)
FOREIGN_KEYS = (
    (
        "fk_moderation_items_author",
        "moderation_items",
        "members",
        ["community_id", "author_member_id"],
        ["community_id", "id"],
    ),
    (
        "fk_moderation_decisions_by",
        "moderation_decisions",
        "members",
        ["community_id", "by_member_id"],
        ["community_id", "id"],
    ),
    (
        "fk_moderation_decisions_item",
        "moderation_decisions",
        "moderation_items",
        ["community_id", "item_id"],
        ["community_id", "id"],
    ),
    ("fk_opinion_topics_topic", "opinion_topics", "topics", ["community_id", "topic_id"], ["community_id", "id"]),
    ("fk_statements_author", "statements", "members", ["community_id", "author_member_id"], ["community_id", "id"]),
    ("fk_statements_merged", "statements", "statements", ["community_id", "merged_into_id"], ["community_id", "id"]),
    ("fk_statements_topic", "statements", "opinion_topics", ["community_id", "topic_id"], ["community_id", "topic_id"]),
    (
        "fk_statement_moves_statement",
        "statement_moves",
        "statements",
        ["community_id", "statement_id"],
        ["community_id", "id"],
    ),
    (
        "fk_statement_votes_statement",
        "statement_votes",
        "statements",
        ["community_id", "statement_id"],
        ["community_id", "id"],
    ),
)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "moderation_items",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("subject_type", sa.Text, nullable=False),
        sa.Column("subject_id", UUID, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("scene", sa.BigInteger, nullable=False),
        sa.Column("author_member_id", UUID, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_moderation_items"),
        sa.CheckConstraint("(state IN ('waiting', 'held')) = (decided_at IS NULL)", name="ck_moderation_items_decided"),
        sa.CheckConstraint("scene BETWEEN 1 AND 4", name="ck_moderation_items_scene"),
        sa.CheckConstraint(
            "state IN ('waiting', 'held', 'passed', 'refused', 'withdrawn')", name="ck_moderation_items_state"
        ),
    )
    op.create_table(
        "moderation_decisions",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("item_id", UUID, nullable=False),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("label", sa.BigInteger),
        sa.Column("by_member_id", UUID),
        sa.Column("reason", sa.Text),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_moderation_decisions"),
        sa.CheckConstraint(
            "to_state <> 'refused' OR by_member_id IS NULL OR reason IS NOT NULL", name="ck_moderation_decisions_reason"
        ),
        sa.CheckConstraint(
            "to_state IN ('held', 'passed', 'refused', 'withdrawn')", name="ck_moderation_decisions_state"
        ),
    )
    op.create_table(
        "opinion_topics",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("topic_id", UUID, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("key", sa.LargeBinary),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("while_talking", sa.Boolean, nullable=False),
        sa.Column("votes_version", sa.BigInteger, nullable=False),
        sa.Column("map_due_at", MOMENT),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "topic_id", name="pk_opinion_topics"),
        sa.CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="ck_opinion_topics_closed"),
        sa.CheckConstraint("(state = 'open') = (key IS NOT NULL)", name="ck_opinion_topics_key"),
        sa.CheckConstraint("state IN ('open', 'closed')", name="ck_opinion_topics_state"),
        sa.CheckConstraint("votes_version >= 0", name="ck_opinion_topics_version"),
    )
    op.create_table(
        "statements",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("topic_id", UUID, nullable=False),
        sa.Column("author_member_id", UUID, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("text_key", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("merged_into_id", UUID),
        sa.Column("agrees", sa.BigInteger, nullable=False),
        sa.Column("disagrees", sa.BigInteger, nullable=False),
        sa.Column("passes", sa.BigInteger, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("opened_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_statements"),
        sa.CheckConstraint("least(agrees, disagrees, passes) >= 0", name="ck_statements_counts"),
        sa.CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="ck_statements_merged"),
        sa.CheckConstraint("merged_into_id <> id", name="ck_statements_merged_other"),
        sa.CheckConstraint("state <> 'open' OR opened_at IS NOT NULL", name="ck_statements_opened"),
        sa.CheckConstraint(
            "state IN ('waiting', 'open', 'refused', 'merged', 'withdrawn', 'hidden')", name="ck_statements_state"
        ),
        sa.CheckConstraint("char_length(text) BETWEEN 1 AND 140", name="ck_statements_text"),
    )
    op.create_table(
        "statement_moves",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("statement_id", UUID, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("merged_into_id", UUID),
        sa.Column("by_member_id", UUID),
        sa.Column("reason", sa.Text),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_statement_moves"),
        sa.CheckConstraint(
            "to_state IN ('waiting', 'open', 'refused', 'merged', 'withdrawn', 'hidden')",
            name="ck_statement_moves_state",
        ),
    )
    op.create_table(
        "statement_votes",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("topic_id", UUID, nullable=False),
        sa.Column("voter", sa.LargeBinary, nullable=False),
        sa.Column("statement_id", UUID, nullable=False),
        sa.Column("vote", sa.SmallInteger, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "topic_id", "voter", "statement_id", name="pk_statement_votes"),
        sa.CheckConstraint("vote IN (-1, 0, 1)", name="ck_statement_votes_vote"),
        sa.CheckConstraint("octet_length(voter) = 32", name="ck_statement_votes_voter"),
    )
    op.create_index("ix_moderation_items_state", "moderation_items", ["community_id", "state", "created_at", "id"])
    op.create_index(
        "uq_moderation_items_open",
        "moderation_items",
        ["community_id", "subject_type", "subject_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('waiting', 'held')"),
    )
    op.create_index("ix_moderation_decisions_item", "moderation_decisions", ["community_id", "item_id", "at", "id"])
    op.create_index(
        "ix_opinion_topics_close_due",
        "opinion_topics",
        ["closes_at", "community_id"],
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_opinion_topics_map_due",
        "opinion_topics",
        ["map_due_at", "community_id"],
        postgresql_where=sa.text("map_due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_statements_author", "statements", ["community_id", "author_member_id", "topic_id", "created_at", "id"]
    )
    op.create_index(
        "ix_statements_merged",
        "statements",
        ["community_id", "merged_into_id"],
        postgresql_where=sa.text("merged_into_id IS NOT NULL"),
    )
    op.create_index("ix_statements_topic", "statements", ["community_id", "topic_id", "state", "opened_at", "id"])
    op.create_index(
        "uq_statements_text",
        "statements",
        ["community_id", "topic_id", "text_key"],
        unique=True,
        postgresql_where=sa.text("state <> 'withdrawn'"),
    )
    op.create_index("ix_statement_moves_statement", "statement_moves", ["community_id", "statement_id", "at", "id"])
    op.create_index("ix_statement_votes_statement", "statement_votes", ["community_id", "statement_id"])
    for name, table, to, here, there in FOREIGN_KEYS:
        op.create_foreign_key(name, table, to, here, there)
    append_only("moderation_decisions", "statement_moves")


def downgrade() -> None:
    """Drop the tables."""
    for table in reversed(TABLES):
        op.drop_table(table)
