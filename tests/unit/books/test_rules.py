"""What a batch may hold, what a record earns, what the coverage says."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from backend.books.errors import AmountError, BusinessKeyReusedError
from backend.books.rules import check_transfers, coverage_percent, decide_transfers, oldest_first
from backend.books.service.ledger import _array, _texts
from backend.books.types import (
    AccountRef,
    Coverage,
    Mode,
    PointAccount,
    TimeAccount,
    Transfer,
    TransferType,
)
from backend.core.amounts import Points
from backend.core.clock import local_day
from tests.factories.books import earning

MEMBER, OTHER = UUID(int=1), UUID(int=2)


def gift(amount: Any, *, credit: AccountRef[Any] | None = None) -> Transfer[Any]:
    return Transfer(
        PointAccount.member(MEMBER),
        credit or PointAccount.member(OTHER),
        amount,
        TransferType.GIFT,
        "gift:1",
        "赠送",
    )


@pytest.mark.parametrize("amount", [1, 2, 10**12])
def test_a_whole_positive_amount_may_be_moved(amount: int) -> None:
    check_transfers([gift(amount)])


@pytest.mark.parametrize("amount", [0, -1, 10**12 + 1, 2**63, 1.0, 2.5, True, "5", None, float("nan")])
def test_any_other_amount_is_refused(amount: Any) -> None:
    with pytest.raises(AmountError):
        check_transfers([gift(amount)])


def test_one_wrong_transfer_refuses_the_batch() -> None:
    with pytest.raises(AmountError):
        check_transfers([gift(1), replace(gift(0), business_key="gift:2")])


def test_one_key_twice_in_a_batch_is_refused() -> None:
    with pytest.raises(BusinessKeyReusedError):
        check_transfers([gift(1), gift(1)])


def test_a_transfer_to_oneself_is_refused() -> None:
    with pytest.raises(AmountError):
        check_transfers([gift(1, credit=PointAccount.member(MEMBER))])


def test_a_transfer_between_two_books_is_refused() -> None:
    with pytest.raises(AmountError):
        check_transfers([gift(1, credit=TimeAccount.member(OTHER))])


def test_a_record_that_earns_in_both_books_makes_two_transfers_with_their_keys() -> None:
    line = earning(MEMBER, time=90, points=30)
    time, points = decide_transfers(line)
    assert (time.debit, time.credit, time.amount) == (TimeAccount.source(), TimeAccount.member(MEMBER), 90)
    assert (points.debit, points.credit, points.amount) == (PointAccount.backing(), PointAccount.member(MEMBER), 30)
    assert time.business_key == f"record:{line.record_id}:time"
    assert points.business_key == f"record:{line.record_id}:point"
    assert time.source == points.source == ("record", line.record_id)


def test_time_never_waits_for_backing_and_points_may() -> None:
    time, points = decide_transfers(earning(time=1, points=1))
    assert (time.mode, points.mode) == (Mode.MUST, Mode.MAY)


def test_what_earns_nothing_moves_nothing() -> None:
    assert decide_transfers(earning()) == []


def test_the_oldest_service_comes_first_and_of_one_day_the_oldest_record() -> None:
    late = earning(served_on=date(2026, 11, 3), record_id=UUID(int=1))
    second = earning(served_on=date(2026, 11, 2), record_id=UUID(int=9))
    first = earning(served_on=date(2026, 11, 2), record_id=UUID(int=8))
    assert oldest_first([late, second, first]) == [first, second, late]


def coverage_of(**amounts: int) -> Coverage:
    return Coverage(**{field.name: Points(amounts.get(field.name, 0)) for field in fields(Coverage)})


@pytest.mark.parametrize(
    ("amounts", "percent"),
    [
        ({}, 100),
        ({"pledged": 100, "backing": 100}, 100),
        ({"pledged": 100, "members": 100}, 100),
        ({"pledged": 100, "backing": 50, "members": 50}, 200),
        ({"pledged": 100, "members": 30, "vouchers": 20, "merchants": 10, "fulfilled": 40}, 100),
        ({"pledged": 150, "lapsed": 50, "backing": 20, "members": 80}, 125),
    ],
)
def test_coverage_is_what_is_promised_for_each_hundred_points_that_may_be_redeemed(
    amounts: dict[str, int], percent: int
) -> None:
    found = coverage_of(**amounts)
    assert found.tallies
    assert coverage_percent(found) == percent


def test_points_that_nobody_pledged_show_as_less_than_covered() -> None:
    found = coverage_of(pledged=50, members=100)
    assert not found.tallies
    assert coverage_percent(found) == 50


def test_a_local_day_is_shanghais() -> None:
    start, end = local_day(date(2026, 11, 23))
    assert start == datetime(2026, 11, 22, 16, tzinfo=UTC)
    assert end == datetime(2026, 11, 23, 16, tzinfo=UTC)


def test_texts_are_quoted_so_that_no_text_ends_its_element() -> None:
    assert _texts(["a", None, 'b","c', "\\", "NULL"]) == '{"a",NULL,"b\\",\\"c","\\\\","NULL"}'


def test_plain_values_make_an_array_literal() -> None:
    values = [1, None, UUID(int=0), Mode.UP_TO, date(2026, 11, 3)]
    assert _array(values) == '{1,null,"00000000-0000-0000-0000-000000000000","up_to","2026-11-03"}'
