"""Tables of agreements: the agreement, its parties, its texts with their clauses, signatures, history."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class Agreement(Base):
    """A co-build agreement between the community and units; ``number`` counts up per community.

    ``version`` is the text in force, None before the first; ``entry_id`` and ``claim_id`` say what it came from.
    """

    __tablename__ = "agreements"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_agreements"),
        UniqueConstraint("community_id", "number", name="uq_agreements_number"),
        ForeignKeyConstraint(
            ["community_id", "claim_id"], ["claims.community_id", "claims.id"], name="fk_agreements_claim"
        ),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_agreements_entry"
        ),
        ForeignKeyConstraint(
            ["community_id", "created_by"], ["members.community_id", "members.id"], name="fk_agreements_created_by"
        ),
        CheckConstraint(
            "state IN ('draft', 'signing', 'signed', 'in_force', 'ended', 'cancelled')", name="ck_agreements_state"
        ),
        CheckConstraint(
            "(version IS NOT NULL) = (state IN ('signed', 'in_force', 'ended'))", name="ck_agreements_version"
        ),
        CheckConstraint("(ended_at IS NOT NULL) = (state IN ('ended', 'cancelled'))", name="ck_agreements_ended"),
        # A claim has one agreement that is not called off.
        Index(
            "ux_agreements_claim",
            "community_id",
            "claim_id",
            unique=True,
            postgresql_where="claim_id IS NOT NULL AND state <> 'cancelled'",
        ),
        Index("ix_agreements_all", "community_id", "created_at", "id"),
        Index("ix_agreements_state", "community_id", "state", "created_at", "id"),
        Index("ix_agreements_entry", "community_id", "entry_id", "id"),
        Index("ix_agreements_next", "community_id", "next_at", "id", postgresql_where="next_at IS NOT NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    number: Mapped[int]
    claim_id: Mapped[UUID | None]
    entry_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(Text)
    version: Mapped[int | None]
    # When something happens by itself: it comes into force, its end is near, it ends.
    next_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None] = mapped_column(Text)
    created_by: Mapped[UUID]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class AgreementParty(Base):
    """A side of an agreement: the community itself (``no`` 0, no unit) or a unit. A party that leaves stays a row."""

    __tablename__ = "agreement_parties"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_agreement_parties"),
        UniqueConstraint("community_id", "agreement_id", "no", name="uq_agreement_parties_no"),
        ForeignKeyConstraint(
            ["community_id", "agreement_id"],
            ["agreements.community_id", "agreements.id"],
            name="fk_agreement_parties_agreement",
        ),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_agreement_parties_unit"
        ),
        CheckConstraint("role IN ('community', 'lead', 'assist')", name="ck_agreement_parties_role"),
        CheckConstraint(
            "(no = 0) = (role = 'community') AND (no = 0) = (unit_id IS NULL)", name="ck_agreement_parties_community"
        ),
        CheckConstraint("(left_at IS NULL) = (left_reason IS NULL)", name="ck_agreement_parties_left"),
        Index(
            "ux_agreement_parties_unit",
            "community_id",
            "agreement_id",
            "unit_id",
            unique=True,
            postgresql_where="unit_id IS NOT NULL",
        ),
        Index("ix_agreement_parties_unit", "community_id", "unit_id", "agreement_id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    agreement_id: Mapped[UUID]
    no: Mapped[int] = mapped_column(SmallInteger)
    unit_id: Mapped[UUID | None]
    role: Mapped[str] = mapped_column(Text)
    left_at: Mapped[datetime | None]
    left_reason: Mapped[str | None] = mapped_column(Text)


class AgreementVersion(Base):
    """One text of an agreement. Once offered for signing, ``text`` (canonical) and ``text_hash`` (SHA-256) stand."""

    __tablename__ = "agreement_versions"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_agreement_versions"),
        UniqueConstraint("community_id", "agreement_id", "version", name="uq_agreement_versions_version"),
        ForeignKeyConstraint(
            ["community_id", "agreement_id"],
            ["agreements.community_id", "agreements.id"],
            name="fk_agreement_versions_agreement",
        ),
        ForeignKeyConstraint(
            ["community_id", "created_by"],
            ["members.community_id", "members.id"],
            name="fk_agreement_versions_created_by",
        ),
        CheckConstraint(
            "state IN ('draft', 'signing', 'agreed', 'superseded', 'dropped')", name="ck_agreement_versions_state"
        ),
        CheckConstraint(
            "purpose IN ('original', 'amendment', 'renewal', 'ending')", name="ck_agreement_versions_purpose"
        ),
        CheckConstraint("version >= 1", name="ck_agreement_versions_version"),
        # An ending says the last day alone, which may be the day it begins on.
        CheckConstraint(
            "starts_on < ends_on OR (purpose = 'ending' AND starts_on = ends_on)", name="ck_agreement_versions_days"
        ),
        CheckConstraint(
            "(text IS NULL) = (text_hash IS NULL) AND (text_hash IS NOT NULL OR state IN ('draft', 'dropped'))",
            name="ck_agreement_versions_text",
        ),
        # One text at a time is written or signed.
        Index(
            "ux_agreement_versions_open",
            "community_id",
            "agreement_id",
            unique=True,
            postgresql_where="state IN ('draft', 'signing')",
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    agreement_id: Mapped[UUID]
    version: Mapped[int]
    purpose: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    preamble: Mapped[str | None] = mapped_column(Text)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    text: Mapped[dict[str, Any] | None]
    text_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    offered_at: Mapped[datetime | None]
    agreed_at: Mapped[datetime | None]
    created_by: Mapped[UUID]
    created_at: Mapped[datetime]


class AgreementClause(Base):
    """What one party does for another: so much of a measure, once or again and again, and who accepts it.

    ``after_no`` names the clause that must be accepted first; circles are refused by the rules.
    """

    __tablename__ = "agreement_clauses"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_agreement_clauses"),
        UniqueConstraint("community_id", "version_id", "no", name="uq_agreement_clauses_no"),
        ForeignKeyConstraint(
            ["community_id", "version_id"],
            ["agreement_versions.community_id", "agreement_versions.id"],
            name="fk_agreement_clauses_version",
        ),
        CheckConstraint("no BETWEEN 1 AND 60", name="ck_agreement_clauses_no"),
        CheckConstraint("amount > 0", name="ck_agreement_clauses_amount"),
        CheckConstraint("giver_no <> receiver_no", name="ck_agreement_clauses_sides"),
        # Nobody accepts what they owe.
        CheckConstraint("accepter_no <> giver_no", name="ck_agreement_clauses_accepter"),
        CheckConstraint("after_no <> no", name="ck_agreement_clauses_after"),
        CheckConstraint("schedule IN ('once', 'weekly', 'monthly', 'quarterly')", name="ck_agreement_clauses_schedule"),
        CheckConstraint(
            "(schedule = 'once') = (until_on IS NULL) AND (until_on > due_on) IS NOT FALSE",
            name="ck_agreement_clauses_days",
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    version_id: Mapped[UUID]
    no: Mapped[int] = mapped_column(SmallInteger)
    giver_no: Mapped[int] = mapped_column(SmallInteger)
    receiver_no: Mapped[int] = mapped_column(SmallInteger)
    accepter_no: Mapped[int] = mapped_column(SmallInteger)
    text: Mapped[str] = mapped_column(Text)
    amount: Mapped[int]
    measure: Mapped[str] = mapped_column(Text)
    schedule: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    until_on: Mapped[date | None]
    evidence: Mapped[list[str]]
    after_no: Mapped[int | None] = mapped_column(SmallInteger)


class AgreementSignature(Base):
    """A party's signature under one text, by its hash. Append-only."""

    __tablename__ = "agreement_signatures"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_agreement_signatures"),
        UniqueConstraint("community_id", "version_id", "party_no", name="uq_agreement_signatures_party"),
        ForeignKeyConstraint(
            ["community_id", "version_id"],
            ["agreement_versions.community_id", "agreement_versions.id"],
            name="fk_agreement_signatures_version",
        ),
        ForeignKeyConstraint(
            ["community_id", "member_id"],
            ["members.community_id", "members.id"],
            name="fk_agreement_signatures_member",
        ),
        CheckConstraint("method IN ('tap', 'device_key', 'paper')", name="ck_agreement_signatures_method"),
        CheckConstraint(
            "(method = 'device_key') = (public_key IS NOT NULL AND signature IS NOT NULL)"
            " AND (public_key IS NULL) = (signature IS NULL) AND (method = 'paper') = (photo_id IS NOT NULL)"
            " AND (photo_id IS NULL) = (page IS NULL)",
            name="ck_agreement_signatures_proof",
        ),
        # Nobody signs for two sides of a text; the desk may hand in several units' papers.
        Index(
            "ux_agreement_signatures_member",
            "community_id",
            "version_id",
            "member_id",
            unique=True,
            postgresql_where="method <> 'paper'",
        ),
        # A key is one person's: who signed by it before.
        Index(
            "ix_agreement_signatures_key",
            "community_id",
            "public_key",
            postgresql_where="public_key IS NOT NULL",
        ),
        # One page, byte for byte, shows one signature.
        Index(
            "ux_agreement_signatures_page",
            "community_id",
            "page",
            unique=True,
            postgresql_where="page IS NOT NULL",
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    version_id: Mapped[UUID]
    party_no: Mapped[int] = mapped_column(SmallInteger)
    member_id: Mapped[UUID]
    text_hash: Mapped[bytes] = mapped_column(LargeBinary)
    method: Mapped[str] = mapped_column(Text)
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    photo_id: Mapped[UUID | None]
    # SHA-256 of the picture, in hex.
    page: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]


class AgreementMoveRow(Base):
    """One line of an agreement's history; ``by_member_id`` is None for what time did. Append-only."""

    __tablename__ = "agreement_moves"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_agreement_moves"),
        ForeignKeyConstraint(
            ["community_id", "agreement_id"],
            ["agreements.community_id", "agreements.id"],
            name="fk_agreement_moves_agreement",
        ),
        Index("ix_agreement_moves_agreement", "community_id", "agreement_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    agreement_id: Mapped[UUID]
    move: Mapped[str] = mapped_column(Text)
    from_state: Mapped[str | None] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)
    party_no: Mapped[int | None] = mapped_column(SmallInteger)
    by_member_id: Mapped[UUID | None]
    note: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
