"""What members gave to the pool, who may be given from it, and what was."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedText
from backend.infra.db import Base


class PoolDonation(Base):
    """Time credits or points to the pool; its transfer has the key ``pool_donation:<id>``. Append-only."""

    __tablename__ = "pool_donations"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_pool_donations"),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_pool_donations_member"
        ),
        CheckConstraint("book IN ('TIME', 'POINT')", name="ck_pool_donations_book"),
        CheckConstraint("amount > 0", name="ck_pool_donations_amount"),
        Index("ix_pool_donations_member", "community_id", "member_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    member_id: Mapped[UUID]
    book: Mapped[str] = mapped_column(Text)
    amount: Mapped[int]
    anonymous: Mapped[bool]
    given_at: Mapped[datetime]


class EntitlementRow(Base):
    """That a member may be given up to ``monthly_minutes`` a month from the pool, proposed by one, approved by another.

    ``month`` is the first day of the month that ``given`` counts; ``due_at`` is when time next has something to do.
    """

    __tablename__ = "entitlements"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_entitlements"),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_entitlements_member"
        ),
        CheckConstraint("ground IN ('alone_80', 'alone_60_hardship', 'other')", name="ck_entitlements_ground"),
        CheckConstraint("state IN ('proposed', 'approved', 'declined', 'ended')", name="ck_entitlements_state"),
        CheckConstraint("monthly_minutes > 0", name="ck_entitlements_monthly"),
        CheckConstraint("given >= 0 AND given <= monthly_minutes", name="ck_entitlements_given"),
        # Two different pairs of hands, and neither is the beneficiary's.
        CheckConstraint(
            "decided_by <> proposed_by AND decided_by <> member_id AND proposed_by <> member_id",
            name="ck_entitlements_hands",
        ),
        CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name="ck_entitlements_decided"),
        Index(
            "uq_entitlements_live",
            "community_id",
            "member_id",
            unique=True,
            postgresql_where="state IN ('proposed', 'approved')",
        ),
        Index("ix_entitlements_state", "community_id", "state", "id"),
        Index("ix_entitlements_due", "due_at", "community_id", postgresql_where="state = 'approved'"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    member_id: Mapped[UUID]
    ground: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(EncryptedText)
    monthly_minutes: Mapped[int]
    automatic: Mapped[bool]
    valid_to: Mapped[date]
    ends_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(Text)
    month: Mapped[date]
    given: Mapped[int]
    due_at: Mapped[datetime | None]
    proposed_by: Mapped[UUID]
    proposed_at: Mapped[datetime]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str] = mapped_column(Text)
    ended_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]


class Grant(Base):
    """Time credits from the pool; its transfer has the key ``grant:<id>``. Append-only.

    ``by_member_id`` is None for the month's own, of which there is one.
    """

    __tablename__ = "grants"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_grants"),
        ForeignKeyConstraint(
            ["community_id", "entitlement_id"],
            ["entitlements.community_id", "entitlements.id"],
            name="fk_grants_entitlement",
        ),
        CheckConstraint("minutes > 0", name="ck_grants_minutes"),
        CheckConstraint("by_member_id <> member_id", name="ck_grants_hands"),
        Index(
            "uq_grants_month",
            "community_id",
            "entitlement_id",
            "month",
            unique=True,
            postgresql_where="by_member_id IS NULL",
        ),
        Index("ix_grants_moment", "community_id", "given_at"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    entitlement_id: Mapped[UUID]
    member_id: Mapped[UUID]
    ground: Mapped[str] = mapped_column(Text)
    month: Mapped[date]
    minutes: Mapped[int]
    by_member_id: Mapped[UUID | None]
    given_at: Mapped[datetime]
