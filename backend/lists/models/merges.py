"""Which entries were merged into which; undone ones stay as they were."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class EntryMerge(Base):
    """``entry_id`` was merged into ``into_entry_id``; ``from_state`` is where an undo takes it back to."""

    __tablename__ = "entry_merges"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_entry_merges"),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_entry_merges_entry"
        ),
        ForeignKeyConstraint(
            ["community_id", "into_entry_id"], ["entries.community_id", "entries.id"], name="fk_entry_merges_into"
        ),
        CheckConstraint("entry_id <> into_entry_id", name="ck_entry_merges_two"),
        CheckConstraint("(undone_at IS NULL) = (undone_by_member_id IS NULL)", name="ck_entry_merges_undone"),
        # An entry is merged into one other at a time.
        Index("uq_entry_merges_live", "community_id", "entry_id", unique=True, postgresql_where="undone_at IS NULL"),
        Index("ix_entry_merges_into", "community_id", "into_entry_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    entry_id: Mapped[UUID]
    into_entry_id: Mapped[UUID]
    from_state: Mapped[str] = mapped_column(Text)
    merged_by_member_id: Mapped[UUID]
    merged_at: Mapped[datetime]
    undone_by_member_id: Mapped[UUID | None]
    undone_at: Mapped[datetime | None]
