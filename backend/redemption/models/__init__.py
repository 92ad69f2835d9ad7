"""Tables of redemption. Stock and pledges are counted on their rows, so that CHECKs are the last witness."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

import backend.redemption.models.merchants  # noqa: F401  # imported for its tables
from backend.infra.db import Base
from backend.redemption.models.guarantees import (
    Guarantee,
    GuaranteeMonth,
    GuaranteeTerms,
    ReserveMove,
    SyncedItem,
    VoucherFlag,
    VoucherFlagNote,
)
from backend.redemption.models.shops import OfferShop

__all__ = [
    "Guarantee",
    "GuaranteeMonth",
    "GuaranteeTerms",
    "Offer",
    "OfferEvent",
    "OfferShop",
    "Pledge",
    "Redemption",
    "ReserveMove",
    "SyncedItem",
    "Voucher",
    "VoucherFlag",
    "VoucherFlagNote",
]


class Pledge(Base):
    """Goods that a merchant promises, worth ``points``.

    ``reserved`` is held by vouchers not yet used, ``redeemed`` was handed over, ``lapsed`` went back.
    """

    __tablename__ = "pledges"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_pledges"),
        ForeignKeyConstraint(["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_pledges_unit"),
        CheckConstraint("points > 0", name="ck_pledges_points"),
        CheckConstraint("reserved >= 0 AND redeemed >= 0 AND lapsed >= 0", name="ck_pledges_signs"),
        CheckConstraint("reserved + redeemed + lapsed <= points", name="ck_pledges_covered"),
        CheckConstraint("state IN ('active', 'ended')", name="ck_pledges_state"),
        CheckConstraint(
            "num_nulls(quantity, measure, points_each) = 3"
            " OR (num_nulls(quantity, measure, points_each) = 0 AND quantity > 0 AND points = quantity * points_each)",
            name="ck_pledges_pieces",
        ),
        Index("ix_pledges_unit", "community_id", "unit_id", "id"),
        Index("ix_pledges_due", "ends_at", "community_id", postgresql_where="state = 'active'"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    unit_id: Mapped[UUID]
    title: Mapped[str] = mapped_column(Text)
    points: Mapped[int]
    reserved: Mapped[int]
    redeemed: Mapped[int]
    lapsed: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    valid_to: Mapped[date | None]
    ends_at: Mapped[datetime | None]
    created_by: Mapped[UUID]
    created_at: Mapped[datetime]
    # So many pieces at so many points each; None for a pledge that is told in points alone.
    quantity: Mapped[int | None]
    measure: Mapped[str | None] = mapped_column(Text)
    points_each: Mapped[int | None]


class Offer(Base):
    """What can be had for points on one pledge; ``sold`` never passes ``stock``.

    ``day_sold`` counts the pieces bought on the local day ``day``, so that stock and the day's cap are one condition
    on one row. ``shop_open`` is the shop's word: while it pauses nothing of it is bought.
    """

    __tablename__ = "offers"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_offers"),
        ForeignKeyConstraint(["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_offers_unit"),
        ForeignKeyConstraint(
            ["community_id", "pledge_id"], ["pledges.community_id", "pledges.id"], name="fk_offers_pledge"
        ),
        CheckConstraint("price_points > 0", name="ck_offers_price"),
        CheckConstraint("sold >= 0 AND sold <= stock", name="ck_offers_stock"),
        CheckConstraint("voucher_days BETWEEN 1 AND 365", name="ck_offers_voucher_days"),
        CheckConstraint("state IN ('open', 'paused', 'closed')", name="ck_offers_state"),
        CheckConstraint(
            "category IN ('food', 'daily', 'catering', 'service', 'health', 'culture', 'other')",
            name="ck_offers_category",
        ),
        CheckConstraint("jsonb_typeof(photos) = 'array' AND jsonb_array_length(photos) <= 6", name="ck_offers_photos"),
        CheckConstraint("refund_days BETWEEN 0 AND 90", name="ck_offers_refund_days"),
        CheckConstraint("day_cap > 0 AND member_day_cap > 0 AND member_month_cap > 0", name="ck_offers_caps"),
        CheckConstraint("day_sold >= 0", name="ck_offers_day_sold"),
        Index("ix_offers_unit", "community_id", "unit_id", "id"),
        Index("ix_offers_on_show", "community_id", "id", postgresql_where="state <> 'closed'"),
        Index("ix_offers_pledge", "community_id", "pledge_id"),
        Index("ix_offers_cheapest", "community_id", "price_points", "id", postgresql_where="state <> 'closed'"),
        Index("ix_offers_category", "community_id", "category", "id", postgresql_where="state <> 'closed'"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    unit_id: Mapped[UUID]
    pledge_id: Mapped[UUID]
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    price_points: Mapped[int]
    stock: Mapped[int]
    sold: Mapped[int]
    voucher_days: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    created_by: Mapped[UUID]
    created_at: Mapped[datetime]
    category: Mapped[str] = mapped_column(Text, server_default="other")
    photos: Mapped[list[str]] = mapped_column(server_default="[]")  # ids of attachments, in their order
    refund_days: Mapped[int] = mapped_column(server_default="7")
    day_cap: Mapped[int | None]
    member_day_cap: Mapped[int | None]
    member_month_cap: Mapped[int | None]
    day: Mapped[date | None]
    day_sold: Mapped[int] = mapped_column(server_default="0")
    shop_open: Mapped[bool] = mapped_column(server_default="true")


class OfferEvent(Base):
    """What was done with an offer, by whom (None: by time). Append-only."""

    __tablename__ = "offer_events"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_offer_events"),
        ForeignKeyConstraint(
            ["community_id", "offer_id"], ["offers.community_id", "offers.id"], name="fk_offer_events_offer"
        ),
        Index("ix_offer_events_offer", "community_id", "offer_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    offer_id: Mapped[UUID]
    what: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID | None]
    at: Mapped[datetime]


class Voucher(Base):
    """A right to ``quantity`` of an offer, paid with ``points`` that its own account holds until its end.

    ``used`` pieces were taken in ``uses`` times; it stays issued until all are. Wrong PINs are counted here.
    """

    __tablename__ = "vouchers"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_vouchers"),
        UniqueConstraint("community_id", "number", name="uq_vouchers_number"),
        ForeignKeyConstraint(
            ["community_id", "offer_id"], ["offers.community_id", "offers.id"], name="fk_vouchers_offer"
        ),
        ForeignKeyConstraint(
            ["community_id", "pledge_id"], ["pledges.community_id", "pledges.id"], name="fk_vouchers_pledge"
        ),
        ForeignKeyConstraint(["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_vouchers_unit"),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_vouchers_member"
        ),
        CheckConstraint("quantity > 0 AND points > 0", name="ck_vouchers_amounts"),
        CheckConstraint("state IN ('issued', 'used', 'cancelled', 'expired')", name="ck_vouchers_state"),
        CheckConstraint("(state = 'used') = (used_at IS NOT NULL)", name="ck_vouchers_used_at"),
        CheckConstraint(
            "used >= 0 AND used <= quantity AND (used = quantity) = (state = 'used')", name="ck_vouchers_used"
        ),
        CheckConstraint("uses >= 0 AND uses <= used", name="ck_vouchers_uses"),
        CheckConstraint("pin_tries >= 0", name="ck_vouchers_pin_tries"),
        Index("ix_vouchers_member", "community_id", "member_id", "id"),
        Index("ix_vouchers_unit_issued", "community_id", "unit_id", "id", postgresql_where="state = 'issued'"),
        Index("ix_vouchers_due", "expires_at", "community_id", postgresql_where="state = 'issued'"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    number: Mapped[int]
    offer_id: Mapped[UUID]
    pledge_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    member_id: Mapped[UUID]
    title: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int]
    points: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime]
    used: Mapped[int] = mapped_column(default=0)
    uses: Mapped[int] = mapped_column(default=0)
    pin_tries: Mapped[int] = mapped_column(default=0)
    pin_tries_since: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    @property
    def left(self) -> int:
        """How many pieces were not taken yet."""
        return self.quantity - self.used

    @property
    def price_points(self) -> int:
        """Points of one piece: a voucher's points are its price times its quantity."""
        return self.points // self.quantity


