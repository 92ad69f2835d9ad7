"""Tables of rounds and of their moves."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedBytes
from backend.infra.db import Base

STAGES = "'proposing', 'checking', 'voting', 'closed', 'decided', 'called_off'"


class Round(Base):
    """Public money, who may propose what it is for until when, and how it is decided.

    ``secret`` is the key under which voters go by a pseudonym. It is there while people vote and not a moment longer:
    then nobody can change a ballot, nor tell whose it is. ``overdue_told_at`` is set once the desk was told that a
    stage which waits for it is over.
    """

    __tablename__ = "budget_rounds"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_budget_rounds"),
        UniqueConstraint("community_id", "number", name="uq_budget_rounds_number"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_budget_rounds_community"),
        ForeignKeyConstraint(
            ["community_id", "opened_by"], ["members.community_id", "members.id"], name="fk_budget_rounds_opened_by"
        ),
        ForeignKeyConstraint(
            ["community_id", "topic_id"], ["topics.community_id", "topics.id"], name="fk_budget_rounds_topic"
        ),
        CheckConstraint(f"stage IN ({STAGES})", name="ck_budget_rounds_stage"),
        CheckConstraint("budget_fen > 0", name="ck_budget_rounds_budget"),
        CheckConstraint("ballot_kind IN ('approval', 'points')", name="ck_budget_rounds_ballot_kind"),
        CheckConstraint(
            "(ballot_kind = 'points') = (points_max IS NOT NULL) AND points_max BETWEEN 1 AND 100",
            name="ck_budget_rounds_points",
        ),
        CheckConstraint("(stage = 'voting') = (secret IS NOT NULL)", name="ck_budget_rounds_secret"),
        CheckConstraint(
            "(stage IN ('decided', 'called_off')) = (stage_ends_at IS NULL)", name="ck_budget_rounds_clock"
        ),
        CheckConstraint("(stage = 'decided') = (decided_at IS NOT NULL)", name="ck_budget_rounds_decided"),
        Index("ix_budget_rounds_topic", "community_id", "topic_id", postgresql_where="topic_id IS NOT NULL"),
        Index("ix_budget_rounds_all", "community_id", "created_at", "id"),
        Index(
            "ix_budget_rounds_due",
            "stage_ends_at",
            "community_id",
            postgresql_where="stage_ends_at IS NOT NULL AND overdue_told_at IS NULL",
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    budget_fen: Mapped[int]
    fund: Mapped[str] = mapped_column(Text)
    ballot_kind: Mapped[str] = mapped_column(Text)
    points_max: Mapped[int | None]
    topic_id: Mapped[UUID | None]
    stage: Mapped[str] = mapped_column(Text)
    stage_ends_at: Mapped[datetime | None]
    overdue_told_at: Mapped[datetime | None]
    secret: Mapped[bytes | None] = mapped_column(EncryptedBytes)
    opened_by: Mapped[UUID]
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class RoundMoveRow(Base):
    """One line of a round's history. ``by_member_id`` is None where time moved it. Append-only."""

    __tablename__ = "budget_round_moves"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_budget_round_moves"),
        ForeignKeyConstraint(
            ["community_id", "round_id"],
            ["budget_rounds.community_id", "budget_rounds.id"],
            name="fk_budget_round_moves_round",
        ),
        CheckConstraint(f"to_stage IN ({STAGES})", name="ck_budget_round_moves_stage"),
        Index("ix_budget_round_moves_round", "community_id", "round_id", "at", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    round_id: Mapped[UUID]
    move: Mapped[str] = mapped_column(Text)
    from_stage: Mapped[str | None] = mapped_column(Text)
    to_stage: Mapped[str] = mapped_column(Text)
    stage_ends_at: Mapped[datetime | None]
    by_member_id: Mapped[UUID | None]
    note: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
