"""Statements: what somebody thinks of a topic, in one sentence that others can agree with or not."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base

STATES = "'waiting', 'open', 'refused', 'merged', 'withdrawn', 'hidden'"


class Statement(Base):
    """One statement. Who wrote it is shown to nobody else.

    ``text_key`` is the text without case, width and punctuation: what was said
    once word for word is not said again, whatever became of it, unless its author took it back.
    The counts are those of ``statement_votes``, changed with each vote in its transaction.
    """

    __tablename__ = "statements"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_statements"),
        ForeignKeyConstraint(
            ["community_id", "topic_id"],
            ["opinion_topics.community_id", "opinion_topics.topic_id"],
            name="fk_statements_topic",
        ),
        ForeignKeyConstraint(
            ["community_id", "author_member_id"], ["members.community_id", "members.id"], name="fk_statements_author"
        ),
        ForeignKeyConstraint(
            ["community_id", "merged_into_id"],
            ["statements.community_id", "statements.id"],
            name="fk_statements_merged",
        ),
        CheckConstraint(f"state IN ({STATES})", name="ck_statements_state"),
        CheckConstraint("char_length(text) BETWEEN 1 AND 140", name="ck_statements_text"),
        CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="ck_statements_merged"),
        CheckConstraint("merged_into_id <> id", name="ck_statements_merged_other"),
        CheckConstraint("state <> 'open' OR opened_at IS NOT NULL", name="ck_statements_opened"),
        CheckConstraint("least(agrees, disagrees, passes) >= 0", name="ck_statements_counts"),
        Index(
            "uq_statements_text",
            "community_id",
            "topic_id",
            "text_key",
            unique=True,
            postgresql_where="state <> 'withdrawn'",
        ),
        Index("ix_statements_topic", "community_id", "topic_id", "state", "opened_at", "id"),
        Index("ix_statements_author", "community_id", "author_member_id", "topic_id", "created_at", "id"),
        Index("ix_statements_merged", "community_id", "merged_into_id", postgresql_where="merged_into_id IS NOT NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    topic_id: Mapped[UUID]
    author_member_id: Mapped[UUID]
    text: Mapped[str] = mapped_column(Text)
    text_key: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    merged_into_id: Mapped[UUID | None]
    agrees: Mapped[int]
    disagrees: Mapped[int]
    passes: Mapped[int]
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]


class StatementMoveRow(Base):
    """One line of a statement's history. Append-only; no vote is ever written here."""

    __tablename__ = "statement_moves"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_statement_moves"),
        ForeignKeyConstraint(
            ["community_id", "statement_id"],
            ["statements.community_id", "statements.id"],
            name="fk_statement_moves_statement",
        ),
        CheckConstraint(f"to_state IN ({STATES})", name="ck_statement_moves_state"),
        Index("ix_statement_moves_statement", "community_id", "statement_id", "at", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    statement_id: Mapped[UUID]
    move: Mapped[str] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)
    merged_into_id: Mapped[UUID | None]
    by_member_id: Mapped[UUID | None]
    reason: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
