"""Tables of demands that the residents' meeting be called, and of who signed them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class Demand(Base):
    """A demand by 城市居民委员会组织法 Art. 10.

    ``adults``, ``households`` and ``groups`` are how many there were when it began: what a signature is counted
    against does not move while it collects. ``call_by`` is the last day on which it may be answered, ``next_at`` when
    time has something to do with it.
    """

    __tablename__ = "meeting_demands"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_meeting_demands"),
        UniqueConstraint("community_id", "number", name="uq_meeting_demands_number"),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_meeting_demands_member"
        ),
        ForeignKeyConstraint(
            ["community_id", "meeting_id"], ["meetings.community_id", "meetings.id"], name="fk_meeting_demands_meeting"
        ),
        CheckConstraint(
            "state IN ('checking', 'collecting', 'reached', 'answered', 'lapsed', 'withdrawn', 'refused')",
            name="ck_meeting_demands_state",
        ),
        CheckConstraint("adults > 0 AND households >= 0 AND groups >= 0", name="ck_meeting_demands_counts"),
        CheckConstraint("ground IN ('adults', 'households', 'groups')", name="ck_meeting_demands_ground"),
        CheckConstraint(
            "num_nonnulls(reached_at, ground, call_by) = CASE WHEN state IN ('reached', 'answered') THEN 3 ELSE 0 END",
            name="ck_meeting_demands_reached",
        ),
        CheckConstraint("(meeting_id IS NOT NULL) = (state = 'answered')", name="ck_meeting_demands_answered"),
        CheckConstraint("next_at IS NULL OR state IN ('collecting', 'reached')", name="ck_meeting_demands_next"),
        # Nobody begins a second one while their first is collecting.
        Index(
            "ux_meeting_demands_live",
            "community_id",
            "member_id",
            unique=True,
            postgresql_where="state IN ('checking', 'collecting')",
        ),
        Index("ix_meeting_demands_all", "community_id", "created_at", "id"),
        Index("ix_meeting_demands_state", "community_id", "state", "created_at", "id"),
        Index("ix_meeting_demands_due", "next_at", "community_id", postgresql_where="next_at IS NOT NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    number: Mapped[int]
    member_id: Mapped[UUID]
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    adults: Mapped[int]
    households: Mapped[int]
    groups: Mapped[int]
    ends_at: Mapped[datetime]
    reached_at: Mapped[datetime | None]
    ground: Mapped[str | None] = mapped_column(Text)
    call_by: Mapped[date | None]
    meeting_id: Mapped[UUID | None]
    next_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Signature(Base):
    """One adult's name under a demand; it counts for their household, and for the group they lead. Append-only."""

    __tablename__ = "meeting_signatures"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "demand_id", "member_id", name="pk_meeting_signatures"),
        ForeignKeyConstraint(
            ["community_id", "demand_id"],
            ["meeting_demands.community_id", "meeting_demands.id"],
            name="fk_meeting_signatures_demand",
        ),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_meeting_signatures_member"
        ),
        ForeignKeyConstraint(
            ["community_id", "household_id"],
            ["households.community_id", "households.id"],
            name="fk_meeting_signatures_household",
        ),
        ForeignKeyConstraint(
            ["community_id", "group_id"],
            ["resident_groups.community_id", "resident_groups.id"],
            name="fk_meeting_signatures_group",
        ),
    )

    community_id: Mapped[int]
    demand_id: Mapped[UUID]
    member_id: Mapped[UUID]
    household_id: Mapped[UUID | None]
    group_id: Mapped[UUID | None]
    at: Mapped[datetime]
