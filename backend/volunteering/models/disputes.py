"""Tables of disputes: the objection with its outcome, and what each side said."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    SmallInteger,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class RecordDispute(Base):
    """One member's objection to a record on notice, once a member and one at a time. Never deleted.

    ``outcome`` is None while it waits; a ruling has its ruler, who is not the objector, and reasons. Minutes only go
    down, and never to nothing: that would be a rejection.
    """

    __tablename__ = "record_disputes"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_record_disputes"),
        UniqueConstraint("community_id", "record_id", "opened_by", name="uq_record_disputes_once"),
        ForeignKeyConstraint(
            ["community_id", "record_id"],
            ["service_records.community_id", "service_records.id"],
            name="fk_record_disputes_record",
        ),
        ForeignKeyConstraint(
            ["community_id", "opened_by"], ["members.community_id", "members.id"], name="fk_record_disputes_opener"
        ),
        ForeignKeyConstraint(
            ["community_id", "ruled_by"], ["members.community_id", "members.id"], name="fk_record_disputes_ruler"
        ),
        CheckConstraint("outcome IN ('upheld', 'lowered', 'rejected', 'withdrawn')", name="ck_record_disputes_outcome"),
        CheckConstraint("(outcome IS NULL) = (closed_at IS NULL)", name="ck_record_disputes_closed"),
        CheckConstraint(
            "(ruled_by IS NOT NULL AND reason IS NOT NULL)"
            " = (outcome IS NOT NULL AND outcome <> 'withdrawn') AND ruled_by IS DISTINCT FROM opened_by",
            name="ck_record_disputes_ruled",
        ),
        CheckConstraint(
            "(minutes_after IS NOT NULL) = (outcome IS NOT NULL AND outcome = 'lowered')"
            " AND (minutes_after BETWEEN 1 AND minutes_before - 1) IS NOT FALSE",
            name="ck_record_disputes_minutes",
        ),
        Index("ux_record_disputes_open", "community_id", "record_id", unique=True, postgresql_where="outcome IS NULL"),
        Index("ix_record_disputes_opener", "community_id", "opened_by", "id"),
        Index("ix_record_disputes_waiting", "community_id", "rule_by", "id", postgresql_where="outcome IS NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    record_id: Mapped[UUID]
    opened_by: Mapped[UUID]
    opened_at: Mapped[datetime]
    evidence_until: Mapped[datetime]
    rule_by: Mapped[datetime]
    minutes_before: Mapped[int]
    outcome: Mapped[str | None] = mapped_column(Text)
    closed_at: Mapped[datetime | None]
    ruled_by: Mapped[UUID | None]
    reason: Mapped[str | None] = mapped_column(Text)
    minutes_after: Mapped[int | None]


class DisputeStatement(Base):
    """What somebody said in a dispute: their word (turn 1) and one reply (turn 2). Append-only."""

    __tablename__ = "dispute_statements"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_dispute_statements"),
        UniqueConstraint("community_id", "dispute_id", "by_member_id", "turn", name="uq_dispute_statements_turn"),
        ForeignKeyConstraint(
            ["community_id", "dispute_id"],
            ["record_disputes.community_id", "record_disputes.id"],
            name="fk_dispute_statements_dispute",
        ),
        ForeignKeyConstraint(
            ["community_id", "by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_dispute_statements_member",
        ),
        CheckConstraint("side IN ('objector', 'record')", name="ck_dispute_statements_side"),
        CheckConstraint("turn IN (1, 2)", name="ck_dispute_statements_turn"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    dispute_id: Mapped[UUID]
    side: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID]
    turn: Mapped[int] = mapped_column(SmallInteger)
    text: Mapped[str] = mapped_column(Text)
    photos: Mapped[list[str]]
    at: Mapped[datetime]
