"""Tables of motions and of the votes on them.

A secret vote leaves a mark that the seat has voted and, in another table, a ballot: no column ties one to the other.
Ballots have random ids and no time; when the vote closes they are written anew in one go and in no order, so that not
even the database's own stamps on a row (which transaction, which place) tell which mark came with which ballot.
"""

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

from backend.infra.db import Base

STATES = "'draft', 'open', 'closed', 'withdrawn'"
CHOICES = "'yes', 'no', 'abstain', 'invalid'"


class Motion(Base):
    """What is put to the vote on a point of the agenda, and its result once.

    The counts, the outcome and ``content`` (canonical JSON, sealed) are written when the vote closes and never
    changed. ``first_reader_id`` and ``second_reader_id`` read the paper ballots alike.
    """

    __tablename__ = "meeting_motions"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_meeting_motions"),
        UniqueConstraint("community_id", "meeting_id", "no", name="uq_meeting_motions_no"),
        # What marks, ballots and readings point at: a secret motion's can't be written as an open one's.
        UniqueConstraint("community_id", "meeting_id", "id", "secrecy", name="uq_meeting_motions_secrecy"),
        ForeignKeyConstraint(
            ["community_id", "meeting_id"], ["meetings.community_id", "meetings.id"], name="fk_meeting_motions_meeting"
        ),
        ForeignKeyConstraint(
            ["community_id", "item_id"],
            ["meeting_agenda.community_id", "meeting_agenda.id"],
            name="fk_meeting_motions_item",
        ),
        ForeignKeyConstraint(
            ["community_id", "first_reader_id"],
            ["members.community_id", "members.id"],
            name="fk_meeting_motions_first_reader",
        ),
        ForeignKeyConstraint(
            ["community_id", "second_reader_id"],
            ["members.community_id", "members.id"],
            name="fk_meeting_motions_second_reader",
        ),
        CheckConstraint("no > 0", name="ck_meeting_motions_no"),
        CheckConstraint(f"state IN ({STATES})", name="ck_meeting_motions_state"),
        CheckConstraint("secrecy IN ('open', 'secret')", name="ck_meeting_motions_secrecy"),
        CheckConstraint(
            "(opened_at IS NOT NULL) = (state IN ('open', 'closed')) OR state = 'withdrawn'",
            name="ck_meeting_motions_opened",
        ),
        CheckConstraint(
            "num_nonnulls(closed_at, outcome, seats, in_person, represented, yes, no_votes, abstain, invalid, content,"
            " seal) = CASE WHEN state = 'closed' THEN 11 ELSE 0 END",
            name="ck_meeting_motions_result",
        ),
        CheckConstraint(
            "yes >= 0 AND no_votes >= 0 AND abstain >= 0 AND invalid >= 0 AND in_person >= 0 AND represented >= 0"
            " AND yes + no_votes + abstain + invalid <= in_person + represented AND in_person + represented <= seats",
            name="ck_meeting_motions_counts",
        ),
        # 城市居民委员会组织法 Art. 9: over half attend, over half of those pass: the last witness.
        CheckConstraint("2 * (in_person + represented) > seats", name="ck_meeting_motions_quorum"),
        CheckConstraint(
            "(outcome = 'passed') = (2 * yes > in_person + represented) AND outcome IN ('passed', 'rejected')",
            name="ck_meeting_motions_outcome",
        ),
        CheckConstraint(
            "(first_reader_id IS NULL) = (second_reader_id IS NULL) AND first_reader_id <> second_reader_id",
            name="ck_meeting_motions_two_hands",
        ),
        CheckConstraint("seal ~ '^[0-9a-f]{64}$'", name="ck_meeting_motions_seal"),
        # One at a time: who is in the room follows one vote.
        Index("ux_meeting_motions_open", "community_id", "meeting_id", unique=True, postgresql_where="state = 'open'"),
        Index("ix_meeting_motions_item", "community_id", "item_id", "no"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    meeting_id: Mapped[UUID]
    item_id: Mapped[UUID]
    no: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    secrecy: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(Text)
    seats: Mapped[int | None]
    in_person: Mapped[int | None]
    represented: Mapped[int | None]
    yes: Mapped[int | None]
    no_votes: Mapped[int | None]
    abstain: Mapped[int | None]
    invalid: Mapped[int | None]
    first_reader_id: Mapped[UUID | None]
    second_reader_id: Mapped[UUID | None]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    seal: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]


