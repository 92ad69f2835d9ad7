"""Coverage and a merchant's day tally to the point; the passbook costs the same however long it is."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import flask
import psycopg

from backend.books import service
from backend.books.types import Coverage, PassbookBook, Period, PointAccount, Transfer, TransferType
from backend.core.actor import Actor, Role
from backend.core.amounts import Points
from backend.core.clock import FixedClock, local_day
from backend.core.ids import new_id
from backend.infra.paging import PageRequest
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.factories.books import earn, earning, pledge


def redeem(uow: UnitOfWork, community_id: int, member: UUID, merchant: UUID, points: int) -> None:
    voucher = new_id()
    service.issue_voucher(uow, community_id, voucher_id=voucher, member_id=member, points=Points(points), title="换购")
    service.use_voucher(
        uow, community_id, voucher_id=voucher, unit_id=merchant, points=Points(points), title=f"核销{points}"
    )


def day_of(uow: UnitOfWork, community_id: int, merchant: UUID, day: date) -> Period:
    return service.period_of(uow, community_id, PointAccount.merchant(merchant), *local_day(day))


def test_coverage_tells_where_every_point_is(uow: UnitOfWork, community_id: int) -> None:
    member = new_id()
    merchant = pledge(uow, community_id, 1000)
    earn(uow, community_id, member, time=60, points=400)
    redeem(uow, community_id, member, merchant, 100)
    moves = [
        Transfer(PointAccount.member(member), PointAccount.pool(), Points(30), TransferType.DONATE, "donate:1", "捐赠"),
        Transfer(
            PointAccount.member(member),
            PointAccount.reserve(),
            Points(20),
            TransferType.GUARANTEE,
            "guarantee:1",
            "保证",
        ),
        Transfer(
            PointAccount.merchant(merchant),
            PointAccount.fulfilled(merchant),
            Points(40),
            TransferType.FULFIL,
            "fulfil:1",
            "对账",
        ),
        Transfer(
            PointAccount.member(member),
            PointAccount.clearing(310107021001),
            Points(10),
            TransferType.CLEAR,
            "clear:1",
            "通兑",
        ),
    ]
    service.post(uow, community_id, moves)
    found = service.coverage(uow, community_id)
    assert found == Coverage(*map(Points, (1000, 0, 600, 240, 30, 0, 60, 20, 40, 10)))
    assert found.tallies


def test_an_empty_community_has_an_empty_coverage(uow: UnitOfWork, community_id: int) -> None:
    found = service.coverage(uow, community_id)
    assert found == Coverage(*[Points(0)] * 10)
    assert found.tallies


def test_a_merchants_day_is_the_local_day_and_tallies(
    context: flask.Flask, community_id: int, clock: FixedClock
) -> None:
    member = new_id()
    clock.at = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
    with unit_of_work() as uow:
        merchant = pledge(uow, community_id, 1000)
        earn(uow, community_id, member, points=500)
        redeem(uow, community_id, member, merchant, 10)
    # 23:59:59 and 00:00:00 in Shanghai.
    for at, points in [
        (datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC), 20),
        (datetime(2026, 11, 22, 16, tzinfo=UTC), 30),
    ]:
        clock.at = at
        with unit_of_work() as uow:
            redeem(uow, community_id, member, merchant, points)
    with unit_of_work() as uow:
        days = [day_of(uow, community_id, merchant, date(2026, 11, day)) for day in (20, 21, 22, 23, 24)]
    assert [(day.opening, [line.amount for line in day.lines], day.closing) for day in days] == [
        (0, [], 0),
        (0, [10], 10),
        (10, [20], 30),
        (30, [30], 60),
        (60, [], 60),
    ]


def test_a_reversed_redemption_is_a_negative_line(context: flask.Flask, community_id: int) -> None:
    member = new_id()
    with unit_of_work() as uow:
        merchant = pledge(uow, community_id, 1000)
        earn(uow, community_id, member, points=500)
        redeem(uow, community_id, member, merchant, 30)
        used = day_of(uow, community_id, merchant, date(2026, 11, 23)).lines[0]
        service.reverse(uow, community_id, used.id, title="冲正")
        day = day_of(uow, community_id, merchant, date(2026, 11, 23))
    assert [line.amount for line in day.lines] == [30, -30]
    assert day.closing == 0
    assert day.lines[1].source == used.source


def test_a_merchant_without_redemptions_has_an_empty_day(uow: UnitOfWork, community_id: int) -> None:
    assert day_of(uow, community_id, new_id(), date(2026, 11, 23)) == Period(0, [], 0)


def actor_of(member_id: UUID, community_id: int) -> Actor:
    return Actor(new_id(), community_id, member_id, "王小明", frozenset({Role.MEMBER}))


def test_pages_of_a_book_meet_without_gap_or_overlap_while_lines_are_added(
    context: flask.Flask, community_id: int, clock: FixedClock
) -> None:
    member = new_id()
    with unit_of_work() as uow:
        pledge(uow, community_id, 10_000)
        service.settle_service(uow, community_id, [earning(member, points=7) for _ in range(25)])
    for _ in range(5):
        clock.advance(timedelta(minutes=1))
        with unit_of_work() as uow:
            service.issue_voucher(
                uow, community_id, voucher_id=new_id(), member_id=member, points=Points(3), title="换购"
            )
    balances: list[int] = []
    cursor: str | None = None
    while True:
        with unit_of_work() as uow:
            page = PageRequest(cursor, 4)
            (view,) = service.read_passbook(uow, actor_of(member, community_id), community_id, PassbookBook.POINT, page)
            earn(uow, community_id, member, points=1)  # newer than everything on the pages to come
        balances += [line.balance for line in view.lines.items]
        cursor = view.lines.next_cursor
        if cursor is None:
            break
    assert balances == [160, 163, 166, 169, 172, *range(175, 0, -7)]


def test_the_newest_lines_are_read_from_the_indexes(
    context: flask.Flask, owner: "psycopg.Connection[Any]", community_id: int
) -> None:
    """The plan of a page touches a page's rows on either side, not the history."""
    member = new_id()
    with unit_of_work() as uow:
        pledge(uow, community_id, 10**6)
        service.settle_service(uow, community_id, [earning(member, points=1) for _ in range(3000)])
    owner.execute("ANALYZE transfers")
    (account_id,) = owner.execute(
        "SELECT id FROM accounts WHERE community_id = %s AND owner_id = %s", [community_id, member]
    ).fetchone() or (None,)
    plan = owner.execute(
        """EXPLAIN (ANALYZE, FORMAT JSON) SELECT id FROM transfers
           WHERE community_id = %s AND credit_account_id = %s AND state IN ('posted', 'post_pending')
           ORDER BY occurred_at DESC, credit_line DESC LIMIT 21""",
        [community_id, account_id],
    ).fetchone()
    assert plan is not None
    scan = plan[0][0]["Plan"]["Plans"][0]
    assert (scan["Node Type"], scan["Actual Rows"]) == ("Index Scan", 21)
