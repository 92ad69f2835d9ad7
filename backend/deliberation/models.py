"""Tables of deliberation. A topic's title, text and category stand in its list entry, which nobody else can change."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base

STAGES = "'suggested', 'gathering', 'talking', 'deciding', 'decided', 'carrying_out', 'reviewing', 'closed', 'dropped'"

AWAITING_REVIEW = "reviewed_at IS NULL AND stage IN ('decided', 'carrying_out', 'closed')"


class Topic(Base):
    """What is talked about, where it stands, who must act next and until when; the decision once there is one.

    ``opened_at`` is when everybody could see it. ``overdue_told_at`` is set once the desk was told that the stage's
    time is over, and taken back by the next move. ``reviewed_at`` is when the desk said how what was decided came out.
    """

    __tablename__ = "topics"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_topics"),
        UniqueConstraint("community_id", "entry_id", name="uq_topics_entry"),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_topics_entry"
        ),
        ForeignKeyConstraint(
            ["community_id", "opened_by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_topics_opened_by",
        ),
        ForeignKeyConstraint(
            ["community_id", "owner_unit_id"], ["units.community_id", "units.id"], name="fk_topics_owner_unit"
        ),
        ForeignKeyConstraint(
            ["community_id", "owner_member_id"], ["members.community_id", "members.id"], name="fk_topics_owner_member"
        ),
        ForeignKeyConstraint(
            ["community_id", "decided_entry_id"],
            ["entries.community_id", "entries.id"],
            name="fk_topics_decided_entry",
        ),
        CheckConstraint(f"stage IN ({STAGES})", name="ck_topics_stage"),
        CheckConstraint(
            "meeting_kind IN ('frank_talk', 'council', 'dialogue', 'alliance')", name="ck_topics_meeting_kind"
        ),
        CheckConstraint("source_type IN ('entry', 'edition', 'statement')", name="ck_topics_source_type"),
        CheckConstraint("(source_type IS NULL) = (source_id IS NULL)", name="ck_topics_source"),
        CheckConstraint("stage IN ('suggested', 'dropped') OR opened_at IS NOT NULL", name="ck_topics_opened"),
        CheckConstraint(
            "num_nonnulls(stage_ends_at, next_actor) = CASE WHEN stage IN ('closed', 'dropped') THEN 0 ELSE 2 END",
            name="ck_topics_clock",
        ),
        # No decision without reasons, an owner, a deadline and a day on which it is looked at again.
        CheckConstraint(
            "(stage IN ('decided', 'carrying_out', 'reviewing', 'closed')) = (decision IS NOT NULL)",
            name="ck_topics_decided",
        ),
        CheckConstraint(
            "num_nonnulls(decision, decision_reasons, due_on, review_on, decided_at) IN (0, 5)",
            name="ck_topics_decision_whole",
        ),
        CheckConstraint(
            "num_nonnulls(owner_unit_id, owner_member_id) = CASE WHEN decision IS NULL THEN 0 ELSE 1 END",
            name="ck_topics_one_owner",
        ),
        CheckConstraint("review_on >= due_on", name="ck_topics_review"),
        CheckConstraint("reviewed_at IS NULL OR stage = 'closed'", name="ck_topics_reviewed"),
        # One topic at a time on one thing; what comes back for its review does not keep a new one out.
        Index(
            "uq_topics_live_source",
            "community_id",
            "source_type",
            "source_id",
            unique=True,
            postgresql_where="stage NOT IN ('closed', 'dropped', 'reviewing')",
        ),
        Index("ix_topics_all", "community_id", "created_at", "id"),
        Index("ix_topics_stage", "community_id", "stage", "created_at", "id"),
        Index("ix_topics_review", "review_on", "community_id", postgresql_where=AWAITING_REVIEW),
        Index("ix_topics_due", "stage_ends_at", "community_id", postgresql_where="overdue_told_at IS NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    entry_id: Mapped[UUID]
    opened_by_member_id: Mapped[UUID]
    source_type: Mapped[str | None] = mapped_column(Text)
    source_id: Mapped[UUID | None]
    meeting_kind: Mapped[str | None] = mapped_column(Text)
    stage: Mapped[str] = mapped_column(Text)
    stage_ends_at: Mapped[datetime | None]
    next_actor: Mapped[str | None] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(Text)
    decision_reasons: Mapped[str | None] = mapped_column(Text)
    owner_unit_id: Mapped[UUID | None]
    owner_member_id: Mapped[UUID | None]
    due_on: Mapped[date | None]
    review_on: Mapped[date | None]
    decided_at: Mapped[datetime | None]
    decided_entry_id: Mapped[UUID | None]
    reviewed_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    overdue_told_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class TopicMoveRow(Base):
    """One line of a topic's history with all that list 9 tells of it after that move. Append-only.

    ``facts`` are JSON: meeting kind, who must act next, the decision. What an edition of list 9 said is recomputed
    from these rows alone, whatever became of the topic since.
    """

    __tablename__ = "topic_moves"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_topic_moves"),
        ForeignKeyConstraint(
            ["community_id", "topic_id"], ["topics.community_id", "topics.id"], name="fk_topic_moves_topic"
        ),
        CheckConstraint(f"to_stage IN ({STAGES})", name="ck_topic_moves_stage"),
        Index("ix_topic_moves_topic", "community_id", "topic_id", "at", "id"),
        Index("ix_topic_moves_entry", "community_id", "entry_id", "at", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    topic_id: Mapped[UUID]
    entry_id: Mapped[UUID]
    move: Mapped[str] = mapped_column(Text)
    from_stage: Mapped[str | None] = mapped_column(Text)
    to_stage: Mapped[str] = mapped_column(Text)
    stage_ends_at: Mapped[datetime | None]
    facts: Mapped[dict[str, Any]]
    by_member_id: Mapped[UUID | None]
    note: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
