"""Bookings of resources and their history."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base

STATES = "'booked', 'used', 'cancelled', 'late_cancelled', 'no_show'"
LIVE = "state IN ('booked', 'used', 'no_show')"


class Booking(Base):
    """One unit of a resource for one member and one time; what was promised then (fee, deadline) stays with it.

    ``remind_at`` is None once the reminder was told or is not needed any more.
    """

    __tablename__ = "bookings"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_bookings"),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_bookings_entry"
        ),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_bookings_member"
        ),
        CheckConstraint(f"state IN ({STATES})", name="ck_bookings_state"),
        CheckConstraint("unit_no > 0 AND people > 0 AND fee_fen >= 0", name="ck_bookings_amounts"),
        CheckConstraint("ends_at > starts_at AND cancel_until <= starts_at", name="ck_bookings_times"),
        # The last witness of "one unit, one booking at a time".
        ExcludeConstraint(
            ("community_id", "="),
            ("entry_id", "="),
            ("unit_no", "="),
            (text("tstzrange(starts_at, ends_at)"), "&&"),
            where=text(LIVE),
            name="ex_bookings_overlap",
            using="gist",
        ),
        Index("ix_bookings_entry", "community_id", "entry_id", "starts_at", "id"),
        Index("ix_bookings_member", "community_id", "member_id", "starts_at", "id"),
        Index("ix_bookings_day", "community_id", "starts_at", "id"),
        Index(
            "ix_bookings_no_shows", "community_id", "member_id", "moved_at", postgresql_where=text("state = 'no_show'")
        ),
        Index("ix_bookings_remind", "remind_at", "community_id", postgresql_where=text("remind_at IS NOT NULL")),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    entry_id: Mapped[UUID]
    member_id: Mapped[UUID]
    unit_no: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    cancel_until: Mapped[datetime]
    people: Mapped[int]
    fee_fen: Mapped[int]
    note: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    remind_at: Mapped[datetime | None]
    moved_at: Mapped[datetime]
    created_at: Mapped[datetime]


class BookingMoveRow(Base):
    """One line of a booking's history. Append-only; ``by_member_id`` is None for what the system did."""

    __tablename__ = "booking_moves"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_booking_moves"),
        ForeignKeyConstraint(
            ["community_id", "booking_id"], ["bookings.community_id", "bookings.id"], name="fk_booking_moves_booking"
        ),
        Index("ix_booking_moves_booking", "community_id", "booking_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    booking_id: Mapped[UUID]
    move: Mapped[str] = mapped_column(Text)
    from_state: Mapped[str | None] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID | None]
    note: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
