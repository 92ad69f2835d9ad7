"""Caps, refunds and a day's figures, from facts alone."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.books.types import Flow, Flows, TransferType
from backend.core.errors import MoveNotAllowedError, SangongError
from backend.core.moves import MoveTable
from backend.redemption.errors import (
    AlreadyRefundedError,
    DayCapReachedError,
    MemberCapReachedError,
    RefundWindowOverError,
    ShopPausedError,
)
from backend.redemption.moves import MERCHANT_MOVES, REFUND_MOVES, STATEMENT_MOVES
from backend.redemption.rules import (
    OfferFacts,
    RefundFacts,
    day_figures,
    decide_purchase,
    decide_refund,
    decide_share,
)
from backend.redemption.types import OfferState

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
OPEN = OfferFacts(OfferState.OPEN, price_points=50, stock=100, sold=10)
REDEEMED = RefundFacts(quantity=3, points=100, refunded=0, redeemed_at=NOON, refund_days=7)


def refusal(error: type[SangongError], call: object) -> dict[str, object]:
    with pytest.raises(error) as caught:
        call()  # type: ignore[operator]  # a lambda of the test
    return dict(caught.value.extras)


def test_the_days_cap_says_how_many_are_left_and_when_again() -> None:
    facts = replace(OPEN, day_cap=5, sold_today=4)
    assert decide_purchase(facts, quantity=1, price_shown=50, on=DAY) == 50
    told = refusal(DayCapReachedError, lambda: decide_purchase(facts, quantity=2, price_shown=50, on=DAY))
    assert told == {"left": 1, "again_at": "2026-11-23T16:00:00Z"}


def test_a_shop_that_pauses_sells_nothing() -> None:
    facts = replace(OPEN, shop_open=False)
    refusal(ShopPausedError, lambda: decide_purchase(facts, quantity=1, price_shown=50, on=DAY))


@pytest.mark.parametrize(
    ("caps", "had", "told"),
    [
        ((2, None), (1, 9), {"cap": 2, "per": "day", "left": 1, "again_at": "2026-11-23T16:00:00Z"}),
        ((None, 4), (0, 4), {"cap": 4, "per": "month", "left": 0, "again_at": "2026-11-30T16:00:00Z"}),
    ],
)
def test_one_member_has_no_more_than_their_share(
    caps: tuple[int | None, int | None], had: tuple[int, int], told: dict[str, object]
) -> None:
    facts = replace(OPEN, member_day_cap=caps[0], member_month_cap=caps[1])
    call = lambda: decide_share(facts, quantity=2, today=had[0], this_month=had[1], on=DAY)  # noqa: E731  # asked once
    assert refusal(MemberCapReachedError, call) == told
    decide_share(OPEN, quantity=99, today=99, this_month=99, on=DAY)


def test_the_refund_window_ends_with_its_last_local_day() -> None:
    last_second = datetime(2026, 11, 30, 15, 59, 59, tzinfo=UTC)
    assert decide_refund(REDEEMED, quantity=1, at=last_second) == 33
    for late in (replace(REDEEMED, refund_days=0), REDEEMED):
        at = NOON if late.refund_days == 0 else datetime(2026, 11, 30, 16, 0, tzinfo=UTC)
        with pytest.raises(RefundWindowOverError):
            decide_refund(late, quantity=1, at=at)


def test_the_same_pieces_are_not_refunded_twice() -> None:
    told = refusal(AlreadyRefundedError, lambda: decide_refund(replace(REDEEMED, refunded=2), quantity=2, at=NOON))
    assert told == {"left": 1}


@given(st.integers(1, 50), st.integers(1, 10_000), st.data())
def test_refunds_by_pieces_add_up_to_the_whole(quantity: int, points: int, data: st.DataObject) -> None:
    refunded = total = 0
    while refunded < quantity:
        some = data.draw(st.integers(1, quantity - refunded))
        facts = replace(REDEEMED, quantity=quantity, points=points, refunded=refunded)
        total += decide_refund(facts, quantity=some, at=NOON)
        refunded += some
    assert total == points


FLOWS = st.lists(
    st.builds(Flow, st.sampled_from(TransferType), st.booleans(), st.integers(1, 9), st.integers(1, 10**6)), max_size=9
)


def moved(opening: int, flows: list[Flow]) -> Flows:
    return Flows(opening, flows, opening + sum(flow.amount if flow.incoming else -flow.amount for flow in flows))


@given(st.integers(0, 10**6), FLOWS)
def test_a_days_figures_always_add_up(opening: int, flows: list[Flow]) -> None:
    day = day_figures(moved(opening, flows))
    assert day.closing == day.opening + day.redeemed - day.refunds + day.corrections


def test_what_fulfilled_the_day_before_is_no_line_and_what_was_taken_back_corrects() -> None:
    flows = [
        Flow(TransferType.VOUCHER_USE, incoming=True, times=3, amount=200),
        Flow(TransferType.FULFIL, incoming=True, times=1, amount=50),
        Flow(TransferType.FULFIL, incoming=False, times=1, amount=300),
        Flow(TransferType.VOUCHER_RETURN, incoming=False, times=1, amount=50),
    ]
    day = day_figures(moved(300, flows))
    assert (day.opening, day.redeemed, day.refunds, day.corrections, day.closing, day.lines) == (0, 200, 50, 50, 200, 5)


@pytest.mark.parametrize("table", [MERCHANT_MOVES, REFUND_MOVES, STATEMENT_MOVES])
def test_a_table_refuses_what_it_does_not_name(table: MoveTable) -> None:  # type: ignore[type-arg]  # any of them
    states, moves = ({type(key[i]) for key in table.table}.pop() for i in (0, 1))
    for state, move in product(states, moves):
        if (state, move) in table.table:
            assert table.next(state, move) in states
        else:
            with pytest.raises(MoveNotAllowedError):
                table.next(state, move)
