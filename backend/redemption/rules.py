"""Pure decisions of redemption; they know no session and no clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from backend.books.types import Flow, Flows, TransferType
from backend.core.clock import end_of_day, local_date, local_day, next_month
from backend.core.tries import TryLimit
from backend.redemption.errors import (
    AlreadyRefundedError,
    DayCapReachedError,
    MemberCapReachedError,
    OfferClosedError,
    OfferPausedError,
    PiecesTooManyError,
    PriceChangedError,
    RefundWindowOverError,
    ShopPausedError,
    SoldOutError,
    TokenReplayedError,
    VoucherCancelledError,
    VoucherExpiredError,
    VoucherUsedError,
)
from backend.redemption.types import OfferState, VoucherState

# Our rule: of a PIN's 6 digits, a whole day's guessing by a clerk whom the log names finds one in 2,000.
PIN_TRIES = TryLimit(5, timedelta(minutes=15))


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What a purchase is decided on."""

    state: OfferState
    price_points: int
    stock: int
    sold: int
    shop_open: bool = True
    day_cap: int | None = None
    sold_today: int = 0
    member_day_cap: int | None = None
    member_month_cap: int | None = None


@dataclass(frozen=True, slots=True)
class VoucherFacts:
    """What a redemption is decided on."""

    state: VoucherState
    expires_at: datetime
    used_at: datetime | None
    left: int = 1
    uses: int = 0


def voucher_expiry(issued_at: datetime, days: int) -> datetime:
    """Return when a voucher ends: with the local day that is ``days`` after the day of issue."""
    return end_of_day(local_date(issued_at) + timedelta(days=days))


def decide_purchase(offer: OfferFacts, *, quantity: int, price_shown: int | None, on: date) -> int:
    """Return what the purchase costs in points; ``on`` is the local day of it.

    Raises ShopPausedError, OfferPausedError, OfferClosedError, PriceChangedError, SoldOutError, DayCapReachedError.
    """
    if offer.state is OfferState.PAUSED:
        raise OfferPausedError
    if offer.state is OfferState.CLOSED:
        raise OfferClosedError
    if not offer.shop_open:
        raise ShopPausedError
    if price_shown is not None and price_shown != offer.price_points:
        raise PriceChangedError(price_points=offer.price_points)
    if offer.sold + quantity > offer.stock:
        raise SoldOutError(left=offer.stock - offer.sold)
    if offer.day_cap is not None and offer.sold_today + quantity > offer.day_cap:
        left = max(0, offer.day_cap - offer.sold_today)
        raise DayCapReachedError(left=left, again_at=in_utc(end_of_day(on)))
    return offer.price_points * quantity


def decide_share(offer: OfferFacts, *, quantity: int, today: int, this_month: int, on: date) -> None:
    """Refuse more than one member may have, who has ``today`` and ``this_month`` pieces: MemberCapReachedError.

    ``on`` is the local day of the purchase.
    """
    for per, cap, had, again in (
        ("day", offer.member_day_cap, today, end_of_day(on)),
        ("month", offer.member_month_cap, this_month, local_day(next_month(on))[0]),
    ):
        if cap is not None and had + quantity > cap:
            text = f"每人每{'天' if per == 'day' else '月'}限兑{cap}份，您已兑{had}份"
            raise MemberCapReachedError(text, cap=cap, per=per, left=max(0, cap - had), again_at=in_utc(again))


def decide_redemption(voucher: VoucherFacts, at: datetime, *, pieces: int = 1, counter: int | None = None) -> None:
    """Refuse what is no longer good; ``counter`` is what a signed token says of uses before it.

    Raises VoucherUsedError, VoucherCancelledError, VoucherExpiredError, TokenReplayedError, PiecesTooManyError.
    """
    if voucher.state is VoucherState.USED:
        raise VoucherUsedError(used_at=in_utc(voucher.used_at))
    if voucher.state is VoucherState.CANCELLED:
        raise VoucherCancelledError
    if voucher.state is VoucherState.EXPIRED or voucher.expires_at <= at:
        raise VoucherExpiredError
    if counter is not None and counter != voucher.uses:
        raise TokenReplayedError
    if pieces > voucher.left:
        raise PiecesTooManyError(left=voucher.left)


def in_utc(moment: datetime | None) -> str | None:
    """Return a moment as the API writes it."""
    return None if moment is None else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def left_to_buy(*, stock: int, sold: int, price_points: int, pledge_left: int) -> int:
    """Return how many may still be bought: what is in stock, and no more than the pledge still covers."""
    return max(0, min(stock - sold, pledge_left // price_points))


def undrawn(*, points: int, reserved: int, redeemed: int, lapsed: int) -> int:
    """Return what of a pledge neither a voucher holds nor was redeemed nor has lapsed."""
    return points - reserved - redeemed - lapsed


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """What a refund is decided on; ``refunded`` pieces of the redemption were given back before."""

    quantity: int
    points: int
    refunded: int
    redeemed_at: datetime
    refund_days: int


def refund_until(redeemed_at: datetime, days: int) -> datetime | None:
    """Return when the refund window ends: with the local day that is ``days`` after the redemption's; None: none."""
    return voucher_expiry(redeemed_at, days) if days else None


def decide_refund(facts: RefundFacts, *, quantity: int, at: datetime) -> int:
    """Return the points that ``quantity`` pieces bring back; rounded, they add up to the redemption's.

    Raises RefundWindowOverError, AlreadyRefundedError.
    """
    until = refund_until(facts.redeemed_at, facts.refund_days)
    if until is None or at >= until:
        raise RefundWindowOverError(until=in_utc(until))
    return points_back(facts, quantity=quantity)


def points_back(facts: RefundFacts, *, quantity: int) -> int:
    """Return the points of ``quantity`` more pieces; raises AlreadyRefundedError beyond the redemption's."""
    after = facts.refunded + quantity
    if after > facts.quantity:
        raise AlreadyRefundedError(left=facts.quantity - facts.refunded)
    return facts.points * after // facts.quantity - facts.points * facts.refunded // facts.quantity


@dataclass(frozen=True, slots=True)
class DayFigures:
    """A merchant's local day in points: closing = opening + redeemed - refunds + corrections."""

    opening: int
    redeemed: int
    refunds: int
    corrections: int
    closing: int
    lines: int


def day_figures(moved: Flows) -> DayFigures:
    """Return the statement of a day by what the ledger moved.

    What was fulfilled on it settled an earlier day, so it is no line: the day opens without it. What was taken back
    from fulfilled, to pay a refund, corrects an earlier day.
    """
    fulfilled = sum(flow.amount for flow in moved.flows if _fulfils(flow))
    lines = [flow for flow in moved.flows if not _fulfils(flow)]
    taken_back = sum(flow.amount for flow in lines if flow.incoming and flow.type is TransferType.FULFIL)
    out = [flow for flow in lines if not flow.incoming]
    refunds = sum(flow.amount for flow in out if flow.type is TransferType.VOUCHER_RETURN)
    return DayFigures(
        opening=moved.opening - fulfilled,
        redeemed=sum(flow.amount for flow in lines if flow.incoming) - taken_back,
        refunds=refunds,
        corrections=taken_back - (sum(flow.amount for flow in out) - refunds),
        closing=moved.closing,
        lines=sum(flow.times for flow in lines),
    )


def _fulfils(flow: Flow) -> bool:
    return flow.type is TransferType.FULFIL and not flow.incoming
