"""What records earn: exactly once, oldest first, points as far as backing goes; then vouchers and pledges."""

from datetime import date
from uuid import UUID

import flask
import pytest

from backend.books import service
from backend.books.errors import BusinessKeyReusedError, InsufficientPointsError
from backend.books.types import Book, PointAccount, SettlementOutcome, TimeAccount
from backend.core.amounts import Points
from backend.core.ids import new_id
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.factories.books import earn, earning, pledge
from tests.statements import counted_statements


def points_of(uow: UnitOfWork, community_id: int, member_id: UUID) -> int:
    account = PointAccount.member(member_id)
    return service.balances(uow, community_id, [account])[account].balance


def test_a_record_is_settled_in_both_books(uow: UnitOfWork, community_id: int) -> None:
    pledge(uow, community_id, 100)
    line = earning(time=60, points=40)
    assert service.settle_service(uow, community_id, [line]) == SettlementOutcome(frozenset({line.record_id}))
    accounts = [PointAccount.member(line.member_id), TimeAccount.member(line.member_id), PointAccount.backing()]
    assert [found.balance for found in service.balances(uow, community_id, accounts).values()] == [40, 60, 60]


def test_a_record_settled_again_earns_nothing_more(uow: UnitOfWork, community_id: int) -> None:
    pledge(uow, community_id, 100)
    line = earning(time=60, points=40)
    for lines in ([line], [line], [line, line]):
        assert service.settle_service(uow, community_id, lines).settled == {line.record_id}
    assert points_of(uow, community_id, line.member_id) == 40


def test_a_record_settled_again_with_other_points_is_refused(context: flask.Flask, community_id: int) -> None:
    line = earning(points=40)
    with unit_of_work() as uow:
        pledge(uow, community_id, 100)
        service.settle_service(uow, community_id, [line])
    dearer = earning(line.member_id, points=50, record_id=line.record_id)
    with pytest.raises(BusinessKeyReusedError), unit_of_work() as uow:
        service.settle_service(uow, community_id, [dearer])


def test_without_backing_points_wait_and_time_does_not(uow: UnitOfWork, community_id: int) -> None:
    line = earning(time=60, points=40)
    assert service.settle_service(uow, community_id, [line]).awaiting == {line.record_id}
    accounts = [PointAccount.member(line.member_id), TimeAccount.member(line.member_id)]
    assert [found.balance for found in service.balances(uow, community_id, accounts).values()] == [0, 60]


def test_the_oldest_are_covered_first_and_nobody_overtakes(uow: UnitOfWork, community_id: int) -> None:
    pledge(uow, community_id, 100)
    youngest = earning(points=1, served_on=date(2026, 11, 5))
    middle = earning(points=50, served_on=date(2026, 11, 4))
    oldest = earning(points=60, served_on=date(2026, 11, 3))
    outcome = service.settle_service(uow, community_id, [youngest, middle, oldest])
    assert outcome == SettlementOutcome({oldest.record_id}, {middle.record_id, youngest.record_id})


def test_what_waited_is_settled_when_a_pledge_arrives(uow: UnitOfWork, community_id: int) -> None:
    lines = [earning(time=30, points=40), earning(time=30, points=40)]
    assert len(service.settle_service(uow, community_id, lines).awaiting) == 2
    pledge(uow, community_id, 80)
    assert len(service.settle_service(uow, community_id, lines).settled) == 2
    assert service.coverage(uow, community_id).members == 80
    assert service.self_check(uow, community_id) == []


def test_a_record_that_earns_nothing_is_settled(uow: UnitOfWork, community_id: int) -> None:
    line = earning()
    assert service.settle_service(uow, community_id, [line]).settled == {line.record_id}


def test_what_records_earned_is_told_by_record(uow: UnitOfWork, community_id: int) -> None:
    pledge(uow, community_id, 40)
    both, time, nothing, waiting = earning(time=60, points=40), earning(time=30), earning(), earning(points=1)
    lines = [both, time, nothing, waiting]
    service.settle_service(uow, community_id, lines)
    earned = service.earned_by_records(uow, community_id, [line.record_id for line in lines])
    assert {record_id: list(amounts) for record_id, amounts in earned.items()} == {
        both.record_id: [(Book.TIME, 60), (Book.POINT, 40)],
        time.record_id: [(Book.TIME, 30)],
    }
    assert service.earned_by_records(uow, community_id, []) == {}


