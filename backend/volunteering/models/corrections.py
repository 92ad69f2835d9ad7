"""Tables of corrections: why an entered record is replaced, and what members ask to have corrected."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class CorrectionRequest(Base):
    """What a member wants their own entered record to say; the desk takes it up by filing a correction, or declines."""

    __tablename__ = "correction_requests"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_correction_requests"),
        ForeignKeyConstraint(
            ["community_id", "record_id"],
            ["service_records.community_id", "service_records.id"],
            name="fk_correction_requests_record",
        ),
        ForeignKeyConstraint(
            ["community_id", "asked_by"], ["members.community_id", "members.id"], name="fk_correction_requests_asker"
        ),
        ForeignKeyConstraint(
            ["community_id", "answered_by"],
            ["members.community_id", "members.id"],
            name="fk_correction_requests_answerer",
        ),
        CheckConstraint("state IN ('waiting', 'taken_up', 'declined')", name="ck_correction_requests_state"),
        CheckConstraint("minutes BETWEEN 0 AND 1440", name="ck_correction_requests_minutes"),
        CheckConstraint(
            "(state = 'waiting') = (answered_by IS NULL) AND (answered_by IS NULL) = (answered_at IS NULL)"
            " AND (state = 'declined') = (answer IS NOT NULL)",
            name="ck_correction_requests_answer",
        ),
        # Nobody answers what they asked for themselves.
        CheckConstraint("answered_by <> asked_by", name="ck_correction_requests_two"),
        Index(
            "ux_correction_requests_waiting",
            "community_id",
            "record_id",
            unique=True,
            postgresql_where="state = 'waiting'",
        ),
        Index("ix_correction_requests_state", "community_id", "state", "id"),
        Index("ix_correction_requests_record", "community_id", "record_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    record_id: Mapped[UUID]
    asked_by: Mapped[UUID]
    minutes: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    photos: Mapped[list[str]]
    state: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    asked_at: Mapped[datetime]


class Correction(Base):
    """Why a record corrects another, with its evidence. Append-only; ``id`` is the correcting record's.

    ``finding_id`` has no foreign key: what audits find is theirs to keep.
    """

    __tablename__ = "corrections"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_corrections"),
        ForeignKeyConstraint(
            ["community_id", "id"],
            ["service_records.community_id", "service_records.id"],
            name="fk_corrections_record",
        ),
        ForeignKeyConstraint(
            ["community_id", "request_id"],
            ["correction_requests.community_id", "correction_requests.id"],
            name="fk_corrections_request",
        ),
        Index("ix_corrections_finding", "community_id", "finding_id", postgresql_where="finding_id IS NOT NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(Text)
    photos: Mapped[list[str]]
    finding_id: Mapped[UUID | None]
    request_id: Mapped[UUID | None]
    filed_at: Mapped[datetime]
