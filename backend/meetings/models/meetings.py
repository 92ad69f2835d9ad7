"""Tables of a meeting: what it is, its agenda, the units asked to send somebody, the line of its moves."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedText
from backend.infra.db import Base

STATES = "'called', 'open', 'held', 'published', 'adjourned', 'called_off'"


class Meeting(Base):
    """A meeting with its roll in numbers.

    ``seats`` is how many stand on the roll, ``outside_seats`` of them without a name: residents by the register who
    are not on a phone; ``outside_taken`` of those came and were written down. ``present`` and ``is_quorate`` are set
    when it ends, and never changed. ``next_at`` is when time has something to do with it.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_meetings"),
        UniqueConstraint("community_id", "number", name="uq_meetings_number"),
        # An adjourned meeting is followed by one.
        UniqueConstraint("community_id", "follows_id", name="uq_meetings_follows"),
        ForeignKeyConstraint(
            ["community_id", "called_by"], ["members.community_id", "members.id"], name="fk_meetings_called_by"
        ),
        ForeignKeyConstraint(
            ["community_id", "published_by"], ["members.community_id", "members.id"], name="fk_meetings_published_by"
        ),
        ForeignKeyConstraint(
            ["community_id", "follows_id"], ["meetings.community_id", "meetings.id"], name="fk_meetings_follows"
        ),
        CheckConstraint(
            "kind IN ('frank_talk', 'council', 'dialogue', 'alliance', 'residents')", name="ck_meetings_kind"
        ),
        CheckConstraint("basis IN ('adults', 'households', 'representatives', 'invited')", name="ck_meetings_basis"),
        CheckConstraint("(kind = 'residents') = (basis <> 'invited')", name="ck_meetings_lawful"),
        CheckConstraint(
            "audience IN ('all', 'buildings', 'groups', 'members', 'concerned')", name="ck_meetings_audience"
        ),
        CheckConstraint(f"state IN ({STATES})", name="ck_meetings_state"),
        CheckConstraint(
            "seats > 0 AND outside_seats BETWEEN 0 AND seats AND outside_taken BETWEEN 0 AND outside_seats",
            name="ck_meetings_seats",
        ),
        CheckConstraint("called_at < starts_at", name="ck_meetings_notice"),
        CheckConstraint(
            "(opened_at IS NOT NULL) = (state IN ('open', 'held', 'published'))"
            " OR (state = 'adjourned' AND opened_at IS NOT NULL)",
            name="ck_meetings_opened",
        ),
        # How many were there is said once, when it ends.
        CheckConstraint(
            "num_nonnulls(ended_at, present, is_quorate)"
            " = CASE WHEN state IN ('held', 'published', 'adjourned') THEN 3 ELSE 0 END",
            name="ck_meetings_ended",
        ),
        CheckConstraint("present BETWEEN 0 AND seats", name="ck_meetings_present"),
        CheckConstraint("state <> 'adjourned' OR NOT is_quorate", name="ck_meetings_adjourned"),
        CheckConstraint(
            "num_nonnulls(minutes_hash, published_at, published_by) = CASE WHEN state = 'published' THEN 3 ELSE 0 END"
            " AND (minutes_hash IS NULL OR minutes IS NOT NULL)",
            name="ck_meetings_published",
        ),
        Index("ix_meetings_all", "community_id", "starts_at", "id"),
        Index("ix_meetings_state", "community_id", "state", "starts_at", "id"),
        Index("ix_meetings_due", "next_at", "community_id", postgresql_where="next_at IS NOT NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    audience: Mapped[str] = mapped_column(Text)
    audience_of: Mapped[list[str]]
    state: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[datetime]
    seats: Mapped[int]
    outside_seats: Mapped[int]
    outside_taken: Mapped[int]
    code_secret: Mapped[str] = mapped_column(EncryptedText, deferred=True)  # decrypted only where it is used
    follows_id: Mapped[UUID | None]
    called_by: Mapped[UUID]
    called_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    present: Mapped[int | None]
    is_quorate: Mapped[bool | None]
    minutes: Mapped[str | None] = mapped_column(Text)
    minutes_hash: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[datetime | None]
    published_by: Mapped[UUID | None]
    next_at: Mapped[datetime | None]
    updated_at: Mapped[datetime]


class AgendaItem(Base):
    """A point of the agenda; ``notes`` and ``decision`` are the minutes' words on it."""

    __tablename__ = "meeting_agenda"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_meeting_agenda"),
        UniqueConstraint("community_id", "meeting_id", "no", name="uq_meeting_agenda_no"),
        UniqueConstraint("community_id", "meeting_id", "topic_id", name="uq_meeting_agenda_topic"),
        ForeignKeyConstraint(
            ["community_id", "meeting_id"], ["meetings.community_id", "meetings.id"], name="fk_meeting_agenda_meeting"
        ),
        ForeignKeyConstraint(
            ["community_id", "topic_id"], ["topics.community_id", "topics.id"], name="fk_meeting_agenda_topic"
        ),
        CheckConstraint("no > 0", name="ck_meeting_agenda_no"),
        Index(
            "ix_meeting_agenda_topic",
            "community_id",
            "topic_id",
            "meeting_id",
            postgresql_where="topic_id IS NOT NULL",
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    meeting_id: Mapped[UUID]
    no: Mapped[int]
    topic_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(Text)


class InvitedUnit(Base):
    """A unit whose matters are talked about is asked to send somebody (城市居民委员会组织法 Art. 19).

    Their delegate speaks and is written down; they have no seat, no vote and do not count for the quorum (our reading).
    """

    __tablename__ = "meeting_units"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "meeting_id", "unit_id", name="pk_meeting_units"),
        ForeignKeyConstraint(
            ["community_id", "meeting_id"], ["meetings.community_id", "meetings.id"], name="fk_meeting_units_meeting"
        ),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_meeting_units_unit"
        ),
        ForeignKeyConstraint(
            ["community_id", "noted_by"], ["members.community_id", "members.id"], name="fk_meeting_units_noted_by"
        ),
        CheckConstraint("num_nonnulls(delegate, came_at, noted_by) IN (0, 3)", name="ck_meeting_units_came"),
        CheckConstraint("said IS NULL OR came_at IS NOT NULL", name="ck_meeting_units_said"),
        Index("ix_meeting_units_unit", "community_id", "unit_id", "meeting_id"),
    )

    community_id: Mapped[int]
    meeting_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    delegate: Mapped[str | None] = mapped_column(EncryptedText)
    said: Mapped[str | None] = mapped_column(Text)
    came_at: Mapped[datetime | None]
    noted_by: Mapped[UUID | None]


class MeetingMoveRow(Base):
    """One line of a meeting's history; ``facts`` are JSON (how many were there). Append-only."""

    __tablename__ = "meeting_moves"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_meeting_moves"),
        ForeignKeyConstraint(
            ["community_id", "meeting_id"], ["meetings.community_id", "meetings.id"], name="fk_meeting_moves_meeting"
        ),
        CheckConstraint(f"to_state IN ({STATES})", name="ck_meeting_moves_state"),
        Index("ix_meeting_moves_meeting", "community_id", "meeting_id", "at", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    meeting_id: Mapped[UUID]
    move: Mapped[str] = mapped_column(Text)
    from_state: Mapped[str | None] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, Any]]
    by_member_id: Mapped[UUID]
    note: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
