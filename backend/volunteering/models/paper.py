"""Tables of paper: photographed evidence, and how much one hand has entered on one day."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base
from backend.volunteering.rules.paper import MINUTES_A_DAY, RECORDS_A_DAY


class RecordEvidence(Base):
    """One photo as evidence of one record. Append-only, and its key keeps the photo itself from being deleted."""

    __tablename__ = "record_evidence"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "record_id", "photo_id", name="pk_record_evidence"),
        ForeignKeyConstraint(
            ["community_id", "record_id"],
            ["service_records.community_id", "service_records.id"],
            name="fk_record_evidence_record",
        ),
        ForeignKeyConstraint(
            ["community_id", "photo_id"],
            ["attachments.community_id", "attachments.id"],
            name="fk_record_evidence_photo",
        ),
        ForeignKeyConstraint(
            ["community_id", "added_by"], ["members.community_id", "members.id"], name="fk_record_evidence_member"
        ),
        CheckConstraint("kind IN ('sheet', 'slip', 'correction')", name="ck_record_evidence_kind"),
        Index("ix_record_evidence_photo", "community_id", "photo_id"),
    )

    community_id: Mapped[int]
    record_id: Mapped[UUID]
    photo_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    added_by: Mapped[UUID]
    added_at: Mapped[datetime]


class PaperQuota(Base):
    """What one member has entered from paper on one local day; the CHECKs are the last witness of the quota."""

    __tablename__ = "paper_quotas"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "member_id", "day", name="pk_paper_quotas"),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_paper_quotas_member"
        ),
        CheckConstraint(f"records BETWEEN 1 AND {RECORDS_A_DAY}", name="ck_paper_quotas_records"),
        CheckConstraint(f"minutes BETWEEN 1 AND {MINUTES_A_DAY}", name="ck_paper_quotas_minutes"),
    )

    community_id: Mapped[int]
    member_id: Mapped[UUID]
    day: Mapped[date] = mapped_column(Date)
    records: Mapped[int]
    minutes: Mapped[int]
