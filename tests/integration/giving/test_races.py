"""Real threads on real PostgreSQL: no minute is given twice or given back, no month passed, no fund overspent."""

from collections import Counter

import flask

from backend.books import service as books
from backend.books.errors import InsufficientTimeError
from backend.core.clock import FixedClock
from backend.giving import service
from backend.giving.errors import CorrectionError, FundShortError, GiftedOnError, MonthSpentError, TieExistsError
from backend.giving.types import Goods, NewTie, Relation
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.factories.communities import Someone, make_member
from tests.factories.giving import (
    acknowledge,
    bind_phone,
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
from tests.factories.races import race


def outcomes(results: list[Exception | None]) -> Counter[str]:
    """Count what became of each thread."""
    return Counter("done" if result is None else type(result).__name__ for result in results)


def check_clean(community_id: int) -> None:
    with unit_of_work() as uow:
        assert books.ask_checks(uow, community_id, service.CHECKS) == []


def test_ten_gifts_spend_one_balance(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            cid = make_desk(uow).community_id
            giver = make_resident(uow, cid, minutes=100)
            kin = [make_member(uow, cid) for _ in range(10)]
            for other in kin:
                tie(uow, giver, other)
        results = race(crowded, [lambda uow, to=to: give(uow, giver, to, 30) for to in kin])
        assert outcomes(results) == {"done": 3, InsufficientTimeError.__name__: 7}
        with unit_of_work() as uow:
            assert minutes_of(uow, giver) == 10
        check_clean(cid)


def test_what_comes_while_one_gives_is_not_given_on(crowded: flask.Flask, clock: FixedClock) -> None:
    """She earned 60 and gives them four times at once while 240 are given to her: her own go once."""
    with crowded.app_context():
        with unit_of_work() as uow:
            cid = make_desk(uow).community_id
            giver = make_resident(uow, cid, minutes=60)
            sources = [make_resident(uow, cid, minutes=60) for _ in range(4)]
            kin = [make_member(uow, cid) for _ in range(4)]
            for other in [*sources, *kin]:
                tie(uow, giver, other)

        def receive(uow: UnitOfWork, source: Someone) -> None:
            give(uow, source, giver, 60)

        works = [lambda uow, source=source: receive(uow, source) for source in sources]
        works += [lambda uow, to=to: give(uow, giver, to, 60) for to in kin]
        results = outcomes(race(crowded, works))
        assert results["done"] == 5
        assert set(results) <= {"done", GiftedOnError.__name__, InsufficientTimeError.__name__}
        with unit_of_work() as uow:
            assert minutes_of(uow, giver) == 240
        check_clean(cid)


def test_two_who_give_each_other_at_once_never_lock_up(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            cid = make_desk(uow).community_id
            one, other = make_resident(uow, cid, minutes=100), make_resident(uow, cid, minutes=100)
            tie(uow, one, other)
        works = [lambda uow: give(uow, one, other, 10), lambda uow: give(uow, other, one, 10)] * 8
        assert outcomes(race(crowded, works)) == {"done": 16}
        with unit_of_work() as uow:
            assert (minutes_of(uow, one), minutes_of(uow, other)) == (100, 100)
        check_clean(cid)


def test_two_state_one_relation_of_each_other(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            cid = make_desk(uow).community_id
            one, other = make_member(uow, cid, name="甲甲"), make_member(uow, cid, name="乙乙")
            phones = [f"135{uow.new_id().int % 10**8:08d}" for _ in range(2)]
            bind_phone(uow, one, phones[0])
            bind_phone(uow, other, phones[1])
        of_one, of_other = (NewTie(n, p, Relation.SIBLING) for n, p in (("甲甲", phones[0]), ("乙乙", phones[1])))

        def state(uow: UnitOfWork, who: Someone, new: NewTie) -> None:
            service.propose_tie(uow, who.actor, cid, new)

        works = [lambda uow: state(uow, one, of_other), lambda uow: state(uow, other, of_one)] * 3
        assert outcomes(race(crowded, works)) == {"done": 1, TieExistsError.__name__: 5}


def test_eight_hands_grant_one_month(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            desk = make_desk(uow)
            fill_pool(uow, desk.community_id, 1_000)
            elder, id_ = make_entitled(uow, desk, monthly=120)

        def grant(uow: UnitOfWork) -> None:
            service.grant(uow, desk.staff.actor, desk.community_id, id_, 50)

        assert outcomes(race(crowded, [grant] * 8)) == {"done": 2, MonthSpentError.__name__: 6}
        with unit_of_work() as uow:
            assert (minutes_of(uow, elder), pool_of(uow, desk.community_id)[0]) == (100, 900)
        check_clean(desk.community_id)


def test_workers_and_hands_at_once_give_the_month_once(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            desk = make_desk(uow)
            cid = desk.community_id
            fill_pool(uow, cid, 10_000)
            elders = [make_entitled(uow, desk, monthly=120, automatic=True) for _ in range(4)]

        def work(uow: UnitOfWork) -> None:
            service.do_due_entitlements(uow, cid)

        def grant(uow: UnitOfWork, id_: object) -> None:
            service.grant(uow, desk.staff.actor, cid, id_, 120)  # type: ignore[arg-type]  # of the factory

        results = race(crowded, [work] * 4 + [lambda uow, id_=id_: grant(uow, id_) for _, id_ in elders])
        assert set(outcomes(results)) <= {"done", MonthSpentError.__name__}
        with unit_of_work() as uow:
            while service.do_due_entitlements(uow, cid):
                pass
        with unit_of_work() as uow:
            assert [minutes_of(uow, elder) for elder, _ in elders] == [120] * 4
        check_clean(cid)


def test_eight_uses_draw_on_one_fund(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            desk = make_desk(uow)
            fund = make_fund(uow, desk.lead)
            acknowledge(uow, fund.contact, record(uow, desk.staff, fund.fund_id, 100))
        results = race(crowded, [lambda uow: use(uow, desk.staff, fund.fund_id, 30)] * 8)
        assert outcomes(results) == {"done": 3, FundShortError.__name__: 5}
        check_clean(desk.community_id)


def test_corrections_at_once_take_back_no_more_than_was_used(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            desk = make_desk(uow)
            fund = make_fund(uow, desk.lead)
            acknowledge(uow, fund.contact, record(uow, desk.staff, fund.fund_id, 100))
            use_id = use(uow, desk.staff, fund.fund_id, 70)

        def correct(uow: UnitOfWork) -> None:
            service.correct_use(uow, desk.staff.actor, desk.community_id, use_id, amount=30, reason="写错了")

        assert outcomes(race(crowded, [correct] * 6)) == {"done": 2, CorrectionError.__name__: 4}
        check_clean(desk.community_id)


def test_receipts_of_one_moment_are_numbered_without_a_gap(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            desk = make_desk(uow)
            fund = make_fund(uow, desk.lead)
            ids = [record(uow, desk.staff, fund.fund_id, 10, Goods("大米", "千克")) for _ in range(8)]
        results = race(crowded, [lambda uow, id_=id_: acknowledge(uow, fund.contact, id_) for id_ in ids])
        assert outcomes(results) == {"done": 8}
        with unit_of_work() as uow:
            numbers = {service.get_donation(uow, desk.staff.actor, desk.community_id, id_)["number"] for id_ in ids}
        assert numbers == {f"捐-2026-{each:06d}" for each in range(1, 9)}
        check_clean(desk.community_id)
