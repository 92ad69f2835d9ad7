"""Tables of moderation: texts that others are to see, and every decision on them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base

STATES = "'waiting', 'held', 'passed', 'refused', 'withdrawn'"


class ModerationItem(Base):
    """One text of a subject (a statement) on its way to others.

    ``scene`` is WeChat's number for where the text stands. A changed text is an item of its own.
    """

    __tablename__ = "moderation_items"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_moderation_items"),
        ForeignKeyConstraint(
            ["community_id", "author_member_id"],
            ["members.community_id", "members.id"],
            name="fk_moderation_items_author",
        ),
        CheckConstraint(f"state IN ({STATES})", name="ck_moderation_items_state"),
        CheckConstraint("(state IN ('waiting', 'held')) = (decided_at IS NULL)", name="ck_moderation_items_decided"),
        CheckConstraint("scene BETWEEN 1 AND 4", name="ck_moderation_items_scene"),
        # One text of a subject at a time.
        Index(
            "uq_moderation_items_open",
            "community_id",
            "subject_type",
            "subject_id",
            unique=True,
            postgresql_where="state IN ('waiting', 'held')",
        ),
        Index("ix_moderation_items_state", "community_id", "state", "created_at", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    subject_type: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID]
    text: Mapped[str] = mapped_column(Text)
    scene: Mapped[int]
    author_member_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class ModerationDecision(Base):
    """One decision on a text, of WeChat's check (no member) or of a person. Append-only.

    ``label`` is WeChat's number for what the text is (100 nothing, 20001 politics, 20006 crime).
    """

    __tablename__ = "moderation_decisions"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_moderation_decisions"),
        ForeignKeyConstraint(
            ["community_id", "item_id"],
            ["moderation_items.community_id", "moderation_items.id"],
            name="fk_moderation_decisions_item",
        ),
        ForeignKeyConstraint(
            ["community_id", "by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_moderation_decisions_by",
        ),
        CheckConstraint("to_state IN ('held', 'passed', 'refused', 'withdrawn')", name="ck_moderation_decisions_state"),
        # Nobody refuses a text without saying why.
        CheckConstraint(
            "to_state <> 'refused' OR by_member_id IS NULL OR reason IS NOT NULL",
            name="ck_moderation_decisions_reason",
        ),
        Index("ix_moderation_decisions_item", "community_id", "item_id", "at", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    item_id: Mapped[UUID]
    to_state: Mapped[str] = mapped_column(Text)
    label: Mapped[int | None]
    by_member_id: Mapped[UUID | None]
    reason: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
