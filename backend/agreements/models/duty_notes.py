"""Tables of supervision notes 相互监督: what a party says on another's duty, and the thread that follows."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class DutyNote(Base):
    """A note on a duty by a party of its agreement; a unit that is None is the community itself.

    ``answer_by`` is until when the debtor answers, None while nothing is to be answered.
    """

    __tablename__ = "duty_notes"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_duty_notes"),
        ForeignKeyConstraint(
            ["community_id", "duty_id"], ["duties.community_id", "duties.id"], name="fk_duty_notes_duty"
        ),
        ForeignKeyConstraint(
            ["community_id", "by_unit_id"], ["units.community_id", "units.id"], name="fk_duty_notes_by_unit"
        ),
        ForeignKeyConstraint(
            ["community_id", "by_member_id"], ["members.community_id", "members.id"], name="fk_duty_notes_by_member"
        ),
        CheckConstraint("state IN ('waiting', 'answered', 'escalated', 'closed')", name="ck_duty_notes_state"),
        CheckConstraint("(answer_by IS NOT NULL) = (state IN ('waiting', 'escalated'))", name="ck_duty_notes_answer"),
        CheckConstraint("(closed_at IS NOT NULL) = (state = 'closed')", name="ck_duty_notes_closed"),
        Index("ix_duty_notes_duty", "community_id", "duty_id", "id"),
        Index("ix_duty_notes_all", "community_id", "made_at", "id"),
        Index("ix_duty_notes_late", "community_id", "answer_by", "id", postgresql_where="state = 'waiting'"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    duty_id: Mapped[UUID]
    by_unit_id: Mapped[UUID | None]
    by_member_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(Text)
    answer_by: Mapped[datetime | None]
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class DutyNoteWord(Base):
    """One word of a note's thread, the note itself first; ``unit_id`` is for whom it was said. Append-only."""

    __tablename__ = "duty_note_words"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_duty_note_words"),
        ForeignKeyConstraint(
            ["community_id", "note_id"], ["duty_notes.community_id", "duty_notes.id"], name="fk_duty_note_words_note"
        ),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_duty_note_words_unit"
        ),
        ForeignKeyConstraint(
            ["community_id", "by_member_id"], ["members.community_id", "members.id"], name="fk_duty_note_words_by"
        ),
        Index("ix_duty_note_words_note", "community_id", "note_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    note_id: Mapped[UUID]
    unit_id: Mapped[UUID | None]
    by_member_id: Mapped[UUID]
    # Said by the debtor.
    is_answer: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    photos: Mapped[list[str]]
    at: Mapped[datetime]
