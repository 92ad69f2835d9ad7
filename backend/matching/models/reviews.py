"""Table of requests that a person decides instead of the machine (个人信息保护法 Art. 24)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedText
from backend.infra.db import Base


class Review(Base):
    """Somebody asks that a person looks: at a suggestion, at a need not suggested to them, or at not being suggested.

    With neither suggestion nor need it is the last. ``made_id`` is the suggestion that the answer made by hand.
    ``answer_by`` is until when staff answer.
    """

    __tablename__ = "match_reviews"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_match_reviews"),
        ForeignKeyConstraint(
            ["community_id", "asked_by"], ["members.community_id", "members.id"], name="fk_match_reviews_asked_by"
        ),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_match_reviews_unit"
        ),
        ForeignKeyConstraint(
            ["community_id", "suggestion_id"],
            ["match_suggestions.community_id", "match_suggestions.id"],
            name="fk_match_reviews_suggestion",
        ),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_match_reviews_entry"
        ),
        ForeignKeyConstraint(
            ["community_id", "shift_id"], ["shifts.community_id", "shifts.id"], name="fk_match_reviews_shift"
        ),
        ForeignKeyConstraint(
            ["community_id", "answered_by"], ["members.community_id", "members.id"], name="fk_match_reviews_answered_by"
        ),
        ForeignKeyConstraint(
            ["community_id", "made_id"],
            ["match_suggestions.community_id", "match_suggestions.id"],
            name="fk_match_reviews_made",
        ),
        CheckConstraint("state IN ('asked', 'answered', 'withdrawn')", name="ck_match_reviews_state"),
        CheckConstraint("num_nonnulls(suggestion_id, entry_id, shift_id) <= 1", name="ck_match_reviews_about"),
        CheckConstraint(
            "(state = 'answered') = (answered_at IS NOT NULL)"
            " AND num_nulls(answer, answered_by, answered_at) IN (0, 3)",
            name="ck_match_reviews_answered",
        ),
        # Nobody answers their own: it is a second pair of eyes.
        CheckConstraint("answered_by <> asked_by", name="ck_match_reviews_two_hands"),
        CheckConstraint("made_id IS NULL OR state = 'answered'", name="ck_match_reviews_made"),
        Index(
            "ux_match_reviews_suggestion",
            "community_id",
            "suggestion_id",
            "asked_by",
            unique=True,
            postgresql_where="suggestion_id IS NOT NULL AND state = 'asked'",
        ),
        Index("ix_match_reviews_state", "community_id", "state", "answer_by", "id"),
        Index("ix_match_reviews_asked_by", "community_id", "asked_by", "asked_at", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    asked_by: Mapped[UUID]
    unit_id: Mapped[UUID | None]
    suggestion_id: Mapped[UUID | None]
    entry_id: Mapped[UUID | None]
    shift_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(EncryptedText)
    asked_at: Mapped[datetime]
    answer_by: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    made_id: Mapped[UUID | None]