class Redemption(Base):
    """One use of a voucher at a till; ``use`` counts a voucher's uses from 1. Append-only.

    ``counter`` and ``signed_at`` are the signed token's that was shown; one token counts once at a shop.
    """

    __tablename__ = "redemptions"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_redemptions"),
        UniqueConstraint("community_id", "voucher_id", "use", name="uq_redemptions_use"),
        ForeignKeyConstraint(
            ["community_id", "voucher_id"],
            ["vouchers.community_id", "vouchers.id"],
            name="fk_redemptions_voucher",
        ),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_redemptions_unit"
        ),
        CheckConstraint("use > 0 AND quantity > 0 AND points > 0", name="ck_redemptions_amounts"),
        Index("ix_redemptions_unit", "community_id", "unit_id", "id"),
        Index(
            "ux_redemptions_token",
            "community_id",
            "voucher_id",
            "unit_id",
            "counter",
            "signed_at",
            unique=True,
            postgresql_where="counter IS NOT NULL",
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    voucher_id: Mapped[UUID]
    use: Mapped[int]
    unit_id: Mapped[UUID]
    quantity: Mapped[int]
    points: Mapped[int]
    counter: Mapped[int | None]
    signed_at: Mapped[datetime | None]
    by_member_id: Mapped[UUID]
    at: Mapped[datetime]
