"""What time does to entitlements, the door for those who let the pool pay, the self-check, and the trace of a gift."""

from datetime import timedelta
from uuid import UUID

import flask
import pytest
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.orm import Session

from backend.books import service as books
from backend.communities.moves import MemberMove
from backend.communities.service import move_member
from backend.core.clock import FixedClock
from backend.giving import service
from backend.giving.errors import EntitlementOverError, MonthSpentError
from backend.infra.paging import PageRequest
from backend.infra.settings import with_driver
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.trace import service as traces
from tests.factories.communities import make_member
from tests.factories.giving import (
    acknowledge,
    fill_pool,
    give,
    make_desk,
    make_entitled,
    make_fund,
    make_resident,
    minutes_of,
    pool_of,
    record,
    tie,
    use,
)


def work_off(uow: UnitOfWork, community_id: int) -> int:
    """Do all that is due and return how many were done."""
    done = 0
    while (batch := service.do_due_entitlements(uow, community_id)) > 0:
        done += batch
    return done


def test_the_month_is_given_once_and_again_in_the_next(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        desk = make_desk(uow)
        cid = desk.community_id
        fill_pool(uow, cid, 1_000)
        elder, _ = make_entitled(uow, desk, automatic=True)
        assert cid in service.communities_with_due_entitlements(uow)
    for days, total in ((0, 120), (1, 120), (7, 240), (1, 240)):  # 23 and 24 November, 1 and 2 December
        clock.advance(timedelta(days=days))
        with unit_of_work() as uow:
            work_off(uow, cid)
            assert minutes_of(uow, elder) == total


def test_what_staff_gave_counts_in_the_month(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        desk = make_desk(uow)
        fill_pool(uow, desk.community_id, 1_000)
        elder, id_ = make_entitled(uow, desk, automatic=True)
        service.grant(uow, desk.staff.actor, desk.community_id, id_, 50)
    with unit_of_work() as uow:
        work_off(uow, desk.community_id)
        assert minutes_of(uow, elder) == 120


def test_an_empty_pool_gives_what_it_has_and_no_more(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        desk = make_desk(uow)
        cid = desk.community_id
        fill_pool(uow, cid, 200)
        elders = [make_entitled(uow, desk, automatic=True)[0] for _ in range(3)]
    with unit_of_work() as uow:
        assert work_off(uow, cid) == 3
    with unit_of_work() as uow:
        assert [minutes_of(uow, elder) for elder in elders] == [120, 80, 0]
        assert pool_of(uow, cid)[0] == 0
        assert books.ask_checks(uow, cid, service.CHECKS) == []


def test_after_the_last_day_it_has_ended(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        desk = make_desk(uow)
        cid = desk.community_id
        fill_pool(uow, cid, 1_000)
        elder, id_ = make_entitled(uow, desk, automatic=True, days=3)
        assert service.entitlement_of(uow, cid, elder.member_id) is not None
    clock.advance(timedelta(days=4))
    with unit_of_work() as uow:
        assert service.entitlement_of(uow, cid, elder.member_id) is None
        with pytest.raises(EntitlementOverError):
            service.draw_entitlement(uow, cid, id_, 10)
        assert work_off(uow, cid) == 1
        assert minutes_of(uow, elder) == 0
    with unit_of_work() as uow:
        shown = service.list_entitlements(uow, desk.staff.actor, cid, state=None, page=PageRequest())
        assert [row["state"] for row in shown.items] == ["ended"]


def test_who_has_left_is_given_nothing_more(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        desk = make_desk(uow)
        fill_pool(uow, desk.community_id, 1_000)
        elder, _ = make_entitled(uow, desk, automatic=True)
        move_member(uow, elder.actor, desk.community_id, elder.member_id, MemberMove.LEAVE, "")
    with unit_of_work() as uow:
        assert work_off(uow, desk.community_id) == 1
        assert minutes_of(uow, elder) == 0


def test_what_the_pool_pays_otherwise_counts_and_can_be_given_back(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        desk = make_desk(uow)
        cid = desk.community_id
        elder, id_ = make_entitled(uow, desk)
        service.draw_entitlement(uow, cid, id_, 90)
        found = service.entitlement_of(uow, cid, elder.member_id)
        assert found is not None
        assert (found.id, found.left_minutes) == (id_, 30)
        with pytest.raises(MonthSpentError):
            service.draw_entitlement(uow, cid, id_, 31)
        service.return_drawn(uow, cid, id_, 40, drawn_at=uow.now)
        service.draw_entitlement(uow, cid, id_, 70)
    clock.advance(timedelta(days=10))
    with unit_of_work() as uow:
        service.draw_entitlement(uow, cid, id_, 120)
        # November's is over: giving it back now gives nothing to December.
        service.return_drawn(uow, cid, id_, 70, drawn_at=uow.now - timedelta(days=10))
        with pytest.raises(MonthSpentError):
            service.draw_entitlement(uow, cid, id_, 1)


@pytest.mark.parametrize(
    ("tamper", "check"),
    [
        (
            "UPDATE gifts SET minutes = minutes + 1 WHERE community_id = :c",
            "every gift, pool donation and grant has its transfer",
        ),
        (
            "DELETE FROM pool_donations WHERE community_id = :c",
            "every gift, pool donation and grant in the books was given by somebody",
        ),
        (
            "UPDATE grants SET minutes = 5000 WHERE community_id = :c",
            "nobody is granted more in a month than was approved",
        ),
        ("UPDATE funds SET used = used - 1 WHERE community_id = :c", "a fund's figures are the sums"),
        ("UPDATE fund_uses SET amount = -900 WHERE community_id = :c AND amount < 0", "no use is corrected by more"),
    ],
)
def test_the_self_check_sees_what_was_tampered_with(
    context: flask.Flask, clock: FixedClock, owner_url: str, tamper: str, check: str
) -> None:
    with unit_of_work() as uow:
        desk = make_desk(uow)
        cid = desk.community_id
        giver, other = make_resident(uow, cid, minutes=60), make_member(uow, cid)
        tie(uow, giver, other)
        fund = make_fund(uow, desk.lead)
    with unit_of_work() as uow:
        give(uow, giver, other, 30)
        fill_pool(uow, cid, 200)
        _, id_ = make_entitled(uow, desk)
        acknowledge(uow, fund.contact, record(uow, desk.staff, fund.fund_id, 100))
        use_id = use(uow, desk.staff, fund.fund_id, 70)
        service.correct_use(uow, desk.staff.actor, cid, use_id, amount=10, reason="写错了")
    with unit_of_work() as uow:
        service.grant(uow, desk.staff.actor, cid, id_, 30)
    with unit_of_work() as uow:
        assert books.ask_checks(uow, cid, service.CHECKS) == []
    engine = create_engine(with_driver(owner_url), poolclass=NullPool)
    with Session(engine) as owner:  # closed without a commit
        owner.execute(text(tamper), {"c": cid})
        found = books.ask_checks(UnitOfWork(owner, clock.at), cid, service.CHECKS)
    assert any(finding.check.startswith(check) for finding in found)


def test_a_gift_is_traced_to_what_it_was_paid_from(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        cid = make_desk(uow).community_id
        giver, other = make_resident(uow, cid, minutes=60), make_member(uow, cid)
        tie(uow, giver, other)
    with unit_of_work() as uow:
        gift_id = give(uow, giver, other, 30)
    with unit_of_work() as uow:
        graph = traces.trace(uow, giver.actor, cid, ("gift", UUID(str(gift_id))))
        levels = sorted((node.level, node.type) for node in graph.nodes)
        assert levels == [(-2, "record"), (-1, "transfer"), (0, "gift"), (1, "transfer")]
        assert next(node for node in graph.nodes if node.type == "gift").stop is not None
