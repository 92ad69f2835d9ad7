"""Real threads on the same accounts: nothing twice, nothing uncovered, locks in one order."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any
from uuid import UUID

import flask
import psycopg
import pytest

from backend.books import service
from backend.books.errors import BusinessKeyReusedError, InsufficientPointsError
from backend.books.types import (
    Outcome,
    ServiceEarning,
    SettlementOutcome,
    TimeAccount,
    Transfer,
    TransferType,
)
from backend.core.amounts import Points, TimeCredits
from backend.core.ids import new_id
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.factories.books import earn, earning, pledge

AtOnce = Callable[..., list[Any]]
Owner = psycopg.Connection[Any]


def settling(community_id: int, lines: list[ServiceEarning]) -> Callable[[UnitOfWork], SettlementOutcome]:
    return lambda uow: service.settle_service(uow, community_id, lines)


def wait_for_blocked(owner: Owner, calls: int, deadline_seconds: float = 20.0) -> None:
    """Wait until as many ledger calls wait for a lock."""
    end = time.monotonic() + deadline_seconds
    query = """SELECT count(*) FROM pg_stat_activity
               WHERE wait_event_type = 'Lock' AND datname = current_database() AND query LIKE '%ledger_post%'"""
    while owner.execute(query).fetchone() != (calls,):
        assert time.monotonic() < end, "nobody waits"
        time.sleep(0.02)


def test_four_workers_settle_the_same_records_once(
    context: flask.Flask, at_once: AtOnce, owner_url: str, owner: Owner, community_id: int
) -> None:
    """All four are held up inside the ledger function, so that each has read the books before any has written."""
    members = [new_id() for _ in range(10)]
    with unit_of_work() as uow:
        pledge(uow, community_id, 10_000)
    with unit_of_work() as uow:
        service.settle_service(uow, community_id, [earning(member, time=1, points=1) for member in members])
    lines = [earning(members[turn % 10], time=10, points=10) for turn in range(200)]
    with psycopg.connect(owner_url) as holder, ThreadPoolExecutor(1) as pool:
        holder.execute("SELECT 1 FROM accounts WHERE community_id = %s AND kind = 'backing' FOR UPDATE", [community_id])
        outcomes = pool.submit(at_once, *[settling(community_id, lines)] * 4)
        wait_for_blocked(owner, 4)
        holder.rollback()
        everything = SettlementOutcome(frozenset(line.record_id for line in lines))
        assert outcomes.result(60) == [everything] * 4
    with unit_of_work() as uow:
        assert service.coverage(uow, community_id).members == 2010
        assert service.self_check(uow, community_id) == []


def test_backing_is_never_issued_twice(context: flask.Flask, at_once: AtOnce, community_id: int) -> None:
    """Eight workers, each with its own records worth 100 points; backing for 250."""
    with unit_of_work() as uow:
        pledge(uow, community_id, 250)
    batches = [[earning(points=10) for _ in range(10)] for _ in range(8)]
    outcomes = at_once(*[settling(community_id, batch) for batch in batches])
    assert sum(len(outcome.settled) for outcome in outcomes) == 25
    assert sum(len(outcome.awaiting) for outcome in outcomes) == 55
    with unit_of_work() as uow:
        found = service.coverage(uow, community_id)
        assert (found.backing, found.members) == (0, 250)
        assert service.self_check(uow, community_id) == []


def test_twenty_threads_spend_the_last_points_as_often_as_they_are_covered(
    context: flask.Flask, at_once: AtOnce, community_id: int
) -> None:
    member = new_id()
    with unit_of_work() as uow:
        pledge(uow, community_id, 75)
    with unit_of_work() as uow:
        earn(uow, community_id, member, points=75)

    def spend(uow: UnitOfWork) -> Points:
        return service.issue_voucher(
            uow, community_id, voucher_id=new_id(), member_id=member, points=Points(10), title="换购"
        )

    outcomes = at_once(*[spend] * 20)
    assert outcomes.count(10) == 7
    assert sum(isinstance(outcome, InsufficientPointsError) for outcome in outcomes) == 13
    with unit_of_work() as uow:
        found = service.coverage(uow, community_id)
        assert (found.members, found.vouchers) == (5, 70)
        assert service.self_check(uow, community_id) == []


def test_a_voucher_used_by_two_clerks_at_once_pays_once(
    context: flask.Flask, at_once: AtOnce, community_id: int
) -> None:
    member, voucher = new_id(), new_id()
    with unit_of_work() as uow:
        merchant = pledge(uow, community_id, 50)
    with unit_of_work() as uow:
        earn(uow, community_id, member, points=50)
    with unit_of_work() as uow:
        service.issue_voucher(uow, community_id, voucher_id=voucher, member_id=member, points=Points(50), title="换购")

    def use(uow: UnitOfWork) -> Points:
        return service.use_voucher(
            uow, community_id, voucher_id=voucher, unit_id=merchant, points=Points(50), title="核销"
        )

    assert at_once(*[use] * 8) == [50] * 8
    with unit_of_work() as uow:
        assert service.coverage(uow, community_id).merchants == 50


def test_one_key_for_different_things_at_once_posts_one_of_them(
    context: flask.Flask, owner: Owner, community_id: int
) -> None:
    """Their accounts are all different and neither sees the other's row: only the unique key stands between them."""
    givers = [new_id(), new_id()]
    with unit_of_work() as uow:
        service.settle_service(uow, community_id, [earning(giver, time=100) for giver in givers])

    def give(uow: UnitOfWork, giver: UUID) -> Outcome:
        taker = TimeAccount.member(new_id())
        transfer = Transfer(TimeAccount.member(giver), taker, TimeCredits(5), TransferType.GIFT, "gift:1", "赠送")
        return service.post(uow, community_id, [transfer])[0].outcome

    def give_too() -> Outcome:
        with context.app_context(), unit_of_work() as uow:
            return give(uow, givers[1])

    with ThreadPoolExecutor(1) as pool:
        with unit_of_work() as uow:
            assert give(uow, givers[0]) is Outcome.POSTED
            second = pool.submit(give_too)
            wait_for_blocked(owner, 1)
        with pytest.raises(BusinessKeyReusedError):
            second.result(30)


