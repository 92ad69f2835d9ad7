"""Categories (reference), entries of all kinds and their history."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedJson, EncryptedText
from backend.infra.db import Base


class Category(Base):
    """A node of the two-level taxonomy: ``elder`` and ``elder.companion``. Reference data."""

    __tablename__ = "categories"
    __table_args__ = (
        PrimaryKeyConstraint("code", name="pk_categories"),
        ForeignKeyConstraint(["parent"], ["categories.code"], name="fk_categories_parent"),
        CheckConstraint(
            "(parent IS NULL AND code NOT LIKE '%.%') OR code LIKE parent || '.%'", name="ck_categories_levels"
        ),
        Index("ix_categories_parent", "parent"),
    )

    code: Mapped[str] = mapped_column(Text)
    parent: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[int]


class Entry(Base):
    """One entry of one list.

    ``details`` are its kind's own fields, checked by the kind's schema; ``private_details`` those that the proposer
    and the desk alone see.
    """

    __tablename__ = "entries"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_entries"),
        UniqueConstraint("community_id", "number", name="uq_entries_number"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_entries_community"),
        ForeignKeyConstraint(
            ["community_id", "proposer_member_id"], ["members.community_id", "members.id"], name="fk_entries_member"
        ),
        ForeignKeyConstraint(
            ["community_id", "proposer_unit_id"], ["units.community_id", "units.id"], name="fk_entries_unit"
        ),
        ForeignKeyConstraint(
            ["community_id", "created_by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_entries_created_by",
        ),
        ForeignKeyConstraint(["category"], ["categories.code"], name="fk_entries_category"),
        CheckConstraint("kind ~ '^[a-z][a-z_]{1,31}$'", name="ck_entries_kind"),
        CheckConstraint(
            "state IN ('draft', 'proposed', 'on_notice', 'adopted', 'open', 'partly_claimed', 'claimed', 'in_progress',"
            " 'delivered', 'accepted', 'closed', 'rejected', 'merged', 'withdrawn', 'expired', 'reopened')",
            name="ck_entries_state",
        ),
        CheckConstraint("num_nonnulls(proposer_member_id, proposer_unit_id) = 1", name="ck_entries_one_proposer"),
        CheckConstraint("quantity > 0", name="ck_entries_quantity"),
        # The last witness of "never more claimed than asked".
        CheckConstraint("claimed_quantity BETWEEN 0 AND coalesce(quantity, 0)", name="ck_entries_claimed"),
        CheckConstraint("ends_at >= starts_at", name="ck_entries_times"),
        CheckConstraint("version > 0", name="ck_entries_version"),
        CheckConstraint("jsonb_typeof(photos) = 'array' AND jsonb_array_length(photos) <= 6", name="ck_entries_photos"),
        Index("ix_entries_list", "community_id", "kind", "created_at", "id"),
        Index("ix_entries_state", "community_id", "kind", "state", "created_at", "id"),
        Index("ix_entries_category", "community_id", "kind", "category", "created_at", "id"),
        Index("ix_entries_member", "community_id", "proposer_member_id", "created_at"),
        Index("ix_entries_unit", "community_id", "proposer_unit_id", "created_at"),
        Index("ix_entries_search", "community_id", "search", postgresql_using="gin"),
        Index("ix_entries_search_characters", "community_id", "search_characters", postgresql_using="gin"),
        Index("ix_entries_newest", "community_id", "created_at", "id"),
        Index("ix_entries_building", "community_id", "building", "created_at", "id"),
        Index("ix_entries_due", "due_at", "community_id", postgresql_where="due_at IS NOT NULL"),
        Index(
            "ix_entries_addressed",
            "addressed_until",
            "community_id",
            postgresql_where="addressed_until IS NOT NULL",
        ),
        # Counted for the home page.
        Index(
            "ix_entries_claimable",
            "community_id",
            "kind",
            postgresql_where="state IN ('open', 'partly_claimed')",
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    proposer_member_id: Mapped[UUID | None]
    proposer_unit_id: Mapped[UUID | None]
    created_by_member_id: Mapped[UUID]
    quantity: Mapped[int | None]
    quantity_unit: Mapped[str | None] = mapped_column(Text)
    claimed_quantity: Mapped[int]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    details: Mapped[dict[str, Any]]
    private_details: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJson)
    photos: Mapped[list[str]] = mapped_column(server_default="[]")  # ids of attachments, in their order
    version: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    due_at: Mapped[datetime | None]  # when time moves it on (rules.decide_due)
    addressed_until: Mapped[datetime | None]  # until then its addressees alone may claim it; None: everybody may
    # Written from the fields above by service/indexing.py.
    building: Mapped[str | None] = mapped_column(Text)
    search: Mapped[str | None] = mapped_column(TSVECTOR, deferred=True)
    search_characters: Mapped[str | None] = mapped_column(TSVECTOR, deferred=True)


class EntryMoveRow(Base):
    """One line of an entry's history. Append-only; ``by_member_id`` is None for what the system did.

    ``content`` is what the entry held from then on; None in lines older than that column.
    """

    __tablename__ = "entry_moves"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_entry_moves"),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_entry_moves_entry"
        ),
        Index("ix_entry_moves_entry", "community_id", "entry_id", "id"),
        Index("uq_entry_moves_version", "community_id", "entry_id", "version", unique=True),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    entry_id: Mapped[UUID]
    move: Mapped[str] = mapped_column(Text)
    from_state: Mapped[str | None] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID | None]
    note: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
    version: Mapped[int]
    content: Mapped[dict[str, Any] | None] = mapped_column(JSONB, deferred=True)


class EntryAddressee(Base):
    """A unit that has the first word on an entry while ``entries.addressed_until`` is set."""

    __tablename__ = "entry_addressees"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "entry_id", "unit_id", name="pk_entry_addressees"),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_entry_addressees_entry"
        ),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_entry_addressees_unit"
        ),
        Index("ix_entry_addressees_unit", "community_id", "unit_id", "entry_id"),
    )

    community_id: Mapped[int]
    entry_id: Mapped[UUID]
    unit_id: Mapped[UUID]


class EntryBeneficiary(Base):
    """For whom the desk wrote an entry, and how they agreed to it; the name is encrypted."""

    __tablename__ = "entry_beneficiaries"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "entry_id", name="pk_entry_beneficiaries"),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_entry_beneficiaries_entry"
        ),
        CheckConstraint("consent IN ('spoken', 'written')", name="ck_entry_beneficiaries_consent"),
    )

    community_id: Mapped[int]
    entry_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(EncryptedText)
    consent: Mapped[str] = mapped_column(Text)
    noted_by_member_id: Mapped[UUID]
    noted_at: Mapped[datetime]
