"""Whom an entry concerns too, beside who wrote it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped

from backend.infra.db import Base


class EntrySupport(Base):
    """A member said that the entry concerns them too; taking it back deletes the row."""

    __tablename__ = "entry_supports"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "entry_id", "member_id", name="pk_entry_supports"),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_entry_supports_entry"
        ),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_entry_supports_member"
        ),
        Index("ix_entry_supports_member", "community_id", "member_id"),
    )

    community_id: Mapped[int]
    entry_id: Mapped[UUID]
    member_id: Mapped[UUID]
    supported_at: Mapped[datetime]
