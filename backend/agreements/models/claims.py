"""Tables of agreements: claims, the units that help with them, and their history."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class Claim(Base):
    """A claim on so much of an entry, a unit's or, of a small wish, a member's own; ``note`` is the claimant's word.

    ``waiting`` ones hold nothing of the entry; they move up in the order in which they came.
    """

    __tablename__ = "claims"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_claims"),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_claims_entry"
        ),
        ForeignKeyConstraint(["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_claims_unit"),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_claims_member"
        ),
        ForeignKeyConstraint(
            ["community_id", "created_by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_claims_created_by",
        ),
        CheckConstraint(
            "state IN ('waiting', 'open', 'accepted', 'declined', 'withdrawn', 'delivered', 'closed', 'lapsed')",
            name="ck_claims_state",
        ),
        CheckConstraint("num_nonnulls(unit_id, member_id) = 1", name="ck_claims_one_claimant"),
        CheckConstraint("quantity > 0", name="ck_claims_quantity"),
        # One claim under way per claimant and entry.
        Index(
            "uq_claims_live",
            "community_id",
            "entry_id",
            "unit_id",
            unique=True,
            postgresql_where="unit_id IS NOT NULL AND state IN ('waiting', 'open', 'accepted', 'delivered')",
        ),
        Index(
            "uq_claims_live_member",
            "community_id",
            "entry_id",
            "member_id",
            unique=True,
            postgresql_where="member_id IS NOT NULL AND state IN ('waiting', 'open', 'accepted', 'delivered')",
        ),
        Index(
            "ix_claims_waiting",
            "community_id",
            "entry_id",
            "created_at",
            "id",
            postgresql_where="state = 'waiting'",
        ),
        Index(
            "ix_claims_member",
            "community_id",
            "member_id",
            "created_at",
            "id",
            postgresql_where="member_id IS NOT NULL",
        ),
        Index("ix_claims_all", "community_id", "created_at", "id"),
        Index("ix_claims_entry", "community_id", "entry_id", "created_at", "id"),
        # Read by period: what was done.
        Index("ix_claims_closed", "community_id", "updated_at", "id", postgresql_where="state = 'closed'"),
        Index("ix_claims_unit", "community_id", "unit_id", "created_at", "id"),
        Index("ix_claims_state", "community_id", "state", "created_at", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    entry_id: Mapped[UUID]
    unit_id: Mapped[UUID | None]
    member_id: Mapped[UUID | None]
    quantity: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    created_by_member_id: Mapped[UUID]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ClaimAssist(Base):
    """A unit that helps with another's claim: ``share`` of its quantity, ``part`` in its own words.

    What no assisting unit takes is the claimant's; so a part that ends falls back to the claimant by itself.
    """

    __tablename__ = "claim_assists"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_claim_assists"),
        ForeignKeyConstraint(
            ["community_id", "claim_id"], ["claims.community_id", "claims.id"], name="fk_claim_assists_claim"
        ),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_claim_assists_unit"
        ),
        CheckConstraint(
            "state IN ('invited', 'agreed', 'declined', 'left', 'taken_back', 'lapsed')", name="ck_claim_assists_state"
        ),
        # Who is asked has so long to answer; whoever has, or was not heard of, has no time any more.
        CheckConstraint("(answer_by IS NOT NULL) = (state = 'invited')", name="ck_claim_assists_answer"),
        CheckConstraint("share >= 0", name="ck_claim_assists_share"),
        Index(
            "uq_claim_assists_standing",
            "community_id",
            "claim_id",
            "unit_id",
            unique=True,
            postgresql_where="state IN ('invited', 'agreed')",
        ),
        Index("ix_claim_assists_claim", "community_id", "claim_id", "id"),
        Index("ix_claim_assists_due", "answer_by", "community_id", postgresql_where="answer_by IS NOT NULL"),
        Index("ix_claim_assists_unit", "community_id", "unit_id", "claim_id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    claim_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    share: Mapped[int]
    part: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    answer_by: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]


class ClaimMoveRow(Base):
    """One line of a claim's history. Append-only; the first has no move but ``claim`` and no ``from_state``.

    ``by_member_id`` is None where its turn came or its entry ended. What assisting units did stands here too.
    """

    __tablename__ = "claim_moves"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_claim_moves"),
        ForeignKeyConstraint(
            ["community_id", "claim_id"], ["claims.community_id", "claims.id"], name="fk_claim_moves_claim"
        ),
        Index("ix_claim_moves_claim", "community_id", "claim_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    claim_id: Mapped[UUID]
    move: Mapped[str] = mapped_column(Text)
    from_state: Mapped[str | None] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID | None]
    note: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
