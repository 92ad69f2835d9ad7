"""Tables of merchants: who may pledge and sell, what offers cost when, refunds, and the statement of every day."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


def _unit_of(table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["community_id", "unit_id"], ["merchants.community_id", "merchants.unit_id"], name=f"fk_{table}_merchant"
    )


class Merchant(Base):
    """A unit as a shop, one each. Whoever decides locks this row first, before pledges, offers and accounts.

    ``statement_due_at`` is when the statement of the local day before it is made; ``returns_due_at`` is set while a
    closed shop's vouchers are being given back.
    """

    __tablename__ = "merchants"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "unit_id", name="pk_merchants"),
        ForeignKeyConstraint(["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_merchants_unit"),
        CheckConstraint("state IN ('applied', 'active', 'paused', 'closed', 'declined')", name="ck_merchants_state"),
        CheckConstraint("checked_by <> decided_by", name="ck_merchants_two_people"),
        CheckConstraint(
            "jsonb_typeof(photos) = 'array' AND jsonb_array_length(photos) <= 6", name="ck_merchants_photos"
        ),
        Index("ix_merchants_state", "community_id", "state", "unit_id"),
        Index(
            "uq_merchants_licence",
            "community_id",
            "licence",
            unique=True,
            postgresql_where="state NOT IN ('closed', 'declined')",
        ),
        Index(
            "ix_merchants_statement",
            "statement_due_at",
            "community_id",
            postgresql_where="statement_due_at IS NOT NULL",
        ),
        Index("ix_merchants_returns", "returns_due_at", "community_id", postgresql_where="returns_due_at IS NOT NULL"),
    )

    community_id: Mapped[int]
    unit_id: Mapped[UUID]
    licence: Mapped[str | None] = mapped_column(Text)  # None: it was here before licences were asked for
    address: Mapped[str] = mapped_column(Text)
    hours: Mapped[str] = mapped_column(Text)
    sells: Mapped[str] = mapped_column(Text)
    photos: Mapped[list[str]]
    state: Mapped[str] = mapped_column(Text)
    paused_by_desk: Mapped[bool]
    applied_by: Mapped[UUID | None]
    applied_at: Mapped[datetime]
    checked_by: Mapped[UUID | None]
    decided_by: Mapped[UUID | None]
    statement_due_at: Mapped[datetime | None]
    returns_due_at: Mapped[datetime | None]


class MerchantEvent(Base):
    """What was done with a merchant, by whom (None: by time). Append-only."""

    __tablename__ = "merchant_events"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_merchant_events"),
        _unit_of("merchant_events"),
        Index("ix_merchant_events_unit", "community_id", "unit_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    unit_id: Mapped[UUID]
    what: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID | None]
    at: Mapped[datetime]


class OfferPrice(Base):
    """What an offer costs, and how long it may be given back, from a moment until the next row. Append-only."""

    __tablename__ = "offer_prices"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_offer_prices"),
        ForeignKeyConstraint(
            ["community_id", "offer_id"], ["offers.community_id", "offers.id"], name="fk_offer_prices_offer"
        ),
        CheckConstraint("price_points > 0", name="ck_offer_prices_price"),
        Index("ix_offer_prices_offer", "community_id", "offer_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    offer_id: Mapped[UUID]
    price_points: Mapped[int]
    refund_days: Mapped[int]
    by_member_id: Mapped[UUID]
    from_at: Mapped[datetime]


class RefundRequest(Base):
    """What a holder asks to give back of one redemption; the shop answers, the desk after ``answer_due_at``."""

    __tablename__ = "refund_requests"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_refund_requests"),
        ForeignKeyConstraint(
            ["community_id", "redemption_id"],
            ["redemptions.community_id", "redemptions.id"],
            name="fk_refund_requests_redemption",
        ),
        _unit_of("refund_requests"),
        CheckConstraint("quantity > 0", name="ck_refund_requests_quantity"),
        CheckConstraint(
            "reason IN ('quality', 'unlike', 'unavailable', 'unneeded', 'other')", name="ck_refund_requests_reason"
        ),
        CheckConstraint("state IN ('open', 'refunded', 'declined', 'withdrawn')", name="ck_refund_requests_state"),
        CheckConstraint("(state = 'open') = (answered_at IS NULL)", name="ck_refund_requests_answered"),
        Index(
            "uq_refund_requests_open",
            "community_id",
            "redemption_id",
            unique=True,
            postgresql_where="state = 'open'",
        ),
        Index("ix_refund_requests_unit", "community_id", "unit_id", "id"),
        Index("ix_refund_requests_redemption", "community_id", "redemption_id", "id"),
        Index("ix_refund_requests_due", "community_id", "answer_due_at", "id", postgresql_where="state = 'open'"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    redemption_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    member_id: Mapped[UUID]
    quantity: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    answer_due_at: Mapped[datetime]
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Refund(Base):
    """Pieces of one redemption given back; ``refunded`` counts them with those before. Append-only."""

    __tablename__ = "refunds"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_refunds"),
        UniqueConstraint("community_id", "redemption_id", "turn", name="uq_refunds_turn"),
        ForeignKeyConstraint(
            ["community_id", "redemption_id"],
            ["redemptions.community_id", "redemptions.id"],
            name="fk_refunds_redemption",
        ),
        _unit_of("refunds"),
        CheckConstraint("turn > 0 AND quantity > 0 AND points > 0", name="ck_refunds_amounts"),
        CheckConstraint("refunded >= quantity AND refunded <= of_quantity", name="ck_refunds_covered"),
        CheckConstraint(
            "reason IN ('quality', 'unlike', 'unavailable', 'unneeded', 'other')", name="ck_refunds_reason"
        ),
        Index("ix_refunds_unit", "community_id", "unit_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    redemption_id: Mapped[UUID]
    turn: Mapped[int]
    unit_id: Mapped[UUID]
    quantity: Mapped[int]
    refunded: Mapped[int]
    of_quantity: Mapped[int]
    points: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID]
    at: Mapped[datetime]


class MerchantStatement(Base):
    """A merchant's local day as the ledger had it when it was over. Append-only: a correction is in a later one."""

    __tablename__ = "merchant_statements"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_merchant_statements"),
        UniqueConstraint("community_id", "unit_id", "day", name="uq_merchant_statements_day"),
        UniqueConstraint("community_id", "number", name="uq_merchant_statements_number"),
        _unit_of("merchant_statements"),
        CheckConstraint("closing = opening + redeemed - refunds + corrections", name="ck_merchant_statements_sum"),
        CheckConstraint(
            "redeemed >= 0 AND refunds >= 0 AND fulfilled BETWEEN 0 AND closing", name="ck_merchant_statements_signs"
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    unit_id: Mapped[UUID]
    day: Mapped[date]
    number: Mapped[int]
    opening: Mapped[int]
    redeemed: Mapped[int]
    refunds: Mapped[int]
    corrections: Mapped[int]
    closing: Mapped[int]
    fulfilled: Mapped[int]
    lines: Mapped[int]
    made_at: Mapped[datetime]


class StatementNote(Base):
    """What the shop and the desk said about a statement, in turns. Append-only."""

    __tablename__ = "statement_notes"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "statement_id", "turn", name="pk_statement_notes"),
        ForeignKeyConstraint(
            ["community_id", "statement_id"],
            ["merchant_statements.community_id", "merchant_statements.id"],
            name="fk_statement_notes_statement",
        ),
        CheckConstraint("what IN ('confirm', 'object', 'reply')", name="ck_statement_notes_what"),
        Index(
            "ix_statement_notes_objections",
            "community_id",
            "at",
            "statement_id",
            "turn",
            postgresql_where="what = 'object'",
        ),
    )

    community_id: Mapped[int]
    statement_id: Mapped[UUID]
    turn: Mapped[int]
    what: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID]
    at: Mapped[datetime]
