"""Tables of the roll: the seats fixed when a meeting is called, and who came."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedText
from backend.infra.db import Base


class Seat(Base):
    """A seat of the roll, one voice: a member's, a household's, or that of somebody who is not on a phone.

    The last are made as they come and are written down (``paper_hash`` is the keyed hash of the name they are written
    by), as many as the meeting's ``outside_seats``; all others stand from the call on. Append-only.
    """

    __tablename__ = "meeting_seats"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_meeting_seats"),
        UniqueConstraint("community_id", "meeting_id", "id", name="uq_meeting_seats_meeting"),
        UniqueConstraint("community_id", "meeting_id", "member_id", name="uq_meeting_seats_member"),
        UniqueConstraint("community_id", "meeting_id", "household_id", name="uq_meeting_seats_household"),
        UniqueConstraint("community_id", "meeting_id", "paper_hash", name="uq_meeting_seats_paper"),
        ForeignKeyConstraint(
            ["community_id", "meeting_id"], ["meetings.community_id", "meetings.id"], name="fk_meeting_seats_meeting"
        ),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_meeting_seats_member"
        ),
        ForeignKeyConstraint(
            ["community_id", "household_id"],
            ["households.community_id", "households.id"],
            name="fk_meeting_seats_household",
        ),
        ForeignKeyConstraint(
            ["community_id", "group_id"],
            ["resident_groups.community_id", "resident_groups.id"],
            name="fk_meeting_seats_group",
        ),
        CheckConstraint("num_nonnulls(member_id, household_id, paper_hash) = 1", name="ck_meeting_seats_whose"),
        CheckConstraint("group_id IS NULL OR member_id IS NOT NULL", name="ck_meeting_seats_group"),
        Index(
            "ix_meeting_seats_member",
            "community_id",
            "member_id",
            "meeting_id",
            postgresql_where="member_id IS NOT NULL",
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    meeting_id: Mapped[UUID]
    member_id: Mapped[UUID | None]
    household_id: Mapped[UUID | None]
    group_id: Mapped[UUID | None]
    paper_hash: Mapped[bytes | None] = mapped_column(LargeBinary)


class Attendance(Base):
    """A seat's presence, once whatever the channel; a person is present once too. Append-only.

    ``member_id`` is who came (for a proxy: whose voice the holder brings), ``name`` who came without being a member
    here; ``by_member_id`` is the staff member who wrote it down, or the proxy's holder.
    """

    __tablename__ = "meeting_attendances"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "meeting_id", "seat_id", name="pk_meeting_attendances"),
        UniqueConstraint("community_id", "meeting_id", "member_id", name="uq_meeting_attendances_member"),
        ForeignKeyConstraint(
            ["community_id", "meeting_id", "seat_id"],
            ["meeting_seats.community_id", "meeting_seats.meeting_id", "meeting_seats.id"],
            name="fk_meeting_attendances_seat",
        ),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_meeting_attendances_member"
        ),
        ForeignKeyConstraint(
            ["community_id", "by_member_id"], ["members.community_id", "members.id"], name="fk_meeting_attendances_by"
        ),
        CheckConstraint("way IN ('code', 'paper', 'proxy')", name="ck_meeting_attendances_way"),
        CheckConstraint("num_nonnulls(member_id, name) = 1", name="ck_meeting_attendances_who"),
        # Nobody writes down another's presence in secret: whoever did stands beside it.
        CheckConstraint("(way = 'code') = (by_member_id IS NULL)", name="ck_meeting_attendances_by"),
    )

    community_id: Mapped[int]
    meeting_id: Mapped[UUID]
    seat_id: Mapped[UUID]
    way: Mapped[str] = mapped_column(Text)
    member_id: Mapped[UUID | None]
    name: Mapped[str | None] = mapped_column(EncryptedText)
    by_member_id: Mapped[UUID | None]
    at: Mapped[datetime]


class CodeTries(Base):
    """Wrong codes of a member at a meeting; too many, and they wait."""

    __tablename__ = "meeting_code_tries"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "meeting_id", "member_id", name="pk_meeting_code_tries"),
        ForeignKeyConstraint(
            ["community_id", "meeting_id"],
            ["meetings.community_id", "meetings.id"],
            name="fk_meeting_code_tries_meeting",
        ),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_meeting_code_tries_member"
        ),
        CheckConstraint("tries > 0", name="ck_meeting_code_tries_tries"),
    )

    community_id: Mapped[int]
    meeting_id: Mapped[UUID]
    member_id: Mapped[UUID]
    tries: Mapped[int]
    since: Mapped[datetime]
