"""Values of redemption."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

# Our rule: as long as an online shop must take goods back (消费者权益保护法 Art. 25), here also for what is fetched.
REFUND_DAYS = 7


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


class SyncOutcome(StrEnum):
    """What became of a voucher taken without a network."""

    ACCEPTED = "accepted"
    ALREADY = "already"  # answered before
    GUARANTEED = "guaranteed"  # the reserve paid for all or a part of it
    REFUSED = "refused"


class FlagNote(StrEnum):
    """What is written on a flag."""

    HEARD = "heard"  # the holder's side
    LIFTED = "lifted"


class ReserveSource(StrEnum):
    """Where points for the reserve come from."""

    POOL = "pool"
    BACKING = "backing"


class ReserveMoveState(StrEnum):
    """Whether points proposed for the reserve moved."""

    PROPOSED = "proposed"
    DONE = "done"
    DECLINED = "declined"


RESERVE_SOURCE_NAMES = {ReserveSource.POOL: "公益池", ReserveSource.BACKING: "未发放的商户承诺"}
RESERVE_STATE_NAMES = {
    ReserveMoveState.PROPOSED: "等另一人确认",
    ReserveMoveState.DONE: "已转入",
    ReserveMoveState.DECLINED: "未同意",
}


class MerchantState(StrEnum):
    """How far a unit has come as a shop; only an active one pledges and sells, a paused one still redeems."""

    APPLIED = "applied"
    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"
    DECLINED = "declined"


class OfferCategory(StrEnum):
    """What an offer is, for finding it."""

    FOOD = "food"
    DAILY = "daily"
    CATERING = "catering"
    SERVICE = "service"
    HEALTH = "health"
    CULTURE = "culture"
    OTHER = "other"


class OfferSort(StrEnum):
    """In which order offers are listed."""

    NEWEST = "newest"
    CHEAPEST = "cheapest"


class RefundReason(StrEnum):
    """Why something is given back."""

    QUALITY = "quality"
    UNLIKE = "unlike"
    UNAVAILABLE = "unavailable"
    UNNEEDED = "unneeded"
    OTHER = "other"


class RefundState(StrEnum):
    """What became of a request for a refund."""

    OPEN = "open"
    REFUNDED = "refunded"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class StatementState(StrEnum):
    """How far the talk about a statement has come."""

    MADE = "made"
    CONFIRMED = "confirmed"
    OBJECTED = "objected"
    REPLIED = "replied"


MERCHANT_STATE_NAMES = {
    MerchantState.APPLIED: "待审核",
    MerchantState.ACTIVE: "营业中",
    MerchantState.PAUSED: "暂停兑换",
    MerchantState.CLOSED: "已停业",
    MerchantState.DECLINED: "未通过",
}
OFFER_CATEGORY_NAMES = {
    OfferCategory.FOOD: "粮油食品",
    OfferCategory.DAILY: "日用百货",
    OfferCategory.CATERING: "餐饮小吃",
    OfferCategory.SERVICE: "生活服务",
    OfferCategory.HEALTH: "健康护理",
    OfferCategory.CULTURE: "文化用品",
    OfferCategory.OTHER: "其他",
}
REFUND_REASON_NAMES = {
    RefundReason.QUALITY: "质量有问题",
    RefundReason.UNLIKE: "与说明不符",
    RefundReason.UNAVAILABLE: "商户无法提供",
    RefundReason.UNNEEDED: "没有用上",
    RefundReason.OTHER: "其他",
}
REFUND_STATE_NAMES = {
    RefundState.OPEN: "等商户答复",
    RefundState.REFUNDED: "已退货",
    RefundState.DECLINED: "未同意",
    RefundState.WITHDRAWN: "已撤回",
}
STATEMENT_STATE_NAMES = {
    StatementState.MADE: "待确认",
    StatementState.CONFIRMED: "已确认",
    StatementState.OBJECTED: "有异议",
    StatementState.REPLIED: "异议已答复",
}
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
    pieces: "Pieces | None" = None


@dataclass(frozen=True, slots=True)
class Pieces:
    """So many of a unit of measure, worth so many points each."""

    quantity: int
    measure: str
    points_each: int


@dataclass(frozen=True, slots=True)
class NewOffer:
    """What a merchant offers on its pledge; a voucher for it is good for ``voucher_days`` more days.

    What was handed over may be given back for ``refund_days``. Caps are pieces: of all on a local day, and of one
    member on a local day and in a calendar month.
    """

    pledge_id: UUID
    title: str
    price_points: int
    stock: int
    voucher_days: int
    text: str = ""
    category: OfferCategory = OfferCategory.OTHER
    photos: Sequence[UUID] = ()
    refund_days: int = REFUND_DAYS
    day_cap: int | None = None
    member_day_cap: int | None = None
    member_month_cap: int | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a resident asks for; ``price_points`` is the price of one as it was shown, if told."""

    offer_id: UUID
    quantity: int
    price_points: int | None = None


@dataclass(frozen=True, slots=True)
class Take:
    """What a till asks for: ``pieces`` (None: all left) at which of the caller's shops (None: the right one)."""

    pieces: int | None = None
    unit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class OfflineItem:
    """A voucher that a phone took without a network; ``phone_at`` is that phone's clock, ``sequence`` its counting."""

    client_id: UUID
    token: str
    pieces: int
    phone_at: datetime
    sequence: int


@dataclass(frozen=True, slots=True)
class SyncBatch:
    """What a phone syncs for one shop; ``sent_at`` is its clock now, from which follows how wrong it is."""

    unit_id: UUID
    sent_at: datetime
    items: Sequence[OfflineItem]


@dataclass(frozen=True, slots=True)
class Terms:
    """Up to how many points the reserve pays for one redemption, and for a shop in a month."""

    per_redemption: int
    per_month: int


@dataclass(frozen=True, slots=True)
class NewMerchant:
    """What a unit tells of itself when it applies; ``licence`` is its unified social credit code."""

    unit_id: UUID
    licence: str
    address: str
    hours: str
    sells: str
    photos: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True)
class OffersWanted:
    """Which offers are asked for; ``affordable`` are those that the caller's points cover."""

    unit_id: UUID | None = None
    category: OfferCategory | None = None
    text: str | None = None
    affordable: bool = False
    sort: OfferSort = OfferSort.NEWEST


@dataclass(frozen=True, slots=True)
class NewRefund:
    """So many pieces of one redemption to give back, and why."""

    quantity: int
    reason: RefundReason
    text: str = ""
