"""What shops took without a network, what the reserve paid for it, under which terms, and what was flagged."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class SyncedItem(Base):
    """What became of one voucher taken without a network, by the id its phone gave it. Append-only.

    ``counter`` and ``signed_at`` are the token's; ``taken_at`` is ``phone_at`` corrected by how wrong the phone's clock
    was. Of ``pieces``, ``guaranteed`` were paid by the reserve and ``unpaid`` by nobody; ``points`` are what was paid.
    """

    __tablename__ = "synced_items"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "client_id", name="pk_synced_items"),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_synced_items_unit"
        ),
        ForeignKeyConstraint(
            ["community_id", "voucher_id"], ["vouchers.community_id", "vouchers.id"], name="fk_synced_items_voucher"
        ),
        CheckConstraint(
            "pieces > 0 AND guaranteed >= 0 AND unpaid >= 0 AND guaranteed + unpaid <= pieces AND points >= 0",
            name="ck_synced_items_amounts",
        ),
        CheckConstraint("outcome IN ('accepted', 'guaranteed', 'refused')", name="ck_synced_items_outcome"),
        CheckConstraint("(outcome = 'refused') = (points = 0)", name="ck_synced_items_paid"),
        Index("ix_synced_items_unit", "community_id", "unit_id", "synced_at", "client_id"),
        Index("ix_synced_items_voucher", "community_id", "voucher_id"),
    )

    community_id: Mapped[int]
    client_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    voucher_id: Mapped[UUID]
    by_member_id: Mapped[UUID]
    counter: Mapped[int]
    signed_at: Mapped[datetime]
    sequence: Mapped[int]
    pieces: Mapped[int]
    guaranteed: Mapped[int]
    unpaid: Mapped[int]
    points: Mapped[int]
    outcome: Mapped[str] = mapped_column(Text)
    code: Mapped[str | None] = mapped_column(Text)
    phone_at: Mapped[datetime]
    taken_at: Mapped[datetime]
    synced_at: Mapped[datetime]


class Guarantee(Base):
    """Pieces beyond what a voucher held, handed over in good faith and paid by the reserve. Append-only."""

    __tablename__ = "guarantees"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_guarantees"),
        UniqueConstraint("community_id", "client_id", name="uq_guarantees_client"),
        ForeignKeyConstraint(
            ["community_id", "voucher_id"], ["vouchers.community_id", "vouchers.id"], name="fk_guarantees_voucher"
        ),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_guarantees_unit"
        ),
        CheckConstraint("quantity > 0 AND points > 0", name="ck_guarantees_amounts"),
        Index("ix_guarantees_voucher", "community_id", "voucher_id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    client_id: Mapped[UUID]
    voucher_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    quantity: Mapped[int]
    points: Mapped[int]
    at: Mapped[datetime]


class GuaranteeMonth(Base):
    """What the reserve paid a shop in a local month; its row is the lock under which the cap is kept."""

    __tablename__ = "guarantee_months"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "unit_id", "month", name="pk_guarantee_months"),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_guarantee_months_unit"
        ),
        CheckConstraint("points >= 0", name="ck_guarantee_months_points"),
    )

    community_id: Mapped[int]
    unit_id: Mapped[UUID]
    month: Mapped[date]
    points: Mapped[int]


class GuaranteeTerms(Base):
    """Up to where the reserve guarantees from a day on; the newest that has begun counts. Append-only."""

    __tablename__ = "guarantee_terms"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "valid_from", "set_at", name="pk_guarantee_terms"),
        CheckConstraint("per_redemption >= 0 AND per_month >= 0", name="ck_guarantee_terms_signs"),
    )

    community_id: Mapped[int]
    valid_from: Mapped[date]
    per_redemption: Mapped[int]
    per_month: Mapped[int]
    set_by: Mapped[UUID]
    set_at: Mapped[datetime]


class ReserveMove(Base):
    """Points to be put into the reserve: one person proposes, another confirms, and only then they move."""

    __tablename__ = "reserve_moves"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_reserve_moves"),
        CheckConstraint("source IN ('pool', 'backing')", name="ck_reserve_moves_source"),
        CheckConstraint("points > 0", name="ck_reserve_moves_points"),
        CheckConstraint("state IN ('proposed', 'done', 'declined')", name="ck_reserve_moves_state"),
        CheckConstraint("decided_by <> proposed_by", name="ck_reserve_moves_two_hands"),
        CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name="ck_reserve_moves_decided"),
        Index("ix_reserve_moves_open", "community_id", "id", postgresql_where="state = 'proposed'"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    source: Mapped[str] = mapped_column(Text)
    points: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[UUID]
    proposed_at: Mapped[datetime]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]


class VoucherFlag(Base):
    """A voucher was taken for more than it held; the facts alone, who is at fault is for people. Append-only."""

    __tablename__ = "voucher_flags"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_voucher_flags"),
        UniqueConstraint("community_id", "client_id", name="uq_voucher_flags_client"),
        ForeignKeyConstraint(
            ["community_id", "voucher_id"], ["vouchers.community_id", "vouchers.id"], name="fk_voucher_flags_voucher"
        ),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_voucher_flags_member"
        ),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_voucher_flags_unit"
        ),
        CheckConstraint("pieces > 0", name="ck_voucher_flags_pieces"),
        Index("ix_voucher_flags_member", "community_id", "member_id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    client_id: Mapped[UUID]
    voucher_id: Mapped[UUID]
    member_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    pieces: Mapped[int]
    voucher_state: Mapped[str] = mapped_column(Text)
    taken_at: Mapped[datetime]
    raised_at: Mapped[datetime]


class VoucherFlagNote(Base):
    """The holder's side of a flag, and its lifting by somebody else with a reason. Append-only."""

    __tablename__ = "voucher_flag_notes"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "flag_id", "what", name="pk_voucher_flag_notes"),
        ForeignKeyConstraint(
            ["community_id", "flag_id"],
            ["voucher_flags.community_id", "voucher_flags.id"],
            name="fk_voucher_flag_notes_flag",
        ),
        CheckConstraint("what IN ('heard', 'lifted')", name="ck_voucher_flag_notes_what"),
    )

    community_id: Mapped[int]
    flag_id: Mapped[UUID]
    what: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID]
    at: Mapped[datetime]
