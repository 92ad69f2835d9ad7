"""Values of redemption."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