class MotionMoveRow(Base):
    """One line of a motion's history. Append-only."""

    __tablename__ = "meeting_motion_moves"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_meeting_motion_moves"),
        ForeignKeyConstraint(
            ["community_id", "motion_id"],
            ["meeting_motions.community_id", "meeting_motions.id"],
            name="fk_meeting_motion_moves_motion",
        ),
        CheckConstraint(f"to_state IN ({STATES})", name="ck_meeting_motion_moves_state"),
        Index("ix_meeting_motion_moves_motion", "community_id", "motion_id", "at", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    motion_id: Mapped[UUID]
    move: Mapped[str] = mapped_column(Text)
    from_state: Mapped[str | None] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID]
    note: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]


class Mark(Base):
    """That a seat has voted, or was given a paper: once, whatever the channel. It has no time.

    ``choice`` stands here when the vote is open (of a paper, once two people have read it alike), never when it is
    secret. ``by_member_id`` is who voted, or who gave the paper out.
    """

    __tablename__ = "meeting_marks"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "motion_id", "seat_id", name="pk_meeting_marks"),
        ForeignKeyConstraint(
            ["community_id", "meeting_id", "motion_id", "secrecy"],
            [
                "meeting_motions.community_id",
                "meeting_motions.meeting_id",
                "meeting_motions.id",
                "meeting_motions.secrecy",
            ],
            name="fk_meeting_marks_motion",
        ),
        # Only who is present has a vote.
        ForeignKeyConstraint(
            ["community_id", "meeting_id", "seat_id"],
            [
                "meeting_attendances.community_id",
                "meeting_attendances.meeting_id",
                "meeting_attendances.seat_id",
            ],
            name="fk_meeting_marks_attendance",
        ),
        ForeignKeyConstraint(
            ["community_id", "by_member_id"], ["members.community_id", "members.id"], name="fk_meeting_marks_by"
        ),
        CheckConstraint("channel IN ('phone', 'paper', 'proxy')", name="ck_meeting_marks_channel"),
        CheckConstraint(
            f"choice IN ({CHOICES}) AND (choice <> 'invalid' OR channel = 'paper')", name="ck_meeting_marks_choice"
        ),
        CheckConstraint(
            "CASE WHEN secrecy = 'secret' THEN choice IS NULL ELSE channel = 'paper' OR choice IS NOT NULL END",
            name="ck_meeting_marks_secret",
        ),
    )

    community_id: Mapped[int]
    motion_id: Mapped[UUID]
    seat_id: Mapped[UUID]
    meeting_id: Mapped[UUID]
    secrecy: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID]
    choice: Mapped[str | None] = mapped_column(Text)


class Ballot(Base):
    """A secret ballot: what it says and nothing else. Its id is random (UUIDv4): it tells no time and no order."""

    __tablename__ = "meeting_ballots"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "motion_id", "id", name="pk_meeting_ballots"),
        ForeignKeyConstraint(
            ["community_id", "meeting_id", "motion_id", "secrecy"],
            [
                "meeting_motions.community_id",
                "meeting_motions.meeting_id",
                "meeting_motions.id",
                "meeting_motions.secrecy",
            ],
            name="fk_meeting_ballots_motion",
        ),
        CheckConstraint("secrecy = 'secret'", name="ck_meeting_ballots_secret"),
        CheckConstraint("substr(id::text, 15, 1) = '4'", name="ck_meeting_ballots_random"),
        CheckConstraint(f"choice IN ({CHOICES})", name="ck_meeting_ballots_choice"),
    )

    community_id: Mapped[int]
    motion_id: Mapped[UUID]
    id: Mapped[UUID]
    meeting_id: Mapped[UUID]
    secrecy: Mapped[str] = mapped_column(Text)
    choice: Mapped[str] = mapped_column(Text)
