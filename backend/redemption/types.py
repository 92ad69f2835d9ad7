"""Values of redemption."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class PledgeState(StrEnum):
    """Whether new vouchers may still be drawn on a pledge."""

    ACTIVE = "active"
    ENDED = "ended"


class OfferState(StrEnum):
    """Whether an offer may be bought."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class VoucherState(StrEnum):
    """What became of a voucher; all but ISSUED are final."""

    ISSUED = "issued"
    USED = "used"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


PLEDGE_STATE_NAMES = {PledgeState.ACTIVE: "有效", PledgeState.ENDED: "已结束"}
OFFER_STATE_NAMES = {OfferState.OPEN: "可兑换", OfferState.PAUSED: "暂停兑换", OfferState.CLOSED: "已结束"}
VOUCHER_STATE_NAMES = {
    VoucherState.ISSUED: "待使用",
    VoucherState.USED: "已使用",
    VoucherState.CANCELLED: "已取消",
    VoucherState.EXPIRED: "已过期",
}


@dataclass(frozen=True, slots=True)
class NewPledge:
    """What a merchant pledges: goods worth ``points``, up to and with the local day ``valid_to``."""

    unit_id: UUID
    title: str
    points: int
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class NewOffer:
    """What a merchant offers on its pledge; a voucher for it is good for ``voucher_days`` more days."""

    pledge_id: UUID
    title: str
    price_points: int
    stock: int
    voucher_days: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a resident asks for; ``price_points`` is the price of one as it was shown, if told."""

    offer_id: UUID
    quantity: int
    price_points: int | None = None
