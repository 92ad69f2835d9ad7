"""The tables of photos. The bytes lie in the store."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class Attachment(Base):
    """A photo as it is kept, already cleaned.

    ``used_at`` is when something first showed it. From then on it stays: editions and histories name it.
    """

    __tablename__ = "attachments"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_attachments"),
        ForeignKeyConstraint(
            ["community_id", "owner_member_id"], ["members.community_id", "members.id"], name="fk_attachments_owner"
        ),
        CheckConstraint("media_type = 'image/jpeg'", name="ck_attachments_media_type"),
        CheckConstraint("width > 0 AND height > 0", name="ck_attachments_sides"),
        CheckConstraint("bytes > 0", name="ck_attachments_bytes"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="ck_attachments_sha256"),
        Index("ix_attachments_unused", "created_at", "community_id", postgresql_where="used_at IS NULL"),
        Index("ix_attachments_sha256", "community_id", "sha256"),
        Index("ix_attachments_owner", "community_id", "owner_member_id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    owner_member_id: Mapped[UUID]
    media_type: Mapped[str] = mapped_column(Text)
    width: Mapped[int]
    height: Mapped[int]
    bytes: Mapped[int]
    sha256: Mapped[str] = mapped_column(Text)
    storage_key: Mapped[str] = mapped_column(Text)
    used_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class PhotoSweep(Base):
    """When a community's files are next looked at for those that no row names."""

    __tablename__ = "photo_sweeps"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", name="pk_photo_sweeps"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_photo_sweeps_community"),
        Index("ix_photo_sweeps_due", "due_at"),
    )

    community_id: Mapped[int]
    due_at: Mapped[datetime]
