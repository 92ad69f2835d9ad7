"""Decisions on buying, redeeming and what is left, from facts alone."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from backend.core.clock import end_of_day
from backend.core.errors import MoveNotAllowedError, SangongError
from backend.redemption.errors import (
    OfferClosedError,
    OfferPausedError,
    PriceChangedError,
    SoldOutError,
    VoucherCancelledError,
    VoucherExpiredError,
    VoucherUsedError,
)
from backend.redemption.moves import OFFER_MOVES, VOUCHER_MOVES, OfferMove, VoucherMove
from backend.redemption.rules import (
    OfferFacts,
    VoucherFacts,
    decide_purchase,
    decide_redemption,
    left_to_buy,
    undrawn,
    voucher_expiry,
)
from backend.redemption.types import OfferState, VoucherState

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAY = NOW.date()
SECOND = timedelta(seconds=1)


def offer(state: OfferState = OfferState.OPEN, *, stock: int = 5, sold: int = 3) -> OfferFacts:
    return OfferFacts(state, price_points=50, stock=stock, sold=sold)


def test_a_purchase_costs_price_times_quantity() -> None:
    assert decide_purchase(offer(), quantity=2, price_shown=50, on=DAY) == 100
    assert decide_purchase(offer(), quantity=1, price_shown=None, on=DAY) == 50


@pytest.mark.parametrize(
    ("facts", "quantity", "shown", "refusal"),
    [
        (offer(), 3, 50, SoldOutError),
        (offer(), 1, 49, PriceChangedError),
        (offer(OfferState.PAUSED), 1, 50, OfferPausedError),
        (offer(OfferState.CLOSED), 9, 49, OfferClosedError),
    ],
)
def test_a_purchase_is_refused(facts: OfferFacts, quantity: int, shown: int, refusal: type[SangongError]) -> None:
    with pytest.raises(refusal):
        decide_purchase(facts, quantity=quantity, price_shown=shown, on=DAY)


@pytest.mark.parametrize(
    ("state", "ends_in", "refusal"),
    [
        (VoucherState.USED, SECOND, VoucherUsedError),
        (VoucherState.USED, -SECOND, VoucherUsedError),
        (VoucherState.CANCELLED, SECOND, VoucherCancelledError),
        (VoucherState.EXPIRED, SECOND, VoucherExpiredError),
        (VoucherState.ISSUED, timedelta(), VoucherExpiredError),
        (VoucherState.ISSUED, SECOND, None),
    ],
)
def test_a_voucher_is_good_until_its_moment(
    state: VoucherState, ends_in: timedelta, refusal: type[SangongError] | None
) -> None:
    facts = VoucherFacts(state, NOW + ends_in, NOW if state is VoucherState.USED else None)
    if refusal is None:
        decide_redemption(facts, NOW)
        return
    with pytest.raises(refusal):
        decide_redemption(facts, NOW)


@pytest.mark.parametrize(
    ("issued_at", "days", "until"),
    [
        (datetime(2026, 11, 23, 1, 0, tzinfo=UTC), 1, datetime(2026, 11, 24, 16, 0, tzinfo=UTC)),
        # 23:59 in Shanghai is still that day, a minute later is the next.
        (datetime(2026, 11, 23, 15, 59, tzinfo=UTC), 7, datetime(2026, 11, 30, 16, 0, tzinfo=UTC)),
        (datetime(2026, 11, 23, 16, 0, tzinfo=UTC), 7, datetime(2026, 12, 1, 16, 0, tzinfo=UTC)),
    ],
)
def test_a_voucher_ends_with_a_local_day(issued_at: datetime, days: int, until: datetime) -> None:
    assert voucher_expiry(issued_at, days) == until


def test_a_local_day_ends_at_sixteen_utc() -> None:
    assert end_of_day(date(2026, 12, 31)) == datetime(2026, 12, 31, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stock", "sold", "pledge_left", "left"), [(5, 3, 1000, 2), (5, 3, 99, 1), (5, 3, 49, 0), (5, 5, 1000, 0)]
)
def test_what_is_left_heeds_stock_and_pledge(stock: int, sold: int, pledge_left: int, left: int) -> None:
    assert left_to_buy(stock=stock, sold=sold, price_points=50, pledge_left=pledge_left) == left


def test_undrawn_is_what_nothing_has_taken() -> None:
    assert undrawn(points=100, reserved=20, redeemed=30, lapsed=10) == 40


def test_every_move_of_an_offer_is_decided() -> None:
    allowed = {
        (OfferState.OPEN, OfferMove.PAUSE): OfferState.PAUSED,
        (OfferState.PAUSED, OfferMove.RESUME): OfferState.OPEN,
        (OfferState.OPEN, OfferMove.CLOSE): OfferState.CLOSED,
        (OfferState.PAUSED, OfferMove.CLOSE): OfferState.CLOSED,
    }
    for state, move in product(OfferState, OfferMove):
        if (state, move) in allowed:
            assert OFFER_MOVES.next(state, move) is allowed[(state, move)]
            continue
        with pytest.raises(MoveNotAllowedError):
            OFFER_MOVES.next(state, move)


def test_a_voucher_ends_once() -> None:
    for state, move in product(VoucherState, VoucherMove):
        if state is VoucherState.ISSUED:
            assert VOUCHER_MOVES.next(state, move) is not VoucherState.ISSUED
            continue
        with pytest.raises(MoveNotAllowedError):
            VOUCHER_MOVES.next(state, move)
