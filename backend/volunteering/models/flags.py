"""Table of what is unusual about records."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class RecordFlag(Base):
    """One flag on one record, with the figures that explain it. Append-only: no flag is ever taken off.

    ``after_entry`` tells that the record was entered already: it can't be held, so a supervisor is shown it.
    """

    __tablename__ = "record_flags"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "record_id", "code", name="pk_record_flags"),
        ForeignKeyConstraint(
            ["community_id", "record_id"],
            ["service_records.community_id", "service_records.id"],
            name="fk_record_flags_record",
        ),
        CheckConstraint(
            "code IN ('missing_check_out', 'fence_outside', 'leader_own_code', 'witnessed_by_call', 'arrived_late',"
            " 'code_shared', 'overlapping', 'travel', 'daily_cap', 'after_the_fact', 'quick_confirmations',"
            " 'by_guardian', 'quick_approvals', 'quick_rulings', 'photo_reused')",
            name="ck_record_flags_code",
        ),
        Index("ix_record_flags_late", "community_id", "record_id", postgresql_where="after_entry"),
    )

    community_id: Mapped[int]
    record_id: Mapped[UUID]
    code: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, Any]]
    after_entry: Mapped[bool]
    raised_at: Mapped[datetime]
