"""Pure decisions of redemption; they know no session and no clock."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from backend.core.clock import LOCAL_ZONE, end_of_day
from backend.redemption.errors import (
    OfferClosedError,
    OfferPausedError,
    PiecesTooManyError,
    PriceChangedError,
    SoldOutError,
    TokenReplayedError,
    VoucherCancelledError,
    VoucherExpiredError,
    VoucherUsedError,
)
from backend.redemption.types import OfferState, VoucherState


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What a purchase is decided on."""

    state: OfferState
    price_points: int
    stock: int
    sold: int


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
    return end_of_day(issued_at.astimezone(LOCAL_ZONE).date() + timedelta(days=days))


def decide_purchase(offer: OfferFacts, *, quantity: int, price_shown: int | None) -> int:
    """Return what the purchase costs in points.

    Raises OfferPausedError, OfferClosedError, PriceChangedError, SoldOutError.
    """
    if offer.state is OfferState.PAUSED:
        raise OfferPausedError
    if offer.state is OfferState.CLOSED:
        raise OfferClosedError
    if price_shown is not None and price_shown != offer.price_points:
        raise PriceChangedError(price_points=offer.price_points)
    if offer.sold + quantity > offer.stock:
        raise SoldOutError(left=offer.stock - offer.sold)
    return offer.price_points * quantity


def decide_redemption(voucher: VoucherFacts, at: datetime, *, pieces: int = 1, counter: int | None = None) -> None:
    """Refuse what is no longer good; ``counter`` is what a signed token says of uses before it.

    Raises VoucherUsedError, VoucherCancelledError, VoucherExpiredError, TokenReplayedError, PiecesTooManyError.
    """
    if voucher.state is VoucherState.USED:
        raise VoucherUsedError(used_at=_in_utc(voucher.used_at))
    if voucher.state is VoucherState.CANCELLED:
        raise VoucherCancelledError
    if voucher.state is VoucherState.EXPIRED or voucher.expires_at <= at:
        raise VoucherExpiredError
    if counter is not None and counter != voucher.uses:
        raise TokenReplayedError
    if pieces > voucher.left:
        raise PiecesTooManyError(left=voucher.left)


def _in_utc(moment: datetime | None) -> str | None:
    """Return a moment as the API writes it."""
    return None if moment is None else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def left_to_buy(*, stock: int, sold: int, price_points: int, pledge_left: int) -> int:
    """Return how many may still be bought: what is in stock, and no more than the pledge still covers."""
    return max(0, min(stock - sold, pledge_left // price_points))


def undrawn(*, points: int, reserved: int, redeemed: int, lapsed: int) -> int:
    """Return what of a pledge neither a voucher holds nor was redeemed nor has lapsed."""
    return points - reserved - redeemed - lapsed
