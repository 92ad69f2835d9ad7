"""Tables of clearing: each community has its own row of a pair, of a transfer and of a day; none is shared."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base

STANDS = "('none', 'agreed', 'paused', 'ended')"


class ClearingPair(Base):
    """How this community and another stand to each other, as this one knows it.

    ``ours`` is what its own lead said, ``theirs`` what the other told last; versions count what each side said.
    ``next_day`` is the first local day that is not closed yet, closed at ``due_at``.
    """

    __tablename__ = "clearing_pairs"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "other_id", name="pk_clearing_pairs"),
        CheckConstraint("community_id <> other_id", name="ck_clearing_pairs_two"),
        CheckConstraint(f"ours IN {STANDS} AND theirs IN {STANDS}", name="ck_clearing_pairs_stands"),
        CheckConstraint("our_ceiling > 0 AND their_ceiling > 0", name="ck_clearing_pairs_ceilings"),
        CheckConstraint("(next_day IS NULL) = (due_at IS NULL)", name="ck_clearing_pairs_due"),
        Index("ix_clearing_pairs_due", "due_at", "community_id"),
    )

    community_id: Mapped[int] = mapped_column(autoincrement=False)
    other_id: Mapped[int] = mapped_column(autoincrement=False)
    other_name: Mapped[str] = mapped_column(Text)
    ours: Mapped[str] = mapped_column(Text)
    our_ceiling: Mapped[int | None]
    our_version: Mapped[int]
    theirs: Mapped[str] = mapped_column(Text)
    their_ceiling: Mapped[int | None]
    their_version: Mapped[int]
    next_day: Mapped[date | None]
    due_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class ClearingTerms(Base):
    """What a side said of a pair, one line each time; ``by_member_id`` is None for the other side. Append-only."""

    __tablename__ = "clearing_terms"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_clearing_terms"),
        ForeignKeyConstraint(
            ["community_id", "other_id"],
            ["clearing_pairs.community_id", "clearing_pairs.other_id"],
            name="fk_clearing_terms_pair",
        ),
        Index("ix_clearing_terms_pair", "community_id", "other_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    other_id: Mapped[int]
    stand: Mapped[str] = mapped_column(Text)
    ceiling: Mapped[int | None]
    by_member_id: Mapped[UUID | None]
    at: Mapped[datetime]


class ClearingTransfer(Base):
    """A person's points on their way from one community to another; the same id on both sides.

    Moments are the ledger's: ``sent_at`` of the hold, ``closed_at`` of what ended it; ``decided_at`` is when the other
    community booked it. What comes in is decided at once: all three are one. A refused one was never booked there.
    """

    __tablename__ = "clearing_transfers"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_clearing_transfers"),
        ForeignKeyConstraint(
            ["community_id", "other_id"],
            ["clearing_pairs.community_id", "clearing_pairs.other_id"],
            name="fk_clearing_transfers_pair",
        ),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_clearing_transfers_member"
        ),
        CheckConstraint("direction IN ('out', 'in')", name="ck_clearing_transfers_direction"),
        CheckConstraint("state IN ('sent', 'done', 'refunded')", name="ck_clearing_transfers_state"),
        CheckConstraint("(state = 'sent') = (closed_at IS NULL)", name="ck_clearing_transfers_closed"),
        CheckConstraint("(state = 'refunded') = (reason IS NOT NULL)", name="ck_clearing_transfers_reason"),
        CheckConstraint("(direction = 'out') = (hold_id IS NOT NULL)", name="ck_clearing_transfers_hold"),
        CheckConstraint("points > 0", name="ck_clearing_transfers_points"),
        Index("ix_clearing_transfers_member", "community_id", "member_id", "id"),
        Index("ix_clearing_transfers_pair", "community_id", "other_id", "closed_at"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    other_id: Mapped[int]
    direction: Mapped[str] = mapped_column(Text)
    person_id: Mapped[UUID]
    member_id: Mapped[UUID | None]  # None: who was meant is no member here
    points: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    hold_id: Mapped[UUID | None]
    sent_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class ClearingDay(Base):
    """What a pair's local day came to on this side: opening + sent - received = closing. Append-only.

    ``closing`` is what this community owes (negative: is owed). ``in_flight`` was held at the day's end; of it
    ``on_way`` had been booked there, ``unanswered`` was not known when the day was closed.
    """

    __tablename__ = "clearing_days"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "other_id", "day", name="pk_clearing_days"),
        ForeignKeyConstraint(
            ["community_id", "other_id"],
            ["clearing_pairs.community_id", "clearing_pairs.other_id"],
            name="fk_clearing_days_pair",
        ),
        CheckConstraint("opening + sent - received = closing", name="ck_clearing_days_closing"),
        CheckConstraint("on_way >= 0 AND unanswered >= 0", name="ck_clearing_days_signs"),
        CheckConstraint("on_way + unanswered <= in_flight", name="ck_clearing_days_in_flight"),
    )

    community_id: Mapped[int] = mapped_column(autoincrement=False)
    other_id: Mapped[int] = mapped_column(autoincrement=False)
    day: Mapped[date]
    opening: Mapped[int]
    sent: Mapped[int]
    received: Mapped[int]
    refunded: Mapped[int]
    closing: Mapped[int]
    in_flight: Mapped[int]
    on_way: Mapped[int]
    unanswered: Mapped[int]
    closed_at: Mapped[datetime]


class ClearingReport(Base):
    """What the other community told of the same day. Append-only."""

    __tablename__ = "clearing_reports"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "other_id", "day", name="pk_clearing_reports"),
        ForeignKeyConstraint(
            ["community_id", "other_id"],
            ["clearing_pairs.community_id", "clearing_pairs.other_id"],
            name="fk_clearing_reports_pair",
        ),
    )

    community_id: Mapped[int] = mapped_column(autoincrement=False)
    other_id: Mapped[int] = mapped_column(autoincrement=False)
    day: Mapped[date]
    closing: Mapped[int]
    on_way: Mapped[int]
    unanswered: Mapped[int]
    told_at: Mapped[datetime]
