"""Tables of notifications."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class InboxMessage(Base):
    """One message to one member. ``key`` names what it tells of, so that telling twice writes once."""

    __tablename__ = "inbox_messages"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_inbox_messages"),
        UniqueConstraint("community_id", "member_id", "key", name="uq_inbox_messages_key"),
        ForeignKeyConstraint(
            ["community_id", "member_id"],
            ["members.community_id", "members.id"],
            name="fk_inbox_messages_member",
        ),
        CheckConstraint("(target_type IS NULL) = (target_id IS NULL)", name="ck_inbox_messages_target"),
        Index("ix_inbox_messages_member", "community_id", "member_id", "id"),
        Index("ix_inbox_messages_unread", "community_id", "member_id", postgresql_where="read_at IS NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    member_id: Mapped[UUID]
    key: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    target_type: Mapped[str | None] = mapped_column(Text)
    target_id: Mapped[UUID | None]
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class MessageConsent(Base):
    """How many subscribe messages of a template a member agreed to and was not sent yet."""

    __tablename__ = "message_consents"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "member_id", "template", name="pk_message_consents"),
        ForeignKeyConstraint(
            ["community_id", "member_id"],
            ["members.community_id", "members.id"],
            name="fk_message_consents_member",
        ),
        CheckConstraint("unspent BETWEEN 0 AND 1000", name="ck_message_consents_unspent"),
        CheckConstraint("template IN ('shift', 'points')", name="ck_message_consents_template"),
    )

    community_id: Mapped[int]
    member_id: Mapped[UUID]
    template: Mapped[str] = mapped_column(Text)
    unspent: Mapped[int]
    updated_at: Mapped[datetime]


class ShiftReminder(Base):
    """Whether a sign-up (``id`` is its id) is still to be reminded of its shift."""

    __tablename__ = "shift_reminders"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_shift_reminders"),
        Index("ix_shift_reminders_shift", "community_id", "shift_id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    shift_id: Mapped[UUID]
    withdrawn_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
