"""A merchant in a rush: many credit its account at once, nobody waits, and it is one account all the same."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import flask
import psycopg
import pytest

from backend.books import service
from backend.books.errors import AccountClosedError
from backend.books.types import Balance, Outcome, PointAccount, Transfer, TransferType
from backend.core.amounts import Points
from backend.core.ids import new_id
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.factories.books import earn, pledge

AtOnce = Callable[..., list[Any]]
SHOP = UUID(int=7)
BUYERS = [UUID(int=100 + n) for n in range(12)]


def pay(key: str, buyer: UUID, points: int = 10) -> Any:
    return Transfer(
        PointAccount.member(buyer), PointAccount.merchant(SHOP), Points(points), TransferType.VOUCHER_USE, key, "核销"
    )


def settle_with_shop(points: int) -> Any:
    return Transfer(
        PointAccount.merchant(SHOP),
        PointAccount.fulfilled(SHOP),
        Points(points),
        TransferType.FULFIL,
        "fulfil:1",
        "结算",
    )


def stripes(uow: UnitOfWork, community_id: int) -> list[tuple[int, int]]:
    rows = uow.session.connection().exec_driver_sql(
        """SELECT stripe, credits_posted - debits_posted FROM accounts
           WHERE community_id = %s AND kind = 'merchant' ORDER BY stripe""",
        (community_id,),
    )
    return [(row[0], row[1]) for row in rows]


def shop_balance(community_id: int) -> Balance:
    with unit_of_work() as uow:
        account = PointAccount.merchant(SHOP)
        return service.balances(uow, community_id, [account])[account]


@pytest.fixture
def rich(context: flask.Flask, community_id: int) -> None:
    """Twelve buyers with 100 points each."""
    with unit_of_work() as uow:
        pledge(uow, community_id, 1200, unit_id=SHOP)
    with unit_of_work() as uow:
        for buyer in BUYERS:
            earn(uow, community_id, buyer, points=100)


@pytest.fixture
def till_is_held(rich: None, community_id: int, owner_url: str) -> Iterator["psycopg.Connection[Any]"]:
    """Somebody else's transaction holds the shop's first account."""
    with unit_of_work() as uow:
        service.post(uow, community_id, [pay("use:0", BUYERS[0])])
    with psycopg.connect(owner_url) as holder:
        holder.execute(
            "SELECT 1 FROM accounts WHERE community_id = %s AND kind = 'merchant' FOR UPDATE", [community_id]
        )
        yield holder


def test_one_after_the_other_use_one_account(rich: None, community_id: int) -> None:
    for turn, buyer in enumerate(BUYERS):
        with unit_of_work() as uow:
            service.post(uow, community_id, [pay(f"use:{turn}", buyer)])
    with unit_of_work() as uow:
        assert stripes(uow, community_id) == [(0, 120)]


def test_a_held_till_keeps_nobody_waiting(till_is_held: "psycopg.Connection[Any]", community_id: int) -> None:
    with unit_of_work() as uow:
        uow.session.connection().exec_driver_sql("SET LOCAL lock_timeout = '1s'")
        posted = service.post(uow, community_id, [pay("use:1", BUYERS[1])])
    assert posted[0].outcome is Outcome.POSTED
    till_is_held.rollback()
    with unit_of_work() as uow:
        assert [balance for _, balance in stripes(uow, community_id)] == [10, 10]
        assert service.coverage(uow, community_id).merchants == 20
    assert shop_balance(community_id) == Balance(20, 20)


def test_a_rush_loses_nothing_and_the_statement_is_one(rich: None, community_id: int, at_once: AtOnce) -> None:
    rush = [lambda uow, b=buyer: service.post(uow, community_id, [pay(f"use:{b}", b)])[0].outcome for buyer in BUYERS]
    assert at_once(*rush) == [Outcome.POSTED] * len(BUYERS)
    assert shop_balance(community_id) == Balance(120, 120)
    with unit_of_work() as uow:
        hour = timedelta(hours=1)
        period = service.period_of(uow, community_id, PointAccount.merchant(SHOP), uow.now - hour, uow.now + hour)
        assert (period.opening, period.closing) == (0, 120)
        assert [line.amount for line in period.lines] == [10] * len(BUYERS)
        assert service.self_check(uow, community_id) == []


def test_what_lies_in_stripes_can_be_settled_as_one_amount(
    till_is_held: "psycopg.Connection[Any]", community_id: int
) -> None:
    for turn in (1, 2):
        with unit_of_work() as uow:
            service.post(uow, community_id, [pay(f"use:{turn}", BUYERS[turn])])
    till_is_held.rollback()
    with unit_of_work() as uow:
        assert service.post(uow, community_id, [settle_with_shop(30)])[0].amount == 30
    assert shop_balance(community_id) == Balance(0, 0)
    with unit_of_work() as uow:
        hour = timedelta(hours=1)
        period = service.period_of(uow, community_id, PointAccount.merchant(SHOP), uow.now - hour, uow.now + hour)
        assert [line.amount for line in period.lines] == [10, 10, 10, -30]  # what was brought together is no line
        assert service.self_check(uow, community_id) == []


def test_a_redemption_is_reversed_wherever_its_points_lie(
    till_is_held: "psycopg.Connection[Any]", community_id: int
) -> None:
    with unit_of_work() as uow:
        used = service.post(uow, community_id, [pay("use:1", BUYERS[1])])[0].id
        assert used is not None
    till_is_held.rollback()
    with unit_of_work() as uow:
        service.reverse(uow, community_id, used, title="退回")
    assert shop_balance(community_id) == Balance(10, 10)
    with unit_of_work() as uow:
        buyer = PointAccount.member(BUYERS[1])
        assert service.balances(uow, community_id, [buyer])[buyer].balance == 100
        assert service.self_check(uow, community_id) == []


def test_the_same_redemption_twice_at_once_pays_once(rich: None, community_id: int, at_once: AtOnce) -> None:
    twice = at_once(*[lambda uow: service.post(uow, community_id, [pay("use:1", BUYERS[0])])[0].outcome] * 6)
    assert sorted(twice) == [Outcome.ALREADY] * 5 + [Outcome.POSTED]
    assert shop_balance(community_id) == Balance(10, 10)
    with unit_of_work() as uow:
        assert service.self_check(uow, community_id) == []


def test_a_closed_till_takes_nothing(rich: None, community_id: int, owner: "psycopg.Connection[Any]") -> None:
    with unit_of_work() as uow:
        service.post(uow, community_id, [pay("use:0", BUYERS[0])])
    owner.execute("UPDATE accounts SET state = 'closed' WHERE community_id = %s AND kind = 'merchant'", [community_id])
    with pytest.raises(AccountClosedError), unit_of_work() as uow:
        service.post(uow, community_id, [pay(f"use:{new_id()}", BUYERS[1])])
    with unit_of_work() as uow:
        assert [balance for _, balance in stripes(uow, community_id)] == [10]
