"""Funds, what was given to them, and what it was used for. Money is recorded in fen and never collected here."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedText
from backend.infra.db import Base


class Fund(Base):
    """What is kept for a purpose; ``received`` and ``used`` are fen."""

    __tablename__ = "funds"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_funds"),
        UniqueConstraint("community_id", "name", name="uq_funds_name"),
        ForeignKeyConstraint(
            ["community_id", "keeper_unit_id"], ["units.community_id", "units.id"], name="fk_funds_keeper"
        ),
        CheckConstraint("used >= 0 AND used <= received", name="ck_funds_left"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    name: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    keeper_unit_id: Mapped[UUID | None]
    received: Mapped[int]
    used: Mapped[int]
    opened_by: Mapped[UUID]
    opened_at: Mapped[datetime]


class FundGoods(Base):
    """One kind of goods of a fund, counted in its unit of measure."""

    __tablename__ = "fund_goods"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_fund_goods"),
        UniqueConstraint("community_id", "fund_id", "what", "unit", name="uq_fund_goods_kind"),
        ForeignKeyConstraint(
            ["community_id", "fund_id"], ["funds.community_id", "funds.id"], name="fk_fund_goods_fund"
        ),
        CheckConstraint("used >= 0 AND used <= received", name="ck_fund_goods_left"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    fund_id: Mapped[UUID]
    what: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    received: Mapped[int]
    used: Mapped[int]


class FundDonation(Base):
    """What somebody gave, recorded by one and acknowledged by another: ``amount`` fen, or so many of its goods.

    ``place`` is how much had been received before it: what is used first is what came first.
    """

    __tablename__ = "fund_donations"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_fund_donations"),
        UniqueConstraint("community_id", "number", name="uq_fund_donations_number"),
        ForeignKeyConstraint(
            ["community_id", "fund_id"], ["funds.community_id", "funds.id"], name="fk_fund_donations_fund"
        ),
        ForeignKeyConstraint(
            ["community_id", "goods_id"], ["fund_goods.community_id", "fund_goods.id"], name="fk_fund_donations_goods"
        ),
        ForeignKeyConstraint(
            ["community_id", "donor_member_id"], ["members.community_id", "members.id"], name="fk_fund_donations_member"
        ),
        ForeignKeyConstraint(
            ["community_id", "donor_unit_id"], ["units.community_id", "units.id"], name="fk_fund_donations_unit"
        ),
        CheckConstraint("amount > 0", name="ck_fund_donations_amount"),
        CheckConstraint("estimated_fen > 0", name="ck_fund_donations_estimated"),
        CheckConstraint("num_nonnulls(donor_member_id, donor_unit_id, donor_name) = 1", name="ck_fund_donations_donor"),
        CheckConstraint("state IN ('recorded', 'acknowledged', 'rejected')", name="ck_fund_donations_state"),
        CheckConstraint("decided_by <> recorded_by", name="ck_fund_donations_hands"),
        CheckConstraint("(state = 'recorded') = (decided_by IS NULL)", name="ck_fund_donations_decided"),
        CheckConstraint("(state = 'acknowledged') = (number IS NOT NULL)", name="ck_fund_donations_number"),
        CheckConstraint("(number IS NULL) = (place IS NULL)", name="ck_fund_donations_place"),
        Index("ix_fund_donations_fund", "community_id", "fund_id", "id"),
        Index("ix_fund_donations_member", "community_id", "donor_member_id", "id"),
        Index("ix_fund_donations_state", "community_id", "state", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    fund_id: Mapped[UUID]
    goods_id: Mapped[UUID | None]
    amount: Mapped[int]
    estimated_fen: Mapped[int | None]
    donor_member_id: Mapped[UUID | None]
    donor_unit_id: Mapped[UUID | None]
    donor_name: Mapped[str | None] = mapped_column(EncryptedText)
    anonymous: Mapped[bool]
    received_on: Mapped[date]
    evidence: Mapped[str] = mapped_column(Text)
    photos: Mapped[list[str]]
    state: Mapped[str] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text)
    place: Mapped[int | None]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str] = mapped_column(Text)


class FundUse(Base):
    """What fen or goods of a fund were used for; a correction has a negative amount and names what it corrects.

    Append-only.
    """

    __tablename__ = "fund_uses"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_fund_uses"),
        ForeignKeyConstraint(["community_id", "fund_id"], ["funds.community_id", "funds.id"], name="fk_fund_uses_fund"),
        ForeignKeyConstraint(
            ["community_id", "goods_id"], ["fund_goods.community_id", "fund_goods.id"], name="fk_fund_uses_goods"
        ),
        ForeignKeyConstraint(
            ["community_id", "corrects_id"], ["fund_uses.community_id", "fund_uses.id"], name="fk_fund_uses_corrects"
        ),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_fund_uses_entry"
        ),
        CheckConstraint("amount <> 0 AND (amount < 0) = (corrects_id IS NOT NULL)", name="ck_fund_uses_amount"),
        Index("ix_fund_uses_fund", "community_id", "fund_id", "id"),
        Index("ix_fund_uses_corrects", "community_id", "corrects_id", postgresql_where="corrects_id IS NOT NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    fund_id: Mapped[UUID]
    goods_id: Mapped[UUID | None]
    amount: Mapped[int]
    purpose: Mapped[str] = mapped_column(Text)
    used_on: Mapped[date]
    evidence: Mapped[str] = mapped_column(Text)
    photos: Mapped[list[str]]
    entry_id: Mapped[UUID | None]
    corrects_id: Mapped[UUID | None]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]
