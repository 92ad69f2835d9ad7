"""What was decided is looked at again on its day: a stage of its own, and when that was done."""

import sqlalchemy as sa
from alembic import op

revision = "0072_reviews"
down_revision = "0066_opinions"

BEFORE = "'suggested', 'gathering', 'talking', 'deciding', 'decided', 'carrying_out', 'closed', 'dropped'"
AFTER = BEFORE.replace("'closed'", "'reviewing', 'closed'")
AWAITING_REVIEW = "reviewed_at IS NULL AND stage IN ('decided', 'carrying_out', 'closed')"
SOURCE = ["community_id", "source_type", "source_id"]


def upgrade() -> None:
    """Add the stage and the moment; what was closed before counts as looked at."""
    op.add_column("topics", sa.Column("reviewed_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE topics SET reviewed_at = decided_at WHERE stage = 'closed'")
    _stages(AFTER, "'decided', 'carrying_out', 'reviewing', 'closed'")
    op.create_check_constraint("ck_topics_reviewed", "topics", "reviewed_at IS NULL OR stage = 'closed'")
    op.create_index("ix_topics_review", "topics", ["review_on", "community_id"], postgresql_where=AWAITING_REVIEW)
    _live_source("'closed', 'dropped', 'reviewing'")


def downgrade() -> None:
    """Take them back; what is being looked at counts as carried out."""
    _live_source("'closed', 'dropped'")
    op.drop_index("ix_topics_review", "topics")
    op.drop_constraint("ck_topics_reviewed", "topics")
    op.execute("UPDATE topics SET stage = 'carrying_out' WHERE stage = 'reviewing'")
    op.execute("UPDATE topic_moves SET to_stage = 'carrying_out' WHERE to_stage = 'reviewing'")
    _stages(BEFORE, "'decided', 'carrying_out', 'closed'")
    op.drop_column("topics", "reviewed_at")


def _stages(stages: str, decided: str) -> None:
    for name in ("ck_topics_stage", "ck_topics_decided"):
        op.drop_constraint(name, "topics")
    op.drop_constraint("ck_topic_moves_stage", "topic_moves")
    op.create_check_constraint("ck_topics_stage", "topics", f"stage IN ({stages})")
    op.create_check_constraint("ck_topics_decided", "topics", f"(stage IN ({decided})) = (decision IS NOT NULL)")
    op.create_check_constraint("ck_topic_moves_stage", "topic_moves", f"to_stage IN ({stages})")


def _live_source(ended: str) -> None:
    op.drop_index("uq_topics_live_source", "topics")
    op.create_index("uq_topics_live_source", "topics", SOURCE, unique=True, postgresql_where=f"stage NOT IN ({ended})")
