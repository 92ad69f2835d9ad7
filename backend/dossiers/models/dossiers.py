"""What a volunteer says of themselves, what the desk enters, and how a service was found."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedText
from backend.infra.db import Base


class Dossier(Base):
    """A member's file; ``id`` is the member's. Whatever stands here was given by them, or by a file while empty.

    ``may_report``: contact and identity number may leave with what the desk reports to the national system.
    """

    __tablename__ = "dossiers"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_dossiers"),
        UniqueConstraint("community_id", "number", name="uq_dossiers_number"),
        ForeignKeyConstraint(["community_id", "id"], ["members.community_id", "members.id"], name="fk_dossiers_member"),
        CheckConstraint("number > 0", name="ck_dossiers_number"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    number: Mapped[int]
    skills: Mapped[list[str]] = mapped_column(JSONB)
    skill_words: Mapped[list[str]] = mapped_column(JSONB)
    times: Mapped[list[str]] = mapped_column(JSONB)
    contact: Mapped[str | None] = mapped_column(EncryptedText)
    identity_number: Mapped[str | None] = mapped_column(EncryptedText)
    may_report: Mapped[bool]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class DossierEntry(Base):
    """A training or a commendation. Append-only; what was wrong is voided.

    ``fingerprint`` is what it says (rules/fingerprint.py), so that a file that comes twice brings it once.
    """

    __tablename__ = "dossier_entries"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_dossier_entries"),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["dossiers.community_id", "dossiers.id"], name="fk_dossier_entries_dossier"
        ),
        ForeignKeyConstraint(
            ["community_id", "recorded_by"],
            ["members.community_id", "members.id"],
            name="fk_dossier_entries_recorder",
        ),
        ForeignKeyConstraint(
            ["community_id", "import_id"],
            ["dossier_imports.community_id", "dossier_imports.id"],
            name="fk_dossier_entries_import",
        ),
        CheckConstraint("kind IN ('training', 'commendation')", name="ck_dossier_entries_kind"),
        CheckConstraint("(kind = 'training') = (minutes IS NOT NULL)", name="ck_dossier_entries_training"),
        CheckConstraint("minutes > 0", name="ck_dossier_entries_minutes"),
        CheckConstraint("recorded_by <> member_id", name="ck_dossier_entries_hands"),
        Index("ix_dossier_entries_member", "community_id", "member_id", "happened_on", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    member_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    by_whom: Mapped[str] = mapped_column(Text)
    happened_on: Mapped[date] = mapped_column(Date)
    minutes: Mapped[int | None]
    document: Mapped[str] = mapped_column(Text)
    photos: Mapped[list[str]] = mapped_column(JSONB)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary)
    import_id: Mapped[UUID | None]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]


class DossierVoid(Base):
    """That a line no longer stands, and why; ``id`` is the line's. Append-only."""

    __tablename__ = "dossier_voids"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_dossier_voids"),
        ForeignKeyConstraint(
            ["community_id", "id"],
            ["dossier_entries.community_id", "dossier_entries.id"],
            name="fk_dossier_voids_entry",
        ),
        ForeignKeyConstraint(
            ["community_id", "voided_by"], ["members.community_id", "members.id"], name="fk_dossier_voids_member"
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(Text)
    voided_by: Mapped[UUID]
    voided_at: Mapped[datetime]


class Evaluation(Base):
    """How a service was found by who was helped or who led it; the volunteer may answer once. Not public."""

    __tablename__ = "evaluations"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_evaluations"),
        UniqueConstraint("community_id", "record_id", "written_by", name="uq_evaluations_once"),
        ForeignKeyConstraint(
            ["community_id", "record_id"],
            ["entered_records.community_id", "entered_records.id"],
            name="fk_evaluations_record",
        ),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_evaluations_member"
        ),
        ForeignKeyConstraint(
            ["community_id", "written_by"], ["members.community_id", "members.id"], name="fk_evaluations_writer"
        ),
        CheckConstraint("score BETWEEN 1 AND 5", name="ck_evaluations_score"),
        CheckConstraint("assessor IN ('beneficiary', 'leader')", name="ck_evaluations_assessor"),
        CheckConstraint("written_by <> member_id", name="ck_evaluations_hands"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="ck_evaluations_answer"),
        Index("ix_evaluations_member", "community_id", "member_id", "written_at", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    record_id: Mapped[UUID]
    member_id: Mapped[UUID]
    assessor: Mapped[str] = mapped_column(Text)
    score: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    written_by: Mapped[UUID]
    written_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None]
