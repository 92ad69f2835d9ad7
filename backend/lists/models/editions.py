"""Editions of lists: the draft under way, what people objected, and what was sealed for ever."""

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
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class EditionDraft(Base):
    """A list as it was compiled; ``content`` are the canonical bytes that people are shown and that will be sealed.

    ``until`` is the last local day whose figures it holds. Of each kind one draft is under way at a time.
    """

    __tablename__ = "edition_drafts"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_edition_drafts"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_edition_drafts_community"),
        ForeignKeyConstraint(
            ["community_id", "compiled_by"],
            ["members.community_id", "members.id"],
            name="fk_edition_drafts_compiled_by",
        ),
        CheckConstraint("kind ~ '^[a-z][a-z_]{1,31}$'", name="ck_edition_drafts_kind"),
        CheckConstraint("state IN ('draft', 'on_notice', 'published', 'withdrawn')", name="ck_edition_drafts_state"),
        CheckConstraint(
            "(notice_until IS NULL) OR state IN ('on_notice', 'published', 'withdrawn')",
            name="ck_edition_drafts_notice",
        ),
        CheckConstraint(
            "state NOT IN ('on_notice', 'published') OR notice_until IS NOT NULL",
            name="ck_edition_drafts_was_on_notice",
        ),
        Index(
            "uq_edition_drafts_under_way",
            "community_id",
            "kind",
            unique=True,
            postgresql_where="state IN ('draft', 'on_notice')",
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    until: Mapped[date] = mapped_column(Date)
    compiled_by: Mapped[UUID]
    compiled_at: Mapped[datetime]
    notice_until: Mapped[datetime | None]


class Objection(Base):
    """What a member holds against a draft on notice; answered before anything is published."""

    __tablename__ = "edition_objections"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_edition_objections"),
        ForeignKeyConstraint(
            ["community_id", "draft_id"],
            ["edition_drafts.community_id", "edition_drafts.id"],
            name="fk_edition_objections_draft",
        ),
        ForeignKeyConstraint(
            ["community_id", "entry_id"],
            ["entries.community_id", "entries.id"],
            name="fk_edition_objections_entry",
        ),
        ForeignKeyConstraint(
            ["community_id", "by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_edition_objections_by",
        ),
        ForeignKeyConstraint(
            ["community_id", "answered_by"],
            ["members.community_id", "members.id"],
            name="fk_edition_objections_answered_by",
        ),
        CheckConstraint("num_nulls(answer, answered_by, answered_at) IN (0, 3)", name="ck_edition_objections_answered"),
        # Nobody answers their own objection: it is an answer of the community's.
        CheckConstraint("answered_by <> by_member_id", name="ck_edition_objections_two_hands"),
        Index("ix_edition_objections_draft", "community_id", "draft_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    draft_id: Mapped[UUID]
    entry_id: Mapped[UUID | None]
    by_member_id: Mapped[UUID]
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]


class Edition(Base):
    """A published edition: canonical bytes and their seal. Append-only."""

    __tablename__ = "editions"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_editions"),
        UniqueConstraint("community_id", "kind", "number", name="uq_editions_number"),
        ForeignKeyConstraint(
            ["community_id", "draft_id"],
            ["edition_drafts.community_id", "edition_drafts.id"],
            name="fk_editions_draft",
        ),
        ForeignKeyConstraint(
            ["community_id", "published_by"],
            ["members.community_id", "members.id"],
            name="fk_editions_published_by",
        ),
        CheckConstraint("number > 0", name="ck_editions_number"),
        CheckConstraint("seal ~ '^[0-9a-f]{64}$'", name="ck_editions_seal"),
        CheckConstraint("entries_count >= 0", name="ck_editions_entries_count"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    draft_id: Mapped[UUID]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    seal: Mapped[str] = mapped_column(Text)
    entries_count: Mapped[int]
    until: Mapped[date] = mapped_column(Date)
    published_by: Mapped[UUID]
    published_at: Mapped[datetime]
