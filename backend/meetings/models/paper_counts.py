"""The table of what people read of the paper ballots."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class PaperReading(Base):
    """What one person read, in which round; a difference begins the next one.

    ``content`` is JSON, ``{"votes": {seat: choice}}`` or ``{"counts": {choice: how many}}``. Of a secret vote it is
    forgotten once two agree: few papers that all say the same would tell of their voters.
    """

    __tablename__ = "meeting_paper_readings"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_meeting_paper_readings"),
        UniqueConstraint("community_id", "motion_id", "round", "member_id", name="uq_meeting_paper_readings_once"),
        ForeignKeyConstraint(
            ["community_id", "motion_id"],
            ["meeting_motions.community_id", "meeting_motions.id"],
            name="fk_meeting_paper_readings_motion",
        ),
        ForeignKeyConstraint(
            ["community_id", "member_id"],
            ["members.community_id", "members.id"],
            name="fk_meeting_paper_readings_member",
        ),
        CheckConstraint("round > 0", name="ck_meeting_paper_readings_round"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    motion_id: Mapped[UUID]
    member_id: Mapped[UUID]
    round: Mapped[int]
    content: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    at: Mapped[datetime]
