"""Relations that two members have stated, and gifts between them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedText
from backend.infra.db import Base


class KinTie(Base):
    """A relation of two members, the lower id first, so that there is one live one a pair whoever stated it.

    ``relation`` is what the other is to ``proposed_by``.
    """

    __tablename__ = "kin_ties"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_kin_ties"),
        ForeignKeyConstraint(
            ["community_id", "low_member_id"], ["members.community_id", "members.id"], name="fk_kin_ties_low"
        ),
        ForeignKeyConstraint(
            ["community_id", "high_member_id"], ["members.community_id", "members.id"], name="fk_kin_ties_high"
        ),
        CheckConstraint("low_member_id < high_member_id", name="ck_kin_ties_order"),
        CheckConstraint("proposed_by IN (low_member_id, high_member_id)", name="ck_kin_ties_proposer"),
        CheckConstraint(
            "relation IN ('spouse', 'parent', 'child', 'grandparent', 'grandchild', 'sibling', 'friend')",
            name="ck_kin_ties_relation",
        ),
        CheckConstraint("state IN ('proposed', 'confirmed', 'declined', 'ended')", name="ck_kin_ties_state"),
        Index(
            "uq_kin_ties_live",
            "community_id",
            "low_member_id",
            "high_member_id",
            unique=True,
            postgresql_where="state IN ('proposed', 'confirmed')",
        ),
        Index("ix_kin_ties_low", "community_id", "low_member_id", "id"),
        Index("ix_kin_ties_high", "community_id", "high_member_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    low_member_id: Mapped[UUID]
    high_member_id: Mapped[UUID]
    proposed_by: Mapped[UUID]
    relation: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]

    def other_of(self, member_id: UUID | None) -> UUID:
        """Return the other of the two."""
        return self.high_member_id if member_id == self.low_member_id else self.low_member_id


class Gift(Base):
    """Time credits from one to another; its transfer has the key ``gift:<id>``. Append-only."""

    __tablename__ = "gifts"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_gifts"),
        ForeignKeyConstraint(["community_id", "tie_id"], ["kin_ties.community_id", "kin_ties.id"], name="fk_gifts_tie"),
        ForeignKeyConstraint(
            ["community_id", "giver_id"], ["members.community_id", "members.id"], name="fk_gifts_giver"
        ),
        ForeignKeyConstraint(
            ["community_id", "receiver_id"], ["members.community_id", "members.id"], name="fk_gifts_receiver"
        ),
        CheckConstraint("giver_id <> receiver_id", name="ck_gifts_two"),
        CheckConstraint("minutes > 0", name="ck_gifts_minutes"),
        Index("ix_gifts_tie", "community_id", "tie_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    tie_id: Mapped[UUID]
    giver_id: Mapped[UUID]
    receiver_id: Mapped[UUID]
    minutes: Mapped[int]
    message: Mapped[str] = mapped_column(EncryptedText)
    given_at: Mapped[datetime]