def test_gifts_in_both_directions_do_not_deadlock(context: flask.Flask, at_once: AtOnce, community_id: int) -> None:
    members = [new_id() for _ in range(6)]
    with unit_of_work() as uow:
        service.settle_service(uow, community_id, [earning(member, time=1000) for member in members])

    def gifts(order: list[UUID]) -> Callable[[UnitOfWork], int]:
        def give(uow: UnitOfWork) -> int:
            pairs = pairwise(order)
            transfers = [
                Transfer(
                    TimeAccount.member(giver),
                    TimeAccount.member(taker),
                    TimeCredits(1),
                    TransferType.GIFT,
                    f"gift:{new_id()}",
                    "赠送",
                )
                for giver, taker in pairs
            ]
            return len(service.post(uow, community_id, transfers))

        return give

    forth, back = gifts(members), gifts(members[::-1])
    assert at_once(*[forth, back] * 6) == [5] * 12


def test_accounts_are_locked_in_the_order_of_their_keys(
    context: flask.Flask, owner_url: str, owner: Owner, community_id: int
) -> None:
    """Whoever waits for the first account holds none of the others, in whatever order the transfers name them."""
    members = [new_id() for _ in range(8)]
    with unit_of_work() as uow:
        service.settle_service(uow, community_id, [earning(member, time=100) for member in members])
    accounts = owner.execute(
        "SELECT id, owner_id FROM accounts WHERE community_id = %s AND kind = 'member' ORDER BY owner_id",
        [community_id],
    ).fetchall()
    descending = [owner_id for _, owner_id in reversed(accounts)]
    transfers = [
        Transfer(
            TimeAccount.member(giver),
            TimeAccount.member(taker),
            TimeCredits(1),
            TransferType.GIFT,
            f"gift:{giver}",
            "赠送",
        )
        for giver, taker in pairwise(descending)
    ]

    def post() -> int:
        with context.app_context(), unit_of_work() as uow:
            return len(service.post(uow, community_id, transfers))

    with psycopg.connect(owner_url) as holder, ThreadPoolExecutor(1) as pool:
        lock = "SELECT id FROM accounts WHERE community_id = %s AND id = %s FOR UPDATE"
        holder.execute(lock, [community_id, accounts[0][0]])
        posting = pool.submit(post)
        wait_for_blocked(owner, 1)
        free = owner.execute(
            """SELECT count(*) FROM (SELECT 1 FROM accounts WHERE community_id = %s AND kind = 'member'
               FOR UPDATE SKIP LOCKED) AS f""",
            [community_id],
        ).fetchone()
        holder.rollback()
        assert posting.result(30) == 7
    assert free == (7,)


def test_new_accounts_are_made_in_one_order(
    context: flask.Flask, at_once: AtOnce, owner_url: str, owner: Owner, community_id: int
) -> None:
    """Two batches make the same forty accounts from opposite ends; in the middle somebody else is making one."""
    members = [new_id() for _ in range(40)]
    forth = settling(community_id, [earning(member, time=1) for member in members])
    back = settling(community_id, [earning(member, time=1) for member in members[::-1]])
    with unit_of_work() as uow:
        earn(uow, community_id, new_id(), time=1)  # the source is there
    with psycopg.connect(owner_url) as holder, ThreadPoolExecutor(1) as pool:
        holder.execute(
            """INSERT INTO accounts (community_id, id, book, kind, owner_id, floor, last_at, created_at)
               VALUES (%s, %s, 'TIME', 'member', %s, 0, now(), now())""",
            [community_id, new_id(), members[20]],
        )
        outcomes = pool.submit(at_once, forth, back)
        wait_for_blocked(owner, 2)
        holder.rollback()
        assert [len(outcome.settled) for outcome in outcomes.result(60)] == [40, 40]


def test_a_new_account_made_by_two_at_once_is_one(context: flask.Flask, at_once: AtOnce, community_id: int) -> None:
    member = new_id()
    outcomes = at_once(*[settling(community_id, [earning(member, time=5)]) for _ in range(10)])
    assert all(len(outcome.settled) == 1 for outcome in outcomes)
    with unit_of_work() as uow:
        account = TimeAccount.member(member)
        assert service.balances(uow, community_id, [account])[account].balance == 50
