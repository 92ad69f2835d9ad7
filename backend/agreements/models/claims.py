"""Tables of agreements: claims and their history."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class Claim(Base):
    """A unit's claim on so much of an entry; ``note`` is the unit's word when it claimed."""

    __tablename__ = "claims"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_claims"),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_claims_entry"
        ),
        ForeignKeyConstraint(["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_claims_unit"),
        ForeignKeyConstraint(
            ["community_id", "created_by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_claims_created_by",
        ),
        CheckConstraint(
            "state IN ('open', 'accepted', 'declined', 'withdrawn', 'delivered', 'closed')", name="ck_claims_state"
        ),
        CheckConstraint("quantity > 0", name="ck_claims_quantity"),
        # One claim under way per unit and entry.
        Index(
            "uq_claims_live",
            "community_id",
            "entry_id",
            "unit_id",
            unique=True,
            postgresql_where="state IN ('open', 'accepted', 'delivered')",
        ),
        Index("ix_claims_all", "community_id", "created_at", "id"),
        Index("ix_claims_entry", "community_id", "entry_id", "created_at", "id"),
        Index("ix_claims_unit", "community_id", "unit_id", "created_at", "id"),
        Index("ix_claims_state", "community_id", "state", "created_at", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    entry_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    quantity: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    created_by_member_id: Mapped[UUID]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ClaimMoveRow(Base):
    """One line of a claim's history. Append-only; the first has no move but ``claim`` and no ``from_state``.

    ``by_member_id`` is None for what time did.
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
