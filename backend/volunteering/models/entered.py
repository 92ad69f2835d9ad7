"""Tables of what was entered and of what it earns."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class EnteredRecord(Base):
    """The statutory service record, for ever as it was entered. ``id`` is its record's. Append-only.

    What corrects another names it in ``corrects_id`` and stands in its stead; 0 minutes take it back whole.
    """

    __tablename__ = "entered_records"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_entered_records"),
        ForeignKeyConstraint(
            ["community_id", "id"],
            ["service_records.community_id", "service_records.id"],
            name="fk_entered_records_record",
        ),
        ForeignKeyConstraint(
            ["community_id", "performed_by"],
            ["members.community_id", "members.id"],
            name="fk_entered_records_performer",
        ),
        ForeignKeyConstraint(
            ["community_id", "corrects_id"],
            ["entered_records.community_id", "entered_records.id"],
            name="fk_entered_records_corrects",
        ),
        CheckConstraint(
            "minutes BETWEEN 0 AND 1440 AND (minutes > 0 OR corrects_id IS NOT NULL)", name="ck_entered_records_minutes"
        ),
        CheckConstraint(
            "(source = 'correction') = (corrects_id IS NOT NULL) AND (source = 'code') = (recorded_by IS NULL)"
            " AND (source = 'correction' OR witnessed_by IS NOT NULL)"
            " AND (source <> 'paper' OR approved_by IS NOT NULL)",
            name="ck_entered_records_source",
        ),
        # As on the record: none of its hands is another of them.
        CheckConstraint(
            "confirmed_by <> performed_by AND (witnessed_by <> performed_by) IS NOT FALSE"
            " AND (recorded_by <> performed_by) IS NOT FALSE AND (approved_by <> performed_by) IS NOT FALSE"
            " AND (confirmed_by <> witnessed_by) IS NOT FALSE AND (confirmed_by <> recorded_by) IS NOT FALSE"
            " AND (confirmed_by <> approved_by) IS NOT FALSE AND (witnessed_by <> recorded_by) IS NOT FALSE"
            " AND (approved_by <> recorded_by) IS NOT FALSE AND (approved_by <> witnessed_by) IS NOT FALSE",
            name="ck_entered_records_hands",
        ),
        Index(
            "ux_entered_records_corrects",
            "community_id",
            "corrects_id",
            unique=True,
            postgresql_where="corrects_id IS NOT NULL",
        ),
        Index(
            "ix_entered_records_for_unit",
            "community_id",
            "for_unit_id",
            "served_on",
            postgresql_where="for_unit_id IS NOT NULL",
        ),
        Index("ix_entered_records_member", "community_id", "performed_by", "entered_at", "id"),
        Index("ix_entered_records_entry", "community_id", "entry_id", "entered_at"),
        Index("ix_entered_records_moment", "community_id", "entered_at", "id"),
        Index("ix_entered_records_day", "community_id", "served_on", "performed_by"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    number: Mapped[int]
    performed_by: Mapped[UUID]
    shift_id: Mapped[UUID]
    entry_id: Mapped[UUID | None]
    category: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    served_on: Mapped[date] = mapped_column(Date)
    minutes: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[UUID | None]
    witnessed_by: Mapped[UUID | None]
    confirmed_by: Mapped[UUID]
    approved_by: Mapped[UUID | None]
    corrects_id: Mapped[UUID | None]
    for_unit_id: Mapped[UUID | None]
    entered_at: Mapped[datetime]


class SettlementTask(Base):
    """An entered record whose earnings are not all booked yet; the row goes when they are. ``id`` is its record's."""

    __tablename__ = "settlement_tasks"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_settlement_tasks"),
        ForeignKeyConstraint(
            ["community_id", "id"],
            ["entered_records.community_id", "entered_records.id"],
            name="fk_settlement_tasks_record",
        ),
        CheckConstraint("attempts >= 0", name="ck_settlement_tasks_attempts"),
        Index("ix_settlement_tasks_due", "due_at", "community_id"),
        Index("ix_settlement_tasks_oldest", "community_id", "served_on", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    served_on: Mapped[date] = mapped_column(Date)
    due_at: Mapped[datetime]
    attempts: Mapped[int]


class Reckoning(Base):
    """What one record earns, reckoned once, at the first attempt to settle it. Append-only; ``id`` is its record's.

    ``number`` is the order, in which caps were used up; ``pack`` is the rule pack of the day of service. Whoever waits
    for backing is booked later what was reckoned then, and anybody can reckon it all again.
    """

    __tablename__ = "reckonings"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_reckonings"),
        ForeignKeyConstraint(
            ["community_id", "id"],
            ["entered_records.community_id", "entered_records.id"],
            name="fk_reckonings_record",
        ),
        CheckConstraint(
            "time_credits >= 0 AND points >= 0 AND pool_time >= 0 AND pool_points >= 0", name="ck_reckonings_amounts"
        ),
        Index("ux_reckonings_number", "community_id", "number", unique=True),
        Index("ix_reckonings_member", "community_id", "member_id", "served_on"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    number: Mapped[int]
    member_id: Mapped[UUID]
    served_on: Mapped[date] = mapped_column(Date)
    time_credits: Mapped[int]
    points: Mapped[int]
    pool_time: Mapped[int]
    pool_points: Mapped[int]
    pack: Mapped[str | None] = mapped_column(Text)
    reckoned_at: Mapped[datetime]


class SettlementTurn(Base):
    """One row a community: who locks it settles there. Backing is one account, so a second would only wait for it."""

    __tablename__ = "settlement_turns"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", name="pk_settlement_turns"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_settlement_turns_community"),
    )

    community_id: Mapped[int]
