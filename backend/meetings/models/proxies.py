"""The table of proxies."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class Proxy(Base):
    """A seat's voice given in writing to another seat of the same household, for one meeting.

    ``given_by`` is the giver, or the staff member who took in the paper.
    """

    __tablename__ = "meeting_proxies"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_meeting_proxies"),
        ForeignKeyConstraint(
            ["community_id", "meeting_id", "seat_id"],
            ["meeting_seats.community_id", "meeting_seats.meeting_id", "meeting_seats.id"],
            name="fk_meeting_proxies_seat",
        ),
        ForeignKeyConstraint(
            ["community_id", "meeting_id", "holder_seat_id"],
            ["meeting_seats.community_id", "meeting_seats.meeting_id", "meeting_seats.id"],
            name="fk_meeting_proxies_holder",
        ),
        ForeignKeyConstraint(
            ["community_id", "given_by"], ["members.community_id", "members.id"], name="fk_meeting_proxies_given_by"
        ),
        CheckConstraint("seat_id <> holder_seat_id", name="ck_meeting_proxies_two"),
        CheckConstraint("state IN ('given', 'taken_back', 'came')", name="ck_meeting_proxies_state"),
        CheckConstraint("way IN ('phone', 'paper')", name="ck_meeting_proxies_way"),
        # In writing: on paper there is a photo of it.
        CheckConstraint("(way = 'paper') = (photo_id IS NOT NULL)", name="ck_meeting_proxies_paper"),
        CheckConstraint("(state = 'given') = (ended_at IS NULL)", name="ck_meeting_proxies_ended"),
        # A voice is given once; whoever came themself doesn't give it again.
        Index(
            "ux_meeting_proxies_live",
            "community_id",
            "meeting_id",
            "seat_id",
            unique=True,
            postgresql_where="state <> 'taken_back'",
        ),
        Index("ix_meeting_proxies_holder", "community_id", "meeting_id", "holder_seat_id", "state"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    meeting_id: Mapped[UUID]
    seat_id: Mapped[UUID]
    holder_seat_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(Text)
    way: Mapped[str] = mapped_column(Text)
    photo_id: Mapped[UUID | None]
    given_by: Mapped[UUID]
    given_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
