"""The opinion map of a topic as it was last drawn."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0067_opinion_maps"
down_revision = "0071_freed_places"


def upgrade() -> None:
    op.create_table(
        "opinion_maps",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("topic_id", sa.Uuid, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("votes_version", sa.BigInteger, nullable=False),
        sa.Column("voters", sa.BigInteger, nullable=False),
        sa.Column("participants", sa.BigInteger, nullable=False),
        sa.Column("shown", JSONB, nullable=False),
        sa.Column("plane", JSONB, nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("community_id", "topic_id", name="pk_opinion_maps"),
        sa.CheckConstraint("participants BETWEEN 0 AND voters", name="ck_opinion_maps_participants"),
        sa.CheckConstraint("(version = 0) = (drawn_at IS NULL)", name="ck_opinion_maps_drawn"),
    )
    # Hook: create_distributed_table goes here.
    op.create_foreign_key(
        "fk_opinion_maps_topic", "opinion_maps", "topics", ["community_id", "topic_id"], ["community_id", "id"]
    )


def downgrade() -> None:
    op.drop_table("opinion_maps")