def test_a_thousand_records_are_one_statement_and_a_look_at_what_is_owed(uow: UnitOfWork, community_id: int) -> None:
    pledge(uow, community_id, 10_000)
    lines = [earning(time=10, points=10) for _ in range(1000)]
    with counted_statements() as seen:
        assert len(service.settle_service(uow, community_id, lines).settled) == 1000
    assert len(seen) == 2


def test_a_voucher_holds_the_members_points_until_the_merchant_gets_them(uow: UnitOfWork, community_id: int) -> None:
    member, voucher = new_id(), new_id()
    merchant = pledge(uow, community_id, 100)
    earn(uow, community_id, member, points=80)
    issue = {"voucher_id": voucher, "member_id": member, "points": Points(50), "title": "换购"}
    assert service.issue_voucher(uow, community_id, **issue) == 50
    assert service.issue_voucher(uow, community_id, **issue) == 50  # a repetition moves nothing
    found = service.coverage(uow, community_id)
    assert (found.members, found.vouchers, found.merchants) == (30, 50, 0)
    use = {"voucher_id": voucher, "unit_id": merchant, "points": Points(50), "title": "核销"}
    assert service.use_voucher(uow, community_id, **use) == 50
    assert service.use_voucher(uow, community_id, **use) == 50
    found = service.coverage(uow, community_id)
    assert (found.members, found.vouchers, found.merchants) == (30, 0, 50)


def test_a_voucher_beyond_the_balance_is_refused(context: flask.Flask, community_id: int) -> None:
    member = new_id()
    with unit_of_work() as uow:
        pledge(uow, community_id, 100)
        earn(uow, community_id, member, points=80)
    with pytest.raises(InsufficientPointsError) as refusal, unit_of_work() as uow:
        service.issue_voucher(uow, community_id, voucher_id=new_id(), member_id=member, points=Points(81), title="换购")
    assert refusal.value.extras == {"available": 80, "needed": 81}


def test_a_voucher_gives_no_more_than_it_holds(context: flask.Flask, community_id: int) -> None:
    member, voucher = new_id(), new_id()
    with unit_of_work() as uow:
        merchant = pledge(uow, community_id, 100)
        earn(uow, community_id, member, points=80)
        service.issue_voucher(uow, community_id, voucher_id=voucher, member_id=member, points=Points(50), title="换购")
    with pytest.raises(InsufficientPointsError), unit_of_work() as uow:
        service.use_voucher(uow, community_id, voucher_id=voucher, unit_id=merchant, points=Points(51), title="核销")


@pytest.mark.parametrize(("used", "returned"), [(0, 50), (20, 30), (50, 0)])
def test_what_a_voucher_still_holds_goes_back_once(
    uow: UnitOfWork, community_id: int, used: int, returned: int
) -> None:
    member, voucher = new_id(), new_id()
    merchant = pledge(uow, community_id, 100)
    earn(uow, community_id, member, points=50)
    service.issue_voucher(uow, community_id, voucher_id=voucher, member_id=member, points=Points(50), title="换购")
    if used:
        service.use_voucher(uow, community_id, voucher_id=voucher, unit_id=merchant, points=Points(used), title="核销")
    for _ in range(2):
        assert service.return_voucher(uow, community_id, voucher_id=voucher, member_id=member, title="退回") == returned
    assert points_of(uow, community_id, member) == returned


def test_a_pledge_lapses_up_to_what_backing_still_holds(uow: UnitOfWork, community_id: int) -> None:
    unit, pledge_id = new_id(), new_id()
    service.pledge_points(uow, community_id, unit_id=unit, pledge_id=pledge_id, points=Points(100), title="承诺")
    earn(uow, community_id, new_id(), points=70)
    lapse = {"unit_id": unit, "pledge_id": pledge_id, "points": Points(100), "title": "到期"}
    assert service.lapse_pledge(uow, community_id, **lapse) == 30
    assert service.lapse_pledge(uow, community_id, **lapse) == 30  # a repetition
    assert service.lapse_pledge(uow, community_id, **lapse, turn=2) == 0
    found = service.coverage(uow, community_id)
    assert (found.pledged, found.lapsed, found.backing, found.members) == (100, 30, 0, 70)
    assert found.tallies
